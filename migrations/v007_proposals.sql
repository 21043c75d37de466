-- How many proposals of an item's owners wait to be accepted or rejected.
ALTER TABLE item_state ADD COLUMN proposals INTEGER NOT NULL DEFAULT 0;
