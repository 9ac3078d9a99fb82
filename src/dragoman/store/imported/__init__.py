"""Files of others read into tables of their own, to be compared with our records.

``polecat``, ``icews`` and ``gdelt`` read one line each; ``lines`` opens files and
collects what cannot be read; ``write`` keeps the rest, all or nothing.
"""
