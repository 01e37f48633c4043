-- views.sql - the store as people ask it: reports that were not superseded, each event once with all who tell it, and who
-- wants what. `party` and the like are an actor's code where there is one and a name where there is none.

CREATE VIEW current_report AS SELECT * FROM report WHERE superseded_by IS NULL;

-- Every telling of every event in a current report.
CREATE VIEW telling AS
SELECT e.event, e.id AS telling, e.day, e.day_basis, e.until, e.type, e.mode, e.contexts, e.cameo, e.quad, e.goldstein, e.status,
       coalesce(e.source_actor, s.actor, s.name) AS source, coalesce(e.target_actor, t.actor, t.name) AS target,
       s.name AS source_name, t.name AS target_name, s.entity AS source_entity, t.entity AS target_entity,
       p.name AS place, q.count, q.count_high, q.bound, q.unit,
       w.name AS on_word_of, e.confidence, r.id AS report, r.key, r.agency, r.published, r.story, x.n AS sentence,
       substr(r.text, x.span_start + 1, x.span_end - x.span_start) AS text
FROM event_reading e
JOIN report r ON r.id = e.report AND r.superseded_by IS NULL
JOIN sentence x ON x.id = e.sentence
LEFT JOIN entity_reading s ON s.id = e.source
LEFT JOIN entity_reading t ON t.id = e.target
LEFT JOIN place_reading pr ON pr.id = e.place
LEFT JOIN place p ON p.id = pr.place
LEFT JOIN quantity_reading q ON q.id = e.quantity
LEFT JOIN statement st ON st.id = e.statement
LEFT JOIN entity_reading w ON w.id = st.source;

-- Every event once. `sources`: reports that do not copy each other; `status`: the one that most of them give; `text`: the sentence
-- that told it first. What is looked up elsewhere is a query of its own, and not a join, so that it costs nothing where nobody asks.
CREATE VIEW timeline AS
SELECT v.id AS event, v.day, v.day_basis, v.type,
       coalesce(v.source_actor, v.source_name) AS source, coalesce(v.target_actor, v.target_name) AS target,
       (SELECT p.name FROM place p WHERE p.id = v.place) AS place, v.status, v.statuses, v.reports, v.sources, v.agencies, v.goldstein,
       v.confidence, (SELECT substr(r.text, x.span_start + 1, x.span_end - x.span_start) FROM event_reading e
                      JOIN sentence x ON x.id = e.sentence JOIN report r ON r.id = x.report WHERE e.id = v.telling) AS text,
       v.source_actor, v.target_actor, v.source_entity, v.target_entity, v.quad, v.until, v.told, v.place AS place_id
FROM event v
WHERE v.reports > 0;

-- The id that an event, or an entity, has today, where it was found to be one with another.
CREATE VIEW event_redirect AS SELECT id AS old, merged_into AS event FROM event WHERE merged_into IS NOT NULL;
CREATE VIEW entity_redirect AS SELECT id AS old, merged_into AS entity FROM entity WHERE merged_into IS NOT NULL;

-- Events by day: how many of each class, and the sum of the Goldstein scale. Weeks and months add up.
CREATE VIEW timeline_day AS
SELECT day, count(*) AS events, sum(quad = 1) AS quad1, sum(quad = 2) AS quad2, sum(quad = 3) AS quad3, sum(quad = 4) AS quad4,
       sum(quad = 0) AS neutral, total(goldstein) AS goldstein
FROM event WHERE reports > 0 GROUP BY day;

-- Who deals with whom. Cooperation and conflict: how many events of either.
CREATE VIEW actor_pair AS
SELECT coalesce(source_actor, source_name) AS source, coalesce(target_actor, target_name) AS target, count(*) AS events,
       sum(quad IN (1, 2)) AS cooperation, sum(quad IN (3, 4)) AS conflict, avg(goldstein) AS goldstein, min(day) AS first_day,
       max(day) AS last_day
FROM event
WHERE reports > 0 AND coalesce(source_actor, source_name) IS NOT NULL AND coalesce(target_actor, target_name) IS NOT NULL
GROUP BY coalesce(source_actor, source_name), coalesce(target_actor, target_name);

-- Where events were.
CREATE VIEW place_event AS
SELECT p.id AS place_id, p.name AS place, p.kind, p.country, p.lat, p.lon, n.events, n.quad1, n.quad2, n.quad3, n.quad4, n.neutral
FROM (SELECT place, count(*) AS events, sum(quad = 1) AS quad1, sum(quad = 2) AS quad2, sum(quad = 3) AS quad3, sum(quad = 4) AS quad4,
             sum(quad = 0) AS neutral
      FROM event WHERE place IS NOT NULL AND reports > 0 GROUP BY place) n
JOIN place p ON p.id = n.place;

