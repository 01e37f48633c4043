-- schema.sql - version 1 of the store: what each report says, as it was read, and what all of them together say.
-- A table NAME_reading holds what one report gives; NAME holds the thing itself, across reports. Every reading has its place
-- in its report: [span_start, span_end) in Unicode characters, as substr(text, span_start + 1, span_end - span_start) cuts it.
-- Days are YYYY-MM-DD. A row is never deleted and an id never given twice: what was found to be one with another thing points
-- to it (merged_into), and a report that was corrected points to its newer version (superseded_by).

CREATE TABLE reader (            -- the program and model that read
    id INTEGER PRIMARY KEY,
    program TEXT NOT NULL,
    model TEXT NOT NULL,
    UNIQUE (program, model)
) STRICT;

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,           -- its own id, or a hash of its text
    key_given INTEGER NOT NULL,  -- 1: its own
    hash TEXT NOT NULL,          -- of its text
    origin TEXT,                 -- the file that holds it alone
    agency TEXT,
    title TEXT,
    bylines TEXT,                -- joined by ", "
    dateline TEXT,               -- the place, as written
    published TEXT,
    published_basis TEXT NOT NULL, -- given, metadata, stated, inferred, unknown
    length INTEGER NOT NULL,     -- characters
    text TEXT,                   -- NULL: kept out (--no-text)
    story INTEGER NOT NULL REFERENCES report (id), -- the first report in nearly these words, or itself
    likeness REAL,               -- to the report of that story which it is most like; NULL for the first
    superseded_by INTEGER REFERENCES report (id),
    reader INTEGER NOT NULL REFERENCES reader (id),
    UNIQUE (key, hash)
) STRICT;
CREATE INDEX report_origin ON report (origin) WHERE origin IS NOT NULL;
CREATE INDEX report_story ON report (story);
CREATE INDEX report_published ON report (published);

-- For finding near-copies: sixteen hashes of each report; copies have some in common.
CREATE TABLE report_band (
    band INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report (id),
    PRIMARY KEY (band, report)
) STRICT, WITHOUT ROWID;
CREATE TABLE report_sketch (
    report INTEGER PRIMARY KEY REFERENCES report (id),
    sketch BLOB NOT NULL         -- MinHash, 64 times 4 bytes
) STRICT;

