"""The actions that rows of the table may name in their column ``do``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.when import calendar_dates as dates
from dragoman.when import relative_dates as relative
from dragoman.when.days import Interval
from dragoman.when.hit import Hit

Action = Callable[[Hit], Interval | None]

ACTIONS: Mapping[str, Action] = {
    "after_event": relative.after_event,
    "ago": relative.ago,
    "ago_to_the_day": relative.ago_to_the_day,
    "between": relative.between,
    "century": dates.century,
    "chain": relative.chain,
    "chain_period": relative.chain_period,
    "date": dates.date_,
    "date_relative_year": dates.date_relative_year,
    "day_long": relative.day_long,
    "days": relative.offset,
    "days_of_month": dates.days_of_month,
    "decade": dates.decade,
    "decade_part": dates.decade_part,
    "decades": dates.decades,
    "earlier_in": relative.earlier_in,
    "end_of": dates.end_of,
    "half": dates.half,
    "history": dates.period,
    "holiday": dates.holiday,
    "in_units": relative.in_units,
    "later_in": relative.later_in,
    "month": dates.month,
    "month_relative": dates.month_relative,
    "months": dates.months,
    "near_event": relative.near_event,
    "numeric": dates.numeric,
    "offset_from": relative.offset_from,
    "part_of": dates.part_of,
    "period": relative.period,
    "quarter": dates.quarter,
    "rest_of": relative.rest_of,
    "running": relative.running,
    "season": dates.season,
    "since": relative.since,
    "since_history": relative.since_history,
    "since_earlier": relative.since_earlier,
    "start_of": dates.start_of,
    "stretch": relative.stretch,
    "stretch_ahead": relative.stretch_ahead,
    "stretch_back": relative.stretch_back,
    "until": relative.until,
    "weekday": relative.weekday,
    "weekday_of_week": relative.weekday_of_week,
    "weekend": relative.weekend,
    "within": relative.within,
    "year": dates.year,
    "years": dates.years,
}
