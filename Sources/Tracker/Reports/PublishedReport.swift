public import TrackerValues

/// What a published inspection report says, in its own words: each text stands in the source as it stands here, white space
/// and what can't be seen apart.
public struct PublishedReport: Equatable, Sendable {
    /// Words of the source, and where they stand.
    public struct Quote: Equatable, Sendable {
        /// The words.
        public var text: String
        /// Where they stand.
        public var place: SourcePlace
    }

    /// A question that the report judges, and its grade.
    public struct Question: Equatable, Sendable {
        /// The question, or the heading that stands for it.
        public var text: String
        /// Its grade, as the report writes it.
        public var grade: String
        /// Where it stands.
        public var place: SourcePlace
    }

    /// A cause of concern, a recommendation or an area for improvement.
    public struct Item: Equatable, Sendable {
        /// Its kind, as the register names it.
        public var kind: String
        /// The report's own number.
        public var number: String?
        /// What it says; points that belong to it stand on lines of their own.
        public var text: String
        /// The question that it stands under.
        public var question: String?
        /// The cause of concern that it answers, by its index.
        public var parent: Int?
        /// Whom it is addressed to.
        public var addressee: String?
        /// By when, in the report's words.
        public var deadline: String?
        /// The words that lead in to the list in which it stands: "Within three months, the force should:".
        public var leadIn: String?
        /// Where it stands.
        public var place: SourcePlace
        /// What isn't sure, each a sentence.
        public var checks: [String] = []
    }

    /// The file's name.
    public var file: String
    /// Its title.
    public internal(set) var title: Quote?
    /// Who published it.
    public internal(set) var publisher: Quote?
    /// The force that it is about.
    public internal(set) var force: Quote?
    /// When it was published, as far as it says.
    public internal(set) var published: PartialDate?
    /// The inspection cycle.
    public internal(set) var cycle: String?
    /// The grade of the whole.
    public internal(set) var overall: Quote?
    /// Its graded questions, in its order.
    public internal(set) var questions: [Question] = []
    /// Its items, in its order.
    public internal(set) var items: [Item] = []
    /// What isn't sure of the report itself, each a sentence.
    public internal(set) var checks: [String] = []

    init(file: String) { self.file = file }
}

/// Why a file can't be taken as a published report, in a sentence with the way out.
public struct UnreadableReport: TrackerError, Equatable, Sendable {
    /// The sentence.
    public let description: String
    package var failure: FailureKind { .malformed }
}

extension PublishedReport {
    /// How large a file may be, in bytes.
    public static let largestFile = 64 << 20
    /// How many passages are looked at; no report has more.
    static let mostPassages = 200_000

    /// What kind of file a report is in.
    public enum Form: Equatable, Sendable {
        /// A saved web page.
        case page
        /// A PDF, which pdftotext has to read first.
        case pdf
        /// Plain text.
        case text
    }

    /// The kind of a file, by what is in it.
    ///
    /// - Throws: `UnreadableReport` for what is neither a page nor a PDF nor text, and says what it is.
    public static func form(of bytes: [UInt8], file: String) throws(UnreadableReport) -> Form {
        let start = bytes.prefix(2048)
        if contains("%PDF-", in: start.prefix(1024)) { return .pdf }
        func refuse(_ what: String) -> UnreadableReport {
            UnreadableReport(description: "\(file) \(what)")
        }
        if start.starts(with: [0x50, 0x4B]) {
            throw refuse(
                "is a Word document or another zip file. Save it as a PDF or as plain text and take that.")
        }
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw refuse(
                "is a document of an old Office program. Save it as a PDF or as plain text and take that.")
        }
        if contains("mime-version:", in: start), contains("multipart/related", in: start) {
            throw refuse(
                "is a web page in one file (.mht). Save it from the browser as \"Web page, HTML only\" and take that."
            )
        }
        let ending = file.split(separator: ".").last?.lowercased()
        let tags = ["<!doctype html", "<html", "<head", "<body"]
        if ["htm", "html", "xhtml"].contains(ending) || tags.contains(where: { contains($0, in: start) }) {
            return .page
        }
        return .text
    }

    private static func contains(_ words: String, in bytes: ArraySlice<UInt8>) -> Bool {
        let words = Array(words.utf8)
        return bytes.indices.contains { index in
            bytes.count - (index - bytes.startIndex) >= words.count
                && words.indices.allSatisfy { offset in
                    let byte = bytes[index + offset]
                    return (0x41...0x5A ~= byte && words[offset] != byte ? byte + 0x20 : byte)
                        == words[offset]
                }
        }
    }

    /// Reads a saved web page.
    public init(page: String, file: String) {
        let page = WebPage(page)
        self.init(page.passages, file: file, tabTitle: page.title.blanksMadeOne, published: page.published)
    }

    /// Reads plain text.
    public init(text: String, file: String) {
        self.init(TextFile(text).passages.mended, file: file)
    }

    /// Reads what `pdftotext -bbox-layout` makes of a PDF.
    public init(layout: String, file: String) throws(UnreadableReport) {
        let passages = PDFText(layout).passages.mended
        guard !passages.isEmpty else {
            throw UnreadableReport(
                description:
                    "\(file) holds no words: it is a scan. Put it through text recognition first, or take the web page."
            )
        }
        self.init(passages, file: file)
    }

    private init(_ passages: [Passage], file: String, tabTitle: String = "", published: [String] = []) {
        self.init(file: file)
        let passages = Array(passages.prefix(Self.mostPassages))
        let isLetter = ReportHead.isLetter(passages)
        let head = ReportHead(passages, tabTitle: tabTitle, published: published, isLetter: isLetter)
        (title, publisher, force, cycle) = (head.title, head.publisher, head.force, head.cycle)
        (self.published, checks) = (head.published, head.checks)
        var reader = ItemReader(isLetter: isLetter, title: head.title?.text ?? "")
        reader.read(passages)
        (questions, items, overall) = (reader.questions, reader.items, reader.overall)
        checks += reader.checks
    }
}
