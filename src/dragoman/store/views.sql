-- What users see: the current coding. Made anew whenever a store is opened for writing.

CREATE OR REPLACE VIEW latest AS
    SELECT raw.id, raw.run FROM raw_reports AS raw
    ANTI JOIN superseded AS old ON old.report = raw.id AND old.run = raw.run;

CREATE OR REPLACE VIEW reports AS
    SELECT raw.id, raw.title, raw.published, raw.source, raw.url, raw.language, raw.licence, texts.text, raw.run
    FROM raw_reports AS raw JOIN texts USING (digest)
    ANTI JOIN superseded AS old ON old.report = raw.id AND old.run = raw.run;

CREATE OR REPLACE VIEW records AS
    SELECT
        raw.* EXCLUDE (record),
        record -> '$.actors' AS actors,
        record -> '$.recipients' AS recipients,
        record -> '$.said_by' AS said_by,
        record -> '$.denied_by' AS denied_by,
        record -> '$.where' AS places,
        record -> '$.numbers' AS numbers,
        record -> '$.why' AS why,
        record
    FROM raw_records AS raw
    ANTI JOIN superseded AS old ON old.report = raw.report AND old.run = raw.run;

CREATE OR REPLACE VIEW participants AS
    SELECT raw.* FROM raw_participants AS raw
    ANTI JOIN superseded AS old ON old.report = raw.report AND old.run = raw.run;

CREATE OR REPLACE VIEW rejected AS
    SELECT raw.* FROM raw_rejected AS raw
    ANTI JOIN superseded AS old ON old.report = raw.report AND old.run = raw.run;

-- One row a record and ordered pair of countries; see migrations/0005_relations.sql.
CREATE OR REPLACE VIEW dyads AS
    SELECT raw.* FROM raw_dyads AS raw
    ANTI JOIN superseded AS old ON old.report = raw.report AND old.run = raw.run;

-- Episodes as `dragoman link` left them; what was ended is in the tables raw_….
CREATE OR REPLACE VIEW episodes AS SELECT * EXCLUDE (until) FROM raw_episodes WHERE until IS NULL;

CREATE OR REPLACE VIEW episode_members AS SELECT * EXCLUDE (until) FROM raw_episode_members WHERE until IS NULL;

CREATE OR REPLACE VIEW claims AS
    SELECT raw.* EXCLUDE (until), substr(reports.text, quote_start + 1, quote_end - quote_start) AS quote
    FROM raw_claims AS raw JOIN reports ON reports.id = raw.report
    WHERE raw.until IS NULL;

-- Where the episodes went whose ids are no longer current.
CREATE OR REPLACE VIEW episode_moves AS
    SELECT old.episode, max(old.until) AS link, members.episode AS into_episode
    FROM raw_episodes AS old
    LEFT JOIN episode_members AS members ON members.record = old.first_record
    WHERE old.until IS NOT NULL AND old.episode NOT IN (SELECT episode FROM episodes)
    GROUP BY old.episode, members.episode;

-- One row a month and ordered pair of countries with an act that is told to have happened; months without
-- any have no row here (`store.panel` and `dragoman panel` fill them in, and choose who and what counts).
CREATE OR REPLACE VIEW panel AS
    SELECT date_trunc('month', coalesce(day_from, published))::DATE AS start, actor, recipient,
        count(*) AS mentions, count(DISTINCT coalesce(members.episode, dyads.record)) AS episodes,
        count(*) FILTER (quad = 1) AS verbal_cooperation, count(*) FILTER (quad = 2) AS material_cooperation,
        count(*) FILTER (quad = 3) AS verbal_conflict, count(*) FILTER (quad = 4) AS material_conflict,
        avg(intensity) AS intensity, count(DISTINCT dyads.report) AS reports
    FROM dyads LEFT JOIN episode_members AS members ON members.record = dyads.record AND members.run = dyads.run
    WHERE status = 'actual' AND coalesce(day_from, published) IS NOT NULL
        AND date_trunc('month', coalesce(day_from, published)) = date_trunc('month', coalesce(day_to, published))
    GROUP BY ALL;

-- What stands, as the newest keeping left it (`dragoman link`).
CREATE OR REPLACE VIEW commitments AS
    SELECT * FROM raw_commitments WHERE standing = (SELECT max(standing) FROM standings);

CREATE OR REPLACE VIEW measures AS
    SELECT * FROM raw_measures WHERE standing = (SELECT max(standing) FROM standings);

CREATE OR REPLACE VIEW control AS
    SELECT * FROM raw_control WHERE standing = (SELECT max(standing) FROM standings);

CREATE OR REPLACE VIEW changes AS
    SELECT * FROM raw_changes WHERE standing = (SELECT max(standing) FROM standings);
