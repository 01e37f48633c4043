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

-- Every event once. `sources`: reports that do not copy each other; `status`: the one that most of them give.
CREATE VIEW timeline AS
SELECT v.id AS event, v.day, v.day_basis, v.type,
       coalesce(v.source_actor, v.source_name) AS source, coalesce(v.target_actor, v.target_name) AS target,
       p.name AS place, n.status, n.statuses, n.reports, n.sources, n.agencies, n.goldstein, n.confidence, n.text,
       v.source_actor, v.target_actor, v.source_entity, v.target_entity
FROM event v
JOIN (SELECT event, count(DISTINCT report) AS reports, count(DISTINCT story) AS sources, group_concat(DISTINCT agency) AS agencies,
             group_concat(DISTINCT status) AS statuses, avg(goldstein) AS goldstein, max(confidence) AS confidence,
             (SELECT u.status FROM telling u WHERE u.event = k.event GROUP BY u.status
              ORDER BY count(DISTINCT u.story) DESC, min(u.telling) LIMIT 1) AS status,
             (SELECT u.text FROM telling u WHERE u.event = k.event ORDER BY u.telling LIMIT 1) AS text
      FROM telling k GROUP BY event) n ON n.event = v.id
LEFT JOIN place p ON p.id = v.place
WHERE v.merged_into IS NULL;

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

-- Every position of a current report. `answer` is the report's own; else, where it leaves that open, the other side's first
-- acceptance or refusal toward the party in the thirty days after, in any report.
CREATE VIEW position AS
SELECT x.day, x.party, x.toward, x.stance, x.issue, x.words,
       CASE WHEN x.answer <> 'open' OR x.toward IS NULL THEN x.answer ELSE
       coalesce((SELECT CASE a.act WHEN 'accept' THEN 'accepted' ELSE 'rejected' END FROM statement_line a
                 WHERE a.act IN ('accept', 'reject', 'refuse') AND a.party = x.toward AND a.toward = x.party
                 AND a.day BETWEEN x.day AND date(x.day, '+30 days') AND a.statement IS NOT x.statement ORDER BY a.day, a.statement LIMIT 1),
                'open') END AS answer,
       x.answer_by, x.id AS position, x.statement, x.report, x.key, x.agency, x.story, x.sentence
FROM (SELECT p.id, coalesce(s.day, r.published) AS day, coalesce(p.party_actor, e.actor, e.name) AS party,
             coalesce(p.toward_actor, f.actor, f.name) AS toward, p.stance, p.issue,
             substr(r.text, p.span_start + 1, p.span_end - p.span_start) AS words, p.answer, p.answer_by, p.statement,
             r.id AS report, r.key, r.agency, r.story, n.n AS sentence
      FROM position_reading p
      JOIN report r ON r.id = p.report AND r.superseded_by IS NULL
      JOIN sentence n ON n.id = p.sentence
      LEFT JOIN statement s ON s.id = p.statement
      LEFT JOIN entity_reading e ON e.id = p.party
      LEFT JOIN entity_reading f ON f.id = p.toward) x;

-- Every number of somebody's forces in a current report. [low, high] is what the words leave open: "more than", "about".
CREATE VIEW force_line AS
SELECT f.id AS force, coalesce(f.as_of, r.published) AS day, coalesce(f.party_actor, e.actor, e.name) AS party, f.party_sector AS sector,
       q.count, q.count_high, q.bound, q.unit, coalesce(p.name, f.place_name) AS place, f.planned, w.name AS on_word_of,
       CASE WHEN q.bound IN ('less than', 'up to', 'at most') THEN 0 WHEN q.bound IN ('about', 'almost') THEN q.count * 0.9
            ELSE q.count END AS low,
       CASE WHEN q.bound IN ('exactly', 'less than', 'up to', 'at most') OR q.bound IS NULL THEN q.count_high
            WHEN q.bound IN ('about', 'almost') THEN q.count_high * 1.1 ELSE 1e15 END AS high,
       r.id AS report, r.key, r.agency, r.published, r.story, x.n AS sentence,
       substr(r.text, x.span_start + 1, x.span_end - x.span_start) AS text
