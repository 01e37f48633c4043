-- from_1.sql - a store of version 1 becomes one of version 2, which sums up what readings say: columns for that. What is in them is
-- found as for new reports, by sums_renew().
ALTER TABLE event ADD COLUMN reports INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN sources INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN agencies TEXT;
ALTER TABLE event ADD COLUMN status TEXT;
ALTER TABLE event ADD COLUMN statuses TEXT;
ALTER TABLE event ADD COLUMN quad INTEGER;
ALTER TABLE event ADD COLUMN goldstein REAL;
ALTER TABLE event ADD COLUMN confidence REAL;
ALTER TABLE event ADD COLUMN until TEXT;
ALTER TABLE event ADD COLUMN told TEXT;
ALTER TABLE event ADD COLUMN claimed_by TEXT;
ALTER TABLE event ADD COLUMN denied_by TEXT;
ALTER TABLE event ADD COLUMN incident INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event ADD COLUMN telling INTEGER REFERENCES event_reading (id);
DROP INDEX event_only_day;

ALTER TABLE force_reading ADD COLUMN who TEXT;
ALTER TABLE force_reading ADD COLUMN day TEXT;
ALTER TABLE force_reading ADD COLUMN unit TEXT;
ALTER TABLE force_reading ADD COLUMN spot TEXT;
ALTER TABLE force_reading ADD COLUMN low REAL;
ALTER TABLE force_reading ADD COLUMN high REAL;

ALTER TABLE position_reading ADD COLUMN who TEXT;
ALTER TABLE position_reading ADD COLUMN whom TEXT;
ALTER TABLE position_reading ADD COLUMN day TEXT;
ALTER TABLE position_reading ADD COLUMN standing INTEGER REFERENCES standing (id);

CREATE TABLE search (            -- a search that somebody keeps: a list of the API and its parameters
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    view TEXT NOT NULL,
    query TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT;
