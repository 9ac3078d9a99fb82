-- Events of both sides ($one, $other: number of an import, 0 for our records), once a day, type and pair of countries.
WITH of_records AS (
    SELECT run, id, type, try_cast(when_from AS DATE) AS day FROM records
    WHERE 0 IN ($one, $other) AND when_from = when_to AND length(when_from) = 10 AND confidence >= $confidence
        -- What PLOVER has types for in advance, a plan or a promise to yield, is done when it is said.
        AND (status = 'actual' OR status = 'future' AND type IN ('AGREE', 'CONCEDE'))
),
parts AS (
    SELECT part.run, part.record, part.role, part.position, part.country FROM raw_participants AS part
    JOIN of_records ON of_records.run = part.run AND of_records.id = part.record
    WHERE part.role IN ('actor', 'recipient') AND part.country IS NOT NULL
),
addressed AS (
    SELECT DISTINCT part.run, part.record FROM raw_participants AS part
    JOIN of_records ON of_records.run = part.run AND of_records.id = part.record WHERE part.role = 'recipient'
),
ours AS (
    SELECT 0 AS import, day, type, a.country AS actor, b.country AS recipient
    FROM of_records
    JOIN parts AS a ON a.run = of_records.run AND a.record = of_records.id AND a.role = 'actor'
    JOIN parts AS b ON b.run = of_records.run AND b.record = of_records.id
    LEFT JOIN addressed ON addressed.run = of_records.run AND addressed.record = of_records.id
    WHERE b.role = 'recipient' OR addressed.run IS NULL AND a.position <> b.position
),
theirs AS (
    SELECT import, day, type, unnest(actor_countries) AS actor, recipient_countries
    FROM imported_events WHERE import IN ($one, $other) AND day IS NOT NULL AND type IS NOT NULL AND type <> ''
),
-- Somebody else's row without recipient and with several actors tells of what they do together, as ours do.
their_pairs AS (
    SELECT import, day, type, actor, unnest(recipient_countries) AS recipient FROM theirs
    UNION ALL
    SELECT import, day, type, a.actor, b.actor FROM (
        SELECT import, day, type, unnest(actor_countries) AS actor, line, len(actors) > len(actor_countries) AS more
        FROM imported_events
        WHERE import IN ($one, $other) AND len(recipients) = 0 AND len(recipient_countries) = 0 AND day IS NOT NULL
            AND type IS NOT NULL
    ) AS a JOIN (
        SELECT import, line, unnest(actor_countries) AS actor FROM imported_events
        WHERE import IN ($one, $other) AND len(recipients) = 0 AND len(recipient_countries) = 0
    ) AS b USING (import, line) WHERE a.actor <> b.actor OR more
),
pairs AS (SELECT * FROM ours UNION ALL SELECT * FROM their_pairs),
-- Talks have no direction: who is named first differs between coders.
events AS (
    SELECT DISTINCT sides.side, day, CASE WHEN $any THEN 'any' ELSE type END AS type,
        CASE WHEN $any OR type = 'CONSULT' THEN least(actor, recipient) ELSE actor END AS actor,
        CASE WHEN $any OR type = 'CONSULT' THEN greatest(actor, recipient) ELSE recipient END AS recipient
    FROM pairs JOIN (VALUES (0, $one), (1, $other)) AS sides(side, import) ON sides.import = pairs.import
)
