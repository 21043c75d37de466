import Tracker

/// Entries, checkpoints and proofs: the public formats of the audit trail.
enum Trail {
    static func entry(_ bytes: [UInt8]) {
        if let json = try? JSON(parsing: bytes) {
            let canonical = json.canonical
            precondition((try? JSON(parsing: canonical))?.canonical == canonical)
            precondition((try? JSON(parsing: Array(json.pretty().utf8)))?.canonical == canonical)
        }
        if let entry = try? Entry(parsing: bytes) {
            precondition((try? Entry(parsing: entry.canonical)) == entry)
        }
        _ = try? EntryBundle.decode(bytes, count: 3)
        _ = try? MeetingDraft(parsing: bytes)
    }

    static func checkpoint(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let note = try? SignedNote(parsing: bytes) {
            precondition(Array(note.encoded.utf8) == bytes)
            if let checkpoint = try? Checkpoint(parsing: note.text) {
                precondition(checkpoint.text == note.text)
            }
            if let key = try? VerifierKey(parsing: publicKey) {
                _ = try? Checkpoint(verifying: note, with: [key])
            }
        }
        _ = try? Checkpoint(parsing: text)
        _ = try? VerifierKey(parsing: text)
        _ = try? SignerKey(parsing: text)
        _ = try? SealedKey(parsing: bytes)
        if let tile = Tile(path: text) { precondition(tile.path == text) }
    }

    static func proof(_ bytes: [UInt8]) {
        guard let proof = try? Proof(parsing: bytes) else { return }
        precondition((try? Proof(parsing: Array(proof.encoded.utf8))) == proof)
        guard let key = try? VerifierKey(parsing: publicKey) else { return }
        switch proof {
        case .inclusion(let proof): _ = try? proof.verify(with: [key])
        case .consistency(let proof): _ = try? proof.verify(with: [key])
        }
    }

    /// The key that signed the notes in the corpus.
    private static let publicKey =
        "fuzz.example/register+23a09d01+AZBM9eprxgkgdG46lKiXnALusezBmidfkKj9oBKTmOsP"
}
