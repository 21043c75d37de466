public import TrackerValues
public import TransparencyLog

/// Answers given at the terminal and not yet recorded: kept in a file after each, so that an interruption loses
/// none.
public struct MeetingDraft: Equatable, Sendable {
    /// The meeting that they belong to.
    public let meeting: Reference
    /// The answers in the order given, each with its words by column.
    public private(set) var answers: [[MeetingColumn: String]] = []
    /// Which item is to be asked about next, counted from 0.
    public var position = 0

    /// A draft without answers.
    public init(meeting: Reference) { self.meeting = meeting }

    /// Reads a draft back. - Throws: `InvalidValue` when it is none.
    public init(parsing bytes: [UInt8]) throws(InvalidValue) {
        guard let json = try? JSON(parsing: bytes), let meeting = json["meeting"]?.string,
            let answers = json["answers"]?.array, let position = json["position"]?.int
        else {
            throw InvalidValue(
                what: "draft", given: String(decoding: bytes.prefix(40), as: UTF8.self),
                expected: "one that meeting log wrote; delete the file to begin anew")
        }
        self.meeting = Reference(stored: meeting)
        self.position = max(0, Int(position))
        self.answers = answers.map { answer in
            var words: [MeetingColumn: String] = [:]
            for column in MeetingColumn.allCases { words[column] = answer[column.rawValue]?.string }
            return words
        }
    }

    /// The draft as it is kept.
    public var json: JSON {
        let answers = answers.map { answer in
            JSON.object(
                Dictionary(uniqueKeysWithValues: answer.map { ($0.key.rawValue, JSON.string($0.value)) }))
        }
        return [
            "meeting": .string(meeting.text), "position": .int(Int64(position)), "answers": .array(answers),
        ]
    }

    /// The answers as lines to log.
    public var lines: [MeetingLine] {
        answers.enumerated().map { MeetingLine($0.element, row: $0.offset + 1) }
    }

    /// What was answered about an item, in a few words: "progress, new owner".
    public func summary(of reference: Reference) -> String {
        answers.filter { $0[.reference] == reference.text }.map { answer in
            answer[.act]
                ?? MeetingColumn.toFillIn.filter { answer[$0] != nil && $0 != .minute }
                .map { $0.rawValue.lowercased() }.joined(separator: ", ")
        }.joined(separator: ", ")
    }

    /// Adds an answer.
    public mutating func add(_ answer: [MeetingColumn: String]) { answers.append(answer) }

    /// Takes the last answer back.
    public mutating func takeBack() { answers.removeLast() }

    /// Takes back all that was answered about an item.
    public mutating func clear(_ reference: Reference) {
        answers.removeAll { $0[.reference] == reference.text }
    }
}
