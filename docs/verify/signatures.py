#!/usr/bin/env python3
"""Checks who signed what in an export, by programs that know nothing of this register: OpenSSH's ssh-keygen for keys of OpenSSH, the
Python packages `cryptography` for Ed25519 key files and `webauthn` for passkeys. Keys, days and places, and from which pages a passkey
signed, are verify.py's.

    python3 signatures.py FOLDER

Exit code 0: every signature is that of its key. 1: one isn't. 2: called wrongly, or a program is missing.
"""
import base64, os, subprocess, sys, tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import verify


def by_openssh(key, value, statement):
    with tempfile.TemporaryDirectory() as folder:
        lines = base64.encodebytes(value).decode().replace("\n", "")
        armour = "\n".join(lines[at:at + 70] for at in range(0, len(lines), 70))
        files = {
            "who": b"person " + verify.ssh_key(key)[0] + b" " + base64.b64encode(key) + b"\n",
            "sig": ("-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n" % armour).encode()}
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        run = subprocess.run(
            ["ssh-keygen", "-Y", "verify", "-n", "tracker-act", "-I", "person", "-f", os.path.join(folder, "who"), "-s",
             os.path.join(folder, "sig")], input=statement, capture_output=True)
        return run.returncode == 0


def by_cryptography(key, value, statement):
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(value, statement)
        return True
    except InvalidSignature:
        return False


def by_webauthn(key, value, statement, party):
    from webauthn import verify_authentication_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException
    try:
        parts = list(verify.ssh_strings(value))
        names = "authenticatorData", "clientDataJSON", "signature"
        response = {name: bytes_to_base64url(part) for name, part in zip(names, parts)}
        origin = str(verify.json_of(parts[1], "the client data")[0]["origin"])
        verify_authentication_response(
            credential={"id": "AA", "rawId": "AA", "type": "public-key", "response": response}, expected_origin=origin,
            expected_rp_id=party, expected_challenge=verify.sha256(statement), credential_public_key=key,
            credential_current_sign_count=0, require_user_verification=True)
        return len(parts) == 3
    except (WebAuthnException, verify.Wrong, AttributeError, LookupError, TypeError, ValueError):
        return False


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    size, _ = verify.checkpoint(
        verify.read(arguments[0], "checkpoint"), verify.verifier_key(verify.read(arguments[0], "verifier-key").decode()[:-1]))
    keys, count = {}, 0
    for entry in verify.check_entries(verify.entries_of(arguments[0], size)):
        if entry["act"] == "key enrol":
            data = entry["data"]
            keys["K%d" % entry["seq"]] = data["type"], base64.b64decode(data["public_key"]), data.get("relying_party")
        if "signature" not in entry:
            continue
        kind, key, party = keys[entry["signature"]["key"]]
        check = {"ssh": by_openssh, "passkey": by_webauthn}.get(kind, by_cryptography)
        more = [party] if kind == "passkey" else []
        if not check(key, base64.b64decode(entry["signature"]["value"]), verify.statement_of(entry), *more):
            print("Entry %d: the signature is not that of %s." % (entry["seq"], entry["signature"]["key"]))
            return 1
        count += 1
    print("%d signatures are those of their keys." % count)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (verify.Wrong, OSError, ImportError) as error:
        print("It can't be checked: %s." % error, file=sys.stderr)
        sys.exit(2)
