package import TrackerModel
import TrackerValues
public import TransparencyLog

/// What somebody is to sign, and has not yet: an act as it will be recorded, with the words that it commits to.
///
/// Two files carry it to where a key is: the statement, which is signed as it is, and its words with their salts. The words
/// aren't in what is signed, so that they can still be removed when they must go.
public struct ActStatement: Sendable {
    /// Free text with the salt under which the statement commits to it.
    package struct Salted: Equatable, Sendable {
        package let text: String
        package let salt: [UInt8]

        package init(_ text: String, salt: [UInt8]) {
            self.text = text
            self.salt = salt
        }
    }

    /// The bytes that are signed: a heading, and the canonical JSON on the line behind it.
    public let bytes: [UInt8]
    /// The entry that it will be, but for what the register adds; its number is only the first that it can have.
    package let entry: Entry
    package let words: [WordName: Salted]
    package let keyID: Int64
    package let seen: Signature.Seen

    package init(_ entry: Entry, key: Int64, seen: Signature.Seen, words: [WordName: Salted]) {
        bytes = entry.statement(key: key, seen: seen)
        var entry = entry
        entry.signature = Signature(key: key, seen: seen, value: [])
        self.entry = entry
        self.words = words
        keyID = key
        self.seen = seen
    }

    /// Reads the two files.
    ///
    /// - Throws: `EntryError` when the first is no statement, or when the words are not those that it commits to.
    public init(bytes: [UInt8], words wordsFile: [UInt8]) throws(EntryError) {
        let heading = Array(Signature.heading.utf8)
        guard bytes.starts(with: heading), bytes.last == 0x0A else {
            throw EntryError(reason: "it is no statement of an act, or was changed")
        }
        let parsed: JSON
        do { parsed = try JSON(parsing: bytes.dropFirst(heading.count).dropLast()) } catch {
            throw EntryError(reason: error.description)
        }
        guard var object = parsed.object, let (key, seen) = object["signature"].flatMap(Signature.unsigned)
        else { throw EntryError(reason: "it doesn't say which key is to sign it") }
        object["seq"] = .int(seen.size + 1)
        object["recorded_at"] = "1970-01-01T00:00:00.000Z"
        object["signature"] = Signature(key: key, seen: seen, value: []).json
        entry = try Entry(.object(object))
        guard entry.statement(key: key, seen: seen) == bytes else {
            throw EntryError(reason: "the statement is not in its canonical form")
        }
        self.bytes = bytes
        keyID = key
        self.seen = seen
        words = try Self.words(wordsFile, of: entry)
    }

    private static func words(_ bytes: [UInt8], of entry: Entry) throws(EntryError) -> [WordName: Salted] {
        let parsed: JSON
        do { parsed = try JSON(parsing: bytes.last == 0x0A ? bytes.dropLast() : bytes[...]) } catch {
            throw EntryError(reason: "its words can't be read")
        }
        var words: [WordName: Salted] = [:]
        for (name, value) in parsed.object ?? [:] {
            guard let name = WordName(rawValue: name), let text = value["text"]?.string,
                let salt = value["salt"]?.string.flatMap({ Hexadecimal.decode($0) }),
                entry.words[name] == Commitment(text: text, salt: salt)
            else { throw EntryError(reason: "its words \"\(name)\" are not those that were signed") }
            words[name] = Salted(text, salt: salt)
        }
        if let missing = entry.words.keys.first(where: { words[$0] == nil }) {
            throw EntryError(reason: "its words \"\(missing)\" are missing")
        }
        return words
    }

    /// What it says, for whoever signs it: a line for each field and each of the words, as they will stand in the ledger.
    public var lines: [String] {
        let fields =
            [
                ("act", entry.act), ("about", entry.subject), ("by", entry.actor.description),
                ("on", entry.effectiveOn.description), ("meeting", entry.authority ?? ""),
            ]
            + entry.data.sorted { $0.key < $1.key }.map { name, value in
                (name, value.string ?? String(decoding: value.canonical, as: UTF8.self))
            } + words.sorted { $0.key < $1.key }.map { ($0.rawValue, $1.text) }
            + [
                ("signed on", seen.day.description),
                ("in view of", "\(seen.size) entries, root \(seen.root.hex)"), ("key", key),
            ]
        return fields.filter { !$0.1.isEmpty }.map { "\($0): \($1)" }
    }

    /// The second file: the words, each with its salt, as JSON.
    public var wordsFile: [UInt8] {
        JSON.object(
            Dictionary(
                uniqueKeysWithValues: words.map { name, word in
                    (
                        name.rawValue,
                        ["salt": .string(Hexadecimal.encode(word.salt)), "text": .string(word.text)] as JSON
                    )
                })
        ).canonical + [0x0A]
    }

    /// What signatures of OpenSSH are made for.
    public static let namespace = Signature.namespace

    /// Which key is to sign it: `K12`.
    public var key: String { "\(PersonKey.letter)\(keyID)" }

    /// The words of a signature file: OpenSSH's, or the Base 64 of an Ed25519 signature on a line. Nil where it is neither.
    public static func signature(_ file: [UInt8]) -> [UInt8]? {
        let text = String(decoding: file, as: UTF8.self)
        if let made = SSHSignature(armored: text) { return made.blob }
        return Base64.decode(text.prefix { !$0.isNewline }).flatMap { $0.count == 64 ? $0 : nil }
    }

    /// The file of an Ed25519 signature, which ``signature(_:)`` reads.
    public static func file(of signature: [UInt8]) -> [UInt8] {
        Array(Base64.encode(signature).utf8) + [0x0A]
    }
}
