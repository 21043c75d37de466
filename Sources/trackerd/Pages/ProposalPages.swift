import Tracker
import TrackerDocuments

/// What owners proposed, and how an officer answers it: one or several at once, all of it or nothing.
extension Pages {
    /// The most that one form answers.
    private static let most = 50

    func proposals(
        _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let paper = try ProposalsPaper(register, frame: try question.frame())
        var view = PageView(paper.document) { paper.json.pretty() + "\n" }
        view.above = try recordedNotice(question, by: visitor, register)
        if visitor.isOfficer, paper.waiting > 0 {
            view.above += "<p>\(HTML.link("Accept or reject", to: "/proposals/answer"))</p>\n"
        }
        return view
    }

    /// The form by which proposals are accepted and rejected. - Throws: `NotFound` for whom there are none to answer.
    func proposalsForm(by visitor: Visitor, _ register: Register) throws -> AskedForm {
        guard visitor.isOfficer else { throw NotFound("page", "proposals/answer") }
        let today = clock().day(in: try register.timeZone())
        let frame = try PaperContext(register.snapshot(asAt: today, today: today), scope: .everything)
        let waits = try ProposalsPaper(register, frame: frame).waits.prefix(Self.most)
        var fields: [FormField] = []
        for wait in waits {
            fields.append(
                FormField(
                    name: "p\(wait.seq)", label: "Proposal \(wait.seq), \(wait.item.reference)",
                    hint: "\(wait.by.replacing("\n", with: ", ")), \(wait.on.shortForm): \(wait.what)",
                    kind: .choice([("accepted", "accept it"), ("rejected", "reject it")])))
            fields.append(
                FormField(
                    name: "w\(wait.seq)", label: "What is said to proposal \(wait.seq)",
                    hint: "Why, where it is rejected", kind: .words, rows: 2))
        }
        fields += [
            try decidedBy(register, today: today), Self.day,
            FormField(
                name: "public", label: "The words of what is accepted may be printed in public papers",
                kind: .tick),
        ]
        return AskedForm(
            at: ["proposals", "answer"], title: "Accept or reject proposals",
            about: [
                .paragraph(
                    "What is left blank goes on waiting. What is accepted is recorded as acts of whoever proposed it; what is rejected never counts."
                )
            ], fields: fields, back: ("Back to the proposals", "/proposals"),
            refusal: waits.isEmpty ? "No proposal waits." : nil,
            session: { [clock] typed, _ in try visitor.session(typed, clock: clock, isBoards: true) },
            record: { filled, writer in
                var told: [String] = []
                var last: Int64 = 0
                for (name, answer) in filled.typed.pairs where name.first == "p" && !answer.isEmpty {
                    guard let seq = Int64(name.dropFirst()) else { continue }
                    let said = filled.typed["w\(seq)"] ?? ""
                    do {
                        if answer == "accepted" {
                            let receipts = try writer.acceptProposal(
                                seq, words: [.note: said], isPublic: filled.typed["public"] != nil)
                            last = receipts.last?.seq ?? last
                            told.append(
                                "\(receipts[0].subject): proposal \(seq) is accepted, in \(receipts.count) entries; the item: \(receipts.last?.after?.label ?? "")"
                            )
                        } else {
                            let receipt = try writer.rejectProposal(seq, words: [.reason: said])
                            last = receipt.seq
                            told.append("\(receipt.subject): proposal \(seq) is rejected")
                        }
                    } catch let refusal as RuleViolation {
                        throw refusal.missing.contains(.reason)
                            ? FieldFault("w\(seq)", "Say why proposal \(seq) is rejected.")
                            : FieldFault("p\(seq)", refusal.onPages)
                    }
                }
                guard !told.isEmpty else {
                    throw FieldFault("Say of at least one proposal what becomes of it.")
                }
                return RecordedForm(blocks: [.list(told)], path: "/proposals?recorded=\(last)")
            })
    }

    /// What is said above a page to which a form led that was recorded.
    func recordedNotice(
        _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> String {
        guard let seq = question.fields["recorded"].flatMap({ Int64($0) }),
            let entry = try? register.entry(seq),
            [entry.actor, entry.recordedBy].contains(visitor.person)
        else { return "" }
        return HTML.notice("Recorded, up to entry \(seq).") + (receiptLink(entry, for: visitor) ?? "")
    }
}
