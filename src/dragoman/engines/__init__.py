"""Coding many reports: one module a way to run ``pipeline.code`` over them."""
