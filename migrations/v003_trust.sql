-- From which entry on which rules hold (docs/ledger-format.md, `rules`); before the first row, those of version 0.1.0.
CREATE TABLE rule_set (
    from_seq INTEGER PRIMARY KEY,
    version  INTEGER NOT NULL
) STRICT;
