import TrackerValues

// Which field a heading plainly names: as trackers head their columns, symbols and line breaks apart.

extension ImportField {
    private static let synonyms: [String: ImportField] = [
        "reference": .ref, "rec_id": .ref, "recommendation_id": .ref, "item_id": .ref, "action_id": .ref,
        "ref_no": .ref, "reference_no": .ref, "reference_number": .ref, "id": .ref,
        "item": .ref, "item_no": .ref, "unique_ref": .ref, "unique_reference": .ref, "our_ref": .ref,
        "report_title": .report, "report_name": .report, "inspection_report": .report, "inspection": .report,
        "inspection_title": .report, "source": .report, "source_report": .report, "published_by": .publisher,
        "inspectorate": .publisher, "inspecting_body": .publisher, "reviewing_body": .publisher,
        "issuing_body": .publisher, "publishing_body": .publisher, "issued_by": .publisher,
        "source_body": .publisher, "date_published": .published, "publication_date": .published,
        "report_date": .published, "date_of_report": .published, "link": .url, "type": .kind,
        "item_type": .kind, "rec_type": .kind, "category": .kind, "recommendation_number": .number,
        "recommendation_no": .number, "rec_number": .number, "rec_no": .number, "no": .number,
        "number": .number, "register_number": .externalNumber, "recommendation": .text,
        "recommendations": .text, "recommendation_text": .text, "recommendation_afi": .text,
        "recommendation_or_afi": .text, "afi_recommendation": .text, "recommendation_action": .text,
        "recommendation_finding": .text, "recommendation_area_for_improvement": .text,
        "area_for_improvement": .text, "wording": .text, "description": .text, "details": .text,
        "finding": .text, "question_area": .question, "pillar": .question, "cause_of_concern": .parent,
        "addressed_to": .addressee, "deadline_words": .deadline, "due_text": .deadline,
        "timescale": .deadline, "timescales": .deadline, "due_date": .due, "target_date": .due,
        "target": .due, "date_due": .due, "due_by": .due, "target_completion_date": .due,
        "completion_target": .due, "expected_completion": .due, "expected_completion_date": .due,
        "planned_completion": .due, "planned_completion_date": .due, "target_completion": .due,
        "implementation_date": .due, "date_opened": .opened,
        "opened_on": .opened, "date_raised": .opened, "owner": .lead, "lead_officer": .lead,
        "lead_owner": .lead, "responsible_officer": .lead, "supporting": .support, "supported_by": .support,
        "oversight_board": .board, "governance_board": .board, "governance": .board, "tags": .tag,
        "programme": .tag, "theme": .tag, "workstream": .tag, "strand": .tag, "portfolio": .tag,
        "protective_marking": .marking, "state": .status, "current_status": .status, "position": .status,
        "date_started": .started, "started_on": .started, "start_date": .started,
        "date_submitted": .submitted, "submitted_on": .submitted, "date_assured": .assured,
        "assured_on": .assured, "date_closed": .closed, "closed_on": .closed, "closure_date": .closed,
        "closed_date": .closed, "closure_reason": .closedAs, "close_reason": .closedAs,
        "reason_closed": .closedAs, "closed_because": .closedAs, "explanation": .reason,
        "reason_for_closure": .reason, "rationale": .reason, "superseded_by": .successor,
        "replaced_by": .successor, "percent": .complete, "complete": .complete,
        "date_of_update": .updated, "update_date": .updated, "last_updated": .updated,
        "date_updated": .updated, "evidence_link": .evidence, "evidence_address": .evidence,
        "notes": .note, "comment": .note, "comments": .note, "remarks": .note, "rag": .keep,
        "rag_status": .keep, "rag_rating": .keep, "brag": .keep, "brag_status": .keep, "brag_rating": .keep,
        // Columns of a draft from a published report.
        "local_risk": .risk, "risk_grade": .risk, "local_risk_grade": .risk, "reason_for_delay": .delay,
        "delay_reason": .delay, "reason_delayed": .delay, "mitigation": .control, "mitigations": .control,
        "controls": .control, "mitigation_controls": .control, "mitigation_and_controls": .control,
        "found_at": .keep, "check": .ignore,
    ]

