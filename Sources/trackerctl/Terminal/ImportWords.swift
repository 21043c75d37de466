import Tracker

/// What an import says: how the sheet is read, what became of its rows, and what they leave to do.
struct ImportWords {
    let acting: ActingOptions
    let isDryRun: Bool
    let isUpdate: Bool

    /// Which sheet is read, and what its columns hold.
    func say(_ sheet: Sheet, _ mapping: ImportMapping) {
        if sheet.source == .spreadsheet {
            let others = sheet.tabs.filter { $0.name != sheet.name }.map {
                "\"\($0.name)\"\($0.state == .visible ? "" : " (hidden)")"
            }
            acting.say(
                "Reading the sheet \"\(sheet.name)\"\(others.isEmpty ? "" : "; the others are \(others.joined(separator: ", "))")."
            )
        }
        for remark in sheet.remarks { acting.say("  \(remark.sentence)") }
        for (index, (heading, field)) in zip(sheet.headings, mapping.fields).enumerated()
        where !heading.isBlank {
            let why =
                mapping.heldBack.contains(index)
                ? ", an internal note: it is hidden, or its heading says so"
                : mapping.unknown.contains(index) ? ", an internal note: nobody said what it holds" : ""
            acting.say("  \(heading.text.plain) → \(field.rawValue)\(why)")
        }
    }

    /// What was taken in, or would be.
    func say(_ taken: ImportResult) throws {
        say(taken.plan)
        try say(differences: taken.differences)
        if !taken.stepsBack.isEmpty {
            acting.say(
                "Left out, because they are steps back (--allow-steps-back REF, or all, records them):")
            for step in taken.stepsBack {
                acting.say(
                    "  row \(step.row), \(step.reference): \(step.was) here, \(step.becomes) in the sheet")
            }
        }
        if !taken.people.isEmpty {
            acting.say(
                "\(isDryRun ? "Would register" : "Registered"): \(taken.people.joined(separator: ", ")).")
        }
        if taken.isNothing { return acting.say("Nothing differs from the register; nothing was written.") }
        if let first = taken.onWord.first {
            acting.say(
                "On the sheet's word alone, until somebody assures them (trackerctl assure \(first)): \(taken.onWord.map(\.text).joined(separator: ", "))."
            )
        }
        say(taken.summary)
        acting.say(conclusion(taken))
    }

    private func conclusion(_ taken: ImportResult) -> String {
        let reports =
            taken.reports.isEmpty
            ? "" : ", with \(taken.reports.count.counted("new report", "new reports"))"
        let differences =
            isUpdate
            ? "\(isDryRun ? ", and record" : ", and recorded") \(taken.differences.count.counted("difference", "differences"))"
            : ""
        return
            "\(isDryRun ? "Would take in" : "Took in") \(taken.items.count.counted("item", "items"))\(reports)\(differences)\(isDryRun ? "; nothing was written" : "")."
    }

    private func say(_ plan: ImportPlan) {
        for reading in plan.readings {
            let rows = reading.rows.isEmpty ? "" : " (\(reading.rows.rowsTold))"
            acting.say("\"\(reading.words.plain)\" in \(reading.heading)\(rows): \(reading.meaning).")
        }
        for question in plan.questions {
            guard let proposal = question.proposal else { continue }
            let words = question.words.isEmpty ? "" : "\"\(question.words.plain)\" "
            acting.say("As proposed: \(words)(\(question.rows.rowsTold)): \(proposal).")
        }
        for rows in plan.leftOut {
            acting.say("\(rows.isItem ? "Left out" : "No item"): \(rows.rows.rowsTold): \(rows.why).")
        }
    }

    private func say(_ summary: ImportSummary) {
        let more = summary.known > 0 || summary.leftOut > 0 || summary.noItem > 0
        guard summary.added > 0, more || summary.added > 1 else { return }
        var parts = [summary.added.counted("new item", "new items")]
        if summary.known > 0 { parts.append("\(summary.known) in the register already") }
        if summary.noItem > 0 { parts.append("\(summary.noItem) no item") }
        if summary.leftOut > 0 { parts.append("\(summary.leftOut) left out") }
        acting.say("\(summary.rows.counted("row", "rows")): \(parts.joined(separator: ", ")).")
        acting.say(
            "  due date: \(summary.dated) with, \(summary.undated.count) without\(named(summary.undated))")
        acting.say("  status: \(counts(summary.statuses))")
        let owned = summary.owners.isEmpty ? "nobody leads any" : counts(summary.owners)
        acting.say("  lead: \(owned)\(summary.unowned.isEmpty ? "" : "; nobody \(summary.unowned.count)")")
    }

    private func named(_ references: [Reference]) -> String {
        guard !references.isEmpty, references.count <= 30 else { return "" }
        return " (\(references.map(\.text).joined(separator: ", ")))"
    }

    private func counts(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }

    private func say(differences: [ImportDifference]) throws {
        guard !differences.isEmpty else { return }
        var sink = try FileSink(nil)
        try TextRenderer.render(
            Listing.differences(differences).document, width: Output.width(toFile: false),
            colour: Output.colour(toFile: false), to: &sink)
        try sink.close()
    }
}
