-- What relations and search are counted from. All of it follows from the raw tables of version 1:
-- it is filled for each chunk as it is written, so that asking costs no join over every participant.

-- First and last day that a prefix date (2015, 2015-04, 2015-04-12) stands for.
CREATE MACRO first_day_of(prefix) AS CASE length(prefix)
    WHEN 10 THEN try_cast(prefix AS DATE)
    WHEN 7 THEN try_cast(prefix || '-01' AS DATE)
    WHEN 4 THEN try_cast(prefix || '-01-01' AS DATE) END;

CREATE MACRO last_day_of(prefix) AS CASE length(prefix)
    WHEN 10 THEN try_cast(prefix AS DATE)
    WHEN 7 THEN last_day(try_cast(prefix || '-01' AS DATE))
    WHEN 4 THEN try_cast(prefix || '-12-31' AS DATE) END;

-- One row a record and ordered pair of countries. Acts without recipient that several countries do
-- (talks, joint exercises, fighting) stand in both directions and are `mutual`.
CREATE TABLE raw_dyads (
    run INTEGER NOT NULL,
    record VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    mutual BOOLEAN NOT NULL,
    actor_sectors VARCHAR[] NOT NULL,
    recipient_sectors VARCHAR[] NOT NULL,
    type VARCHAR NOT NULL,
    quad INTEGER NOT NULL,
    intensity DOUBLE NOT NULL,
    status VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    day_from DATE,
    day_to DATE,
    published DATE,
    source VARCHAR
);

-- The rows for some reports of a run, or with nulls for all: conditions stand where they spare reading the rest.
CREATE MACRO dyads_of(the_run, the_reports) AS TABLE
WITH people AS (
    SELECT run, record, report, role, country, sector FROM raw_participants
    WHERE role IN ('actor', 'recipient') AND (the_run IS NULL OR run = the_run)
        AND (the_reports IS NULL OR list_contains(the_reports, report))
),
sides AS (
    SELECT run, record, report, role, country, list_sort(list(DISTINCT coalesce(sector, ''))) AS sectors
    FROM people WHERE country IS NOT NULL
    GROUP BY run, record, report, role, country
),
addressed AS (SELECT DISTINCT run, record, report FROM people WHERE role = 'recipient'),
pairs AS (
    SELECT a.run, a.record, a.report, a.country AS actor, b.country AS recipient, FALSE AS mutual,
        a.sectors AS actor_sectors, b.sectors AS recipient_sectors
    FROM sides AS a JOIN sides AS b USING (run, record, report)
    WHERE a.role = 'actor' AND b.role = 'recipient' AND a.country <> b.country
    UNION ALL
    SELECT a.run, a.record, a.report, a.country, b.country, TRUE, a.sectors, b.sectors
    FROM sides AS a JOIN sides AS b USING (run, record, report) ANTI JOIN addressed USING (run, record, report)
    WHERE a.role = 'actor' AND b.role = 'actor' AND a.country <> b.country
)
SELECT pairs.*, r.type, r.quad, r.intensity, r.status, r.confidence,
    first_day_of(r.when_from) AS day_from, last_day_of(r.when_to) AS day_to,
    try_cast(left(reports.published, 10) AS DATE) AS published, reports.source
FROM pairs
JOIN raw_records AS r ON r.run = pairs.run AND r.id = pairs.record
JOIN raw_reports AS reports ON reports.run = pairs.run AND reports.id = pairs.report
WHERE (the_run IS NULL OR r.run = the_run) AND (the_run IS NULL OR reports.run = the_run);

INSERT INTO raw_dyads SELECT * FROM dyads_of(NULL, NULL::VARCHAR[]) ORDER BY run, report, record, actor, recipient;

-- Full-text search: how often each term stands in each text. Terms are words without case, accents
-- and plural endings; single letters are left out.
CREATE MACRO search_split(words) AS regexp_split_to_array(lower(strip_accents(words)), '[^\p{L}\p{N}]+');

CREATE MACRO search_stem(word) AS CASE
    WHEN length(word) > 4 AND regexp_matches(word, '[^ea]ies$') THEN word[:-4] || 'y'
    WHEN length(word) > 4 AND regexp_matches(word, '(ch|sh|x|ss|z)es$') THEN word[:-3]
    WHEN length(word) > 3 AND regexp_matches(word, '[^iesu]s$|[^i]es$') THEN word[:-2]
    ELSE word END;

CREATE MACRO search_terms_of(words) AS TABLE
    SELECT search_stem(word) AS term
    FROM (SELECT unnest(search_split(words)) AS word)
    WHERE length(word) > 1 OR regexp_matches(word, '[0-9]');

CREATE SEQUENCE search_term_numbers START 1;
CREATE TABLE search_terms (id INTEGER PRIMARY KEY DEFAULT nextval('search_term_numbers'), term VARCHAR NOT NULL UNIQUE);
CREATE SEQUENCE search_text_numbers START 1;
CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY DEFAULT nextval('search_text_numbers'),
    digest VARCHAR NOT NULL UNIQUE,
    words INTEGER NOT NULL
);
CREATE TABLE search_postings (term INTEGER NOT NULL, text INTEGER NOT NULL, count INTEGER NOT NULL);

-- Texts are numbered first; those numbered above every posting still wait for theirs.
CREATE VIEW search_texts_to_write AS
    SELECT digest, length(search_split(text)) AS words FROM texts ANTI JOIN search_texts USING (digest);

CREATE VIEW search_postings_to_write AS
    SELECT id AS text, search_stem(word) AS term, count(*)::INTEGER AS count
    FROM (SELECT search_texts.id, unnest(search_split(texts.text)) AS word
          FROM search_texts JOIN texts USING (digest)
          WHERE search_texts.id > (SELECT coalesce(max(text), 0) FROM search_postings))
    WHERE length(word) > 1 OR regexp_matches(word, '[0-9]')
    GROUP BY id, search_stem(word);

INSERT INTO search_texts (digest, words) SELECT * FROM search_texts_to_write ORDER BY digest;
INSERT INTO search_terms (term)
    SELECT DISTINCT term FROM search_postings_to_write ANTI JOIN search_terms USING (term) ORDER BY term;
INSERT INTO search_postings
    SELECT search_terms.id, made.text, made.count FROM search_postings_to_write AS made JOIN search_terms USING (term)
    ORDER BY ALL;
