public import TrackerLedger
public import TrackerModel
public import TrackerRegister
import TrackerSheets
public import TrackerValues

/// What one row of a meeting sheet did, or would do.
public struct LoggedMove: Equatable, Sendable {
    /// The sheet's row.
    public let row: Int
    /// The item.
    public let reference: Reference
    /// The acts, in the order in which they were recorded.
    public let acts: [ItemAct]
    /// Where it stood before.
    public let before: ItemState
    /// Where it stands then.
    public let after: ItemState
}

/// What logging a meeting did, or would do.
public struct LoggedMeeting: Equatable, Sendable {
    /// The meeting.
    public let meeting: Meeting
    /// Who logged it.
    public let authorship: Authorship
    /// The rows that moved something, from the top.
    public package(set) var moves: [LoggedMove] = []
    /// Rows with a minute number and nothing else, which were left alone.
    public package(set) var minutesAlone: [Int] = []
}

extension Writer {
    /// Records what a board decided at the session's meeting: all of it, or nothing.
    ///
    /// Each row's acts count from the day of the meeting, with the meeting as their authority. Within a row
    /// evidence comes first, then the new owner, then the acts in the order given. What is started, told as progress
    /// or submitted is the lead's act, whoever types it in, so that whoever logs meetings may still record an
    /// assurance.
    ///
    /// - Parameters:
    ///   - lines: what was decided, row by row.
    ///   - file: the file's name, for the problems.
    ///   - sha256: the hash of the sheet, by which it is recognised when it is given again; nil for answers
    ///     given at a terminal.
    ///   - assurer: whoever assured what was assured; nil for the session's own.
    /// - Throws: `InputProblems` with everything that is wrong, by row and column; `RuleViolation` when the meeting
    ///   is yet to be held.
    public func log(
        _ lines: [MeetingLine], file: String, sha256: String?, assurer: PersonID? = nil
    ) throws -> LoggedMeeting {
        guard let meeting else { throw RuleViolation("The sheet", "no meeting was named") }
        guard meeting.heldOn <= today else {
            throw RuleViolation(
                "Meeting \(meeting.reference)",
                "it is to be held on \(meeting.heldOn.shortForm); what it decides can be logged from that day on",
                remedies: [.see(.meetings)])
        }
        if let sha256, let earlier = try register.meetingLogEntry(sha256) {
            throw InputProblems([
                Problem(
                    file: file,
                    sentence:
                        "This very sheet was logged already, as entry \(earlier.seq) for meeting \(earlier.meeting); nothing in it is new."
                )
            ])
        }
        var problems: [Problem] = []
        var logged = LoggedMeeting(meeting: meeting, authorship: authorship)
        var requests: [(line: MeetingLine, request: MeetingRequest)] = []
        for line in lines where line.isFilledIn {
            do throws(InputProblems) {
                if let request = try MeetingRequest(line, file: file) {
                    requests.append((line, request))
                } else if line[.minute] != nil {
                    logged.minutesAlone.append(line.row)
                }
            } catch { problems += error.problems }
        }
        guard !requests.isEmpty || !problems.isEmpty else {
            throw InputProblems([
                Problem(file: file, sentence: "No row has an act filled in, so there is nothing to log.")
            ])
        }
        try record(
            .logMeeting(sha256: sha256, rows: requests.count), on: meeting.reference.text,
            words: [.file: file])
        for (line, request) in requests {
            do throws(Problem) {
                logged.moves.append(try log(request, line, file: file, assurer: assurer))
            } catch { problems.append(error) }
        }
        guard problems.isEmpty else {
            throw InputProblems(problems.sorted { ($0.place?.row ?? 0) < ($1.place?.row ?? 0) })
        }
        return logged
    }

