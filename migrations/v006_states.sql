-- More of how an item stands.

-- The report that took the place of an item that was superseded, where no one item did.
ALTER TABLE item_state ADD COLUMN successor_report TEXT;
CREATE INDEX item_state_successor_report ON item_state (successor_report) WHERE successor_report IS NOT NULL;
