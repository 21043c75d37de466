import Tracker

/// An act as a form: which fields it asks for, and what it records of them. Whether somebody may do it, and what it needs, the
/// library says.
struct ActForm: Sendable {
    /// The last part of its address.
    let name: String
    /// What the page is headed by.
    let title: String
    /// What the button at the end says.
    var button: String { title }
    /// The act as the library is asked about it.
    let sample: ItemAct
    /// Whose act it can be beside that of whoever types it in.
    var isOwners = false
    /// Whether a board may decide it, at a meeting or by its chair.
    var isBoards = false
    /// Whether it asks for the day that it counts from; evidence has a date of its own.
    var isDated = true
    /// Whether an officer may say that its words may be printed in public papers.
    var isPublishable = true
    let fields: @Sendable (ActSubject) throws -> [FormField]
    /// What it records. - Throws: `FieldFault` for a field that can't be read; what the library refuses.
    let act: @Sendable (FormFields, Writer, ItemHistory) throws -> (act: ItemAct, words: Words)
    /// How it is recorded where a command of its own does that; nil, or an answer of nil, for `act`.
    var own: (@Sendable (FilledForm, ItemHistory, Writer) throws -> Receipt?)?

    /// What a form is about, as far as its fields depend on it.
    struct ActSubject {
        let register: Register
        let history: ItemHistory
        let today: Day
    }
}