    /// Words of which one is enough, in this order: "MPS Lead / Support" is a lead, "% comp" a percentage.
    private static let telling: [(words: Set<Substring>, field: ImportField)] = [
        (["percent", "percentage"], .complete), (["lead", "owner", "responsible"], .lead),
        (["update", "updates", "progress"], .progress),
        (["comments", "comment", "notes", "remarks"], .note),
    ]

    /// The field that a heading plainly names, if any.
    static func guess(_ heading: String) -> ImportField? {
        let heading = heading.plain
        if isInternal(heading) { return .keep }
        let name = normalised(heading)
        if let field = ImportField(rawValue: name), field != .keep, field != .ignore { return field }
        if let field = synonyms[name] { return field }
        let words = Set(name.split(separator: "_"))
        if !words.isDisjoint(with: ["ref", "reference"]) {
            return words.isDisjoint(with: ["hmicfrs", "hmic", "external", "register", "their"])
                ? .ref : .externalNumber
        }
        if !words.isDisjoint(with: ["date", "dates", "deadline", "target", "due"]) {
            if !words.isDisjoint(with: ["revised", "extended", "new", "current", "amended"]) { return .due }
            if !words.isDisjoint(with: ["original", "initial", "first"]) { return .dueOriginal }
            return nil
        }
        return telling.first { !$0.words.isDisjoint(with: words) }?.field
            ?? composed.first {
                !$0.core.isDisjoint(with: words) && words.isSubset(of: $0.core.union(filling))
            }?
            .field
    }

    /// Words that one of them makes a heading of a field where all others say nothing: "HMICFRS recommendation", "Thematic report".
    private static let composed: [(core: Set<Substring>, field: ImportField)] = [
        (["recommendation", "recommendations", "afi", "afis", "finding", "findings"], .text),
        (["report", "inspection", "publication", "thematic"], .report),
    ]
    private static let filling: Set<Substring> = [
        "hmicfrs", "hmic", "peel", "full", "text", "wording", "details", "detail", "description", "title",
        "name", "of",
        "the", "and", "or", "area", "areas", "for", "improvement", "cause", "concern", "national", "force",
    ]

    /// Whether a heading may mean whoever published a report as well as something else, so that its cells must tell.
    static func mayBePublisher(_ heading: String) -> Bool {
        ["source", "source_of_recommendation", "body", "organisation", "organization", "agency", "raised_by"]
            .contains(normalised(heading.plain))
    }

    /// The month, quarter or day that a heading of an update names: "April 2023" of "Progress April 2023", "Q4" of "Q4 update".
    static func period(of heading: String) -> String? {
        let words = heading.plain.split { " :-\u{2013}()\n".contains($0) }.filter { word in
            ![
                "update", "updates", "progress", "position", "commentary", "comments", "status", "as", "at",
                "of", "for", "the",
            ]
            .contains(word.lowercased())
        }
        let period = words.joined(separator: " ")
        return period.contains(where: \.isNumber) || WrittenDate(period) != nil || isMonth(period)
            ? period : nil
    }

    private static func isMonth(_ word: String) -> Bool {
        word.count >= 3 && Day.monthNames.contains { $0.lowercased().hasPrefix(word.lowercased()) }
    }

    /// Whether a heading says that its column isn't for everybody: such a column never becomes a public note.
    static func isInternal(_ heading: String) -> Bool {
        let words = Set(normalised(heading.plain).split(separator: "_"))
        let telling: Set<Substring> = [
            "internal", "confidential", "circulate", "circulation", "restricted", "private", "sensitive",
        ]
        return !words.isDisjoint(with: telling)
    }

    /// Whether a heading says that the date in it took another one's place.
    static func isRevised(_ heading: String) -> Bool {
        let words = Set(normalised(heading.plain).split(separator: "_"))
        return guess(heading) == .due
            && !words.isDisjoint(with: ["revised", "extended", "new", "current", "amended"])
    }

    /// Lower case, with one `_` for whatever isn't a letter or digit; signs that stand for a word are that word.
    static func normalised(_ heading: String) -> String {
        var words = ""
        for character in heading.composed.lowercased() {
            switch character {
            case "%": words += " percent "
            case "#": words += " no "
            case "£": words += " pounds "
            default: words.append(character)
            }
        }
        return words.split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
    }
}
