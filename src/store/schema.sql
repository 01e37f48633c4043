-- schema.sql - version 3 of the store: what each report says, as it was read, and what all of them together say.
-- A table NAME_reading holds what one report gives; NAME holds the thing itself, across reports. Every reading has its place
-- in its report: [span_start, span_end) in Unicode characters, as substr(text, span_start + 1, span_end - span_start) cuts it.
-- Days are YYYY-MM-DD. A row is never deleted and an id never given twice: what was found to be one with another thing points
-- to it (merged_into), and a report that was corrected points to its newer version (superseded_by). What is kept below
-- "summed up" could be found anew from the readings of current reports at any time (sums.sql): it is there so that questions are
-- quick. A column that a later version brought stands last in its table, as from_1.sql adds it.

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
CREATE INDEX entity_reading_entity ON entity_reading (entity, report, name); -- all that counting reports and listing names asks

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
    merged_into INTEGER REFERENCES event (id),
    -- summed up over its tellings in current reports:
    reports INTEGER NOT NULL DEFAULT 0, -- 0: no report tells it any more
    sources INTEGER NOT NULL DEFAULT 0, -- stories
    agencies TEXT,               -- joined by ","; so are statuses, claimed_by, denied_by
    status TEXT,                 -- what most sources say
    statuses TEXT,
    quad INTEGER,                -- of the first telling
    goldstein REAL,              -- mean
    confidence REAL,             -- greatest
    until TEXT,                  -- last
    told TEXT,                   -- day of the newest report
    claimed_by TEXT,             -- on whose word it is so
    denied_by TEXT,
    incident INTEGER NOT NULL DEFAULT 0, -- 1: done by force, claimed or denied
    telling INTEGER REFERENCES event_reading (id) -- the first
) STRICT;
CREATE INDEX event_day ON event (type, day);

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
    who TEXT,                    -- the party's code, or else its name
    day TEXT,                    -- as_of, or else the report's
    unit TEXT,                   -- of the quantity
    spot TEXT,                   -- name of the place
    low REAL,                    -- what the words leave open: "more than", "about"
    high REAL,
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
    who TEXT,                    -- the party's code, or else its name
    whom TEXT,                   -- of toward
    day TEXT,                    -- of the statement, or else the report's
    standing INTEGER REFERENCES standing (id),
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

CREATE TABLE search (            -- a search that somebody keeps: a list of the API and its parameters
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    view TEXT NOT NULL,
    query TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT;
