-- More of how an item stands.

-- The report that took the place of an item that was superseded, where no one item did.
ALTER TABLE item_state ADD COLUMN successor_report TEXT;
CREATE INDEX item_state_successor_report ON item_state (successor_report) WHERE successor_report IS NOT NULL;
-- The bodies that an item is directed at, one a line, fields parted by tabs: name, acceptance, lead, day of the answer, why and
-- when its part was closed. Then two ways of waiting for sign-off.
ALTER TABLE item_state ADD COLUMN addressees TEXT NOT NULL DEFAULT '';
ALTER TABLE item_state ADD COLUMN proposed_for_closure INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item_state ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
-- Which benefits are of a report or of a programme; their amounts follow from the ledger.
CREATE TABLE shared_benefit (
    id      INTEGER PRIMARY KEY,
    of      TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;

-- Whether other evidence stands than whoever assured an item had seen.
ALTER TABLE item_state ADD COLUMN evidence_changed INTEGER NOT NULL DEFAULT 0;
-- What the body makes of an item itself: local risk, reason for delay, the entry that says what limits the risk.
ALTER TABLE item_state ADD COLUMN risk TEXT;
ALTER TABLE item_state ADD COLUMN delay TEXT;
ALTER TABLE item_state ADD COLUMN control INTEGER;
