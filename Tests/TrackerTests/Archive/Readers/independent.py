"""Checks an export with the public package aics-tlog: signature, every tile and entry bundle, and proofs."""
import sys

import aics_tlog as tlog
from aics_tlog.verified import audit_tiles

folder, key = sys.argv[1], tlog.parse_vkey(sys.argv[2])
with open(folder + "/checkpoint", "rb") as file:
    checked = tlog.verify_checkpoint(tlog.parse_note(file.read().decode()), key, expected_origin=key.name)
assert checked.ok, checked.error
reader = tlog.FileSystemTileReader(folder)
assert tlog.tree_root_from_tiles(reader, checked.size) == checked.root
report = audit_tiles(reader, checked.size, checked.root)
assert report.size == checked.size
for index in {0, checked.size // 2, checked.size - 1}:
    proof = tlog.inclusion_proof_from_tiles(reader, index, checked.size)
    entry = tlog.read_entry(reader, index, checked.size)
    assert tlog.verify_leaf_inclusion(entry, index, checked.size, proof, checked.root)
print(report)
