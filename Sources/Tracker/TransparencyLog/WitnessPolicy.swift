// Which logs and witnesses are trusted, and how many witnesses are enough, after C2SP tlog-policy: lines `log KEY [URL]`,
// `witness NAME KEY [URL]`, `group NAME all|any|K NAME…` and `quorum NAME`.

/// What is wrong with a policy, at which line.
public struct WitnessPolicyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line, counted from 1; nil where one is missing.
    public let line: Int?
    /// A sentence.
    public let reason: String

    /// The sentence to show.
    public var description: String {
        line.map { "Line \($0) of the policy: \(reason)" } ?? "The policy: \(reason)"
    }
}

/// A policy that was read.
public struct WitnessPolicy: Equatable, Sendable {
    /// A log whose checkpoints count.
    public struct Log: Equatable, Sendable {
        /// Its key; the name is its origin.
        public let key: VerifierKey
        /// Where it is; nothing is asked there.
        public let address: String?
    }

    /// A witness whose cosignatures count.
    public struct Witness: Equatable, Sendable {
        /// What the policy calls it.
        public let name: String
        /// Its key.
        public let key: WitnessKey
        /// Where it is asked: the address before `/add-checkpoint`.
        public let address: String?
    }

    /// Who has to have cosigned.
    private indirect enum Rule: Equatable, Sendable {
        case nobody
        case witness(WitnessKey)
        case group(needed: Int, of: [Rule])

        func isMet(by keys: Set<WitnessKey>) -> Bool {
            switch self {
            case .nobody: true
            case .witness(let key): keys.contains(key)
            case .group(let needed, let members): members.count { $0.isMet(by: keys) } >= needed
            }
        }

        var words: String {
            switch self {
            case .nobody: "none"
            case .witness: "1"
            case .group(let needed, let members): "\(needed) of \(members.count)"
            }
        }
    }

    /// The logs.
    public let logs: [Log]
    /// The witnesses.
    public let witnesses: [Witness]
    private let quorum: Rule

    /// The largest file that is read, in bytes.
    public static let greatestSize = 1 << 18

