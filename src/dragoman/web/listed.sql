-- What lists and facets are made from, in the workbench's own copy of a store: one narrow row a report and
-- a record, newest first, so that a page of a list is a stretch of rows and a facet reads one column.

CREATE OR REPLACE TABLE listed_records AS
WITH people AS (
    SELECT run, record, role, list(DISTINCT country) FILTER (country IS NOT NULL) AS countries,
        string_agg(coalesce(name, text), '; ' ORDER BY position) AS words,
        string_agg(DISTINCT nullif(concat_ws(' ', country, sector), ''), '; ') AS codes
    FROM raw_participants GROUP BY run, record, role
)
SELECT
    raw.id, raw.report, raw.position, reports.published, reports.source, reports.title, raw.type, raw.modes, raw.quad,
    raw.intensity, raw.status, raw.trigger, raw.when_from, raw.when_to, raw.when_precision, raw.place, raw.place_country,
    raw.place_precision, raw.confidence, raw.episode, runs.coder,
    coalesce(actors.countries, []) AS actors, actors.words AS actor_words, actors.codes AS actor_codes,
    coalesce(recipients.countries, []) AS recipients, recipients.words AS recipient_words, recipients.codes AS recipient_codes,
    said.words AS said_by, denied.words AS denied_by
FROM raw_records AS raw
JOIN latest ON latest.id = raw.report AND latest.run = raw.run
JOIN raw_reports AS reports ON reports.id = raw.report AND reports.run = raw.run
JOIN runs ON runs.run = raw.run
LEFT JOIN people AS actors ON actors.run = raw.run AND actors.record = raw.id AND actors.role = 'actor'
LEFT JOIN people AS recipients ON recipients.run = raw.run AND recipients.record = raw.id AND recipients.role = 'recipient'
LEFT JOIN people AS said ON said.run = raw.run AND said.record = raw.id AND said.role = 'said_by'
LEFT JOIN people AS denied ON denied.run = raw.run AND denied.record = raw.id AND denied.role = 'denied_by'
ORDER BY reports.published DESC NULLS LAST, raw.report, raw.position;

CREATE OR REPLACE TABLE listed_reports AS
WITH counted AS (SELECT report, count(*) AS records FROM listed_records GROUP BY report),
refused AS (SELECT run, report, count(*) AS rejected FROM raw_rejected GROUP BY run, report)
SELECT raw.id, raw.title, raw.published, raw.source, raw.language, raw.run, raw.digest,
    left(regexp_replace(left(texts.text, 200), '\s+', ' ', 'g'), 90) AS beginning,
    coalesce(counted.records, 0) AS records, coalesce(refused.rejected, 0) AS rejected
FROM raw_reports AS raw
JOIN latest USING (id, run)
JOIN texts USING (digest)
LEFT JOIN counted ON counted.report = raw.id
LEFT JOIN refused ON refused.report = raw.id AND refused.run = raw.run
ORDER BY raw.published DESC NULLS LAST, raw.id;

-- Who acts towards whom, as the view of the store has it, but without asking for every row whether it is current.
CREATE TABLE told_dyads AS SELECT * FROM dyads ORDER BY least(actor, recipient), greatest(actor, recipient), record;
DROP VIEW dyads;
ALTER TABLE told_dyads RENAME TO dyads;
