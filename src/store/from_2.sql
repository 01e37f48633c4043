-- from_2.sql - a store of version 2 becomes one of version 3: who is named in how many reports is read off an index alone.
DROP INDEX entity_reading_entity;
CREATE INDEX entity_reading_entity ON entity_reading (entity, report, name);
