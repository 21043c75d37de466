#!/usr/bin/env python3
"""Checks an export of a register, written from docs/ledger-format.md alone. Needs Python 3.8 and nothing else.

    python3 verify.py FOLDER --key VERIFIERKEY [--checkpoint FILE | --size N --root HEX]

Exit code 0: everything holds. 1: something was changed; the first thing found is named. 2: called wrongly.
"""
import argparse, base64, hashlib, json, os, re, sys


class Wrong(Exception):
    """The first thing that does not hold, as a sentence."""


def sha256(data):
    return hashlib.sha256(data).digest()


# Ed25519, RFC 8032 section 5.1: points in extended coordinates, checks as in section 5.1.7.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        raise Wrong("the key or the signature is no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_worthless(key):
    """A point whose order divides 8: a signature of it holds for any text."""
    x, y, z, _ = times(8, point(key))
    return x % P == 0 and (y - z) % P == 0


def ed25519_verifies(key, signature, message):
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L or is_worthless(key):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(point(signature[:32]), times(h, point(key)))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong("%r is not Base 64" % text)
    if base64.b64encode(data).decode() != text:
        raise Wrong("%r is not Base 64 in its only spelling" % text)
    return data


def verifier_key(line):
    """C2SP signed-note: name+ID+Base 64 of 0x01 and the key; the ID is the start of a hash over all of it."""
    parts = line.split("+", 2)
    data = unbase64(parts[2]) if len(parts) == 3 else b""
    if len(data) != 33 or data[0] != 1 or parts[1] != sha256(parts[0].encode() + b"\n" + data)[:4].hex():
        raise Wrong("%r is not a verifier key" % line)
    if is_worthless(data[1:]):
        raise Wrong("the key proves nothing: anybody can sign with it")
    return parts[0], parts[1], data[1:]


def checkpoint(data, key):
    """C2SP tlog-checkpoint in a signed note: origin, size and root, signed by `key`."""
    name, key_id, public = key
    try:
        text, _, signatures = data.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise Wrong("the checkpoint is not text")
    lines, text = text.split("\n"), text + "\n"
    if not signatures.endswith("\n") or len(lines) < 3 or "" in lines:
        raise Wrong("the checkpoint has not the lines it should have")
    signed = False
    for line in signatures[:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^ +]+) ([^ ]+)", line)
        signature = unbase64(match[2]) if match else b""
        if len(signature) <= 4:
            raise Wrong("the checkpoint has a malformed signature line")
        if (match[1], signature[:4].hex()) == (name, key_id):
            if not ed25519_verifies(public, signature[4:], text.encode()):
                raise Wrong("the checkpoint's signature does not fit its text")
            signed = True
    if not signed or lines[0] != name:
        raise Wrong("the checkpoint is not signed by %s under its own name" % name)
    if not re.fullmatch("0|[1-9][0-9]{0,15}", lines[1]) or len(unbase64(lines[2])) != 32:
        raise Wrong("the checkpoint's size or root can't be read")
    return int(lines[1]), unbase64(lines[2])


def root_of(leaves):
    """RFC 6962 section 2.1, one level after the other: a last hash without a neighbour goes up as it is."""
    while len(leaves) > 1:
        pairs = [sha256(b"\x01" + a + b) for a, b in zip(leaves[::2], leaves[1::2])]
        leaves = pairs + leaves[len(pairs) * 2:]
    return leaves[0] if leaves else sha256(b"")


def read(folder, name):
    try:
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()
    except OSError:
        raise Wrong("%s is missing or can't be read" % name)


