-- Claims: who asserts, denies or confirms a disputed act, in whose report, in which words.
CREATE TABLE raw_claims (
    episode VARCHAR NOT NULL,
    link INTEGER NOT NULL,
    until INTEGER,
    position INTEGER NOT NULL,
    stance VARCHAR NOT NULL,
    said_on VARCHAR,
    party VARCHAR NOT NULL,
    name VARCHAR,
    country VARCHAR,
    sector VARCHAR,
    entity VARCHAR,
    record VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    party_start INTEGER NOT NULL,
    party_end INTEGER NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    rule VARCHAR NOT NULL
);
