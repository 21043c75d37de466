import TrackerLedger
public import TrackerModel
public import TrackerRegister
import TrackerSheets
public import TrackerValues

/// An owner's sheet as somebody handed it in.
public struct HandedSheet: Equatable, Sendable {
    /// The file's name, for the problems.
    public let name: String
    /// The bytes of an .xlsx workbook or a CSV file.
    public let bytes: [UInt8]

    /// A sheet.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// How what owners wrote on their sheets is taken.
public enum OwnerSheetManner: Sendable {
    /// As their acts, which count at once.
    case acts
    /// As their proposals, which wait.
    case proposals
    /// As their proposals, which whoever takes the sheets accepts at once.
    case acceptedProposals
}

/// What one row of an owner's sheet did, or would do.
public struct TakenRow: Equatable, Sendable {
    /// The sheet's row.
    public let row: Int
    /// The item.
    public let reference: Reference
    /// Whose sheet it is: a person or a post.
    public let owner: PersonID
    /// What was recorded, in that order, with its words.
    public package(set) var acts: [(act: ItemAct, words: Words)] = []
    /// The entries that said some of it already, since the sheet was made.
    public package(set) var known: [Int64] = []
    /// Whether it says that the item is ready for assurance, and the item waits for that already.
    public package(set) var waitsAlready = false
    /// Where the item stood before.
    public let before: ItemState
    /// Where it stands then.
    public package(set) var after: ItemState

    /// Whether all is the same in both.
    public static func == (left: TakenRow, right: TakenRow) -> Bool {
        left.row == right.row && left.reference == right.reference && left.owner == right.owner
            && left.acts.elementsEqual(right.acts) { $0.act == $1.act && $0.words == $1.words }
            && left.known == right.known && left.waitsAlready == right.waitsAlready
            && left.before == right.before && left.after == right.after
    }
}

/// What taking an owner's sheet back did, or would do.
public struct TakenSheet: Equatable, Sendable {
    /// The file's name.
    public let file: String
    /// The rows that said something, from the top.
    public package(set) var rows: [TakenRow] = []
    /// The headings of columns that were added; they are left out.
    public package(set) var ignored: [String] = []
    /// What the reader saw that whoever filled the sheet in should know, as sentences.
    package var remarks: [String] = []
}

extension Writer {
    /// Records what owners filled in on their sheets: all of all sheets, or nothing.
    ///
    /// What a row says is its owner's act, whoever takes the sheet back: evidence first, then progress, the date asked for,
    /// and last that it is ready for assurance. What an owner has said already since the sheet was made isn't recorded
    /// again, so that a sheet may be given twice. Where the register takes what owners say as proposals, a row is one proposal.
    ///
    /// - Parameters:
    ///   - sheets: the sheets as they came.
    ///   - owner: whose they are, where a sheet doesn't say.
    ///   - thoughMoved: whether a row counts although somebody else has moved its item since the sheet was made.
    ///   - manner: how they are taken; nil for how the register takes what owners say.
    /// - Throws: `InputProblems` with everything that is wrong in any of them, by file, row and column.
    public func take(
        _ sheets: [HandedSheet], owner: PersonID? = nil, thoughMoved: Bool = false,
        as manner: OwnerSheetManner? = nil
    ) throws -> [TakenSheet] {
        let manner = try manner ?? (register.takesProposals() ? .proposals : .acts)
        var problems: [Problem] = []
        var taken: [TakenSheet] = []
        let start = nextSeq - 1
        for handed in sheets {
            do throws(InputProblems) {
                let filled = try FilledSheet<OwnerColumn>(handed.bytes, file: handed.name)
                var sheet = TakenSheet(file: handed.name)
                sheet.ignored = filled.ignored
                sheet.remarks = filled.remarks
                let usual = Origin(filled.lines)
                var ofSheet: [Problem] = []
                for line in filled.lines where line.isFilledIn {
                    do throws(InputProblems) {
                        guard let update = try OwnerUpdate(line, file: handed.name) else { continue }
                        let told = Told(
                            update: update, line: line, file: handed.name, owner: owner, usual: usual,
                            start: start, thoughMoved: thoughMoved, manner: manner)
                        sheet.rows.append(try take(told))
                    } catch { ofSheet += error.problems }
                }
                guard ofSheet.isEmpty else { throw InputProblems(ofSheet) }
                taken.append(sheet)
            } catch { problems += error.problems }
        }
        guard problems.isEmpty else { throw InputProblems(problems) }
        return taken
    }

    /// Whose sheet it is and of when, where all its rows that say so agree: rows that were added by hand are of it too.
    private struct Origin {
        var owner: String?
        var size: Int64?

        init(_ lines: [OwnerLine]) {
            let owners = Set(lines.compactMap { $0[.owner]?.plain })
            let sizes = Set(lines.compactMap(Self.size))
            owner = owners.count == 1 ? owners.first : nil
            size = sizes.count == 1 ? sizes.first : nil
        }