extension ActForm {
    /// Every act that has a form, in the order in which they are offered.
    static let all: [ActForm] = [
        ActForm(
            name: "start", title: "Say that work has begun", sample: .start, isOwners: true,
            fields: { _ in [words("note", "What was said or found", isNeeded: false)] },
            act: { typed, _, _ in (.start, [.note: typed["note"] ?? ""]) }),
        ActForm(
            name: "progress", title: "Record progress", sample: .progress(complete: nil, rating: nil),
            isOwners: true,
            fields: { _ in
                [
                    words("note", "What was done or found"),
                    completeField,
                    FormField(
                        name: "rating", label: "Rating as stated",
                        hint: "Papers work out their own by a rule.",
                        kind: .choice(Rating.allCases.map { ($0.rawValue, $0.rawValue) })),
                ]
            },
            act: { typed, _, _ in
                (
                    .progress(
                        complete: try percentage(typed["complete"]),
                        rating: typed["rating"].flatMap { Rating(rawValue: $0) }),
                    [.note: typed["note"] ?? ""]
                )
            }),
        ActForm(
            name: "submit", title: "Submit it for assurance", sample: .submit, isOwners: true,
            fields: { _ in [words("note", "What was done", isNeeded: false)] },
            act: { typed, _, _ in (.submit, [.note: typed["note"] ?? ""]) }),
        ActForm(
            name: "assure", title: "Assure it", sample: .assure,
            fields: { _ in
                [
                    words("basis", "What the assurance rests on", isNeeded: false),
                    words("note", "What was said or found", isNeeded: false),
                ]
            },
            act: { typed, _, _ in (.assure, [.basis: typed["basis"] ?? "", .note: typed["note"] ?? ""]) }),
        ActForm(
            name: "return", title: "Return it", sample: .return, fields: { _ in [reason()] },
            act: { typed, _, _ in (.return, [.reason: typed["reason"] ?? ""]) }),
        ActForm(
            name: "dispute", title: "Dispute the refusal", sample: .dispute, isOwners: true,
            fields: { _ in [words("note", "What the owner says against it")] },
            act: { typed, _, _ in (.dispute, [.note: typed["note"] ?? ""]) }),
        ActForm(
            name: "decide", title: "Decide the dispute", sample: .decide(for: .owner), isBoards: true,
            fields: { _ in
                [
                    FormField(
                        name: "for", label: "Whom the board finds right",
                        kind: .choice([
                            ("owner", "the owner: it is done"),
                            ("assurer", "the assurer: there is work left"),
                        ]),
                        isNeeded: true), reason(isNeeded: false),
                ]
            },
            act: { typed, _, _ in
                guard let party = typed["for"].flatMap({ DisputeParty(rawValue: $0) }) else {
                    throw FieldFault("for", "Say whom the board finds right.")
                }
                return (.decide(for: party), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "close", title: "Close it", sample: .close(as: .noFurtherAction, successor: nil),
            isBoards: true,
            fields: { _ in
                [
                    FormField(
                        name: "as", label: "Why it leaves the list",
                        kind: .choice(CloseReason.allCases.map { ($0.rawValue, $0.label) }), isNeeded: true),
                    FormField(
                        name: "successor", label: "The item that takes its place, or that it repeats",
                        hint: "Its reference", kind: .line),
                    reason("The explanation", isNeeded: false),
                ]
            },
            act: { typed, writer, _ in
                guard let reason = typed["as"].flatMap({ CloseReason(rawValue: $0) }) else {
                    throw FieldFault("as", "Say why it leaves the list.")
                }
                let successor = try typed["successor"].map { typed in
                    do { return try writer.item(typed) } catch let error as any TrackerError {
                        throw FieldFault("successor", error.onPages)
                    }
                }
                return (.close(as: reason, successor: successor), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "reopen", title: "Reopen it", sample: .reopen(to: .open), isBoards: true,
            fields: { _ in
                [
                    FormField(
                        name: "to", label: "Where it comes back",
                        kind: .choice([("open", "open"), ("in-progress", "in progress")]), isNeeded: true),
                    reason(),
                ]
            },
            act: { typed, _, _ in
                guard let status = typed["to"].flatMap({ Status(rawValue: $0) }) else {
                    throw FieldFault("to", "Say where it comes back: open, or in progress.")
                }
                return (.reopen(to: status), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "ask-for-date", title: "Ask for another date", sample: .due(nil, .request), isOwners: true,
            fields: { _ in [newDate, reason()] },
            act: { typed, _, _ in
                (.due(try day(newDate, in: typed), .request), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "grant-date", title: "Grant the date asked for", sample: .due(nil, .grant), isBoards: true,
            fields: { _ in [reason(isNeeded: false)] },
            act: { typed, _, history in
                (.due(history.requestedDate, .grant), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "refuse-date", title: "Refuse the date asked for", sample: .due(nil, .refuse),
            isBoards: true,
            fields: { _ in [reason(isNeeded: false)] },
            act: { typed, _, history in
                (.due(history.requestedDate, .refuse), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "due", title: "Change the due date", sample: .due(nil, .set), isBoards: true,
            fields: { _ in [newDate, words("deadline", "The deadline in words", isNeeded: false), reason()] },
            act: { typed, _, _ in
                (
                    .due(try day(newDate, in: typed), .set),
                    [.reason: typed["reason"] ?? "", .deadline: typed["deadline"] ?? ""]
                )
            }),
        ActForm(
            name: "assign", title: "Say who leads it, and before which board it is",
            sample: .assign(lead: .keep, supporting: nil, board: .keep),
            fields: { subject in
                [
                    FormField(
                        name: "lead", label: "Who leads it", hint: "Left blank, it stays as it is.",
                        kind: .choice([("nobody", "nobody yet")] + (try owners(subject)))),
                    FormField(
                        name: "board", label: "The board that oversees it",
                        hint: "Left blank, it stays as it is.",
                        kind: .choice(try subject.register.boards().map { ($0.reference.text, $0.name) })),
                ]
            },
            act: { typed, writer, _ in
                guard typed["lead"] != nil || typed["board"] != nil else {
                    throw FieldFault("lead", "Say who leads it, or which board oversees it.")
                }
                let lead: Change<PersonID> =
                    typed["lead"] == "nobody"
                    ? .set(nil) : try owner(typed["lead"], "lead", writer).map { .set($0) } ?? .keep
                let board = try typed["board"].map { try writer.board($0).reference }
                return (.assign(lead: lead, supporting: nil, board: board.map { .set($0) } ?? .keep), [:])
            }),
        ActForm(
            name: "accept", title: "Say what is said to it", sample: .accept(.accepted),
            fields: { _ in
                [
                    FormField(
                        name: "as", label: "Whether it is accepted",
                        kind: .choice(Acceptance.allCases.map { ($0.rawValue, $0.label) }), isNeeded: true),
                    reason("The explanation", isNeeded: false),
                    words("note", "What was answered", isNeeded: false),
                ]
            },
            act: { typed, _, _ in
                guard let acceptance = typed["as"].flatMap({ Acceptance(rawValue: $0) }) else {
                    throw FieldFault("as", "Say whether it is accepted.")
                }
                return (.accept(acceptance), [.reason: typed["reason"] ?? "", .note: typed["note"] ?? ""])
            }),
        ActForm(
            name: "evidence", title: "Give evidence", sample: .addEvidence(nil), isOwners: true,
            isDated: false,
            fields: { _ in
                [
                    fileField, addressField, FormField(name: "title", label: "What it is", kind: .line),
                    evidenceDated(isNeeded: true),
                ]
            },
            act: { typed, _, _ in
                guard let address = try address(in: typed) else {
                    throw FieldFault(
                        "address", "Choose a file, or give an address that begins with https://.")
                }
                return (.addEvidence(nil), [.address: address, .title: typed["title"] ?? ""])
            },
            own: { filled, history, writer in
                guard let given = try filled.givenFile() else { return nil }
                guard filled.typed["address"] == nil else {
                    throw FieldFault("address", "Give a file or an address, not both.")
                }
                return try writer.addEvidence(
                    GivenEvidence(given.bytes, named: given.name), to: history.reference,
                    title: filled.typed["title"], dated: try evidenceDay(filled.typed))
            }),
        ActForm(
            name: "assess", title: "Assess risk and delay", sample: .assess(risk: .keep, delay: .keep),
            fields: { subject in
                let none = [("none", "none any more")]
                return [
                    FormField(
                        name: "risk", label: "Local risk", hint: "Left blank, it stays as it is.",
                        kind: .choice(try subject.register.riskGrades().map { ($0, $0) } + none)),
                    FormField(
                        name: "delay", label: "Reason for the delay",
                        hint: "In a short phrase; left blank, it stays as it is.",
                        kind: .line),
                    words("control", "What limits the risk while it is open", isNeeded: false),
                ]
            },
            act: { typed, writer, _ in
                (
                    try writer.assessment(
                        risk: change(typed["risk"], isNone: typed["risk"] == "none"),
                        delay: change(typed["delay"], isNone: false)),
                    [.control: typed["control"] ?? ""]
                )
            }),
        ActForm(
            name: "tag", title: "Put a tag on it", sample: .tag([], remove: false),
            fields: { _ in [FormField(name: "tag", label: "The tag", kind: .line, isNeeded: true)] },
            act: { typed, _, _ in
                guard let tag = typed["tag"] else { throw FieldFault("tag", "Say which tag.") }
                return (.tag([tag], remove: false), [:])
            }),
        ActForm(
            name: "scope", title: "Count it, or count it no longer", sample: .scope(.out), isBoards: true,
            fields: { _ in
                [
                    FormField(
                        name: "scope", label: "Whether it is counted",
                        kind: .choice([("out", "no longer counted"), ("in", "counted again")]), isNeeded: true
                    ), reason(),
                ]
            },
            act: { typed, _, _ in
                guard let change = typed["scope"].flatMap({ ScopeChange(rawValue: $0) }) else {
                    throw FieldFault("scope", "Say whether it is counted.")
                }
                return (.scope(change), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "waive", title: "Let somebody assure it who had a part", sample: .waive(PersonID(.max)),
            fields: { subject in
                let people = try subject.register.people().filter { !$0.hasLeft(by: subject.today) }
                return [
                    FormField(
                        name: "assurer", label: "Who may assure it",
                        kind: .choice(zip(people, people.inPrint).map { ($0.id.description, $1) }),
                        isNeeded: true),
                    reason("Why; papers show it"),
                ]
            },
            act: { typed, _, _ in
                guard let assurer = typed["assurer"].flatMap({ PersonID($0) }) else {
                    throw FieldFault("assurer", "Say who may assure it.")
                }
                return (.waive(assurer), [.reason: typed["reason"] ?? ""])
            }),
        ActForm(
            name: "note", title: "Keep a note", sample: .note(isInternal: true), isPublishable: false,
            fields: { _ in
                [
                    words("note", "The note"),
                    FormField(name: "internal", label: "It must never stand in public papers", kind: .tick),
                ]
            },
            act: { typed, _, _ in (.note(isInternal: typed["internal"] != nil), [.note: typed["note"] ?? ""])
            }),
        ActForm(
            name: "propose", title: "Propose what is to be recorded", sample: .propose(ProposedUpdate()),
            isOwners: true, isPublishable: false,
            fields: { _ in
                [
                    words("note", "What was done or found", isNeeded: false), completeField,
                    FormField(name: "done", label: "All is done: ready for assurance", kind: .tick),
                    proposedDate, words("reason", "Why another date", isNeeded: false), fileField,
                    addressField,
                    evidenceDated(isNeeded: false),
                ]
            },
            act: { typed, _, _ in (.propose(try proposal(typed).update), try proposal(typed).words) },
            own: { filled, history, writer in
                let (update, words) = try proposal(filled.typed)
                let given = try filled.givenFile()
                return try writer.propose(
                    update, on: history.reference, words: words,
                    evidence: given.map { [GivenEvidence($0.bytes, named: $0.name)] } ?? [])
            }),
    ]
}
