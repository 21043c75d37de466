import TrackerDocuments
import TrackerLedger
import TrackerModel
import TrackerRegister
import TrackerValues
import TransparencyLog

/// A proposal as papers print it: who made it, what it says, and what was answered. Never in a public paper: what isn't accepted
/// isn't published, and what is accepted is published as the acts that it came to.
struct ProposalLine: Sendable {
    let proposal: Proposal
    let authorship: Authorship
    private let words: Words
    /// What was answered by the paper's day, with its words and who stands behind it.
    private let answer: (word: ProposalAnswer, entry: RecordedAct, words: Words, authorship: Authorship)?

    init(_ proposal: Proposal, _ register: Register, asAt day: Day) throws {
        func words(of recorded: RecordedAct) throws -> Words {
            var words: Words = [:]
            for (name, seq) in recorded.words { words[name] = try register.words(of: seq)[name] }
            return words
        }
        func authorship(of recorded: RecordedAct) throws -> Authorship {
            try register.authorship(of: register.entry(recorded.seq))
        }
        self.proposal = proposal
        self.authorship = try authorship(of: proposal.entry)
        self.words = try words(of: proposal.entry)
        answer = try proposal.answer(asAt: day).flatMap { word in
            try proposal.answer.map { (word, $0, try words(of: $0), try authorship(of: $0)) }
        }
    }

    /// The lines of an item's proposals that were made by the end of a paper's day; none in a public paper.
    static func list(
        _ history: ItemHistory, _ register: Register, _ frame: PaperContext
    ) throws -> [ProposalLine] {
        guard frame.audience == .board else { return [] }
        let day = frame.viewpoint.asAt
        return try history.proposals.filter { $0.entry.effectiveOn <= day }.map {
            try ProposalLine($0, register, asAt: day)
        }
    }

    private func lines(_ name: WordName) -> [String] {
        words[name]?.split(whereSeparator: \.isNewline).map { String($0) } ?? []
    }

    /// What it says, part by part.
    var said: [String] {
        let update = proposal.update
        let evidence = (lines(.file) + lines(.address)).joined(separator: ", ")
        var asked: String?
        if case .set(let day) = update.due {
            let reason = words[.reason].map { ": \($0)" } ?? ""
            asked = "Asks for \(day?.shortForm ?? "no date")\(reason)"
        }
        return [
            words[.note], update.complete.map { "\($0)% complete" }, asked,
            update.dated.map { "Evidence of \($0.shortForm): \(evidence)" },
            update.isDone ? "Ready for assurance" : nil,
        ].compactMap { $0 }
    }

    /// The columns of its cells.
    static let columns = [
        Column(title: "Entry", key: "seq", kind: .number, weight: 8),
        Column(title: "Proposed on", key: "proposed_on", kind: .date, weight: 11),
        Column(title: "By", key: "actor", weight: 16), Column(title: "What it says", key: "what", weight: 41),
    ]
    /// The column of what was answered.
    static let answerColumn = Column(title: "Answer", key: "answer", weight: 22)
    /// The columns of the item that it is about, behind its entry.
    static let itemColumns = [
        Column(title: "Reference", key: "ref", weight: 10), Column(title: "Item", key: "text", weight: 24),
    ]

    /// The cells of ``columns``.
    func cells(_ frame: PaperContext) -> [Cell] {
        [
            .number(Int(proposal.seq)), Cell(proposal.entry.effectiveOn), .text(frame.words(authorship)),
            .text(said.joined(separator: "\n")),
        ]
    }

    /// The cell of ``answerColumn``.
    func answerCell(_ frame: PaperContext) -> Cell {
        guard let answer else { return .text("waits") }
        let head = [
            "\(answer.word.rawValue) on \(answer.entry.effectiveOn.shortForm)",
            answer.entry.authority?.text, "entry \(answer.entry.seq)",
        ].compactMap { $0 }.joined(separator: ", ")
        return .text(
            [head, frame.words(answer.authorship), answer.words[.reason], answer.words[.note]]
                .compactMap { $0 }.joined(separator: "\n"))
    }