-- Every statement of a current report, with its words.
CREATE VIEW statement_line AS
SELECT s.id AS statement, s.day, s.day_basis, s.act, s.manner, s.channel,
       coalesce(a.actor, a.name) AS party, coalesce(b.actor, b.name) AS toward,
       a.name AS source_name, b.name AS addressee_name, a.entity AS source_entity, b.entity AS addressee_entity,
       (SELECT group_concat(substr(r.text, c.span_start + 1, c.span_end - c.span_start), ' ... ')
        FROM statement_part c WHERE c.statement = s.id AND c.part = 'content') AS content,
       s.answers, s.denies, s.retracts, s.confidence, r.id AS report, r.key, r.agency, r.published, r.story, x.n AS sentence
FROM statement s
JOIN report r ON r.id = s.report AND r.superseded_by IS NULL
JOIN sentence x ON x.id = s.sentence
LEFT JOIN entity_reading a ON a.id = s.source
LEFT JOIN entity_reading b ON b.id = s.addressee;

-- Every position of a current report. `answer` is the report's own; else, where it leaves that open, what other reports tell.
CREATE VIEW position AS
SELECT p.day, p.who AS party, p.whom AS toward, p.stance, p.issue,
       substr(r.text, p.span_start + 1, p.span_end - p.span_start) AS words,
       CASE WHEN p.answer = 'open' AND s.answer_day >= p.day THEN s.answer ELSE p.answer END AS answer,
       CASE WHEN p.answer = 'open' AND s.answer_day >= p.day THEN s.answer_by ELSE p.answer_by END AS answer_by,
       p.id AS position, p.statement, r.id AS report, r.key, r.agency, r.story, n.n AS sentence, p.standing
FROM position_reading p
JOIN report r ON r.id = p.report AND r.superseded_by IS NULL
JOIN sentence n ON n.id = p.sentence
LEFT JOIN standing s ON s.id = p.standing;

-- What each party wants, once: since when, how often and by whom it was told, what was answered, when it was taken back.
CREATE VIEW stand AS
SELECT s.party, s.toward, s.since, s.last, s.stance, s.issue,
       substr(r.text, p.span_start + 1, p.span_end - p.span_start) AS words, s.answer, s.answer_by, s.answer_day, s.withdrawn, s.reports,
       s.sources, s.agencies, s.id AS stand, r.id AS report, r.key, n.n AS sentence,
       a.report AS answer_report, a.n AS answer_sentence, w.report AS withdrawn_report, w.n AS withdrawn_sentence
FROM standing s
JOIN position_reading p ON p.id = s.first
JOIN report r ON r.id = p.report
JOIN sentence n ON n.id = p.sentence
LEFT JOIN sentence a ON a.id = s.answer_sentence
LEFT JOIN sentence w ON w.id = s.withdrawn_sentence
WHERE s.reports > 0;

-- Every number of somebody's forces in a current report. [low, high] is what the words leave open: "more than", "about".
CREATE VIEW force_line AS
SELECT f.id AS force, f.day, f.who AS party, f.party_sector AS sector, q.count, q.count_high, q.bound, f.unit, f.spot AS place, f.planned,
       w.name AS on_word_of, f.low, f.high, r.id AS report, r.key, r.agency, r.published, r.story, x.n AS sentence,
       substr(r.text, x.span_start + 1, x.span_end - x.span_start) AS text
FROM force_reading f
JOIN report r ON r.id = f.report AND r.superseded_by IS NULL
JOIN sentence x ON x.id = f.sentence
JOIN quantity_reading q ON q.id = f.quantity
LEFT JOIN statement s ON s.id = f.statement
LEFT JOIN entity_reading w ON w.id = s.source;

-- Who has how many of what, where, and on whose word: one line for each number that is given, however many reports give it.
CREATE VIEW force AS
SELECT min(day) AS day, max(day) AS last_day, party, sector, bound, count, count_high, unit, place, planned, on_word_of,
       group_concat(DISTINCT agency) AS agencies, count(DISTINCT story) AS sources, min(force) AS force, min(text) AS text, low, high
FROM force_line
GROUP BY party, sector, bound, count, count_high, unit, place, planned, on_word_of;

-- What some claim or deny, and what was done by force; and claims of which no such event tells.
CREATE VIEW incident AS
SELECT v.day, v.type AS what, coalesce(v.source_actor, v.source_name) AS source, coalesce(v.target_actor, v.target_name) AS target,
       p.name AS place, v.claimed_by, v.denied_by, v.statuses, v.sources, substr(r.text, x.span_start + 1, x.span_end - x.span_start) AS text,
       'event-' || v.id AS id