        static func size(_ line: OwnerLine) -> Int64? { line[.sheet].flatMap { Int64($0.plain) } }
    }

    /// A row, with what else is known of it.
    private struct Told {
        let update: OwnerUpdate
        let line: OwnerLine
        let file: String
        let owner: PersonID?
        let usual: Origin
        /// The ledger's size before any sheet was taken.
        let start: Int64
        let thoughMoved: Bool
        let manner: OwnerSheetManner

        func attempt<Result>(
            _ column: OwnerColumn, _ body: () throws -> Result
        ) throws(InputProblems) -> Result {
            do { return try body() } catch let refusal as RuleViolation {
                throw InputProblems([
                    line.problem(
                        refusal.missing.first?.ownerColumn ?? column, refusal.ownerSentence, file: file,
                        remedies: refusal.remedies)
                ])
            } catch { throw InputProblems([line.problem(column, error, file: file)]) }
        }

        func problem(
            _ column: OwnerColumn, _ sentence: String, accepted: String? = nil, remedies: [Remedy] = []
        ) -> InputProblems {
            InputProblems([
                line.problem(column, sentence, accepted: accepted, file: file, remedies: remedies)
            ])
        }
    }

    private func take(_ told: Told) throws(InputProblems) -> TakenRow {
        let line = told.line
        let reference = try told.attempt(.reference) { try item(told.update.reference) }
        var owner = told.owner
        if let name = line[.owner]?.plain ?? told.usual.owner {
            owner = try told.attempt(.owner) { try self.owner(name) }
        }
        guard let owner else {
            throw told.problem(
                .owner, "The row doesn't say whose sheet it is.", accepted: "the owner's name",
                remedies: [.give(.owner)])
        }
        guard let size = Origin.size(line) ?? told.usual.size, (0...told.start).contains(size) else {
            throw told.problem(
                .sheet, "The row doesn't say from which sheet it is.",
                accepted: "the number that the sheet had in this column, in each of its rows")
        }
        let history = try told.attempt(.reference) { try currentHistory(of: reference) }
        let before = history.now
        let isLead = before.lead == owner
        guard isLead || before.supporting.contains(owner) else {
            let (name, lead) = try told.attempt(.owner) {
                (try ownerName(owner), try before.lead.map(ownerName))
            }
            throw told.problem(
                .reference,
                "\(name) neither leads nor supports this item; \(lead.map { "\($0) leads it" } ?? "nobody leads it yet")."
            )
        }
        guard isLead || !told.update.isReady else {
            throw told.problem(
                .ready, "\"Ready for assurance\" is for whoever leads it.", accepted: "nothing")
        }
        // A post's acts are its holder's.
        let actor = try told.attempt(.owner) { try holder(of: owner, on: effectiveDay()) ?? owner }
        var row = TakenRow(
            row: line.row, reference: reference, owner: owner, before: before, after: before)
        row.waitsAlready = told.update.isReady && before.stage == .pendingSignOff
        var steps: [Step] = []
        for step in self.steps(told, at: before.stage) {
            let earlier = try told.attempt(step.column) {
                try history.acts.first {
                    try $0.seq > size && $0.actor == actor && $0.act.says(step.act)
                        && register.words(of: $0.seq).filter { $0.key != .account && $0.key != .typist }
                            == step.words
                }
            }
            if let earlier { row.known.append(earlier.seq) } else { steps.append(step) }
        }
        guard !steps.isEmpty else { return row }
        if !told.thoughMoved { try refuseMoved(told, history, since: size, besides: actor) }
        for step in steps {
            try told.attempt(step.column) {
                if told.update.dateWanted != nil, step.asksForDate, told.update.dateWanted == before.due {
                    throw RuleViolation(reference.text, "its due date is that day already")
                }
                guard case .propose(let update) = step.act else {
                    try record(step.act, on: reference, words: step.words, by: owner)
                    row.acts.append((step.act, step.words))
                    return
                }
                let proposal = try propose(update, on: reference, words: step.words, by: owner).seq
                row.acts.append((step.act, step.words))
                guard told.manner == .acceptedProposals else { return }
                try acceptProposal(proposal)
                row.acts.append((.answerProposal(proposal, .accepted), [:]))
            }
        }
        row.after = try told.attempt(.reference) { try currentHistory(of: reference).now }
        return row
    }

    private struct Step {
        let column: OwnerColumn
        let act: ItemAct
        var words: Words = [:]

        var asksForDate: Bool {
            switch act {
            case .due(_, .request): true
            case .propose(let update): update.due != .keep
            default: false
            }
        }
    }