CREATE TABLE furniture (
    report INTEGER NOT NULL REFERENCES report (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    kind TEXT NOT NULL
) STRICT;
CREATE INDEX furniture_report ON furniture (report);

CREATE TABLE sentence (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,          -- its number in the report, from 0, as in the record
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    hash INTEGER NOT NULL,       -- of its letters and digits: the same sentence elsewhere
    UNIQUE (report, n)
) STRICT;
CREATE INDEX sentence_hash ON sentence (hash, report);

-- Words of sentences, for MATCH. Empty with --no-text.
CREATE VIEW sentence_text AS
    SELECT s.id, s.report, s.n, substr(r.text, s.span_start + 1, s.span_end - s.span_start) AS text
    FROM sentence s JOIN report r ON r.id = s.report;
CREATE VIRTUAL TABLE sentence_search USING fts5 (text, content='sentence_text', content_rowid='id', tokenize='porter unicode61');

---- who ----

CREATE TABLE entity (            -- whoever has a name
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,          -- the fullest seen
    kind TEXT NOT NULL,          -- person, group, organization, country, place, event, other
    actor TEXT,                  -- country (ISO 3166-1 alpha-3) or organization
    sector TEXT,                 -- as in PLOVER
    role TEXT,
    wikidata TEXT,
    merged_into INTEGER REFERENCES entity (id)
) STRICT;
CREATE INDEX entity_actor ON entity (actor);
CREATE TABLE entity_name (       -- every name it was given, as a key: small letters, no marks, no blanks
    key TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (key, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_name_entity ON entity_name (entity);

CREATE TABLE entity_reading (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    entity INTEGER REFERENCES entity (id), -- NULL: it has no name
    name TEXT NOT NULL,          -- as this report has it
    kind TEXT NOT NULL,
    actor TEXT,
    sector TEXT,
    role TEXT,
    UNIQUE (report, n)
) STRICT;
CREATE INDEX entity_reading_entity ON entity_reading (entity);

CREATE TABLE mention (
    entity_reading INTEGER NOT NULL REFERENCES entity_reading (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    form TEXT NOT NULL,          -- name, nominal, pronoun, metonym
    PRIMARY KEY (entity_reading, span_start, span_end)
) STRICT, WITHOUT ROWID;

---- where, when, how many ----

CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    lat REAL,
    lon REAL,
    geonames INTEGER UNIQUE
) STRICT;
CREATE INDEX place_name ON place (name);
CREATE TABLE place_reading (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    place INTEGER NOT NULL REFERENCES place (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    used TEXT NOT NULL,          -- literal, metonym, associative, embedded
    approximate INTEGER NOT NULL,
    UNIQUE (report, n)
) STRICT;
CREATE INDEX place_reading_place ON place_reading (place);

CREATE TABLE time_reading (
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    type TEXT NOT NULL,          -- DATE, TIME, DURATION, SET
    value TEXT,                  -- TIMEX3
    relative TEXT,
    mod TEXT,
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantity_reading (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    count REAL,
    count_high REAL,
    bound TEXT,                  -- exactly, more than, at least, about...
    unit TEXT,
    kind TEXT NOT NULL,          -- count, share, percent, money, measure
    UNIQUE (report, n)
) STRICT;

---- who said what ----

CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    source INTEGER REFERENCES entity_reading (id),
    addressee INTEGER REFERENCES entity_reading (id),
    reported_by INTEGER REFERENCES entity_reading (id),
    act TEXT NOT NULL,           -- say, deny, demand...
    manner TEXT NOT NULL,        -- direct, indirect, mixed
    channel TEXT,
    day TEXT,                    -- when it was said, or else when it was reported
    day_basis TEXT,              -- stated, published; NULL: not known
    outer INTEGER REFERENCES statement (id),
    answers INTEGER REFERENCES statement (id),
    denies INTEGER REFERENCES statement (id),
    retracts INTEGER REFERENCES statement (id),
    confidence REAL NOT NULL,
    UNIQUE (report, n)
) STRICT;
CREATE INDEX statement_source ON statement (source);
CREATE INDEX statement_act ON statement (act, day);
CREATE TABLE statement_part (
    statement INTEGER NOT NULL REFERENCES statement (id),
    part TEXT NOT NULL,          -- source, cue, content
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (statement, part, span_start)
) STRICT, WITHOUT ROWID;

---- who did what to whom ----

CREATE TABLE event (             -- one thing that happened, or is said to have, or may yet
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,          -- of PLOVER
    source_actor TEXT,           -- code
    target_actor TEXT,
    source_name TEXT,            -- as first told
    target_name TEXT,
    source_entity INTEGER REFERENCES entity (id),
    target_entity INTEGER REFERENCES entity (id),
    day TEXT,                    -- the first reading's that states one, or else the day of its report
    day_basis TEXT,              -- stated, published; NULL: not known
    place INTEGER REFERENCES place (id),
    merged_into INTEGER REFERENCES event (id)
) STRICT;
CREATE INDEX event_day ON event (type, day);
CREATE INDEX event_only_day ON event (day);

CREATE TABLE event_reading (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event (id),
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT,               -- joined by ","
    cameo TEXT,
    quad INTEGER NOT NULL,       -- 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict; 0 neutral
    goldstein REAL NOT NULL,
    status TEXT NOT NULL,        -- occurred, ongoing, planned, possible, conditional, denied, alleged, negated, past-background
    source INTEGER REFERENCES entity_reading (id),
    target INTEGER REFERENCES entity_reading (id),
    source_actor TEXT,
    source_sector TEXT,
    target_actor TEXT,
    target_sector TEXT,
    word TEXT,                   -- lemma of the verb or noun that tells it
    statement INTEGER REFERENCES statement (id), -- on whose word
    day TEXT,
    day_basis TEXT,              -- stated, published
    until TEXT,
    place INTEGER REFERENCES place_reading (id),
    quantity INTEGER REFERENCES quantity_reading (id),
    confidence REAL NOT NULL,
    why TEXT,
    bag BLOB,                    -- hashes of the words under its verb or noun, to compare tellings by
    UNIQUE (report, n)
) STRICT;
CREATE INDEX event_reading_event ON event_reading (event);
CREATE INDEX event_reading_sentence ON event_reading (sentence);
CREATE INDEX event_reading_place ON event_reading (place) WHERE place IS NOT NULL;

---- what adds up over a report ----

CREATE TABLE force_reading (     -- who has how many of what, where
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    party INTEGER REFERENCES entity_reading (id),
    party_actor TEXT,
    party_sector TEXT,
    quantity INTEGER NOT NULL REFERENCES quantity_reading (id),
    place INTEGER REFERENCES place_reading (id),
    place_name TEXT,
    as_of TEXT,                  -- a day, or a month or year
    statement INTEGER REFERENCES statement (id),
    planned INTEGER NOT NULL,    -- 1: to come, or on the way
    UNIQUE (report, n)
) STRICT;

CREATE TABLE due_reading (       -- a meeting, a visit, a deadline, the end of an exercise
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    what TEXT NOT NULL,
    party INTEGER REFERENCES entity_reading (id),
    with_party INTEGER REFERENCES entity_reading (id),
    party_actor TEXT,
    with_actor TEXT,
    body TEXT,                   -- the organization that meets
    day TEXT,                    -- TIMEX3 of a day or a time of day; so is until
    until TEXT,
    statement INTEGER REFERENCES statement (id),
    UNIQUE (report, n)
) STRICT;
CREATE INDEX due_reading_sentence ON due_reading (sentence);

CREATE TABLE position_reading (  -- who demands, offers, refuses or accepts what, and what was answered
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    span_start INTEGER NOT NULL, -- the words that say what is wanted
    span_end INTEGER NOT NULL,
    party INTEGER REFERENCES entity_reading (id),
    toward INTEGER REFERENCES entity_reading (id),
    party_actor TEXT,
    toward_actor TEXT,
    stance TEXT NOT NULL,        -- demand, offer, refuse, accept, condition, red-line
    issue TEXT,                  -- what it is about in general; NULL where only the words tell
    answer TEXT NOT NULL,        -- rejected, accepted, retracted, open
    answer_by TEXT,
    statement INTEGER REFERENCES statement (id),
    answer_statement INTEGER REFERENCES statement (id),
    UNIQUE (report, n)
) STRICT;

CREATE TABLE incident_reading (  -- what one says has happened and another denies
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id),
    n INTEGER NOT NULL,
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    span_start INTEGER NOT NULL, -- the words that tell it
    span_end INTEGER NOT NULL,
    claimed_by INTEGER REFERENCES entity_reading (id),
    denied_by INTEGER REFERENCES entity_reading (id),
    claimed_actor TEXT,
    denied_actor TEXT,
    place INTEGER REFERENCES place_reading (id),
    day TEXT,
    claim INTEGER REFERENCES statement (id),
    denial INTEGER REFERENCES statement (id),
    UNIQUE (report, n)
) STRICT;
CREATE INDEX incident_reading_sentence ON incident_reading (sentence);
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