FROM event v
LEFT JOIN place p ON p.id = v.place
LEFT JOIN event_reading e ON e.id = v.telling
LEFT JOIN sentence x ON x.id = e.sentence
LEFT JOIN report r ON r.id = x.report
WHERE v.incident
UNION ALL
SELECT coalesce(i.day, r.published), 'claim', NULL, NULL, p.name, coalesce(i.claimed_actor, a.name), coalesce(i.denied_actor, b.name),
       CASE WHEN i.denial IS NULL THEN 'alleged' ELSE 'alleged,denied' END, count(DISTINCT r.story),
       substr(r.text, i.span_start + 1, i.span_end - i.span_start), 'claim-' || min(i.id)
FROM incident_reading i
JOIN report r ON r.id = i.report AND r.superseded_by IS NULL
LEFT JOIN entity_reading a ON a.id = i.claimed_by
LEFT JOIN entity_reading b ON b.id = i.denied_by
LEFT JOIN place_reading pr ON pr.id = i.place
LEFT JOIN place p ON p.id = pr.place
WHERE NOT EXISTS (SELECT 1 FROM event_reading e WHERE e.sentence = i.sentence AND (e.type IN ('ASSAULT', 'COERCE')
                  OR e.status IN ('denied', 'alleged')))
GROUP BY coalesce(i.day, r.published), coalesce(i.claimed_actor, a.name), coalesce(i.denied_actor, b.name), p.name,
         coalesce(substr(r.text, i.span_start + 1, i.span_end - i.span_start), i.id);

-- What is due, each once: meetings, visits, deadlines; and planned events of which no such line tells.
CREATE VIEW schedule AS
SELECT day, max(until) AS until, what, party, with_party, body, count(DISTINCT story) AS sources, 'due-' || min(id) AS id,
       max(published) AS told, text
FROM (SELECT d.id, substr(coalesce(d.day, d.until), 1, 10) AS day, substr(d.until, 1, 10) AS until, d.what,
             coalesce(d.party_actor, e.actor, e.name) AS party, coalesce(d.with_actor, f.actor, f.name) AS with_party, d.body, r.story,
             r.published, substr(r.text, x.span_start + 1, x.span_end - x.span_start) AS text
      FROM due_reading d
      JOIN report r ON r.id = d.report AND r.superseded_by IS NULL
      JOIN sentence x ON x.id = d.sentence
      LEFT JOIN entity_reading e ON e.id = d.party
      LEFT JOIN entity_reading f ON f.id = d.with_party)
GROUP BY day, what, party, with_party, body
UNION ALL
SELECT t.day, t.until, lower(t.type), t.source, t.target, NULL, t.sources, 'event-' || t.event, t.told, t.text
FROM timeline t
WHERE t.day_basis = 'stated' AND t.status = 'planned'
  AND NOT EXISTS (SELECT 1 FROM event_reading e JOIN due_reading d ON d.sentence = e.sentence WHERE e.event = t.event);

-- What sources do not agree on: whether it is so, how many, when, where. `versions`: each with who says so.
CREATE VIEW disputed AS
SELECT x.event, x.day, x.type, x.source, x.target, x.place, x.what,
       (SELECT group_concat(v, '; ') FROM (SELECT i.says || ' (' || i.who || coalesce(', ' || i.day, '') || ')' AS v
        FROM dispute_side i WHERE i.dispute = x.id GROUP BY 1 ORDER BY min(i.n))) AS versions, x.sources,
       substr(r.text, s.span_start + 1, s.span_end - s.span_start) AS text, x.id AS dispute, x.kind
FROM dispute x
LEFT JOIN sentence s ON s.id = x.sentence
LEFT JOIN report r ON r.id = s.report;

-- Each version by itself, with the sentence that says so.
CREATE VIEW disputed_version AS
SELECT i.dispute, i.says, i.who, i.day, r.id AS report, r.key, r.agency, r.story, s.n AS sentence,
       substr(r.text, s.span_start + 1, s.span_end - s.span_start) AS text, i.n
FROM dispute_side i
JOIN sentence s ON s.id = i.sentence
JOIN report r ON r.id = s.report;

-- Reports, and what became of them.
CREATE VIEW source_report AS
SELECT r.id AS report, r.key, r.agency, r.published, r.title,
       CASE WHEN r.superseded_by IS NOT NULL THEN 'superseded' WHEN r.story <> r.id THEN 'copy' ELSE 'own' END AS state,
       (SELECT f.key FROM report f WHERE f.id = r.story AND r.story <> r.id) AS copy_of, round(r.likeness, 2) AS likeness,
       (SELECT n.id FROM report n WHERE n.id = r.superseded_by) AS superseded_by,
       (SELECT count(*) FROM sentence s WHERE s.report = r.id) AS sentences,
       (SELECT count(*) FROM statement s WHERE s.report = r.id) AS statements,
       (SELECT count(*) FROM event_reading e WHERE e.report = r.id) AS events
FROM report r;
