"""Runs docs/verify/verify.py over many exports in one process: its path, `many` or `flip`, a folder."""
import functools, os, sys

sys.path.insert(0, os.path.dirname(sys.argv[1]))
sys.dont_write_bytecode = True
import verify

# The same signature over the same text needn't be worked out thousands of times.
verify.ed25519_verifies = functools.lru_cache(None)(verify.ed25519_verifies)
mode, folder = sys.argv[2], sys.argv[3]


def verdict(path, earlier=None, key=None):
    try:
        verify.verify(path, key=key, earlier=earlier)
        return "verified"
    except verify.Wrong as wrong:
        return "refused %s" % wrong


if mode == "many":
    with open(os.path.join(folder, "papers")) as papers:
        for line in papers:
            name, size, root = line.split()
            print(name, verdict(os.path.join(folder, name), (int(size), bytes.fromhex(root))))
else:
    assert verdict(folder) == "verified"
    flips = 0
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                whole = file.read()
            for index in range(len(whole)):
                with open(path, "wb") as file:
                    file.write(whole[:index] + bytes([whole[index] ^ 1 << index % 8]) + whole[index + 1:])
                if verdict(folder) == "verified":
                    sys.exit("byte %d of %s: not found" % (index, name))
                flips += 1
            with open(path, "wb") as file:
                file.write(whole)
    print("found", flips)