    private func log(
        _ request: MeetingRequest, _ line: MeetingLine, file: String, assurer: PersonID?
    ) throws(Problem) -> LoggedMove {
        func attempt<Result>(_ column: MeetingColumn, _ body: () throws -> Result) throws(Problem) -> Result {
            do { return try body() } catch let refusal as RuleViolation {
                throw line.problem(
                    refusal.missing.first?.column ?? column, refusal.sheetSentence, file: file,
                    remedies: refusal.remedies)
            } catch { throw line.problem(column, error, file: file) }
        }
        let reference = try attempt(.reference) { try item(request.reference) }
        let before = try attempt(.reference) { try currentHistory(of: reference) }
        var acts: [ItemAct] = []
        for step in try steps(request, line, before, file: file, assurer: assurer) {
            try attempt(step.column) {
                if let earlier = try alreadyLogged(step.act, step.words, in: before) {
                    throw RuleViolation(
                        reference.text,
                        "this was logged for the meeting already, as entry \(earlier): clear the row, or say what is new"
                    )
                }
                switch step.act {
                case .answerProposal(let seq, .accepted): try acceptProposal(seq, words: step.words)
                case .answerProposal(let seq, .rejected): try rejectProposal(seq, words: step.words)
                default: try record(step, on: reference, assurer: assurer)
                }
            }
            acts.append(step.act)
        }
        let after = try attempt(.reference) { try currentHistory(of: reference) }
        return LoggedMove(
            row: line.row, reference: reference, acts: acts, before: before.now, after: after.now)
    }

    private func record(_ step: Step, on reference: Reference, assurer: PersonID?) throws {
        do {
            try record(
                step.act, on: reference, words: step.words, by: step.by,
                told: Permission.tellers(of: step.act.variant).contains(.logMeeting) ? .logMeeting : nil)
        } catch let refusal as RuleViolation
            where step.act == .assure && assurer == nil && refusal.missing.isEmpty && refusal.allowed.isEmpty
        {
            throw RuleViolation(
                reference.text, "\(refusal.subject): \(refusal.sentence)", remedies: [.give(.assurer)])
        }
    }

    private struct Step {
        let column: MeetingColumn
        let act: ItemAct
        var words: Words = [:]
        var by: PersonID?
    }

    private func steps(
        _ request: MeetingRequest, _ line: MeetingLine, _ before: ItemHistory, file: String,
        assurer: PersonID?
    ) throws(Problem) -> [Step] {
        let minute = request.minute.map { "Minute \($0)" }
        var steps: [Step] = []
        func add(
            _ column: MeetingColumn, _ act: ItemAct, _ words: Words = [:], by: PersonID? = nil
        ) {
            var words = words
            words[.note] = [minute, words[.note]].compactMap { $0 }.joined(separator: ": ")
            steps.append(Step(column: column, act: act, words: words, by: by))
        }
        if let address = request.evidence { add(.evidence, .addEvidence(nil), [.address: address]) }
        var lead = before.now.lead
        if let owner = request.owner {
            if ["nobody", "(nobody yet)", "none"].contains(owner.lowercased()) {
                lead = nil
            } else {
                do { lead = try person(owner) } catch {
                    throw line.problem(.newOwner, error, file: file)
                }
            }
            add(.newOwner, .assign(lead: .set(lead), supporting: nil, board: .keep))
        }
        // The note is told once; the other acts carry the number of the minute.
        let acts = request.acts.map(\.act)
        let teller =
            acts.firstIndex(of: .progress) ?? acts.firstIndex(of: .submit) ?? acts.firstIndex(
                of: .proposeClosure)
            ?? 0
        let proposed = acts.contains(.acceptProposals) ? before.proposedDate : nil
        for (index, named) in request.acts.enumerated() {
            var words: Words = [:]
            if index == teller { words[.note] = request.note }
            let reason = request.reason ?? request.note
            switch named.act {
            case .start: add(.act, .start, words, by: lead)
            case .progress: add(.act, .progress(complete: request.complete, rating: nil), words, by: lead)
            case .submit: add(.act, .submit, words, by: lead)
            case .proposeClosure: add(.act, .submitForClosure, words)
            case .dispute:
                words[.note] = words[.note] ?? request.reason
                add(.act, .dispute, words)
            case .decide(let party): add(.act, .decide(for: party), words.with(request.reason))
            case .acceptProposals:
                for seq in try waiting(before, line, file: file) {
                    add(.act, .answerProposal(seq, .accepted), words)
                }
            case .rejectProposals:
                for seq in try waiting(before, line, file: file) {
                    add(.act, .answerProposal(seq, .rejected), words.with(reason))
                }
            case .assure:
                words[.basis] = request.reason
                add(.act, .assure, words, by: assurer)
            case .return: add(.act, .return, words.with(reason))
            case .close(let why):
                var (successor, report): (Reference?, Reference?)
                if let typed = named.successor {
                    do { successor = try item(typed) } catch {
                        // What supersedes an item may be a report as a whole.
                        guard why == .superseded, let found = try? register.report(called: typed) else {
                            throw line.problem(.act, error, file: file)
                        }
                        report = found.reference
                    }
                }
                add(
                    .act, .close(as: why, successor: successor, successorReport: report), words.with(reason))
            case .reopen: add(.act, .reopen(to: .inProgress), words.with(reason))
            case .request: add(.newDate, .due(request.date, .request), words.with(reason))
            case .grant
            where request.date != nil && !before.now.extensionWanted
                && !acts.contains(.request) && proposed == nil && reason != nil:
                // Asked for and granted in one sitting: both are recorded.
                add(.newDate, .due(request.date, .request), words.with(reason))
                add(.act, .due(request.date, .grant), Words().with(request.reason))
            case .grant, .refuse:
                // Without a date, the one that was asked for is meant.
                let date = request.date ?? proposed ?? before.requestedDate
                if named.act == .grant, date == nil, before.now.extensionWanted {
                    throw line.problem(
                        .newDate, "The act needs a date.", accepted: SheetCell.dayForms, file: file)
                }
                add(.act, .due(date, named.act == .grant ? .grant : .refuse), words.with(request.reason))
            case .date: add(.newDate, .due(request.date, .set), words.with(reason))
            case .accept(let acceptance): add(.act, .accept(acceptance), words.with(reason))
            case .note: add(.note, .note(isInternal: false), words)
            case .nothing: continue
            }
        }
        return steps
    }

