-- What people say of records. Rows are only ever added: an undo is a row too. They are made in a file
-- beside the store, so that one can judge while it is being written, and kept here (`store/judgements.py`).
CREATE TABLE judgements (
    number INTEGER PRIMARY KEY,
    act INTEGER NOT NULL,       -- number of the first row of the act that this row is part of
    coding VARCHAR NOT NULL CHECK (coding IN ('first', 'second', 'final')),
    person VARCHAR NOT NULL,
    said_at TIMESTAMP NOT NULL,
    coder VARCHAR NOT NULL,     -- version and reader of the coder whose record was judged
    run INTEGER NOT NULL,       -- the run that wrote that record
    report VARCHAR NOT NULL,
    record VARCHAR NOT NULL,    -- '' where the report as a whole is judged
    kind VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    before JSON,
    after JSON,
    seen INTEGER NOT NULL,      -- newest row on this record that the person had before them, 0 for none
    sample VARCHAR              -- name of the random sample that the record was drawn in
);
