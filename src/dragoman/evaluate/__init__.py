"""Measure the coder: gold files, scores as in the scorer, agreement, the accuracy gate."""
