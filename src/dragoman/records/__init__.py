"""Seventh step: what the stages say, put together into records; and records as JSON."""
