public import TrackerModel
public import TrackerValues
public import TransparencyLog

/// One entry of the ledger, and its canonical bytes: the form that is hashed, for ever.
///
/// `docs/ledger-format.md` is the specification. The bytes are a JSON object after RFC 8785; absent fields are
/// left out, never null. Free text and names are not in it: it commits to them by salted hash.
public struct Entry: Equatable, Sendable {
    /// The number of the format of an entry without a signature.
    public static let format: Int64 = 1
    /// The number of the format of an entry that its actor signed.
    public static let signedFormat: Int64 = 2
    /// The most bytes an entry may have: the length prefix of a C2SP tlog-tiles entry bundle has 16 bits.
    public static let longest = EntryBundle.greatestEntryLength

    /// Its place in the ledger, counted from 1. Its RFC 6962 leaf index is one less.
    public var seq: Int64
    /// The day from which it counts.
    public var effectiveOn: Day
    /// When it was written down; never earlier than the entry before it.
    public var recordedAt: Instant
    /// Who acted.
    public var actor: PersonID
    /// Who typed it in, where that is somebody else.
    public var recordedBy: PersonID?
    /// The meeting at which it was decided.
    public var authority: String?
    /// What it is about: the reference of an item, report, board, meeting or person, or `register`.
    public var subject: String
    /// What was done, by the act's name; it also tells what kind of thing `subject` is.
    public var act: String
    /// What `act` needs to be told, by name.
    public var data: [String: JSON]
    /// What it commits to, by name.
    public var words: [WordName: Commitment]
    /// The rules that hold from this entry on, where they are others than for the entry before; see `RuleSet`.
    public package(set) var rules: Int64?
    /// The signature of whoever acted, in an entry of format 2.
    public package(set) var signature: Signature?

    /// The bytes that are hashed and stored.
    public var canonical: [UInt8] { JSON.object(object).canonical }

    /// The JSON object that the bytes are of.
    var object: [String: JSON] {
        var object: [String: JSON] = [
            "act": .string(act), "actor": .string(actor.description),
            "effective_on": .string(effectiveOn.description),
            "format": .int(signature == nil ? Entry.format : Entry.signedFormat),
            "recorded_at": .string(recordedAt.description), "seq": .int(seq), "subject": .string(subject),
        ]
        object["recorded_by"] = recordedBy.map { .string($0.description) }
        object["authority"] = authority.map { .string($0) }
        if !data.isEmpty { object["data"] = .object(data) }
        object["rules"] = rules.map { .int($0) }
        if !words.isEmpty {
            object["words"] = .object(
                Dictionary(uniqueKeysWithValues: words.map { ($0.rawValue, $1.json) }))
        }
        object["signature"] = signature?.json
        return object
    }

    /// Reads canonical bytes.
    ///
    /// - Throws: `EntryError` when they are not an entry of a format that is known.
    public init(parsing bytes: some Collection<UInt8>) throws(EntryError) {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw EntryError(reason: error.description) }
        try self.init(json)
    }

    init(_ json: JSON) throws(EntryError) {
        func text(_ key: String) throws(EntryError) -> String {
            guard let text = json[key]?.string else { throw EntryError(reason: "\"\(key)\" is missing") }
            return text
        }
        switch json["format"]?.int {
        case Entry.format: signature = nil
        case Entry.signedFormat:
            guard let read = json["signature"].flatMap({ Signature($0) }) else {
                throw EntryError(reason: "its signature can't be read")
            }
            signature = read
        default:
            throw EntryError(reason: "it is not in format \(Entry.format) or \(Entry.signedFormat)")
        }
        guard let seq = json["seq"]?.int, let effectiveOn = Day(iso: try text("effective_on")),
            let recordedAt = Instant(iso: try text("recorded_at")), let actor = PersonID(try text("actor"))
        else { throw EntryError(reason: "its number, dates or actor can't be read") }
        self.seq = seq
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.actor = actor
        recordedBy = json["recorded_by"]?.string.flatMap { PersonID($0) }
        authority = json["authority"]?.string
        subject = try text("subject")
        act = try text("act")
        data = json["data"]?.object ?? [:]
        rules = json["rules"]?.int
        words = [:]
        for (name, value) in json["words"]?.object ?? [:] {
            guard let name = WordName(rawValue: name), let commitment = Commitment(value) else {
                throw EntryError(reason: "its words \"\(name)\" can't be read")
            }
            words[name] = commitment
        }
    }

    package init(
        seq: Int64, effectiveOn: Day, recordedAt: Instant, actor: PersonID, recordedBy: PersonID?,
        authority: String?, subject: String, act: String, data: [String: JSON],
        words: [WordName: Commitment], rules: Int64? = nil
    ) {
        self.seq = seq
        self.effectiveOn = effectiveOn
        self.recordedAt = recordedAt
        self.actor = actor
        self.recordedBy = recordedBy
        self.authority = authority
        self.subject = subject
        self.act = act
        self.data = data
        self.words = words
        self.rules = rules
    }
}

/// What an entry says of words that stand beside it: enough to prove them, nothing to learn them from.
public struct Commitment: Equatable, Sendable {
    /// The length of a salt, in bytes.
    public static let saltLength = 16

    /// SHA-256 over the salt followed by the text in UTF-8.
    public let sha256: Hash
    /// The text's length in UTF-8 bytes.
    public let bytes: Int64

    /// Commits to `text` with `salt`.
    public init(text: String, salt: [UInt8]) { self.init(text: Array(text.utf8), salt: salt) }

    /// Commits to the bytes of a text as they are stored.
    package init(text: [UInt8], salt: [UInt8]) {
        sha256 = Hash.sha256(salt + text)
        bytes = Int64(text.count)
    }

    package init?(_ json: JSON) {
        guard let hex = json["sha256"]?.string, let hash = Hash(hex: hex), let bytes = json["bytes"]?.int
        else { return nil }
        sha256 = hash
        self.bytes = bytes
    }

    package var json: JSON { ["bytes": .int(bytes), "sha256": .string(sha256.hex)] }
}

/// Why bytes are not an entry.
public struct EntryError: TrackerError, Equatable {
    package var failure: FailureKind { .malformed }
    /// What is wrong with them.
    public let reason: String

    package init(reason: String) {
        self.reason = reason
    }

    /// A sentence.
    public var description: String { "This is not a ledger entry: \(reason)." }
}
