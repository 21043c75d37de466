import Tracker
import TrackerDocuments

/// The page about one item, with what can be done.
extension Pages {
    func item(
        _ typed: String, _ question: PageQuestion, by visitor: Visitor, _ register: Register
    ) throws -> PageView {
        let (reference, history) = try visitor.item(typed, register)
        let paper = try ItemPaper(register, reference, frame: try question.frame())
        var view = PageView(paper.document) { try paper.json().pretty() + "\n" }
        let offers = try register.offers(
            of: ActForm.all.map(\.sample), on: history, to: visitor.viewer.person, today: question.today)
        let path = PageAddress.path("items", reference.text)
        var open: [String] = []
        var closed: [String] = []
        // Where everything else can be recorded at once, nobody need propose it.
        let isProposing = offers.contains(.asProposal)
        for (form, offer) in zip(ActForm.all, offers) {
            if form.sample.name == .propose, !isProposing { continue }
            if let why = offer.sentence {
                // What is for others is no news; what is missing is.
                if case .forOthers = offer { continue }
                if offer == .asProposal { continue }
                closed.append(
                    "\(HTML.text(form.title)): \(HTML.text(why.prefix(1).lowercased() + why.dropFirst()))")
            } else {
                open.append(HTML.link(form.title, to: "\(path)/\(form.name)"))
            }
        }
        if let entry = question.fields["recorded"].flatMap({ Int64($0) }),
            let found = try? register.entry(entry), found.subject == reference.text
        {
            view.above = HTML.notice("Recorded as entry \(entry). \(reference) is \(history.now.label).")
            view.above += receiptLink(found, for: visitor) ?? ""
        }
        view.above +=
            open.isEmpty ? "" : "<nav aria-label=\"What you can do\">\(HTML.list(open, "acts"))</nav>\n"
        if !closed.isEmpty {
            view.above +=
                "<details class=\"notyet\"><summary>What isn't possible now, and why</summary>\n\(HTML.list(closed))</details>\n"
        }
        view.below = try evidenceLinks(history, register)
        return view
    }
}
