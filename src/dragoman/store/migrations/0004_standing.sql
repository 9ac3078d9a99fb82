-- What stands, as `dragoman commitments --keep` left it. Each keeping is a number; earlier ones stay.

CREATE SEQUENCE standing_numbers START 1;

-- `run` is the newest run that was taken in, `rules` a digest of the rules.
CREATE TABLE standings (
    standing INTEGER PRIMARY KEY,
    run INTEGER,
    rules VARCHAR NOT NULL,
    begun TIMESTAMP NOT NULL
);

CREATE TABLE raw_commitments (
    standing INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR,
    matters VARCHAR[] NOT NULL,
    bound VARCHAR[] NOT NULL,
    owed VARCHAR[] NOT NULL,
    due_from VARCHAR,
    due_to VARCHAR,
    due_text VARCHAR,
    condition VARCHAR,
    state VARCHAR NOT NULL,
    records VARCHAR[] NOT NULL,
    PRIMARY KEY (standing, id)
);

CREATE TABLE raw_measures (
    standing INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    imposer VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    conditions VARCHAR[] NOT NULL,
    state VARCHAR NOT NULL,
    records VARCHAR[] NOT NULL,
    PRIMARY KEY (standing, id)
);

CREATE TABLE raw_control (
    standing INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    country VARCHAR,
    geonames BIGINT,
    lat DOUBLE,
    lon DOUBLE,
    state VARCHAR NOT NULL,
    holder VARCHAR,
    records VARCHAR[] NOT NULL,
    PRIMARY KEY (standing, id)
);

-- The changes of all three; `id` is that of the commitment, measure or place.
CREATE TABLE raw_changes (
    standing INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    day_from VARCHAR,
    day_to VARCHAR,
    actors VARCHAR[] NOT NULL,
    held_from VARCHAR,
    said_by VARCHAR[] NOT NULL,
    records VARCHAR[] NOT NULL,
    rule VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    PRIMARY KEY (standing, id, position)
);
