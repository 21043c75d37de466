public import TrackerLedger
import TrackerModel
public import TrackerRegister
import TrackerValues
import TransparencyLog

extension Register {
    /// What whoever signed an entry keeps where the register isn't, as text: what they signed, the entry with its words, and
    /// the entry that enrolled their key. Nil where it isn't signed.
    public func signingReceipt(of entry: Entry) throws -> String? {
        guard let signature = entry.signature,
            let key = try keys(of: entry.actor).first(where: { $0.id == signature.key })
        else { return nil }
        let lines = try wordsLines(of: entry.seq)
        let words = lines.compactMap { line -> (WordName, ActStatement.Salted)? in
            guard case .words(let salt, let text) = line.content, line.name != .typist else { return nil }
            return (line.name, ActStatement.Salted(text, salt: salt))
        }
        let statement = ActStatement(
            entry, key: signature.key, seen: signature.seen,
            words: Dictionary(uniqueKeysWithValues: words))
        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        let name = try names()[entry.actor] ?? entry.actor.description
        let parts =
            [
                """
                Receipt of a signature

                Register: \(try setting(.body) ?? "")
                Recorded as entry \(entry.seq), \(entry.recordedAt.shortForm(in: try timeZone()))
                Signed by \(name) with \(key.name), \(key.fingerprint)
                Ledger root at this entry: \(try root(at: entry.seq).hex)

                """,
                statement.lines.map { "    \($0.replacing("\n", with: "\n        "))\n" }.joined(),
                "What was signed, byte for byte; its SHA-256 is \(Hash.sha256(statement.bytes).hex):\n\n\(text(statement.bytes))",
                "The entry:\n\n\(text(entry.canonical))\n",
            ]
            + (lines.isEmpty
                ? []
                : ["Its words:\n\n\(lines.map { text($0.encoded) + "\n" }.joined())"])
            + [
                "The entry that enrolled the key:\n\n\(text(try self.entry(key.id).canonical))\n",
                "Keep this where the register isn't: it shows what you signed, also where a register should say otherwise.\n",
            ]
        return parts.joined(separator: "\n")
    }
}