    private func steps(_ told: Told, at stage: Stage) -> [Step] {
        told.manner == .acts
            ? steps(told.update, at: stage) : proposal(told.update, at: stage).map { [$0] } ?? []
    }

    /// What a row says as one proposal; nil where it says only what is so already.
    private func proposal(_ told: OwnerUpdate, at stage: Stage) -> Step? {
        let update = ProposedUpdate(
            complete: told.complete, due: told.dateWanted.map { .set($0) } ?? .keep,
            isDone: told.isReady && stage != .pendingSignOff, addresses: told.addresses.count)
        var words: Words = [:]
        let said = [told.progress, told.evidence.map { "Evidence named: \($0)" }].compactMap { $0 }
        if !said.isEmpty { words[.note] = said.joined(separator: "\n") }
        if !told.addresses.isEmpty { words[.address] = told.addresses.joined(separator: "\n") }
        words[.reason] = told.reason
        guard !words.isEmpty || update != ProposedUpdate() else { return nil }
        let column: OwnerColumn =
            words[.note] != nil || update.complete != nil
            ? .progress : update.addresses > 0 ? .evidence : update.due != .keep ? .dateWanted : .ready
        return Step(column: column, act: .propose(update), words: words)
    }

    private func steps(_ update: OwnerUpdate, at stage: Stage) -> [Step] {
        var steps = update.addresses.map {
            Step(column: .evidence, act: .addEvidence(nil), words: [.address: $0])
        }
        if let evidence = update.evidence {
            steps.append(
                Step(
                    column: .evidence, act: .note(isInternal: false),
                    words: [.note: "Evidence named: \(evidence)"])
            )
        }
        if update.progress != nil || update.complete != nil {
            var words: Words = [:]
            words[.note] = update.progress
            steps.append(
                Step(
                    column: .progress, act: .progress(complete: update.complete, rating: nil), words: words))
        } else if update.isReady, stage == .open {
            steps.append(Step(column: .ready, act: .start))
        }
        if let date = update.dateWanted {
            var words: Words = [:]
            words[.reason] = update.reason
            steps.append(Step(column: .dateWanted, act: .due(date, .request), words: words))
        }
        if update.isReady, stage != .pendingSignOff { steps.append(Step(column: .ready, act: .submit)) }
        return steps
    }

    /// Asks, where somebody else has moved the item since the sheet was made: what the owner wrote may be overtaken.
    private func refuseMoved(
        _ told: Told, _ history: ItemHistory, since size: Int64, besides actor: PersonID
    ) throws(InputProblems) {
        let others = history.acts.contains { $0.seq > size && $0.seq <= told.start && $0.actor != actor }
        guard others else { return }
        let (then, now) = try told.attempt(.reference) {
            (
                try register.history(of: history.reference, knownAt: size).now,
                try register.history(of: history.reference, knownAt: told.start).now
            )
        }
        func percent(_ state: ItemState) -> String { state.complete.map { "\($0)%" } ?? "none" }
        func due(_ state: ItemState) -> String { state.due?.shortForm ?? "none" }
        var moves: [String] = []
        if then.label != now.label { moves.append("its status was \(then.label) and is \(now.label)") }
        if then.complete != now.complete {
            moves.append("its percentage was \(percent(then)) and is \(percent(now))")
        }
        if then.due != now.due { moves.append("its date was \(due(then)) and is \(due(now))") }
        guard !moves.isEmpty else { return }
        throw told.problem(
            .reference,
            "The item has moved since the sheet was made: \(moves.joined(separator: "; ")). Ask the owner whether the row still holds.",
            remedies: [.give(.thoughMoved)])
    }

    private func ownerName(_ id: PersonID) throws -> String {
        try people().printedNames[id] ?? register.posts().first { $0.id == id }?.name ?? id.description
    }
}

extension ItemAct {
    /// Whether it says the same as another, whatever the day of the evidence that it proposes.
    fileprivate func says(_ other: ItemAct) -> Bool {
        guard case .propose(var own) = self, case .propose(var given) = other else { return self == other }
        (own.dated, given.dated) = (nil, nil)
        return own == given
    }
}

extension Requirement {
    /// The column in which an owner's sheet gives it.
    fileprivate var ownerColumn: OwnerColumn? {
        switch self {
        case .note: .progress
        case .reason: .reason
        default: nil
        }
    }
}

extension RuleViolation {
    /// The refusal, worded for somebody who fills in a sheet.
    fileprivate var ownerSentence: String {
        let sentence = sentence(MeetingAct.spelled)
        var parts = ["\(sentence.prefix(1).uppercased() + sentence.dropFirst())."]
        for lack in missing {
            let label = lack == .note ? "a few words on what was done" : lack.label
            parts.append(
                "It needs \(label)\(lack.ownerColumn.map { " in the column \"\($0.rawValue)\"" } ?? "").")
        }
        return parts.joined(separator: " ")
    }
}