    /// The columns of ``record(_:)``.
    static let recordColumns = [
        Column(title: "Entry", key: "seq", kind: .number),
        Column(title: "Proposed on", key: "proposed_on", kind: .date), Column(title: "By", key: "actor"),
        Authorship.typedColumn, Column(title: "Note", key: "note", weight: 3),
        Column(title: "Complete", key: "complete", kind: .percent),
        Column(title: "Asks for", key: "asks_for"), Column(title: "Reason", key: "reason", weight: 2),
        Column(title: "Evidence", key: "evidence", weight: 2),
        Column(title: "Evidence dated", key: "evidence_dated", kind: .date),
        Column(title: "Ready for assurance", key: "ready"), Column(title: "Answer", key: "answer"),
        Column(title: "Answer's entry", key: "answer_seq", kind: .number),
        Column(title: "Answered on", key: "answered_on", kind: .date),
        Column(title: "Answered by", key: "answered_by"), Column(title: "Authority", key: "authority"),
        Column(title: "Why", key: "answer_reason", weight: 2),
    ]

    /// It one field a cell: what CSV prints.
    func record(_ frame: PaperContext) -> [Cell] {
        let update = proposal.update
        var asked: Cell = .empty
        if case .set(let day) = update.due { asked = .text(day?.description ?? "none") }
        return [
            .number(Int(proposal.seq)), Cell(proposal.entry.effectiveOn),
            .text(frame.name(proposal.entry.actor)),
            Cell(frame.typed(authorship)), Cell(words[.note]), update.complete.map { .number($0) } ?? .empty,
            asked,
            Cell(words[.reason]), .text((lines(.file) + lines(.address)).joined(separator: "; ")),
            Cell(update.dated), .text(update.isDone ? "yes" : "no"), .text(answer?.word.rawValue ?? "waits"),
            answer.map { .number(Int($0.entry.seq)) } ?? .empty, Cell(answer?.entry.effectiveOn),
            Cell(answer.map { frame.name($0.entry.actor) }), Cell(answer?.entry.authority?.text),
            Cell(answer?.words[.reason] ?? answer?.words[.note]),
        ]
    }

    /// It as data.
    func json(_ frame: PaperContext) -> [String: JSON] {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        let update = proposal.update
        let files = zip(update.files, lines(.file) + update.files.map { _ in "" }).map { file, name in
            JSON.object(["file": .string(name), "sha256": .string(file.sha256), "size": .int(file.size)])
        }
        var data: [String: JSON] = [
            "seq": .int(proposal.seq), "proposed_on": .string(proposal.entry.effectiveOn.description),
            "note": text(words[.note]), "complete": update.complete.map { .int(Int64($0)) } ?? .null,
            "asks_for": .null, "reason": text(words[.reason]), "ready": .bool(update.isDone),
            "evidence": .array(files + lines(.address).map { ["address": .string($0)] }),
            "evidence_dated": text(update.dated?.description),
            "answer": text(answer?.word.rawValue), "answer_seq": answer.map { .int($0.entry.seq) } ?? .null,
            "answered_on": text(answer?.entry.effectiveOn.description),
            "answered_by": text(answer.map { frame.name($0.entry.actor) }),
            "authority": text(answer?.entry.authority?.text),
            "answer_reason": text(answer?.words[.reason] ?? answer?.words[.note]),
        ]
        if case .set(let day) = update.due { data["asks_for"] = text(day?.description ?? "none") }
        return data.merging(frame.fields(authorship)) { $1 }
    }
}

extension Table {
    /// The proposals of one item.
    init(proposals lines: [ProposalLine], frame: PaperContext) {
        self.init(
            name: "Proposals", caption: "What its owners proposed",
            columns: ProposalLine.columns + [ProposalLine.answerColumn],
            rows: lines.map { $0.cells(frame) + [$0.answerCell(frame)] })
        isFixed = true
    }
}
