-- A batch of events of others, as one JSON array.
INSERT INTO imported_events BY NAME
SELECT $import AS import, given.* FROM (SELECT unnest(from_json($rows, '[{
    "line": "BIGINT", "event": "VARCHAR", "story": "VARCHAR", "day": "DATE", "published": "DATE", "type": "VARCHAR",
    "modes": ["VARCHAR"], "cameo": "VARCHAR", "quad": "INTEGER", "intensity": "DOUBLE",
    "actors": ["VARCHAR"], "actor_countries": ["VARCHAR"], "actor_sectors": ["VARCHAR"],
    "recipients": ["VARCHAR"], "recipient_countries": ["VARCHAR"], "recipient_sectors": ["VARCHAR"],
    "place": "VARCHAR", "place_country": "VARCHAR", "lat": "DOUBLE", "lon": "DOUBLE", "source": "VARCHAR"}]')) AS given);
