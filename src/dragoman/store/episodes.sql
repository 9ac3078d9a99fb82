-- What `store/episodes.py` asks and writes. Rows come as a JSON array, ids as a list.

-- name: rules
SELECT rules, verdicts, ended IS NULL FROM links ORDER BY link DESC LIMIT 1;

-- name: begin
INSERT INTO links (link, begun, rules, verdicts)
VALUES (nextval('link_numbers'), $begun, $rules, $verdicts) RETURNING link;

-- name: finish
UPDATE links SET ended = $ended WHERE link = $link;

-- name: gone
SELECT nodes.record FROM act_nodes AS nodes
LEFT JOIN records ON records.id = nodes.record AND records.run = nodes.run
WHERE records.id IS NULL ORDER BY nodes.record;

-- name: fresh
SELECT records.id FROM records JOIN reports ON reports.id = records.report
ANTI JOIN act_nodes AS nodes ON nodes.record = records.id AND nodes.run = records.run
ORDER BY coalesce(reports.published, '~'), records.report, records.position, records.id;

-- name: acts
SELECT run, id, report, position, type, modes, contexts, quad, intensity, trigger, trigger_start, trigger_end, status,
    when_from, when_to, when_precision, when_text, place, place_country, place_admin1, place_precision, lat, lon, geonames,
    same_as, episode, confidence,
    json_extract_string(record, ['$.actors', '$.recipients', '$.said_by', '$.denied_by', '$.where', '$.numbers']) AS parts
FROM records
WHERE id IN (SELECT unnest($ids::VARCHAR[]));

-- name: records_of
SELECT id FROM records WHERE report IN (SELECT unnest($reports::VARCHAR[]));

-- name: reports
SELECT reports.id, reports.run, reports.published, reports.source, reports.text, made.signature
FROM reports LEFT JOIN report_signatures AS made ON made.report = reports.id AND made.run = reports.run
WHERE reports.id IN (SELECT unnest($ids::VARCHAR[]));

-- name: put_signatures
INSERT INTO report_signatures
SELECT given.report, given.run, unhex(given.signature)
FROM (SELECT unnest(from_json($rows, '[{"report": "VARCHAR", "run": "INTEGER", "signature": "VARCHAR"}]')) AS given);

-- name: put_nodes
INSERT INTO act_nodes
SELECT given.record, given.run, given.record
FROM (SELECT unnest(from_json($rows, '[{"record": "VARCHAR", "run": "INTEGER"}]')) AS given);

-- name: put_keys
INSERT INTO act_keys
SELECT given.key, given.wide, given.record
FROM (SELECT unnest(from_json($rows, '[{"key": "BIGINT", "wide": "BOOLEAN", "record": "VARCHAR"}]')) AS given);

-- name: candidates
SELECT DISTINCT least(a.record, b.record) AS first, greatest(a.record, b.record) AS second
FROM act_keys AS a JOIN act_keys AS b ON a.key = b.key
WHERE a.record IN (SELECT unnest($ids::VARCHAR[])) AND a.record <> b.record AND (a.wide OR b.wide)
ORDER BY first, second;

-- name: put_pairs
INSERT INTO act_pairs
SELECT given.first, given.second, given.weight
FROM (SELECT unnest(from_json($rows, '[{"first": "VARCHAR", "second": "VARCHAR", "weight": "INTEGER"}]')) AS given);

-- name: component
SELECT nodes.record FROM act_nodes AS nodes WHERE component IN (
    SELECT component FROM act_nodes WHERE record IN (SELECT unnest($ids::VARCHAR[])))
ORDER BY nodes.record;

-- name: put_components
UPDATE act_nodes SET component = given.component
FROM (SELECT unnest(from_json($rows, '[{"record": "VARCHAR", "component": "VARCHAR"}]')) AS given)
WHERE act_nodes.record = given.record AND act_nodes.component <> given.component;

-- name: pairs
SELECT first, second, weight FROM act_pairs
WHERE first IN (SELECT unnest($ids::VARCHAR[]))
    AND second IN (SELECT unnest($ids::VARCHAR[]));