def tiles(row, count):
    """C2SP tlog-tiles: the paths of a row's tiles, each with the places that it holds."""
    for first in range(0, count, 256):
        width, digits = min(256, count - first), "%d" % (first // 256)
        digits = digits.zfill((len(digits) + 2) // 3 * 3)
        groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
        path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
        yield "tile/%s/%s%s" % (row, path, "" if width == 256 else ".p/%d" % width), first, first + width


def canonical(line, where):
    """RFC 8785 for what the ledger holds: no fractions, and keys in ASCII."""
    def unique(pairs):
        if len({key for key, _ in pairs}) != len(pairs):
            raise Wrong("%s names something twice" % where)
        return dict(pairs)
    try:
        value = json.loads(line.decode(), object_pairs_hook=unique)
        again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        raise Wrong("%s is not JSON" % where)
    if again != line or not isinstance(value, dict):
        raise Wrong("%s is not a JSON object in canonical form" % where)
    return value


def entries_of(folder, size):
    found = []
    for name, first, end in tiles("entries", size):
        data, at = read(folder, name), 0
        while at + 2 <= len(data):
            length = int.from_bytes(data[at:at + 2], "big")
            found.append(data[at + 2:at + 2 + length])
            at += 2 + length
        if at != len(data) or len(found) != end:
            raise Wrong("%s does not hold the entries %d to %d" % (name, first + 1, end))
    return found


def check_entries(entries):
    parsed, last = [], ""
    for seq, data in enumerate(entries, 1):
        entry = canonical(data, "entry %d" % seq)
        if entry.get("format") != 1 or entry.get("seq") != seq:
            raise Wrong("entry %d is not in its place" % seq)
        recorded = entry.get("recorded_at", "")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", recorded) or recorded < last:
            raise Wrong("entry %d was recorded before the entry ahead of it" % seq)
        parsed.append(entry)
        last = recorded
    return parsed


def check_words(folder, entries):
    lines = read(folder, "words.jsonl").split(b"\n")
    if lines.pop() != b"":
        raise Wrong("words.jsonl breaks off")
    lines, removed = iter(lines), []
    for entry in entries:
        for name, promise in sorted(entry.get("words", {}).items()):
            where = "the words %r of entry %d" % (name, entry["seq"])
            words = canonical(next(lines, b""), where)
            if (words.get("seq"), words.get("name")) != (entry["seq"], name):
                raise Wrong("%s are missing" % where)
            if set(words) == {"seq", "name", "redacted_by"}:
                removed.append((entry["seq"], name, words["redacted_by"]))
                continue
            salt, text = words.get("salt", ""), words.get("text", "").encode()
            fits = re.fullmatch("[0-9a-f]{32}", salt) and promise["bytes"] == len(text) and (
                sha256(bytes.fromhex(salt) + text).hex() == promise["sha256"])
            if set(words) != {"seq", "name", "salt", "text"} or not fits:
                raise Wrong("%s are not those that it commits to" % where)
    if next(lines, None) is not None:
        raise Wrong("words.jsonl has words that no entry commits to")
    gone = {(seq, name) for seq, name, _ in removed}
    for entry in (entry for entry in entries if entry["act"] == "redact"):
        seq = entry["data"]["redacts"]
        for name in entry["data"]["words"]:
            if (seq, name) not in gone:
                raise Wrong("the words %r of entry %d stand, though entry %d redacted them" % (name, seq, entry["seq"]))
    for seq, name, by in removed:
        redaction = entries[by - 1] if type(by) is int and 0 < by <= len(entries) else {}
        data = redaction.get("data", {})
        if redaction.get("act") != "redact" or data["redacts"] != seq or name not in data["words"]:
            raise Wrong("the words %r of entry %d are gone, but no entry redacted them" % (name, seq))


def lost_evidence(entries):
    """The numbers of the entries whose evidence is said to be lost, by an `evidence lost` that no `correct` voids."""
    undone = set()
    for entry in reversed(entries):
        data = entry.get("data", {})
        if entry["act"] == "correct" and data.get("void") and entry["seq"] not in undone:
            undone.add(data["corrects"])
    told = (entry for entry in entries if entry["act"] == "evidence lost" and entry["seq"] not in undone)
    return {int(entry["data"]["evidence"][1:]) for entry in told}


def check_evidence(folder, entries):
    files = {}
    for entry in entries:
        data = entry.get("data", {})
        if entry["act"] == "evidence add" and "sha256" in data:
            files.setdefault(data["sha256"], []).append(entry["seq"])
        elif entry["act"] == "redact":
            files.pop(data.get("file"), None)
    lost = lost_evidence(entries)
    found = read(folder, "evidence/SHA256SUMS")
    named = {line[:64].decode("latin-1") for line in found.split(b"\n")}
    kept = sorted(name for name, pieces in files.items() if name in named or not lost.issuperset(pieces))
    if found != "".join("%s  %s/%s\n" % (name, name[:2], name) for name in kept).encode():
        raise Wrong("evidence/SHA256SUMS does not list the files that the entries name")
    for name in kept:
        if sha256(read(folder, "evidence/%s/%s" % (name[:2], name))).hex() != name:
            raise Wrong("the evidence %s was changed" % name)


def verify(folder, key=None, earlier=None):
    """Checks an export. `earlier` is a size and root kept elsewhere. Returns the size and root that hold."""
    line = read(folder, "verifier-key").decode("utf-8", "replace")
    if not line.endswith("\n") or (key is not None and line[:-1] != key):
        raise Wrong("the export names another key than the one you gave")
    size, root = checkpoint(read(folder, "checkpoint"), verifier_key(line[:-1]))
    entries = entries_of(folder, size)
    leaves = [sha256(b"\x00" + entry) for entry in entries]
    if root_of(leaves) != root:
        raise Wrong("the entries do not lead to the root that was signed")
    row, level = leaves, 0
    while row:
        for name, first, end in tiles(level, len(row)):
            if read(folder, name) != b"".join(row[first:end]):
                raise Wrong("%s does not hold the hashes of the entries" % name)
        row, level = [root_of(row[i:i + 256]) for i in range(0, len(row) - 255, 256)], level + 1
    parsed = check_entries(entries)
    if os.path.exists(os.path.join(folder, "words.jsonl")):
        check_words(folder, parsed)
    if os.path.exists(os.path.join(folder, "evidence", "SHA256SUMS")):
        check_evidence(folder, parsed)
    if earlier is not None and earlier[0] > size:
        raise Wrong("the export has %d entries where %d were committed to: its end was cut off" % (size, earlier[0]))
    if earlier is not None and root_of(leaves[:earlier[0]]) != earlier[1]:
        raise Wrong("the first %d entries are not those that were committed to" % earlier[0])
    return size, root


def main(arguments):
    parser = argparse.ArgumentParser(description="Checks an export of a register.")
    parser.add_argument("folder")
    parser.add_argument("--key", help="the verifier key that you trust, or a file that holds it")
    parser.add_argument("--checkpoint", help="an earlier checkpoint, which the export must continue")
    parser.add_argument("--size", type=int, help="the ledger size on a printed paper")
    parser.add_argument("--root", type=bytes.fromhex, help="the ledger root on that paper")
    options = parser.parse_args(arguments)
    if (options.size is None) != (options.root is None):
        parser.error("give both --size and --root")
    try:
        key, earlier = options.key, None
        if key is not None and os.path.exists(key):
            key = read("", os.path.abspath(key)).decode().strip()
        if options.checkpoint:
            line = key or read(options.folder, "verifier-key").decode().strip()
            earlier = checkpoint(read("", os.path.abspath(options.checkpoint)), verifier_key(line))
        elif options.size is not None:
            earlier = options.size, options.root
        size, root = verify(options.folder, key, earlier)
    except Wrong as wrong:
        print("It does not verify: %s." % wrong)
        return 1
    print("Verified: %d entries, root %s." % (size, root.hex()))
    if key is None:
        print("The key came with the export: compare it with one that came another way (--key).")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
