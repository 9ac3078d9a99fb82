"""Generated, read-only reference tables; ``load`` is their only reader.

Never edit a file here: edit ``resources/`` and run ``make tables``.
"""