FROM force_reading f
JOIN report r ON r.id = f.report AND r.superseded_by IS NULL
JOIN sentence x ON x.id = f.sentence
JOIN quantity_reading q ON q.id = f.quantity
LEFT JOIN entity_reading e ON e.id = f.party
LEFT JOIN place_reading pr ON pr.id = f.place
LEFT JOIN place p ON p.id = pr.place
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
SELECT t.day, t.type AS what, t.source, t.target, t.place,
       (SELECT group_concat(DISTINCT c.on_word_of) FROM telling c
        WHERE c.event = t.event AND c.status NOT IN ('denied', 'negated') AND c.on_word_of IS NOT NULL) AS claimed_by,
       (SELECT group_concat(DISTINCT coalesce(c.on_word_of, c.key)) FROM telling c
        WHERE c.event = t.event AND c.status IN ('denied', 'negated')) AS denied_by,
       t.statuses, t.sources, t.text, 'event-' || t.event AS id
FROM timeline t
WHERE t.type IN ('ASSAULT', 'COERCE') OR t.statuses LIKE '%denied%' OR t.statuses LIKE '%alleged%'
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
SELECT day, max(until) AS until, what, party, with_party, body, count(DISTINCT story) AS sources, min(id) AS id, max(published) AS told,
       text
FROM (SELECT 'due-' || d.id AS id, substr(coalesce(d.day, d.until), 1, 10) AS day, substr(d.until, 1, 10) AS until, d.what,
             coalesce(d.party_actor, e.actor, e.name) AS party, coalesce(d.with_actor, f.actor, f.name) AS with_party, d.body, r.story,
             r.published, substr(r.text, x.span_start + 1, x.span_end - x.span_start) AS text
      FROM due_reading d
      JOIN report r ON r.id = d.report AND r.superseded_by IS NULL
      JOIN sentence x ON x.id = d.sentence
      LEFT JOIN entity_reading e ON e.id = d.party
      LEFT JOIN entity_reading f ON f.id = d.with_party)
GROUP BY day, what, party, with_party, body
UNION ALL
SELECT t.day, (SELECT max(u.until) FROM telling u WHERE u.event = t.event), lower(t.type), t.source, t.target, NULL, t.sources,
       'event-' || t.event, (SELECT max(u.published) FROM telling u WHERE u.event = t.event), t.text
FROM timeline t
WHERE t.day_basis = 'stated' AND t.status = 'planned'
  AND NOT EXISTS (SELECT 1 FROM event_reading e JOIN due_reading d ON d.sentence = e.sentence WHERE e.event = t.event);

-- What sources do not agree on: whether it is so, or how many.
CREATE VIEW disputed AS
SELECT t.event, t.day, t.type, t.source, t.target, t.place, 'whether it is so' AS what,
       (SELECT group_concat(x, '; ') FROM (SELECT DISTINCT u.status || ' (' || coalesce(u.on_word_of, u.agency, u.key) || ')' AS x
        FROM telling u WHERE u.event = t.event)) AS versions, t.sources, t.text
FROM timeline t
WHERE EXISTS (SELECT 1 FROM telling u WHERE u.event = t.event AND u.status IN ('denied', 'negated'))
  AND EXISTS (SELECT 1 FROM telling u WHERE u.event = t.event AND u.status IN ('occurred', 'ongoing', 'alleged'))
UNION ALL
SELECT t.event, t.day, t.type, t.source, t.target, t.place, 'how many ' || n.unit,
       (SELECT group_concat(x, '; ') FROM (SELECT DISTINCT coalesce(nullif(u.bound, 'exactly') || ' ', '') ||
        CAST(u.count AS INTEGER) || ' (' || coalesce(u.on_word_of, u.agency, u.key) || coalesce(', ' || u.published, '') || ')' AS x
        FROM telling u WHERE u.event = t.event AND u.unit = n.unit)), t.sources, t.text
FROM timeline t
JOIN (SELECT DISTINCT a.event, a.unit FROM telling a JOIN telling b ON b.event = a.event AND b.unit = a.unit
      AND b.count > a.count_high) n ON n.event = t.event
UNION ALL
SELECT NULL, min(a.day), 'force', a.party, NULL, a.place, 'how many ' || a.unit,
       group_concat(DISTINCT coalesce(nullif(a.bound, 'exactly') || ' ', '') || CAST(a.count AS INTEGER) || ' (' ||
                    coalesce(a.on_word_of, a.agency, a.key) || coalesce(' ' || a.day, '') || ')'), count(DISTINCT a.story), min(a.text)
FROM force_line a JOIN force_line b ON b.party = a.party AND b.unit = a.unit AND b.place IS a.place AND b.planned = a.planned
  AND (a.high < b.low OR b.high < a.low) AND b.day BETWEEN date(a.day, '-7 days') AND date(a.day, '+7 days')
GROUP BY a.party, a.unit, a.place, a.planned;

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
