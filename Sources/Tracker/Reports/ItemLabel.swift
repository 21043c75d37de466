import TrackerValues

/// What an inspectorate prints in front of its items: "Areas for improvement", "Recommendation 5".
struct ItemLabel: Equatable {
    /// The kind of what follows, as the register names it.
    var kind: String
    /// The number of the one item that it labels.
    var number: String?
    /// Whether it labels all that follow.
    var isPlural = false
    /// Whether what follows holds conclusions as well.
    var isMixed = false
    /// What follows it in the same passage, which is the item.
    var rest = ""
    /// Whom all that follow are addressed to: "Recommendations for chief constables".
    var addressee: String?
    /// The report's own word, where the register has another.
    var ownWord: String?

    static let areaForImprovement = "area for improvement"
    static let causeOfConcern = "cause of concern"
    static let recommendation = "recommendation"

    /// Reads a passage; nil where it is no label.
    init?(_ text: String) {
        guard text.utf8.count <= 20_000, let first = text.first(where: { !$0.isWhitespace }),
            first.isUppercase || first.isNumber
        else { return nil }
        // Most passages are told by their first word.
        let run = WordRun(text.utf8.count <= 400 ? text : String(text.prefix(400)))
        var words = run.words.map(\.plain)
        guard var head = words.first else { return nil }
        var start = 0
        // "3.2 Recommendations"
        if words.count > 1, ListMarker.isNumber(run.text[run.words[0].range]) || Int(head) != nil {
            start = 1
            words.removeFirst()
            head = words[0]
        }
        guard Self.firstWords.contains(head) else { return nil }
        let isWhole = text.utf8.count <= 160 && !run.words.dropLast().contains { $0.tail.contains(".") }
        if isWhole, let label = Self.whole(words) {
            self = label
            if label.addressee != nil {
                addressee = run.quote(start + 2..<run.words.count)
            }
            return
        }
        guard let label = Self.single(run, from: start, whole: text) else { return nil }
        self = label
    }

    init(kind: String) { self.kind = kind }

    private init(_ kind: String, plural: Bool = false, ownWord: String? = nil) {
        (self.kind, isPlural, self.ownWord) = (kind, plural, ownWord)
    }

    private static let firstWords: Set<String> = [
        "recommendation", "recommendations", "area", "areas", "cause", "causes", "accelerated", "what", "our",
        "summary",
        "list", "main", "key", "priority", "conclusions", "action", "actions", "afi", "rec", "matters",
        "further", "learning",
        "immediate", "national", "the", "full",
    ]

    /// The digit of a footnote that stands at a word's end.
    private static func withoutNoteSign(_ word: String) -> String {
        let bare = String(word.reversed().drop { $0.isNumber || "?:".contains($0) }.reversed())
        return bare.isEmpty ? word : bare
    }

    /// A passage that is nothing but a label, and maybe the sign of a footnote.
    private static func whole(_ words: [String]) -> ItemLabel? {
        let bare = words.map { withoutNoteSign($0) }
        if let label = phrase(bare) { return label }
        guard let last = bare.last, last.allSatisfy(\.isNumber), let label = phrase(bare.dropLast()),
            label.isPlural
        else {
            return nil
        }
        return label
    }

    private static func phrase(_ words: [String]) -> ItemLabel? {
        guard !words.isEmpty else { return nil }
        let phrase = words.joined(separator: " ")
        if areas.contains(phrase) {
            return ItemLabel(areaForImprovement, plural: phrase != "area for improvement")
        }
        if recommendations.contains(phrase) {
            var label = ItemLabel(recommendation, plural: phrase != "recommendation")
            label.isMixed = words.contains("conclusions")
            return label
        }
        if ["cause of concern", "accelerated cause of concern", "causes of concern"].contains(phrase) {
            let isEarly = words[0] == "accelerated"
            return ItemLabel(isEarly ? phrase : causeOfConcern, plural: words[0] == "causes")
        }
        // "What does the school need to do to improve?"
        if words[0] == "what", words.count <= 14,
            let need = words.firstIndex(where: { $0 == "need" || $0 == "needs" }),
            words[need...].contains("improve")
        {
            return ItemLabel(areaForImprovement, plural: true)
        }
        if [
            "priority concerns", "key concerns", "matters of concern",
            "the matters of concern are as follows",
        ].contains(phrase) {
            return ItemLabel(causeOfConcern, plural: true, ownWord: phrase)
        }
        if words[0] == "action" || words[0] == "actions", words.contains("take"), words.count <= 12,
            words.contains("must") || words.contains("should")
        {
            return ItemLabel(recommendation, plural: true)
        }
        if words.count > 2, words.count <= 14, words[0] == "recommendations",
            words[1] == "for" || words[1] == "to"
        {
            var label = ItemLabel(recommendation, plural: true)
            label.addressee = ""
            return label
        }
        return nil
    }

