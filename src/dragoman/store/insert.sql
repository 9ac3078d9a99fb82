-- One statement a table; each takes a chunk's rows as one JSON array, which is far faster than row by row.

-- name: texts
INSERT OR IGNORE INTO texts
SELECT given.digest, given.text
FROM (SELECT unnest(from_json($rows, '[{"digest": "VARCHAR", "text": "VARCHAR"}]')) AS given);

-- name: reports
INSERT INTO raw_reports BY NAME
SELECT $run AS run, given.* FROM (SELECT unnest(from_json($rows, '[{
    "id": "VARCHAR", "title": "VARCHAR", "published": "VARCHAR", "source": "VARCHAR", "url": "VARCHAR",
    "language": "VARCHAR", "licence": "VARCHAR", "digest": "VARCHAR", "fingerprint": "VARCHAR"}]')) AS given);

-- name: records
INSERT INTO raw_records BY NAME
SELECT
    $run AS run, r.id, r.report, position, r.type, r.modes, r.contexts, r.quad, r.intensity,
    r.trigger.text AS trigger, r.trigger.start AS trigger_start, r.trigger."end" AS trigger_end, r.status,
    r."when"."from" AS when_from, r."when"."to" AS when_to, r."when".precision AS when_precision,
    r."when".text AS when_text, r."when".start AS when_start, r."when"."end" AS when_end,
    r."where"[1].name AS place, r."where"[1].country AS place_country, r."where"[1].admin1 AS place_admin1,
    r."where"[1].precision AS place_precision, r."where"[1].lat AS lat, r."where"[1].lon AS lon,
    r."where"[1].geonames AS geonames,
    r.condition.text AS condition, r.condition.start AS condition_start, r.condition."end" AS condition_end,
    r.deadline.text AS deadline, r.deadline.start AS deadline_start, r.deadline."end" AS deadline_end,
    r.deadline."from" AS deadline_from, r.deadline."to" AS deadline_to,
    r.same_as, r.episode, r.confidence, record
FROM (
    SELECT given.position AS position, given.record AS record, json_transform(given.record, '{
        "id": "VARCHAR", "report": "VARCHAR", "type": "VARCHAR", "modes": ["VARCHAR"], "contexts": ["VARCHAR"],
        "quad": "INTEGER", "intensity": "DOUBLE",
        "trigger": {"start": "INTEGER", "end": "INTEGER", "text": "VARCHAR"}, "status": "VARCHAR",
        "when": {"from": "VARCHAR", "to": "VARCHAR", "precision": "VARCHAR", "text": "VARCHAR",
                 "start": "INTEGER", "end": "INTEGER"},
        "where": [{"name": "VARCHAR", "country": "VARCHAR", "admin1": "VARCHAR", "precision": "VARCHAR",
                   "lat": "DOUBLE", "lon": "DOUBLE", "geonames": "BIGINT"}],
        "condition": {"start": "INTEGER", "end": "INTEGER", "text": "VARCHAR"},
        "deadline": {"start": "INTEGER", "end": "INTEGER", "text": "VARCHAR", "from": "VARCHAR", "to": "VARCHAR"},
        "same_as": "VARCHAR", "episode": "VARCHAR", "confidence": "DOUBLE"}') AS r
    FROM (SELECT unnest(from_json($rows, '[{"position": "INTEGER", "record": "JSON"}]')) AS given)
);

-- name: participants
INSERT INTO raw_participants BY NAME
SELECT $run AS run, given.* FROM (SELECT unnest(from_json($rows, '[{
    "record": "VARCHAR", "report": "VARCHAR", "role": "VARCHAR", "position": "INTEGER", "text": "VARCHAR",
    "start_char": "INTEGER", "end_char": "INTEGER", "name": "VARCHAR", "country": "VARCHAR", "sector": "VARCHAR",
    "sectors": ["VARCHAR"], "entity": "VARCHAR", "office": "VARCHAR"}]')) AS given);

-- name: rejected
INSERT INTO raw_rejected BY NAME
SELECT $run AS run, given.* FROM (SELECT unnest(from_json($rows, '[{
    "report": "VARCHAR", "position": "INTEGER", "type": "VARCHAR", "reason": "VARCHAR", "score": "DOUBLE",
    "text": "VARCHAR", "start_char": "INTEGER", "end_char": "INTEGER"}]')) AS given);

-- name: skipped
INSERT INTO skipped BY NAME
SELECT $run AS run, given.* FROM (SELECT unnest(from_json($rows, '[{
    "path": "VARCHAR", "line": "INTEGER", "kind": "VARCHAR", "reason": "VARCHAR", "report": "VARCHAR"}]')) AS given);

-- The rest follows from the rows above; `rows` are the ids of the chunk's reports.

-- name: superseded
INSERT INTO superseded
SELECT raw.run, raw.id FROM raw_reports AS raw
ANTI JOIN superseded AS old ON old.report = raw.id AND old.run = raw.run
WHERE raw.run < $run AND raw.id IN (SELECT unnest(from_json($rows, '["VARCHAR"]')))
ORDER BY ALL;

-- name: dyads
INSERT INTO raw_dyads BY NAME
SELECT * FROM dyads_of($run, from_json($rows, '["VARCHAR"]'))
ORDER BY report, record, actor, recipient;

-- name: search_texts
INSERT INTO search_texts (digest, words)
SELECT * FROM search_texts_to_write
WHERE digest IN (SELECT digest FROM raw_reports WHERE run = $run AND list_contains(from_json($rows, '["VARCHAR"]'), id))
ORDER BY digest;

-- name: search_terms
INSERT INTO search_terms (term)
SELECT DISTINCT term FROM search_postings_to_write ANTI JOIN search_terms USING (term) ORDER BY term;

-- name: search_postings
INSERT INTO search_postings
SELECT search_terms.id, made.text, made.count FROM search_postings_to_write AS made JOIN search_terms USING (term)
ORDER BY ALL;
