#!/usr/bin/env python3
"""Checks an export of a register, written from docs/ledger-format.md alone. Needs Python 3.8 and nothing else.

    python3 verify.py FOLDER --key VERIFIERKEY [--checkpoint FILE | --size N --root HEX] [--policy FILE]

Exit code 0: everything holds. 1: something was changed; the first thing found is named. 2: called wrongly.
"""
import argparse, base64, datetime, hashlib, json, os, re, sys


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


# Both y of the points of order 8, and those of order 1, 2 and 4.
WORTHLESS = {0, 1, P - 1} | {int.from_bytes(bytes.fromhex(y), "little") for y in (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")}


def is_worthless(key):
    """A point whose order divides 8, of which a signature holds for any text, or one that isn't written in the one right way."""
    y = int.from_bytes(key, "little") & (2**255 - 1)
    return y >= P or y in WORTHLESS


def ed25519_verifies(key, signature, message):
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L or is_worthless(key):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(point(signature[:32]), times(h, point(key)))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


# P-256, FIPS 186-5 section 6.4.2 with the curve of SP 800-186 section 3.2.1.3: y² = x³ − 3x + b; None is the point at infinity.
Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b
G = (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
     0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5)


def p256_add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % Q == 0:
        return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], Q - 2, Q) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], Q - 2, Q)
    x = (slope * slope - a[0] - b[0]) % Q
    return x, (slope * (a[0] - x) - a[1]) % Q


def p256_times(scalar, point):
    result = None
    while scalar:
        if scalar & 1:
            result = p256_add(result, point)
        point, scalar = p256_add(point, point), scalar >> 1
    return result


def p256_point(data):
    x, y = int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")
    if len(data) != 65 or data[0] != 4 or x >= Q or y >= Q or (y * y - x * x * x + 3 * x - B) % Q:
        raise Wrong("a key is no point of the curve")
    return x, y


def p256_verifies(key, r, s, message):
    if not (0 < r < N and 0 < s < N):
        return False
    z, w = int.from_bytes(sha256(message), "big"), pow(s, N - 2, N)
    found = p256_add(p256_times(z * w % N, G), p256_times(r * w % N, p256_point(key)))
    return found is not None and found[0] % N == r


def ssh_strings(data):
    """What RFC 4251 section 5 writes one after the other: each string behind its length in four bytes."""
    while data:
        length = int.from_bytes(data[:4], "big")
        if len(data) < 4 + length:
            raise Wrong("a key or a signature of OpenSSH breaks off")
        yield data[4:4 + length]
        data = data[4 + length:]


def ssh_string(data):
    return len(data).to_bytes(4, "big") + data


def ssh_key(blob):
    """The kind of an OpenSSH key, its public half, and what a key on a token was made for (PROTOCOL.u2f)."""
    kind, *parts = ssh_strings(blob)
    token = kind.endswith(b"@openssh.com")
    if kind in (b"ssh-ed25519", b"sk-ssh-ed25519@openssh.com") and len(parts) == 1 + token:
        if len(parts[0]) == 32 and not is_worthless(parts[0]):
            return kind, parts[0], parts[1] if token else None
    elif kind in (b"ecdsa-sha2-nistp256", b"sk-ecdsa-sha2-nistp256@openssh.com") and len(parts) == 2 + token:
        if parts[0] == b"nistp256" and p256_point(parts[1]):
            return kind, parts[1], parts[2] if token else None
    raise Wrong("a key is none of OpenSSH's that can sign an act")


def ssh_verifies(blob, signature, message):
    """OpenSSH's PROTOCOL.sshsig, as `ssh-keygen -Y sign -n tracker-act` makes it."""
    if signature[:10] != b"SSHSIG\0\0\0\1":
        return False
    parts = list(ssh_strings(signature[10:]))
    if len(parts) != 5 or parts[:3] != [blob, b"tracker-act", b""] or parts[3] not in (b"sha256", b"sha512"):
        return False
    kind, key, token = ssh_key(blob)
    digest = hashlib.new(parts[3].decode(), message).digest()
    signed = b"SSHSIG" + b"".join(ssh_string(part) for part in (b"tracker-act", b"", parts[3], digest))
    made = parts[4]
    head = ssh_string(kind)
    length = int.from_bytes(made[len(head):len(head) + 4], "big")
    value, rest = made[len(head) + 4:len(head) + 4 + length], made[len(head) + 4 + length:]
    if not made.startswith(head) or len(value) != length or len(rest) != (0 if token is None else 5):
        return False
    if token is not None:
        if not rest[0] & 1:
            return False
        signed = sha256(token) + rest + sha256(signed)
    if b"ed25519" in kind:
        return ed25519_verifies(key, value, signed)
    numbers = list(ssh_strings(value))
    if len(numbers) != 2 or any(not number or number[0] > 127 for number in numbers):
        return False
    return p256_verifies(key, *(int.from_bytes(number, "big") for number in numbers), signed)


# Passkeys: Web Authentication Level 3, section 7.2. Keys are COSE's (RFC 9053, RFC 8812) in the canonical CBOR of CTAP2.
# A name to which passkeys can belong, the relying party.
PARTY = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"