    private static let areas: Set<String> = [
        "area for improvement", "areas for improvement", "further areas for improvement",
        "areas for improvement afis",
    ]
    private static let recommendations: Set<String> = [
        "recommendation", "recommendations", "our recommendations", "summary of recommendations",
        "list of recommendations",
        "main recommendations", "key recommendations", "recommendations in full",
        "conclusions and recommendations", "summary of conclusions and recommendations",
        "national recommendations", "the recommendations", "full list of recommendations",
        "learning recommendations",
        "immediate recommendations",
    ]

    /// "Recommendation 5", "Recommendation One – Words", "Area for improvement: Words".
    private static func single(_ run: WordRun, from start: Int, whole text: String) -> ItemLabel? {
        let heads: [([String], String)] = [
            (["recommendation"], recommendation), (["rec"], recommendation), (["afi"], areaForImprovement),
            (["area", "for", "improvement"], areaForImprovement),
            (["cause", "of", "concern"], causeOfConcern),
            (["accelerated", "cause", "of", "concern"], "accelerated cause of concern"),
        ]
        guard let (head, kind) = heads.first(where: { run.has($0.0, at: start) }) else { return nil }
        var label = ItemLabel(kind: kind)
        var next = start + head.count
        // "Recommendation: Words"
        guard run.words[next - 1].tail.isEmpty else {
            guard run.words[next - 1].tail == ":" else { return nil }
            label.rest = rest(of: text, in: run, from: next)
            return label.rest.isEmpty ? nil : label
        }
        guard next < run.words.count, let number = number(run, at: next) else { return nil }
        label.number = number
        let tail = run.words[next].tail
        next += 1
        var isParted = !tail.isEmpty && tail != ")"
        if next < run.words.count, run.words[next].plain.isEmpty {
            // A dash of its own.
            guard !run.text[run.words[next].range].contains("..") else { return nil }
            isParted = true
            next += 1
        }
        if tail.contains("..") { return nil }
        label.rest = rest(of: text, in: run, from: next)
        if label.rest.isEmpty { return label }
        let asks = ["should", "must", "recommend", "recommends", "needs", "need"]
        let isSentence =
            label.rest.first?.isUppercase == true
            && run.words[next...].contains { asks.contains($0.plain) }
        return isParted || isSentence ? label : nil
    }

    private static func rest(of text: String, in run: WordRun, from index: Int) -> String {
        guard index < run.words.count else { return "" }
        let offset = run.text[..<run.words[index].range.lowerBound].utf8.count
        return String(text[text.utf8.index(text.startIndex, offsetBy: offset)...])
    }

    /// "5", "5a", "1.2", "(a)", "One".
    private static func number(_ run: WordRun, at index: Int) -> String? {
        let word = run.words[index].plain
        let digits = word.prefix { $0.isNumber || $0 == "." }
        let isNumber =
            !digits.isEmpty && digits.utf8.count <= 6 && word.dropFirst(digits.count).count <= 1
            && word.utf8.contains { 0x30...0x39 ~= $0 }
        guard isNumber || spelled.contains(word) else { return nil }
        return run.quote(index..<index + 1).trimmingBrackets
    }

    private static let spelled: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ]
}

extension String {
    fileprivate var trimmingBrackets: String { String(drop { "([".contains($0) }) }
}
