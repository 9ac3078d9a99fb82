-- A store, version 1. Raw tables are append-only: one run never touches the rows of another.
-- Users query the views of views.sql: the current coding, that is, each report's latest run.

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL
);

CREATE SEQUENCE run_numbers START 1;

-- One row a call of `code`. `coder` names version and reader: what decides a coding beside the report.
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    coder VARCHAR NOT NULL,
    begun TIMESTAMP NOT NULL,
    ended TIMESTAMP,
    options JSON NOT NULL
);

-- Texts are kept once, however often their report is coded again.
CREATE TABLE texts (
    digest VARCHAR PRIMARY KEY,
    text VARCHAR NOT NULL
);

CREATE TABLE raw_reports (
    run INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    title VARCHAR,
    published VARCHAR,
    source VARCHAR,
    url VARCHAR,
    language VARCHAR,
    licence VARCHAR,
    digest VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    PRIMARY KEY (run, id)
);

-- `record` is the whole record as JSON; what is nested in it comes out of it again in views.sql.
CREATE TABLE raw_records (
    run INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    quad INTEGER NOT NULL,
    intensity DOUBLE NOT NULL,
    trigger VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    when_from VARCHAR,
    when_to VARCHAR,
    when_precision VARCHAR,
    when_text VARCHAR,
    when_start INTEGER,
    when_end INTEGER,
    place VARCHAR,
    place_country VARCHAR,
    place_admin1 VARCHAR,
    place_precision VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    geonames BIGINT,
    condition VARCHAR,
    condition_start INTEGER,
    condition_end INTEGER,
    deadline VARCHAR,
    deadline_start INTEGER,
    deadline_end INTEGER,
    deadline_from VARCHAR,
    deadline_to VARCHAR,
    same_as VARCHAR,
    episode VARCHAR,
    confidence DOUBLE NOT NULL,
    record JSON NOT NULL,
    PRIMARY KEY (run, id)
);

CREATE TABLE raw_participants (
    run INTEGER NOT NULL,
    record VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    name VARCHAR,
    country VARCHAR,
    sector VARCHAR,
    sectors VARCHAR[] NOT NULL,
    entity VARCHAR,
    office VARCHAR,
    PRIMARY KEY (run, record, role, position)
);

CREATE TABLE raw_rejected (
    run INTEGER NOT NULL,
    report VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    text VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (run, report, position)
);

CREATE TABLE skipped (
    run INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    line INTEGER,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    report VARCHAR
);