    /// Reads a policy's file.
    public init(parsing bytes: some Collection<UInt8>) throws(WitnessPolicyError) {
        guard bytes.count <= Self.greatestSize else {
            throw WitnessPolicyError(line: nil, reason: "the file is too long to be one.")
        }
        var reader = Reader()
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            do { try reader.read(Array(line)) } catch {
                throw WitnessPolicyError(line: index + 1, reason: error.sentence)
            }
        }
        guard let quorum = reader.quorum else {
            throw WitnessPolicyError(
                line: nil, reason: "it has no line \"quorum\", which says how many witnesses are enough.")
        }
        (logs, witnesses, self.quorum) = (reader.logs, reader.witnesses, quorum)
    }

    /// How many are needed, in figures: `2 of 3`.
    public var quorumWords: String { quorum.words }

    /// Whether cosignatures by these are enough.
    public func isMet(by keys: some Sequence<WitnessKey>) -> Bool { quorum.isMet(by: Set(keys)) }

    /// What a signed note says by this policy.
    ///
    /// - Parameter own: keys of logs besides those that the policy lists.
    /// - Throws: `CheckpointError` where no log that counts signed it, or a signature doesn't hold.
    public func judge(
        _ note: SignedNote, own: [VerifierKey] = []
    ) throws(CheckpointError) -> WitnessedCheckpoint {
        let checkpoint = try Checkpoint(verifying: note, with: logs.map(\.key) + own)
        let cosignatures: [Cosignature]
        do { cosignatures = try note.cosignatures(by: witnesses.map(\.key)) } catch { throw .note(error) }
        return WitnessedCheckpoint(
            checkpoint: checkpoint,
            witnesses: witnesses.compactMap { witness in
                cosignatures.first { $0.witness == witness.key }.map {
                    WitnessedCheckpoint.Witness(name: witness.name, time: $0.time)
                }
            },
            isEnough: isMet(by: cosignatures.map(\.witness)))
    }

    private struct Fault: Error {
        let sentence: String
        init(_ sentence: String) { self.sentence = sentence }
    }

    /// The lines so far. Names are bytes: how they are spelled is all that tells them apart.
    private struct Reader {
        var logs: [Log] = []
        var witnesses: [Witness] = []
        var quorum: Rule?
        private var rules: [[UInt8]: Rule] = [:]
        private var members: Set<[UInt8]> = []

        private static let none = Array("none".utf8)

        mutating func read(_ line: [UInt8]) throws(Fault) {
            if line.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
                throw Fault(
                    line.last == 0x0D
                        ? "it ends as Windows ends lines (CR LF); save the file with plain line ends."
                        : "it holds a control character.")
            }
            let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { Array($0) }
            guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
            switch String(decoding: first, as: UTF8.self) {
            case "log":
                guard (2...3).contains(words.count) else {
                    throw Fault("write log KEY, and an address or none.")
                }
                let key: VerifierKey
                do { key = try VerifierKey(parsing: Self.text(words[1])) } catch {
                    throw Fault(
                        error == .unsupportedType
                            ? "that key is not one of a log that signs by Ed25519." : error.description)
                }
                guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
                    throw Fault("another line has the same log's key.")
                }
                logs.append(Log(key: key, address: words.count == 3 ? Self.text(words[2]) : nil))
            case "witness":
                guard (3...4).contains(words.count) else {
                    throw Fault("write witness NAME KEY, and an address or none.")
                }
                let key: WitnessKey
                do { key = try WitnessKey(parsing: Self.text(words[2])) } catch {
                    throw Fault(error.description)
                }
                guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
                    throw Fault("another line has the same witness's key.")
                }
                try define(words[1], as: .witness(key))
                witnesses.append(
                    Witness(
                        name: Self.text(words[1]), key: key,
                        address: words.count == 4 ? Self.text(words[3]) : nil))
            case "group":
                guard words.count >= 4 else {
                    throw Fault("write group NAME, then all, any or a number, then who belongs to it.")
                }
                var rules: [Rule] = []
                for name in words[3...] {
                    guard let rule = self.rules[name] else {
                        throw Fault("no line before it defines \"\(Self.text(name))\".")
                    }
                    guard members.insert(name).inserted else {
                        throw Fault("\"\(Self.text(name))\" belongs to a group already.")
                    }
                    rules.append(rule)
                }
                let needed: Int
                switch Self.text(words[2]) {
                case "all": needed = rules.count
                case "any": needed = 1
                case let number:
                    guard let count = Int(number), number.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                        (1...rules.count).contains(count)
                    else {
                        throw Fault("say all, any or a number from 1 to \(rules.count), as many as it has.")
                    }
                    needed = count
                }
                try define(words[1], as: .group(needed: needed, of: rules))
            case "quorum":
                guard words.count == 2 else { throw Fault("write quorum and one name.") }
                guard quorum == nil else { throw Fault("a line before it says the quorum already.") }
                if words[1] == Self.none {
                    quorum = .nobody
                } else if let rule = rules[words[1]] {
                    quorum = rule
                } else {
                    throw Fault("no line before it defines \"\(Self.text(words[1]))\".")
                }
            case let other:
                throw Fault("it begins with \"\(other.prefix(40))\", not with log, witness, group or quorum.")
            }
        }

        private mutating func define(_ name: [UInt8], as rule: Rule) throws(Fault) {
            guard name != Self.none else { throw Fault("\"none\" names nobody: choose another name.") }
            guard rules.updateValue(rule, forKey: name) == nil else {
                throw Fault("\"\(Self.text(name))\" is defined already.")
            }
        }

        private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    }
}

/// A checkpoint that its log signed, and who witnessed it.
public struct WitnessedCheckpoint: Equatable, Sendable {
    /// Who cosigned, by the policy's name, and when first.
    public struct Witness: Equatable, Sendable {
        /// The policy's name for it.
        public let name: String
        /// In seconds since 1970.
        public let time: Int64
    }

    /// What was signed.
    public let checkpoint: Checkpoint
    /// Who witnessed it, as far as the policy knows them.
    public let witnesses: [Witness]
    /// Whether they are enough.
    public let isEnough: Bool
}
