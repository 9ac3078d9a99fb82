-- Episodes: records of one act brought together. What a user or an older linking said is kept: rows
-- are ended (`until`), not deleted. `act_*` is working data of `dragoman link`, which can make it anew.

CREATE SEQUENCE link_numbers START 1;

-- One row a call of `link` that changed something. `rules` is a hash of the table of features.
CREATE TABLE links (
    link INTEGER PRIMARY KEY,
    begun TIMESTAMP NOT NULL,
    ended TIMESTAMP,
    rules VARCHAR NOT NULL,
    verdicts INTEGER NOT NULL
);

-- What users say of two records: `same`, `different`, or `undone`, which takes back what was said before.
CREATE SEQUENCE verdict_numbers START 1;
CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY,
    first VARCHAR NOT NULL,
    second VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('same', 'different', 'undone')),
    said_at TIMESTAMP NOT NULL,
    note VARCHAR
);

CREATE TABLE act_nodes (record VARCHAR NOT NULL, run INTEGER NOT NULL, component VARCHAR NOT NULL);
CREATE TABLE act_keys (key BIGINT NOT NULL, wide BOOLEAN NOT NULL, record VARCHAR NOT NULL);
CREATE TABLE act_pairs (first VARCHAR NOT NULL, second VARCHAR NOT NULL, weight INTEGER NOT NULL);
CREATE TABLE report_signatures (report VARCHAR NOT NULL, run INTEGER NOT NULL, signature BLOB NOT NULL);

CREATE TABLE raw_episodes (
    episode VARCHAR NOT NULL,
    link INTEGER NOT NULL,
    until INTEGER,
    type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    quad INTEGER NOT NULL,
    intensity DOUBLE NOT NULL,
    status VARCHAR NOT NULL,
    disputed BOOLEAN NOT NULL,
    first_reported VARCHAR,
    last_reported VARCHAR,
    first_report VARCHAR NOT NULL,
    first_record VARCHAR NOT NULL,
    when_from VARCHAR,
    when_to VARCHAR,
    when_precision VARCHAR,
    place VARCHAR,
    place_country VARCHAR,
    place_admin1 VARCHAR,
    place_precision VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    geonames BIGINT,
    actors JSON NOT NULL,
    recipients JSON NOT NULL,
    numbers JSON NOT NULL,
    dead_low INTEGER,
    dead_high INTEGER,
    injured_low INTEGER,
    injured_high INTEGER,
    records INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    versions INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    confidence DOUBLE NOT NULL
);

CREATE TABLE raw_episode_members (
    episode VARCHAR NOT NULL,
    link INTEGER NOT NULL,
    until INTEGER,
    record VARCHAR NOT NULL,
    run INTEGER NOT NULL,
    report VARCHAR NOT NULL,
    version INTEGER NOT NULL
);
