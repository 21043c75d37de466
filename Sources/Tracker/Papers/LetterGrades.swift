import TrackerModel
import TrackerValues

/// The grades of a report as a letter quotes them: the overall one leads, in a sentence.
struct LetterGrades {
    /// The overall grade, where one is.
    let overall: QuestionGrade?
    /// The others, in the report's order.
    let others: [QuestionGrade]

    /// The grades of a report so called.
    init(_ grades: [QuestionGrade], of title: String) {
        let found = grades.firstIndex { Self.isOverall($0.question, of: title) }
        overall = found.map { grades[$0] }
        others = grades.indices.filter { $0 != found }.map { grades[$0] }
    }

    /// "Overall", what PEEL asks of a force as a whole, or a question of one word that the report is named for.
    private static func isOverall(_ question: String, of title: String) -> Bool {
        let question = question.plain.lowercased()
        return question.contains("overall") || question.contains("keeping people safe and reducing crime")
            || !question.contains(" ") && title.lowercased().contains(question)
    }

    /// What `publisher` judged: "HMICFRS’s overall grade is ‘good’. Of its three questions, two are graded ‘good’ and one ‘requires improvement’."
    func sentence(_ publisher: String) -> String {
        var sentences: [String] = []
        if let overall {
            sentences.append("The overall grade that \(publisher) gave is ‘\(overall.grade)’.")
        }
        guard !others.isEmpty else { return sentences.joined(separator: " ") }
        var counts: [(grade: String, count: Int)] = []
        for given in others {
            if let index = counts.firstIndex(where: { $0.grade == given.grade }) {
                counts[index].count += 1
            } else {
                counts.append((given.grade, 1))
            }
        }
        let asked = others.count == 1 ? "one question" : "\(others.count.inWords) questions"
        let listed: String
        if counts.count == 1 {
            listed = "\(others.count == 1 ? "" : others.count == 2 ? "both " : "all ")‘\(counts[0].grade)’"
        } else {
            listed = counts.map { "\($0.count.inWords) ‘\($0.grade)’" }.joinedInWords
        }
        let who = overall == nil ? publisher.capitalizedFirst : "It"
        sentences.append("\(who) graded \(asked)\(overall == nil ? "" : " besides"): \(listed).")
        return sentences.joined(separator: " ")
    }
}

extension Int {
    /// Up to ten in words, as sentences have them.
    fileprivate var inWords: String {
        let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        return words.indices.contains(self) ? words[self] : String(self)
    }
}

extension [String] {
    /// "a", "a and b", "a, b and c".
    var joinedInWords: String {
        guard count > 1 else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) and \(self[count - 1])"
    }
}
