/// A question that a report judges: its grade, and what the report says about it.
public struct QuestionGrade: Equatable, Sendable {
    /// The question.
    public var question: String
    /// Its grade.
    public var grade: String
    /// The report's own words about it, in paragraphs parted by blank lines; nil where they aren't held.
    public var judgement: String?

    /// A question and its grade.
    public init(question: String, grade: String, judgement: String? = nil) {
        self.question = question
        self.grade = grade
        self.judgement = judgement
    }
}
