-- The boards, one a line, that an item is before beside the one that oversees it.
ALTER TABLE item_state ADD COLUMN also_boards TEXT NOT NULL DEFAULT '';
