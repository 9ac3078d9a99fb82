-- Codings that a later run's coding of the same report has taken the place of. Most stores have none or
-- few, so leaving these out is far cheaper than looking up the latest run of every report.

CREATE TABLE superseded (
    run INTEGER NOT NULL,
    report VARCHAR NOT NULL
);

INSERT INTO superseded
SELECT run, id FROM raw_reports QUALIFY run < max(run) OVER (PARTITION BY id) ORDER BY run, id;