-- name: verdicts
SELECT first, second, arg_max(verdict, number) AS verdict, max(number) AS number
FROM verdicts GROUP BY first, second ORDER BY first, second;

-- name: put_verdict
INSERT INTO verdicts (number, first, second, verdict, said_at, note)
VALUES (nextval('verdict_numbers'), $first, $second, $verdict, $said_at, $note) RETURNING number;

-- name: members
SELECT record, episode FROM raw_episode_members
WHERE until IS NULL AND record IN (SELECT unnest($ids::VARCHAR[]));

-- name: drop_nodes
DELETE FROM act_nodes WHERE record IN (SELECT unnest($ids::VARCHAR[]));

-- name: drop_keys
DELETE FROM act_keys WHERE record IN (SELECT unnest($ids::VARCHAR[]));

-- name: drop_pairs
DELETE FROM act_pairs WHERE first IN (SELECT unnest($ids::VARCHAR[]))
    OR second IN (SELECT unnest($ids::VARCHAR[]));

-- name: end_members
UPDATE raw_episode_members SET until = $link
WHERE until IS NULL AND episode IN (SELECT unnest($ids::VARCHAR[]));

-- name: end_episodes
UPDATE raw_episodes SET until = $link
WHERE until IS NULL AND episode IN (SELECT unnest($ids::VARCHAR[]));

-- name: end_claims
UPDATE raw_claims SET until = $link
WHERE until IS NULL AND episode IN (SELECT unnest($ids::VARCHAR[]));

-- name: name
UPDATE raw_records SET episode = given.episode
FROM (SELECT unnest(from_json($rows, '[{"record": "VARCHAR", "run": "INTEGER", "episode": "VARCHAR"}]')) AS given)
WHERE raw_records.id = given.record AND raw_records.run = given.run
    AND raw_records.episode IS DISTINCT FROM given.episode;

-- name: put_members
INSERT INTO raw_episode_members BY NAME
SELECT $link AS link, given.* FROM (SELECT unnest(from_json($rows, '[{
    "episode": "VARCHAR", "record": "VARCHAR", "run": "INTEGER", "report": "VARCHAR", "version": "INTEGER"}]')) AS given);

-- name: put_episodes
INSERT INTO raw_episodes BY NAME
SELECT $link AS link, given.* FROM (SELECT unnest(from_json($rows, '[{
    "episode": "VARCHAR", "type": "VARCHAR", "modes": ["VARCHAR"], "contexts": ["VARCHAR"], "quad": "INTEGER",
    "intensity": "DOUBLE", "status": "VARCHAR", "disputed": "BOOLEAN", "first_reported": "VARCHAR",
    "last_reported": "VARCHAR", "first_report": "VARCHAR", "first_record": "VARCHAR", "when_from": "VARCHAR",
    "when_to": "VARCHAR", "when_precision": "VARCHAR", "place": "VARCHAR", "place_country": "VARCHAR",
    "place_admin1": "VARCHAR", "place_precision": "VARCHAR", "lat": "DOUBLE", "lon": "DOUBLE", "geonames": "BIGINT",
    "actors": "JSON", "recipients": "JSON", "numbers": "JSON", "dead_low": "INTEGER", "dead_high": "INTEGER",
    "injured_low": "INTEGER", "injured_high": "INTEGER", "records": "INTEGER", "reports": "INTEGER",
    "versions": "INTEGER", "sources": "INTEGER", "confidence": "DOUBLE"}]')) AS given);

-- name: put_claims
INSERT INTO raw_claims BY NAME
SELECT $link AS link, given.* FROM (SELECT unnest(from_json($rows, '[{
    "episode": "VARCHAR", "position": "INTEGER", "stance": "VARCHAR", "said_on": "VARCHAR", "party": "VARCHAR",
    "name": "VARCHAR", "country": "VARCHAR", "sector": "VARCHAR", "entity": "VARCHAR", "record": "VARCHAR",
    "report": "VARCHAR", "party_start": "INTEGER", "party_end": "INTEGER", "quote_start": "INTEGER",
    "quote_end": "INTEGER", "rule": "VARCHAR"}]')) AS given);