def es256_verifies(key, signature, message):
    """ECDSA on P-256 with its two numbers as RFC 3279 section 2.2.3 has them, in DER: written again they are the same bytes."""
    if not 8 <= len(signature) <= 72:
        return False
    end = 4 + signature[3]
    r, s = (int.from_bytes(number, "big") for number in (signature[4:end], signature[end + 2:]))
    numbers = [number.to_bytes(number.bit_length() // 8 + 1, "big") for number in (r, s)]
    numbers = b"".join(b"\x02%c%s" % (len(number), number) for number in numbers)
    return signature == b"\x30%c%s" % (len(numbers), numbers) and p256_verifies(key, r, s, message)


def rs256_verifies(modulus, signature, message):
    """RSASSA-PKCS1-v1_5 with SHA-256 and the exponent 65537, RFC 8017 section 8.2.2: the whole block is compared."""
    n, s = int.from_bytes(modulus, "big"), int.from_bytes(signature, "big")
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + sha256(message)
    block = b"\0\1" + b"\xff" * (len(modulus) - len(digest) - 3) + b"\0" + digest
    return len(signature) == len(modulus) and s < n and pow(s, 65537, n) == int.from_bytes(block, "big")


def passkey_key(cose):
    """What checks the signatures of a COSE key, and the bytes that it takes for the key."""
    x, y, modulus = cose[10:42], cose[45:], cose[11:-5]
    if cose == bytes.fromhex("a5010203262001215820") + x + b"\x22\x58\x20" + y and p256_point(b"\4" + x + y):
        return es256_verifies, b"\4" + x + y
    if cose == bytes.fromhex("a4010103272006215820") + x and len(x) == 32 and not is_worthless(x):
        return ed25519_verifies, x
    if modulus and modulus[0] and modulus[-1] & 1 and 2048 <= int.from_bytes(modulus, "big").bit_length() <= 8192:
        if cose == bytes.fromhex("a401030339010020") + b"\x59" + len(modulus).to_bytes(2, "big") + modulus + b"\x21\x43\1\0\1":
            return rs256_verifies, modulus
    raise Wrong("a key is none of a passkey that can sign an act")


def passkey_client(data, party, message):
    """Whether a browser was asked to sign `message`, by a page of the relying party that no page of others showed."""
    told, _ = json_of(data, "the client data of a passkey")
    challenge = base64.urlsafe_b64encode(sha256(message)).decode().rstrip("=")
    if not isinstance(told, dict) or (told.get("type"), told.get("challenge")) != ("webauthn.get", challenge):
        return False
    if told.get("crossOrigin") is True or "topOrigin" in told or not isinstance(told.get("origin"), str):
        return False
    origin = re.fullmatch("(https?)://(%s)(:[0-9]{1,5})?" % PARTY, told["origin"])
    if origin is None or origin[1] == "http":
        return origin is not None and origin[2] == party == "localhost"
    return ("." + origin[2]).endswith("." + party)


def passkey_verifies(cose, signature, message, party):
    """Authenticator data, client data and signature, one after the other. Whoever signed was there, and made sure of by the passkey."""
    try:
        authenticator, client, made = ssh_strings(signature)
        if len(authenticator) != 37 or authenticator[:32] != sha256(party.encode()) or not passkey_client(client, party, message):
            return False
        # Present (0x01) and verified (0x04), nothing attached (0x40, 0x80); backed up (0x10) only where it can be (0x08).
        if authenticator[32] & 0xc5 != 0x05 or authenticator[32] & 0x18 == 0x10:
            return False
        verifies, key = passkey_key(cose)
        return verifies(key, made, authenticator + sha256(client))
    except (Wrong, ValueError):
        return False


def statement_of(entry):
    """What the actor of an entry of format 2 signed: "Signatures" on the format's page."""
    told = {name: value for name, value in entry.items() if name not in ("seq", "recorded_at", "recorded_by", "rules")}
    told["words"] = {name: value for name, value in entry.get("words", {}).items() if name != "typist"}
    if not told["words"]:
        del told["words"]
    told["signature"] = {name: entry["signature"][name] for name in ("key", "seen")}
    return b"tracker signed act 1\n" + json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


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


# Witnesses: C2SP tlog-cosignature (Ed25519) and tlog-policy.
def witness_key(line):
    """The name, ID and 32 bytes of a line name+ID+Base 64 of 0x04 and the key."""
    parts = line.split("+", 2)
    data = unbase64(parts[2]) if len(parts) == 3 else b""
    if len(data) != 33 or data[0] != 4 or parts[1] != sha256(parts[0].encode() + b"\n" + data)[:4].hex() or is_worthless(data[1:]):
        raise Wrong("%r is not the key of a witness" % line)
    return parts[0], parts[1], data[1:]


def cosigners(data, witnesses):
    """Which of `witnesses`, names to keys, cosigned a checkpoint, and when first, in seconds since 1970."""
    text, _, signatures = data.decode().rpartition("\n\n")
    found = {}
    for line in signatures[:-1].split("\n"):
        _, name, signature = line.split(" ")
        signature = unbase64(signature)
        for known, key in witnesses.items():
            if (name, signature[:4].hex()) != key[:2]:
                continue
            time = int.from_bytes(signature[4:12], "big")
            message = b"cosignature/v1\ntime %d\n%s\n" % (time, text.encode())
            if len(signature) != 76 or not 0 < time < 2**63 or not ed25519_verifies(key[2], signature[12:], message):
                raise Wrong("the cosignature of %s does not fit the checkpoint" % name)
            found[known] = min(time, found.get(known, time))
    return found


def policy(data):
    """The keys of the logs, those of the witnesses by name, and what says whether a set of names is enough."""
    logs, witnesses, rules, members, quorum = [], {}, {}, set(), None
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        words = re.findall("[^ \t]+", line)
        if not words or words[0].startswith("#"):
            continue
        kind, name = words[0], words[1] if len(words) > 1 else ""
        if re.search("[\0-\x08\x0b-\x1f\x7f]", line):
            raise Wrong("line %d of the policy holds a control character" % number)
        if kind == "log" and len(words) in (2, 3):
            logs.append(verifier_key(name))
        elif kind == "witness" and len(words) in (3, 4) and name not in rules and name != "none":
            witnesses[name] = witness_key(words[2])
            rules[name] = lambda names, name=name: name in names
        elif kind == "group" and len(words) > 3 and name not in rules and name != "none":
            parts = words[3:]
            needed = {"all": str(len(parts)), "any": "1"}.get(words[2], words[2])
            if any(part not in rules or part in members for part in parts) or len(set(parts)) < len(parts) \
                    or not re.fullmatch("[0-9]{1,9}", needed) or not 1 <= int(needed) <= len(parts):
                raise Wrong("line %d of the policy can't be followed" % number)
            members.update(parts)
            rules[name] = lambda names, parts=[rules[part] for part in parts], needed=int(needed): \
                sum(part(names) for part in parts) >= needed
        elif kind == "quorum" and len(words) == 2 and quorum is None and (name in rules or name == "none"):
            quorum = rules.get(name, lambda names: True)
        else:
            raise Wrong("line %d of the policy can't be followed" % number)
    keys = [key[2] for key in logs], [key[2] for key in witnesses.values()]
    if quorum is None or any(len(set(group)) < len(group) for group in keys):
        raise Wrong("the policy has no quorum, or has one key twice")
    return logs, witnesses, quorum


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


def json_of(data, where):
    """What is written in JSON that has no fractions and names nothing twice, and the same in canonical form."""
    def unique(pairs):
        if len({key for key, _ in pairs}) != len(pairs):
            raise Wrong("%s names something twice" % where)
        return dict(pairs)
    try:
        def whole(text):
            raise ValueError("%s is no whole number" % text)
        value = json.loads(data.decode(), object_pairs_hook=unique, parse_float=whole, parse_constant=whole)
        return value, json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        raise Wrong("%s is not JSON" % where)


def canonical(line, where):
    """RFC 8785 for what the ledger holds: no fractions, and keys in ASCII."""
    value, again = json_of(line, where)
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
        if entry.get("format") != (2 if "signature" in entry else 1) or entry.get("seq") != seq:
            raise Wrong("entry %d is not in its place" % seq)
        recorded = entry.get("recorded_at", "")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", recorded) or recorded < last:
            raise Wrong("entry %d was recorded before the entry ahead of it" % seq)
        parsed.append(entry)
        last = recorded
    return parsed


# The rules that entries obey ("Rules" on the format's page), as far as bytes alone show them.
ITEM_ACTS = {
    "add", "assign", "accept", "start", "progress", "submit", "assure", "return", "close", "reopen", "due", "scope", "tag",
    "mark", "note", "assess", "waive", "dispute", "decide", "addressee add", "addressee remove", "addressee assign", "addressee accept",
    "addressee close", "addressee reopen", "evidence add", "evidence withdraw", "evidence lost", "evidence retain",
    "evidence hold", "evidence release", "evidence dispose", "action add",
    "action done", "action drop", "benefit add", "benefit realise", "benefit revise", "propose", "proposal accept",
    "proposal reject"}
REGISTER_ACTS = {
    "init", "config", "person add", "person change", "post add", "post holder", "monitoring set", "kind add", "scale add",
    "rag add", "board add", "meeting add", "report add", "report grade", "response record", "response link", "import",
    "meeting log", "mapping save", "issue", "report addressee", "clock add", "retention add", "shared benefit add",
    "shared benefit realise", "shared benefit revise", "remind", "remind result", "key enrol", "key revoke"}
KEY_ACTS = {"key enrol", "key revoke"}
SIGNED_ACTS = {
    "assure", "return", "close", "reopen", "decide", "waive", "scope", "evidence dispose", "evidence release", "issue",
    "response record", "person change", "config", "correct", "redact"}
WISHES = {"reminders", "duties_only", "away_from", "away_to", "substitute"}
ROLES = {
    "officer": ITEM_ACTS - {"assure", "evidence dispose"} | REGISTER_ACTS - KEY_ACTS | {"correct", "due request", "submit for closure"},
    "owner": {
        "start", "progress", "submit", "dispute", "note", "due request", "evidence add", "evidence withdraw", "action add",
        "action done", "benefit realise", "shared benefit realise", "propose"},
    "assurer": {"assure", "assess", "return", "note", "evidence add", "evidence withdraw", "evidence hold"},
    "approver": {"redact", "correct", "waive", "evidence hold", "evidence release", "evidence dispose"} | KEY_ACTS,
    "auditor": set(),
}
# What owners don't say directly where `owner_updates` is `proposed`.
OWNERS_WORD = {
    "start", "progress", "submit", "dispute", "due request", "evidence add", "evidence withdraw", "action add", "action done"}
PROPOSALS = {"propose", "proposal accept", "proposal reject"}
MOST_LINES = 12
KINDS = {"cause-of-concern", "accelerated-cause-of-concern", "recommendation", "area-for-improvement"}
# Built in since version 0.1.0, of which a register may have added its own before.
LATER_KINDS = {"commissioner-recommendation", "independent-review-recommendation", "internal-audit-action",
               "learning-recommendation", "prevention-of-future-deaths", "super-complaint-recommendation"}
CLOCKS = {"section-55", "victims-commissioner", "domestic-abuse-commissioner", "police-conduct", "coroner", "super-complaint"}
# The greatest length of a retention rule by its unit, and what its time can run from.
MOST = {"years": 100, "months": 1200, "days": 3660}
TRIGGERS = {"closed", "dated", "published", "recorded"}
PAST = ("comments_requested", "letter_sent", "comments_published", "extension_asked", "extension_granted", "extension_refused",
        "suspended_from", "suspended_to")
SCALES, RAG_RULES = {"peel-four-tier", "peel-five-tier"}, {"date", "percentage"}
# What names what in an entry's data.
NAMES = {
    "report": "report", "same_as": "report", "successor_report": "report", "parent": "item", "successor": "item", "board": "board", "kind": "kind",
    "scale": "scale", "rag_rule": "rag", "lead": "owner", "owner": "owner", "supporting": "owner", "holder": "person",
    "assurer": "person", "also_boards": "board", "not_boards": "board", "chair_of": "board", "clock": "clock",
    "rule": "retention", "substitute": "person"}
# What an act's data has, and nothing besides; ? marks what may be absent.
DATA = {name: fields.split() for name, fields in {
    "add": "report kind force number? external_number? question? parent? addressee? priority? due? marking?",
    "assign": "lead? supporting? board? also_boards? not_boards?", "accept": "acceptance", "start": "", "submit": "for_closure?", "dispute": "",
    "decide": "for", "addressee add": "addressee", "addressee remove": "addressee", "addressee reopen": "addressee",
    "addressee assign": "addressee lead", "addressee accept": "addressee acceptance", "addressee close": "addressee as", "assure": "on_word? evidence_seen? size_seen?",
    "return": "", "waive": "assurer", "progress": "complete? rag?", "close": "as successor? successor_report?", "reopen": "to",
    "due": "due outcome", "scope": "scope", "tag": "tags remove?", "mark": "marking", "note": "internal?", "assess": "risk? delay?",
    "evidence add": "sha256? size? media_type? from? to?", "evidence withdraw": "evidence", "evidence lost": "evidence",
    "evidence retain": "evidence rule", "evidence hold": "evidence?", "evidence release": "hold",
    "evidence dispose": "evidence rule day sha256 size", "action add": "owner due",
    "action done": "action", "action drop": "action", "benefit add": "unit target committed? part_of?",
    "benefit realise": "benefit amount", "benefit revise": "benefit target? committed?",
    "propose": "complete? due? submit? files? addresses? dated?", "proposal accept": "proposal", "proposal reject": "proposal",
    "correct": "corrects void? effective_on? fields?", "redact": "redacts words file? files?", "init": "settings",
    "config": "setting value", "person add": "roles", "post add": "", "post holder": "holder", "monitoring set": "stage",
    "person change": "roles_given? roles_taken? post? account? leaves? email? reminders? duties_only? away_from? away_to? substitute?",
    "key enrol": "type public_key relying_party?", "key revoke": "key", "remind": "lines way sha256", "remind result": "reminder result",
    "kind add": "needs_recommendation?",
    "scale add": "grades", "rag add": "amber_within_days? red_up_to? amber_up_to? past_date_red_below?",
    "board add": "name", "meeting add": "board held_on", "report add": "publisher force published cycle? scale? url?",
    "report grade": "question grade", "response link": "same_as", "import": "sha256 rows", "meeting log": "sha256? rows",
    "response record": "addressee? comments_requested? letter_sent? comments_published? extension_asked? extension_granted?"
                       " extended_to? extension_refused? suspended_from? suspended_to? printed_date? clock? reference?"
                       " sent_sha256?",
    "report addressee": "addressee",
    "clock add": "title law publishers trigger length unit counts_first_day stop extension suspension printed addressee from?",
    "retention add": "length unit trigger source",
    "mapping save": "columns statuses? answers?",
    "shared benefit add": "of unit target committed? part_of?", "shared benefit realise": "of benefit amount",
    "shared benefit revise": "of benefit target? committed?",
    "issue": "quarter rows scope rag_rule age_bands as_at ledger_size root content_hash carried_forward"}.items()}
AMOUNT = "-?(0|[1-9][0-9]{0,11})([.][0-9]{0,3}[1-9])?"
SETTINGS = {
    "body", "force", "year_start", "time_zone", "marking", "age_bands", "response_start", "rag_rule", "board", "publish",
    "letterhead", "logo", "revisions", "owner_updates", "retention", "reminders", "mail_from", "mail_opening", "mail_closing", "mail_link", "mail_answers", "signed"}
REASONS = {"overdue", "due", "returned", "answered", "sign-off", "proposal", "log", "unreached"}
# Each with those that it may be followed by.
RESULTS = {"sent": {"delivered", "refused", "deferred"}, "unknown": {"sent", "delivered", "refused", "deferred"},
           "delivered": set(), "written": set(), "refused": set(), "deferred": set()}
SHARED = "shared benefit add", "shared benefit realise", "shared benefit revise"
IDENTIFIERS = {"evidence": ("E", "evidence add"), "action": ("A", "action add"), "benefit": ("B", "benefit add"),
               "hold": ("H", "evidence hold"), "part_of": ("B", "benefit add")}


def day_of(recorded, zone):
    """The civil day of an instant: in London an hour ahead from the last Sunday of March to that of October, 01:00 UTC."""
    instant = datetime.datetime.strptime(recorded, "%Y-%m-%dT%H:%M:%S.%fZ")
    minutes = 0
    if zone == "Europe/London":
        ends = [datetime.datetime(instant.year, month, 31, 1) for month in (3, 10)]
        ends = [end - datetime.timedelta(days=end.isoweekday() % 7) for end in ends]
        minutes = 60 if ends[0] <= instant < ends[1] else 0
    elif zone != "UTC":
        minutes = (int(zone[1:3]) * 60 + int(zone[4:6])) * (-1 if zone[0] == "-" else 1)
    return (instant + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%d").rjust(10, "0")


def later(day, length, unit):
    """A day so many years, months or days later: where a month is shorter, its last."""
    if unit == "days":
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=length)).isoformat()
    year, month, date = (int(part) for part in day.split("-"))
    year, month = divmod(year * 12 + month - 1 + length * (12 if unit == "years" else 1), 12)
    return "%04d-%02d-%02d" % (year, month + 1, min(date, last_of(year, month + 1)))


def last_of(year, month):
    return (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day


def as_told(entry):
    """An entry whose data holds its number and its day as well, so that a correction can put the day right."""
    seq, data = entry["seq"], entry.get("data", {})
    if entry["act"] == "correct":
        on = {"on": data["effective_on"]} if "effective_on" in data else {}
        return {"seq": seq, "act": "correct", "data": {**data, "fields": {**data.get("fields", {}), **on}}}
    return {"seq": seq, "act": entry["act"], "data": {**data, "id": seq, "on": entry["effective_on"]}}


def as_corrected(entries):
    """The entries about one subject with their corrections in them: a list of act and data."""
    corrects = {entry["seq"]: entry["data"]["corrects"] for entry in entries if entry["act"] == "correct"}
    undone = set()
    for seq in sorted(corrects, reverse=True):
        if corrects[seq] in corrects and seq not in undone:
            undone.add(corrects[seq])
    records = {}
    for entry in entries:
        seq, data = entry["seq"], dict(entry.get("data", {}))
        if entry["act"] != "correct":
            records[seq] = (entry["act"], data)
        elif seq not in undone and data["corrects"] in records:
            act, was = records.pop(data["corrects"])
            if not data.get("void"):
                records[data["corrects"]] = (act, {**was, **data.get("fields", {})})
    return [records[seq] for seq in sorted(records)]


class Rules:
    """Who may record what, about what, and on which day: each entry is judged by what the entries ahead of it say."""

    def __init__(self, leaves):
        self.leaves, self.holders = leaves, set()
        self.rules, self.telling, self.about, self.leads = 1, None, {}, {}
        self.seen = {"kind": {name: name for name in KINDS}, "scale": {name: name for name in SCALES},
                     "rag": {name: name for name in RAG_RULES}, "clock": {name: name for name in CLOCKS}, "retention": {}}
        self.results, self.keys, self.subtrees = {}, {}, {}
        self.by_subject, self.removed, self.addresses, self.redacted, self.disposed = {}, {}, {}, {}, set()
        self.addressees, self.proposals, self.acceptance = {}, {}, None
        self.settings, self.people, self.posts, self.by_seq, self.evidence = {}, {}, set(), {}, {}

    def check(self, entry):
        seq, act, data = entry["seq"], entry["act"], entry.get("data", {})
        self.where = "entry %d" % seq
        if "rules" in entry:
            if type(entry["rules"]) is not int or not self.rules < entry["rules"] <= 2:
                raise Wrong("%s has rules that are no later ones, or none that this program knows" % self.where)
            self.rules = entry["rules"]
        if act not in ITEM_ACTS | REGISTER_ACTS | {"correct", "redact"}:
            raise Wrong("%s does %r, which is no act" % (self.where, act))
        fields = DATA.get(act, [])
        may = {"public"} if act in ITEM_ACTS | {"correct", "shared benefit add"} and data.get("public") is True else set()
        if act in ("close", "reopen", "scope", "decide") or act == "due" and data.get("outcome") != "request":
            if isinstance(data.get("chair_of"), str):
                may.add("chair_of")
                if "authority" in entry:
                    raise Wrong("%s is decided at a meeting and by a chair" % self.where)
        part = self.part(entry)
        may |= {"proposal"} if part is not None else set()
        if not {field for field in fields if field[-1] != "?"} <= set(data) - may <= {field.rstrip("?") for field in fields}:
            raise Wrong("%s has data that is not as %r is written" % (self.where, act))
        self.check_values(act, data)
        today = day_of(entry["recorded_at"], self.settings.get("time_zone") or "Europe/London")
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", entry["effective_on"]) or entry["effective_on"] > today:
            raise Wrong("%s counts from %s, after the day of its recording" % (self.where, entry["effective_on"]))
        if "authority" in entry:
            self.known("meeting", entry["authority"])
        if self.check_accepted(entry, part):
            typist = entry.get("recorded_by")
            if entry["actor"] not in self.people or typist is not None and (
                    typist not in self.people or typist == entry["actor"]):
                raise Wrong("%s is by somebody who was not registered by then" % self.where)
        else:
            self.check_actor(entry, today)
        self.check_subject(entry, today)
        self.check_names(data, act)
        for field, name in data.get("fields", {}).items() if act == "correct" else ():
            self.check_names({field: name}, act)
        for field, (letter, made_by) in IDENTIFIERS.items():
            if act in ITEM_ACTS | set(SHARED) and field in data:
                made, made_by = self.by_seq.get(data[field]), "shared " * (act in SHARED) + made_by
                if made is None or (made["act"], made["subject"]) != (made_by, entry["subject"]) or (
                        made.get("data", {}).get("of") != data.get("of")):
                    raise Wrong("%s is about %s, which is not ahead of it" % (self.where, data[field]))
        if act in ("remind", "remind result"):
            self.check_reminder(entry, data)
        if act in KEY_ACTS:
            self.check_key(entry, data)
        self.check_signature(entry, today)
        if act == "evidence add" and "from" in data and not data["from"] <= data["to"] <= today:
            raise Wrong("%s is evidence over days that can't be meant" % self.where)
        if act == "assure" and "evidence_seen" in data:
            self.check_seen(entry, data)
        if act in PROPOSALS:
            self.check_proposal(entry, data, today)
        if act == "evidence dispose":
            self.check_disposal(entry, data, today)
        self.note(entry)

    def check_key(self, entry, data):
        """A key can sign, and is enrolled once; one that is revoked was in force."""
        if entry["act"] == "key enrol":
            key = unbase64(data["public_key"])
            wrong = data["type"] not in ("ed25519", "ssh", "passkey") or any(known["key"] == key for known in self.keys.values())
            wrong = wrong or ("relying_party" in data) != (data["type"] == "passkey")
            wrong = wrong or data["type"] == "ed25519" and (len(key) != 32 or is_worthless(key))
            wrong = wrong or data["type"] == "ssh" and not ssh_key(key)
            wrong = wrong or data["type"] == "passkey" and not (re.fullmatch(PARTY, str(data["relying_party"])) and passkey_key(key))
        else:
            known = self.keys.get(data["key"], {"revoked": True})
            wrong = known["revoked"] or known["person"] != entry["subject"] or "reason" not in entry.get("words", {})
        if wrong:
            raise Wrong("%s is about a key that proves nothing, or is not in force" % self.where)

    def must_be_signed(self, entry):
        act, data = entry["act"], entry.get("data", {})
        listed = set(filter(None, (self.settings.get("signed") or "").split(",")))
        if act in listed or act in KEY_ACTS and self.keys:
            return True
        if act == "init" or act == "config" and data["setting"] == "signed":
            return bool(listed)
        if act == "correct":
            while entry["act"] == "correct":
                entry = self.by_seq[entry["data"]["corrects"]]
            return self.must_be_signed(entry)
        return False

    def check_signature(self, entry, today):
        """A signature is by a key of the actor's that was in force, over what the entry says, in view of what is ahead of it."""
        if "signature" not in entry:
            if self.must_be_signed(entry):
                raise Wrong("%s is not signed by %s, and had to be by then" % (self.where, entry["actor"]))
            return
        signature = entry["signature"]
        name, seen = signature["key"], signature["seen"]
        if set(signature) != {"key", "seen", "value"} or set(seen) != {"on", "root", "size"}:
            raise Wrong("%s has a signature that can't be read" % self.where)
        key = self.keys.get(name)
        if key is None or key["person"] != entry["actor"] or key["revoked"]:
            raise Wrong("%s is signed with %s, which was no key of %s in force" % (self.where, name, entry["actor"]))
        if seen["size"] not in range(int(name[1:]), entry["seq"]) or unbase64(seen["root"]) != self.root_at(seen["size"]):
            raise Wrong("%s was signed in view of another ledger" % self.where)
        if not seen["on"] <= today <= later(seen["on"], 14, "days"):
            raise Wrong("%s was signed on %s, and a signature counts for 14 days" % (self.where, seen["on"]))
        if any(one["seq"] > seen["size"] for one in self.by_subject.get(entry["subject"], [])):
            raise Wrong("%s was signed before an entry ahead of it that is about the same" % self.where)
        value, statement = unbase64(signature["value"]), statement_of(entry)
        verifies = {"ed25519": ed25519_verifies, "ssh": ssh_verifies, "passkey": passkey_verifies}[key["type"]]
        more = [key["party"]] if key["type"] == "passkey" else []
        if not verifies(key["key"], value, statement, *more):
            raise Wrong("%s has a signature that is not that of %s over what it says" % (self.where, name))

    def root_at(self, size):
        """The root over the first entries; whole subtrees are worked out once."""
        root, end = None, size
        while end:
            width = end & -end
            end -= width
            left = self.subtree(end, width)
            root = left if root is None else sha256(b"\x01" + left + root)
        return sha256(b"") if root is None else root

    def subtree(self, first, width):
        if width == 1:
            return self.leaves[first]
        if (first, width) not in self.subtrees:
            half = width // 2
            self.subtrees[first, width] = sha256(
                b"\x01" + self.subtree(first, half) + self.subtree(first + half, half))
        return self.subtrees[first, width]

    def check_reminder(self, entry, data):
        """A message tells something to somebody at an address; of its result more is told only where more can be known."""
        if entry["act"] == "remind":
            wrong = data["way"] not in ("smtp", "sendmail", "file", "notify") or not data["lines"] or "email" not in entry.get("words", {})
            for line in data["lines"]:
                wrong = wrong or line["why"] not in REASONS or not isinstance(line["about"], str)
        else:
            made, told = self.by_seq.get(data["reminder"]), self.results
            earlier = told.get(data["reminder"])
            wrong = data["result"] not in (RESULTS if earlier is None else RESULTS[earlier]) or made is None or (
                (made["act"], made["subject"]) != ("remind", entry["subject"]))
            told[data["reminder"]] = data["result"]
        if wrong:
            raise Wrong("%s tells of a message that can't be meant" % self.where)

    @staticmethod
    def part(entry):
        """The proposal that an entry is said to be part of."""
        data = entry.get("data", {})
        asked = entry["act"] == "due" and data.get("outcome") == "request"
        return data.get("proposal") if asked or entry["act"] in ("start", "progress", "submit", "evidence add") else None

    def check_accepted(self, entry, part):
        """What an accepted proposal says follows it whole, at the same instant and with nothing between. Whether this is of it."""
        if not self.acceptance or not self.acceptance[2]:
            if part is not None:
                raise Wrong("%s is said to be of proposal %s, which was not accepted just ahead of it" % (self.where, part))
            return False
        proposal, answer, awaited = self.acceptance
        own = {name: value for name, value in entry.get("data", {}).items() if name not in ("proposal", "public")}
        if awaited[0][0] == "start" != entry["act"]:
            awaited.pop(0)
        act, data, day = awaited.pop(0)
        if (entry["act"], own, part, entry["actor"]) != (act, data, proposal["seq"], proposal["actor"]) or (
                entry["effective_on"] != (day or answer["effective_on"])) or any(
                entry.get(name) != answer.get(name) for name in ("subject", "recorded_at", "authority")):
            raise Wrong("%s stands where all that proposal %d says was to follow" % (self.where, proposal["seq"]))
        return True

    def check_proposal(self, entry, data, today):
        """A proposal can be meant, and is answered once, by somebody else when it is accepted."""
        if entry["act"] == "propose":
            files, words = data.get("files", []), entry.get("words", {})
            named = bool(files) or "addresses" in data
            wrong = not data and "note" not in words or data.get("submit") not in (None, True) or (
                files and "file" not in words) or "addresses" in data and "address" not in words
            wrong = wrong or "addresses" in data and data["addresses"] not in range(1, 101)
            wrong = wrong or ("dated" in data) != named or not re.fullmatch(r"\d{4}-\d\d-\d\d", data.get("dated", today))
            for file in files:
                wrong = wrong or set(file) != {"sha256", "size", "media_type"} or file["size"] not in range((1 << 30) + 1) or (
                    not re.fullmatch("[0-9a-f]{64}", file["sha256"]))
            if wrong or data.get("dated", today) > today:
                raise Wrong("%s proposes what can't be meant" % self.where)
            return
        made, waits = self.by_seq.get(data["proposal"]), False
        for act, told in as_corrected(self.proposals.get(entry["subject"], [])):
            if data["proposal"] in (told.get("id"), told.get("proposal")):
                waits = act == "propose"
        if made is None or made["act"] != "propose" or not waits:
            raise Wrong("%s answers proposal %s, which does not wait" % (self.where, data["proposal"]))
        if entry["act"] == "proposal accept" and made["actor"] in (entry["actor"], entry.get("recorded_by")):
            raise Wrong("%s accepts what they proposed themself" % self.where)

    @staticmethod
    def says(proposal):
        """The acts that a proposal comes to: name, data and day, where that isn't the acceptance's; a start may be left out."""
        data = proposal.get("data", {})
        acts = [("evidence add", file, data["dated"]) for file in data.get("files", [])]
        acts += [("evidence add", {}, data["dated"]) for _ in range(data.get("addresses", 0))]
        if "complete" in data or "note" in proposal.get("words", {}):
            acts.append(("progress", {"complete": data["complete"]} if "complete" in data else {}, None))
        if "due" in data:
            acts.append(("due", {"due": data["due"], "outcome": "request"}, None))
        if "submit" in data:
            begun = any(act[0] == "progress" for act in acts)
            acts += [("submit", {}, None)] if begun else [("start", {}, None), ("submit", {}, None)]
        return acts

    def check_seen(self, entry, data):
        """An assurance is of the evidence that stands on its day by the entries ahead of it."""
        there, gone = {}, {piece for piece, on in self.redacted.get(entry["subject"], []) if on <= entry["effective_on"]}
        for act, what in as_corrected(self.evidence.get(entry["subject"], [])):
            if what["on"] <= entry["effective_on"]:
                if act == "evidence add":
                    there[what["id"]] = "E%d %s" % (what["id"], what.get("sha256") or "")
                elif act in ("evidence withdraw", "evidence lost", "evidence dispose"):
                    gone.add(int(what["evidence"][1:]))
        stands = [there[seq].strip() for seq in sorted(there) if seq not in gone]
        if data["evidence_seen"] != stands or data.get("size_seen") != entry.get("signature", {}).get(
                "seen", {}).get("size", entry["seq"] - 1):
            raise Wrong("%s tells of other evidence than there was" % self.where)

    def holds(self, item, piece):
        """The holds in force on a piece of evidence."""
        acts = as_corrected(self.evidence.get(item, []))
        released = {what["hold"] for act, what in acts if act == "evidence release"}
        return [what["id"] for act, what in acts if act == "evidence hold" and (
            "H%d" % what["id"] not in released and what.get("evidence", piece) == piece)]

    def check_disposal(self, entry, data, today):
        """A file is disposed of once its item is closed, its day by its rule has come and nothing holds it, by somebody who
        doesn't rely on their own word for any of that."""
        item, piece = entry["subject"], data["evidence"]
        given, acts = self.by_seq[piece], as_corrected([as_told(one) for one in self.by_subject[item]])
        if entry["effective_on"] != today:
            raise Wrong("%s disposes of a file on another day than that of its recording" % self.where)
        if [given.get("data", {}).get(name) for name in ("sha256", "size")] != [data["sha256"], data["size"]]:
            raise Wrong("%s disposes of another file than %s names" % (self.where, piece))
        if piece in self.disposed or given["seq"] in [gone for gone, _ in self.redacted.get(item, [])] or any(
                act == "evidence lost" and what["evidence"] == piece for act, what in acts):
            raise Wrong("%s disposes of %s, whose file is gone already" % (self.where, piece))
        if self.holds(item, piece):
            raise Wrong("%s disposes of %s, which is held" % (self.where, piece))
        in_order = sorted(acts, key=lambda one: (one[1]["on"], one[1]["id"]))
        added = next(what for act, what in acts if act == "add")
        moves = [(act, what) for act, what in in_order if act in ("close", "reopen")]
        if not moves or moves[-1][0] != "close":
            raise Wrong("%s disposes of evidence of an item that is open" % self.where)
        closed = max(moves[-1][1]["on"], added["on"])
        named = [what["rule"] for act, what in in_order if act == "evidence retain" and what["evidence"] == piece]
        named = named[-1] if named else None
        name = named or self.settings.get("retention")
        rule = [what for act, what in as_corrected(self.by_subject.get(name, [])) if act == "retention add"]
        if name != data["rule"] or not rule:
            raise Wrong("%s disposes of %s by another rule than its own" % (self.where, piece))
        rule, start = rule[0], closed
        if rule["trigger"] == "dated":
            start = next(what["on"] for act, what in acts if act == "evidence add" and what["id"] == given["seq"])
        elif rule["trigger"] == "recorded":
            start = day_of(given["recorded_at"], self.settings.get("time_zone") or "Europe/London")
        elif rule["trigger"] == "published":
            start = next(what["published"] for act, what in as_corrected(self.by_subject[added["report"]]) if act == "report add")
            start += {4: "-12", 7: "", 10: ""}[len(start)]
            start += "" if len(start) == 10 else "-%02d" % last_of(int(start[:4]), int(start[5:]))
        day = max(later(start, rule["length"], rule["unit"]), closed)
        if data["day"] != day or day > today:
            raise Wrong("%s disposes of %s, which is kept until %s" % (self.where, piece, day))
        report = added["report"] if rule["trigger"] == "published" else None
        if entry["actor"] in self.hands(item, piece, given["seq"], name, named, report):
            raise Wrong("%s disposes of %s on the word of whoever disposes" % (self.where, piece))

    def hands(self, item, piece, seq, rule, named, report):
        """Those by whose word a file may be disposed of, by any entry there is."""
        choices, hands = set(), set()
        for entry in self.by_subject[item]:
            if entry["seq"] == seq or entry["act"] in ("close", "evidence release", "correct") or (
                    entry["act"] == "evidence retain" and entry["data"]["evidence"] == piece):
                hands.add(entry["actor"])
        for entry in self.by_subject[rule] + self.by_subject.get(report, []):
            if entry["act"] in ("retention add", "report add", "correct"):
                hands.add(entry["actor"])
        for entry in self.by_subject.get("register", []) if named is None else ():
            data = entry.get("data", {})
            settings = data.get("settings", data.get("fields", {}).get("settings", {}))
            if data.get("setting") == "retention" or "retention" in settings or data.get("corrects") in choices:
                choices.add(entry["seq"])
                hands.add(entry["actor"])
        return hands

    def check_values(self, act, data):
        """Numbers and settings that can't be meant; fields that a correction puts right are judged like those of the act."""
        values = data.get("fields", {}) if act == "correct" else data
        percent, days, size = values.get("complete"), values.get("amber_within_days"), values.get("size")
        wrong = percent is not None and percent not in range(101) or days is not None and days not in range(36526) or (
            size is not None and size not in range((1 << 30) + 1))
        wrong = wrong or any(
            not re.fullmatch(AMOUNT, values[field]) for field in ("target", "committed", "amount") if values.get(field))
        for name in {"sha256", "sent_sha256"} & set(values):
            wrong = wrong or not re.fullmatch("[0-9a-f]{64}", values[name])
        if act == "rag add" and days is None:
            red, amber, past = (data[name] for name in ("red_up_to", "amber_up_to", "past_date_red_below"))
            wrong = wrong or not 0 <= red < amber < 100 or past not in range(101)
        settings = {"init": data.get("settings"), "config": {data.get("setting"): data.get("value")}}.get(act, {})
        for name, value in settings.items():
            wrong = wrong or name not in SETTINGS or not self.can_be(name, value)
            if act == "config" and name == "board" and value:
                self.known("board", value)
            if act == "config" and name == "retention" and value:
                self.known("retention", value)
            if act == "config" and name == "rag_rule":
                self.known("rag", value.lower())
        length, printed = values.get("length"), values.get("printed")
        wrong = wrong or length is not None and length not in range(3661) or act == "clock add" and (
            length == 0) and printed != "only"
        wrong = wrong or act == "retention add" and (
            length not in range(1, MOST.get(data["unit"], 0) + 1) or data["trigger"] not in TRIGGERS or not data["source"].strip())
        if wrong:
            raise Wrong("%s holds a value that can't be meant" % self.where)

    @staticmethod
    def can_be(name, value):
        if name == "age_bands":
            bands = [int(band) for band in value.split(",")]
            return 0 < bands[0] and bands[-1] <= 36525 and all(a < b for a, b in zip(bands, bands[1:]))
        if name == "letterhead":
            return len([line for line in value.split("\n") if line]) <= MOST_LINES
        form = {
            "year_start": "(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])", "response_start": r"\d{4}-\d\d-\d\d",
            "time_zone": "UTC|Europe/London|[+-]([01][0-9]|2[0-3]):[0-5][0-9]",
            "rag_rule": "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}", "revisions": "([0-9]{1,2})?",
            "retention": "([A-Za-z0-9][A-Za-z0-9._/-]{0,63})?", "reminders": "([0-9]{1,3}( *, *[0-9]{1,3})*)?",
            "mail_link": "(https://[!-~]+)?", "mail_answers": "([1-9]|[1-5][0-9]|60)?",
            "signed": "((%s)(,|$))*" % "|".join(sorted(SIGNED_ACTS)), "owner_updates": "direct|proposed", "logo": "(data:image/(png|jpeg);base64,.*)?"}.get(name)
        return form is None or re.fullmatch(form, value) is not None

    def allows(self, person, act, today):
        roles = self.people[person][0]
        if any(act in ROLES[role] for role in roles) or self.rules == 1 and not roles:
            return True
        return self.rules > 1 and act in ROLES["officer"] and not self.has_officer(today)

    def has_officer(self, today):
        officers = [left for given, left in self.people.values() if "officer" in given]
        return any(left is None or left >= today for left in officers)

    def check_actor(self, entry, today):
        actor, typist, act = entry["actor"], entry.get("recorded_by"), entry["act"]
        if typist is not None and (typist not in self.people or typist == actor):
            raise Wrong("%s was typed in by %s, who was not registered by then" % (self.where, typist))
        if entry["seq"] == 1:
            if (act, actor, entry["subject"]) != ("person add", "P1", "P1"):
                raise Wrong("the first entry does not register its founder")
            return
        told = self.telling is not None and self.telling[2] == entry["recorded_at"] and act in self.telling[0] and (
            actor == self.telling[1] or self.led_by(actor, entry["subject"])) and (
            act != "assure" or self.rules == 1 or entry.get("data", {}).get("on_word") is True)
        if actor in self.people:
            name = "due request" if act == "due" and entry["data"].get("outcome") == "request" else act
            name = "submit for closure" if act == "submit" and "for_closure" in entry.get("data", {}) else name
            # How somebody wishes to be reminded, who is while they are away, and that their key is lost, everybody says for themself.
            own = actor == entry["subject"] and (act == "key revoke" or act == "person change" and set(entry.get("data", {})) <= WISHES)
            if own or self.allows(actor, name, today):
                roles = self.people[actor][0]
                if name in OWNERS_WORD and "owner" in roles and "officer" not in roles and not told and (
                        self.settings.get("owner_updates") == "proposed" and self.has_officer(today)):
                    raise Wrong("%s is an owner's word, which counted then only as an accepted proposal" % self.where)
                left, telling = self.people[actor][1], self.telling and self.telling[2] == entry["recorded_at"]
                if left is None or left >= entry["effective_on"] or telling:
                    return
                raise Wrong("%s is by %s, who had left on %s" % (self.where, actor, left))
        if not told:
            raise Wrong("%s is by %s, who may not %r or was not registered by then" % (self.where, actor, act))

    def led_by(self, actor, item):
        lead = self.leads.get(item)
        return actor == lead or (lead, actor) in self.holders

    def check_subject(self, entry, today):
        act, subject, data = entry["act"], entry["subject"], entry.get("data", {})
        new = {"add": "item", "board add": "board", "meeting add": "meeting", "report add": "report", "kind add": "kind",
               "scale add": "scale", "rag add": "rag", "clock add": "clock", "retention add": "retention"}
        if act in new:
            numbered = act == "add" and re.fullmatch(re.escape(data["report"]) + "-[0-9]+", subject)
            if not re.fullmatch("[A-Za-z0-9][A-Za-z0-9._/-]{0,%d}" % (127 if numbered else 63), subject) or ".." in subject:
                raise Wrong("%s is about %r, which is no reference" % (self.where, subject))
            if subject.lower() in self.seen.setdefault(new[act], {}):
                raise Wrong("%s adds %s, which is there already" % (self.where, subject))
        elif act in ITEM_ACTS:
            self.known("item", subject)
        elif act in ("report grade", "response record", "response link", "report addressee"):
            self.known("report", subject)
            told = [data.get(name) or "" for name in PAST]
            if act == "response record" and data.get("addressee", "") not in self.addressees.get(subject, {""}) | {""}:
                raise Wrong("%s tells of an answer by somebody whom nobody named" % self.where)
            if data.get("same_as") == subject or max(told) > today:
                raise Wrong("%s links a report with itself, or tells of a day to come" % self.where)
        elif act in SHARED:
            if data["of"] == "report":
                self.known("report", subject)
            elif data["of"] != "programme" or subject.strip() != subject or not subject or "\n" in subject:
                raise Wrong("%s is about %r, which can bring no benefit" % (self.where, subject))
        elif act == "meeting log":
            self.known("meeting", subject)
        elif act in ("person add", "post add"):
            self.expect(subject, "P%d" % entry["seq"])
        elif act in ("person change", "remind", "remind result", *KEY_ACTS) and subject not in self.people or act == "post holder" and subject not in self.posts:
            raise Wrong("%s is about %s, who was not registered by then" % (self.where, subject))
        elif act in ("init", "config", "import"):
            self.expect(subject, "register")
        elif act == "issue":
            self.expect(subject, data["quarter"])
            size = data["ledger_size"]
            if size not in range(entry["seq"]) or root_of(self.leaves[:size]).hex() != data["root"]:
                raise Wrong("%s issues a table over another ledger" % self.where)
        elif act in ("correct", "redact"):
            earlier = self.by_seq.get(data["corrects" if act == "correct" else "redacts"])
            if earlier is None or earlier["subject"] != subject:
                raise Wrong("%s is about an entry that is not ahead of it, or about something else" % self.where)
            if act == "correct" and (earlier["act"] == "add" and data.get("void") or data.get("effective_on", "") > today):
                raise Wrong("%s corrects what can't be corrected so" % self.where)
            if act == "correct" and earlier["act"] in PROPOSALS and (
                    data.get("fields") or data.get("void") and earlier["act"] == "proposal accept"):
                raise Wrong("%s corrects what can't be corrected so" % self.where)
            if act == "redact" and {"file", "files"} <= set(data):
                raise Wrong("%s names files twice" % self.where)
            if act == "correct" and earlier["act"] in KEY_ACTS:
                raise Wrong("%s corrects whose key is whose" % self.where)
            if act == "correct" and earlier["act"] in ("remind", "remind result"):
                raise Wrong("%s corrects what was sent to somebody" % self.where)
            if act == "correct" and earlier["act"] == "evidence dispose":
                raise Wrong("%s corrects what disposed of a file for good" % self.where)
            if act == "redact" and {"file", "files"} & set(data) and self.holds(subject, "E%d" % earlier["seq"]):
                raise Wrong("%s removes a file of evidence that is held" % self.where)
            if act == "redact" and not set(data["words"]) <= set(earlier.get("words", {})):
                raise Wrong("%s redacts words that there are none of" % self.where)
        if act == "init" and entry["seq"] != 2:
            raise Wrong("%s sets the register up once more" % self.where)

    def check_names(self, data, act):
        for field, value in data.items():
            for name in [value] if isinstance(value, str) else value if isinstance(value, list) else []:
                kind = NAMES.get(field)
                if kind == "owner" and name not in self.people and name not in self.posts or (
                        kind == "person" and name not in self.people):
                    raise Wrong("%s names %s, who was not registered by then" % (self.where, name))
                if kind not in (None, "owner", "person"):
                    self.known(kind, name)

    def known(self, kind, name):
        if self.seen.get(kind, {}).get(name.lower()) != name and not (kind == "kind" and name in LATER_KINDS):
            raise Wrong("%s names the %s %r, which was not there then" % (self.where, kind, name))

    def expect(self, subject, expected):
        if subject != expected:
            raise Wrong("%s is about %r, where it should be about %r" % (self.where, subject, expected))

    def note(self, entry):
        """Takes note of an entry that was judged, for those that follow."""
        seq, act, subject, data = entry["seq"], entry["act"], entry["subject"], entry.get("data", {})
        self.by_seq[seq] = entry
        for letter, made_by in IDENTIFIERS.values():
            if act in (made_by, "shared " + made_by):
                self.by_seq["%s%d" % (letter, seq)] = entry
        if act == "proposal accept":
            proposal = self.by_seq[data["proposal"]]
            self.acceptance = proposal, entry, self.says(proposal)
        if act in PROPOSALS or act == "correct":
            told = {**data, "id": seq} if act == "propose" else data
            self.proposals.setdefault(subject, []).append({"seq": seq, "act": act, "data": told})
        self.by_subject.setdefault(subject, []).append(entry)
        if act.startswith("evidence") or act == "correct":
            self.evidence.setdefault(subject, []).append(as_told(entry))
        if act == "evidence dispose":
            self.disposed.add(data["evidence"])
        if act == "key enrol":
            self.keys["K%d" % seq] = {
                "person": subject, "type": data["type"], "key": unbase64(data["public_key"]), "party": data.get("relying_party"),
                "revoked": False}
        elif act == "key revoke":
            self.keys[data["key"]]["revoked"] = True
        self.note_redaction(entry, data)
        kind = {"add": "item", "rag add": "rag"}.get(act) or (act[:-4] if act.endswith(" add") else None)
        if kind in ("item", "board", "meeting", "report", "kind", "scale", "rag", "clock", "retention"):
            self.seen.setdefault(kind, {})[subject.lower()] = subject
        if act == "import":
            tells = {"start", "progress", "submit", "evidence add", "assure", "close", "note"}
            self.telling = tells, entry["actor"], entry["recorded_at"]
        elif act == "meeting log":
            self.telling = {"start", "progress", "submit"}, entry["actor"], entry["recorded_at"]
        elif act == "assign" and "lead" in data:
            self.leads[subject] = data["lead"]
        elif act in ("report addressee", "correct") and isinstance(data.get("fields", data).get("addressee"), list):
            self.addressees.setdefault(subject, set()).update(data.get("fields", data)["addressee"])
        elif act == "post add":
            self.posts.add(subject)
        elif act == "post holder":
            self.holders.add((subject, data["holder"]))
        if subject == "register" or re.fullmatch("P[0-9]+", subject) and subject not in self.posts:
            self.about.setdefault(subject, []).append(entry)
            records = as_corrected(self.about[subject])
            if subject == "register":
                self.settings = {}
                for act, data in records:
                    if act in ("init", "config"):
                        self.settings.update(data["settings"] if act == "init" else {data["setting"]: data["value"]})
            elif records:
                roles, left = set(), None
                for act, data in records:
                    roles = (roles | set(data.get("roles", [])) | set(data.get("roles_given", []))) - set(data.get("roles_taken", []))
                    left = data.get("leaves", left)
                if not roles <= set(ROLES):
                    raise Wrong("%s knows a role that there is not" % self.where)
                self.people[subject] = (roles, left)


    def note_redaction(self, entry, data):
        """Evidence is redacted when its file goes, or its address, or every word of a file that other evidence names too."""
        seq, act, words = entry["seq"], entry["act"], entry.get("words", {})
        if act == "evidence add" and "address" in words:
            self.addresses[seq] = seq
        elif act == "correct" and data["corrects"] in self.addresses and "address" in words:
            self.addresses[data["corrects"]] = seq
        elif act == "redact":
            gone, earlier = data["redacts"], self.by_seq[data["redacts"]]
            removed = self.removed.setdefault(gone, set())
            removed.update(data["words"])
            if "address" in data["words"]:
                pieces = [piece for piece, at in self.addresses.items() if at == gone]
            else:
                is_whole = removed >= set(earlier.get("words", {})) and gone not in self.addresses
                pieces = [gone] if earlier["act"] == "evidence add" and (
                    {"file", "files"} & set(data) or is_whole) else []
            redacted = self.redacted.setdefault(entry["subject"], [])
            redacted += [(piece, entry["effective_on"]) for piece in pieces if piece not in dict(redacted)]


def check_rules(entries, leaves):
    rules = Rules(leaves)
    for entry in entries:
        try:
            rules.check(entry)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Wrong("entry %d can't be read" % entry["seq"])
    if rules.acceptance and rules.acceptance[2]:
        raise Wrong("entry %d accepts a proposal, and not all that it says follows" % rules.acceptance[1]["seq"])


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
    # By hash: the evidence that names a file, and the proposals of it that were not accepted.
    files, proposed = {}, {}
    for entry in entries:
        data = entry.get("data", {})
        if entry["act"] == "evidence add" and "sha256" in data:
            files.setdefault(data["sha256"], []).append(entry["seq"])
            proposed.get(data["sha256"], set()).discard(data.get("proposal"))
        elif entry["act"] == "propose":
            for file in data.get("files", []):
                files.setdefault(file["sha256"], [])
                proposed.setdefault(file["sha256"], set()).add(entry["seq"])
        elif entry["act"] == "redact":
            for file in data.get("files", [data.get("file")]):
                files.pop(file, None)
                proposed.pop(file, None)
        elif entry["act"] == "evidence dispose" and data["sha256"] in files:
            left = [seq for seq in files[data["sha256"]] if "E%d" % seq != data["evidence"]]
            files[data["sha256"]] = left
            if not left and not proposed.get(data["sha256"]):
                del files[data["sha256"]]
    lost = lost_evidence(entries)
    found = read(folder, "evidence/SHA256SUMS")
    named = {line[:64].decode("latin-1") for line in found.split(b"\n")}
    kept = sorted(name for name, pieces in files.items() if name in named or not pieces or not lost.issuperset(pieces))
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
    check_rules(parsed, leaves)
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
    parser.add_argument("--policy", help="a C2SP tlog-policy: who must have cosigned the checkpoint, else the export's own")
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
        witnessed, zone = {}, datetime.timezone.utc
        if options.policy:
            logs, witnesses, quorum = policy(read("", os.path.abspath(options.policy)))
            line = key or read(options.folder, "verifier-key").decode().strip()
            if logs and verifier_key(line) not in logs:
                raise Wrong("the policy does not list the key that signs this ledger")
            place = os.path.abspath(options.checkpoint or os.path.join(options.folder, "checkpoint"))
            witnessed = cosigners(read("", place), witnesses)
            if not quorum(set(witnessed)):
                raise Wrong("the checkpoint was witnessed by %s, and the policy wants more" % (", ".join(sorted(witnessed)) or "nobody"))
    except Wrong as wrong:
        print("It does not verify: %s." % wrong)
        return 1
    for name, time in sorted(witnessed.items()):
        print("Witnessed by %s, %s." % (name, datetime.datetime.fromtimestamp(time, zone).isoformat()))
    print("Verified: %d entries, root %s." % (size, root.hex()))
    if key is None:
        print("The key came with the export: compare it with one that came another way (--key).")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
