-- Events that others coded, read in to be compared with ours. They are nobody's codings of our
-- reports: no run, no report, no characters, and no view but their own tables.

CREATE SEQUENCE import_numbers START 1;

CREATE TABLE imports (
    import INTEGER PRIMARY KEY DEFAULT nextval('import_numbers'),
    name VARCHAR NOT NULL UNIQUE,
    form VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    imported TIMESTAMP NOT NULL,
    events BIGINT NOT NULL,
    unread BIGINT NOT NULL
);

CREATE TABLE imported_events (
    import INTEGER NOT NULL,
    line BIGINT NOT NULL,
    event VARCHAR,
    story VARCHAR,
    day DATE,
    published DATE,
    type VARCHAR,
    modes VARCHAR[] NOT NULL,
    cameo VARCHAR,
    quad INTEGER,
    intensity DOUBLE,
    actors VARCHAR[] NOT NULL,
    actor_countries VARCHAR[] NOT NULL,
    actor_sectors VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    recipient_countries VARCHAR[] NOT NULL,
    recipient_sectors VARCHAR[] NOT NULL,
    place VARCHAR,
    place_country VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    source VARCHAR
);