    /// The proposals of an item that wait; at least one.
    private func waiting(
        _ history: ItemHistory, _ line: MeetingLine, file: String
    ) throws(Problem) -> [Int64] {
        let waiting = history.proposals.filter { $0.answer == nil }.map(\.seq)
        if waiting.isEmpty { throw line.problem(.act, "No proposal waits for this item.", file: file) }
        return waiting
    }

    /// The entry of this meeting that says the same already: the sheet was saved anew and given again.
    private func alreadyLogged(_ act: ItemAct, _ words: Words, in history: ItemHistory) throws -> Int64? {
        let given = words.filter { !$0.value.isEmpty }
        for earlier in history.acts where earlier.act == act && earlier.authority == meeting?.reference {
            if try register.words(of: earlier.seq).filter({ $0.key != .account }) == given {
                return earlier.seq
            }
        }
        return nil
    }
}

extension Words {
    fileprivate func with(_ reason: String?) -> Words {
        var words = self
        words[.reason] = reason
        return words
    }
}

extension ItemHistory {
    /// The date that the last of the proposals asks for which wait.
    fileprivate var proposedDate: Day? {
        for proposal in proposals.reversed() where proposal.answer == nil {
            if case .set(let day) = proposal.update.due { return day }
        }
        return nil
    }

    /// The date of the last extension asked for.
    package var requestedDate: Day? {
        for recorded in acts.reversed() {
            if case .due(let day, .request) = recorded.act { return day }
        }
        return nil
    }
}

extension Requirement {
    /// The column in which a meeting sheet gives it.
    fileprivate var column: MeetingColumn {
        switch self {
        case .evidence: .evidence
        case .reason, .successorOrReason: .reason
        case .note: .note
        default: .act
        }
    }

    /// What to fill in.
    fileprivate var sheetLabel: String {
        switch self {
        case .evidence: "evidence: an address in the column \"Evidence (address)\", or a file given before"
        case .reason: "a reason in the column \"Reason\""
        case .note: "a note in the column \"Note\""
        case .successor: "the item or the report that takes its place: \"closed - superseded by REFERENCE\""
        case .successorOrReason: "\"closed - duplicate of REFERENCE\", or a reason in the column \"Reason\""
        case .requestedDate:
            "an extension that was asked for and not answered. Asked for at this meeting, it takes the new date and a reason as well; without a request there is \"date changed\""
        case .meeting: "the meeting at which a named body decided"
        default: label
        }
    }
}

extension RuleViolation {
    /// The refusal, worded for somebody who fills in a sheet.
    fileprivate var sheetSentence: String {
        let sentence = sentence(MeetingAct.spelled)
        var parts = ["\(sentence.prefix(1).uppercased() + sentence.dropFirst())."]
        if !missing.isEmpty {
            parts.append("It needs \(missing.map(\.sheetLabel).joined(separator: ", and ")).")
        }
        let allowed = allowed.compactMap { MeetingAct($0)?.title }
        if !allowed.isEmpty {
            parts.append("Allowed now: \(allowed.joined(separator: ", ")).")
        }
        return parts.joined(separator: " ")
    }
}
