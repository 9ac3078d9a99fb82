"""What people say of records: from rows of judgements to corrected records, figures and gold.

``fields`` says which fields can be corrected and checks values; ``state`` folds rows into
records as they now stand; ``acts`` makes the rows of an act; ``queue`` says what to look at
next; ``differences`` compares two codings; ``accuracy`` counts what the coder got right;
``gold`` writes what was judged for ``dragoman train --data``.
"""
