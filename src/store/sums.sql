-- sums.sql - what is summed up over the readings of all current reports and kept up to date while reports are added (sums.c,
-- standings.c, disputes.c); with the columns "summed up" of event. Nothing here is a reading: all of it can be found anew.

---- events by whatever a question may ask for; the timeline's counts are read off the indexes alone ----

CREATE INDEX event_only_day ON event (day, quad, goldstein, reports);
CREATE INDEX event_source ON event (coalesce(source_actor, source_name), coalesce(target_actor, target_name), day, quad, goldstein, reports);
CREATE INDEX event_target ON event (coalesce(target_actor, target_name), day);
CREATE INDEX event_source_actor ON event (source_actor, day);
CREATE INDEX event_target_actor ON event (target_actor, day);
CREATE INDEX event_source_entity ON event (source_entity, day);
CREATE INDEX event_target_entity ON event (target_entity, day);
CREATE INDEX event_status ON event (status, day);
CREATE INDEX event_place ON event (place, day, quad, reports);
CREATE INDEX event_incident ON event (day) WHERE incident;
CREATE INDEX event_merged ON event (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX entity_reading_party ON entity_reading (coalesce(actor, name));
CREATE INDEX statement_day ON statement (day);
CREATE INDEX force_reading_series ON force_reading (who, unit, spot, planned, day);
CREATE INDEX position_reading_standing ON position_reading (standing);
CREATE INDEX position_reading_day ON position_reading (day);
CREATE INDEX position_reading_sentence ON position_reading (sentence);

---- what each party wants ----

CREATE TABLE standing (          -- what a party wants, across reports: since when, what was answered, whether it was taken back
    id INTEGER PRIMARY KEY,
    party TEXT,                  -- code, or else name
    toward TEXT,
    stance TEXT NOT NULL,
    issue TEXT,
    first INTEGER NOT NULL REFERENCES position_reading (id), -- whose words stand for it
    -- summed up over its readings in current reports:
    since TEXT,
    last TEXT,                   -- day it was last said
    reports INTEGER NOT NULL DEFAULT 0,
    sources INTEGER NOT NULL DEFAULT 0,
    agencies TEXT,
    answer TEXT NOT NULL DEFAULT 'open', -- rejected, accepted, retracted, open
    answer_by TEXT,
    answer_day TEXT,
    answer_sentence INTEGER REFERENCES sentence (id),
    withdrawn TEXT,              -- day on which the party took it back, or said the opposite
    withdrawn_sentence INTEGER REFERENCES sentence (id)
) STRICT;
CREATE INDEX standing_party ON standing (party, toward, since);
CREATE INDEX standing_since ON standing (since);
CREATE INDEX standing_last ON standing (party, last);

---- what reports do not agree on ----

CREATE TABLE dispute (
    id TEXT PRIMARY KEY,         -- of what it is about: "event-12-whether", "force-3"...
    kind TEXT NOT NULL,          -- whether, many, when, where, claim
    what TEXT NOT NULL,          -- in words: "whether it is so", "how many troops"...
    event INTEGER REFERENCES event (id),
    day TEXT,
    type TEXT NOT NULL,          -- of the event; or force, claim
    source TEXT,
    target TEXT,
    place TEXT,
    sources INTEGER NOT NULL,
    sentence INTEGER REFERENCES sentence (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_day ON dispute (day);
CREATE INDEX dispute_event ON dispute (event);
CREATE TABLE dispute_side (      -- one version: who says what
    dispute TEXT NOT NULL REFERENCES dispute (id),
    n INTEGER NOT NULL,
    says TEXT NOT NULL,
    who TEXT,                    -- whose word it is, or the agency's, or else the report's key
    day TEXT,                    -- when it was said or reported
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    PRIMARY KEY (dispute, n)
) STRICT, WITHOUT ROWID;
