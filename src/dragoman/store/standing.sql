-- One statement a table; each takes all rows as one JSON array.

-- name: begin
INSERT INTO standings (standing, run, rules, begun)
SELECT nextval('standing_numbers'), max(run), $rules, $begun FROM raw_reports
RETURNING standing;

-- name: commitments
INSERT INTO raw_commitments BY NAME
SELECT $standing AS standing, given.* FROM (SELECT unnest(from_json($rows, '[{
    "id": "VARCHAR", "kind": "VARCHAR", "name": "VARCHAR", "matters": ["VARCHAR"], "bound": ["VARCHAR"], "owed": ["VARCHAR"],
    "due_from": "VARCHAR", "due_to": "VARCHAR", "due_text": "VARCHAR", "condition": "VARCHAR", "state": "VARCHAR",
    "records": ["VARCHAR"]}]')) AS given);

-- name: measures
INSERT INTO raw_measures BY NAME
SELECT $standing AS standing, given.* FROM (SELECT unnest(from_json($rows, '[{
    "id": "VARCHAR", "kind": "VARCHAR", "imposer": "VARCHAR", "target": "VARCHAR", "conditions": ["VARCHAR"],
    "state": "VARCHAR", "records": ["VARCHAR"]}]')) AS given);

-- name: control
INSERT INTO raw_control BY NAME
SELECT $standing AS standing, given.* FROM (SELECT unnest(from_json($rows, '[{
    "id": "VARCHAR", "place": "VARCHAR", "country": "VARCHAR", "geonames": "BIGINT", "lat": "DOUBLE", "lon": "DOUBLE",
    "state": "VARCHAR", "holder": "VARCHAR", "records": ["VARCHAR"]}]')) AS given);

-- name: changes
INSERT INTO raw_changes BY NAME
SELECT $standing AS standing, given.* FROM (SELECT unnest(from_json($rows, '[{
    "id": "VARCHAR", "position": "INTEGER", "state": "VARCHAR", "day_from": "VARCHAR", "day_to": "VARCHAR",
    "actors": ["VARCHAR"], "held_from": "VARCHAR", "said_by": ["VARCHAR"], "records": ["VARCHAR"], "rule": "VARCHAR",
    "detail": "VARCHAR"}]')) AS given);
