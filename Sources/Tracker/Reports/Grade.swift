import TrackerValues

/// A grade, where a passage is nothing but that.
struct Grade: Equatable {
    /// As the source writes it.
    let words: String

    /// The grades of the inspectorates whose reports are known, and the register's for a question without one.
    private static let known: Set<String> = [
        "outstanding", "good", "adequate", "requires improvement", "requires improvement to be good",
        "inadequate",
        "ungraded", "not graded", "satisfactory", "reasonably good", "not sufficiently good", "poor",
        "no concerns",
        "requires significant improvement",
    ]

    /// The longest of them.
    private static let longest = 48

    init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let inner = text.trimmed
        if Self.known.contains(inner.plain.lowercased()) {
            words = inner
            return
        }
        // "Grade 4 (inadequate)", "Grade: good".
        let run = WordRun(inner)
        guard run.words.first?.plain == "grade" || run.words.first?.plain == "judgement" else { return nil }
        for start in 1..<max(2, run.words.count) where start < run.words.count {
            let rest = run.quote(start..<run.words.count).drop { !$0.isLetter }
            if Self.known.contains(String(rest).plain.lowercased()) {
                words = String(rest)
                return
            }
        }
        return nil
    }

    /// The question and the grade of "The experiences of children in care: good".
    static func ending(_ text: String) -> (question: String, grade: Grade)? {
        guard let colon = text.lastIndex(of: ":"),
            let grade = Grade(String(text[text.index(after: colon)...]))
        else {
            return nil
        }
        let question = String(text[..<colon]).trimmed
        return question.isEmpty || question.utf8.count > 300 ? nil : (question, grade)
    }
}
