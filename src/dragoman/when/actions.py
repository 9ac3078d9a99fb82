"""The actions that rows of the table may name in their column ``do``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.when import calendar_dates as dates
from dragoman.when import edges
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
    "century_word": edges.century_word,
    "chain": relative.chain,
    "chain_period": relative.chain_period,
    "date": dates.date_,
    "date_relative_year": dates.date_relative_year,
    "day_long": relative.day_long,
    "days": relative.offset,
    "days_of_month": dates.days_of_month,
    "decade": dates.decade,
    "decade_word": edges.decade_word,
    "decade_part": dates.decade_part,
    "decades": dates.decades,
    "earlier_in": relative.earlier_in,
    "edge_units": edges.edge_units,
    "end_of": dates.end_of,
    "eve_of": edges.eve_of,
    "feast": dates.feast,
    "half": dates.half,
    "half_ago": edges.half_ago,
    "history": dates.period,
    "holiday": dates.holiday,
    "in_units": relative.in_units,
    "later_in": relative.later_in,
    "month": dates.month,
    "month_relative": dates.month_relative,
    "months": dates.months,
    "near_event": relative.near_event,
    "new_year": edges.new_year,
    "numeric": dates.numeric,
    "offset_from": relative.offset_from,
    "part_of": dates.part_of,
    "period": relative.period,
    "quarter": dates.quarter,
    "quarter_around": edges.quarter_around,
    "rest_of": relative.rest_of,
    "running": relative.running,
    "season": dates.season,
    "season_relative": edges.season_relative,
    "short_year": edges.short_year,
    "since": relative.since,
    "since_history": relative.since_history,
    "since_earlier": relative.since_earlier,
    "start_of": dates.start_of,
    "stretch": relative.stretch,
    "stretch_ahead": relative.stretch_ahead,
    "stretch_back": relative.stretch_back,
    "until": relative.until,
    "week_from_day": edges.week_from_day,
    "weekday": relative.weekday,
    "weekday_of_week": relative.weekday_of_week,
    "weekend": relative.weekend,
    "winter": edges.winter,
    "within": relative.within,
    "year": dates.year,
    "years": dates.years,
}
