// What a paper is before it is drawn: the one value that reports build and renderers read. Nothing here knows
// the domain, so that every format says the same thing.

/// A paper, ready to be drawn in any format: a title, blocks in reading order, and a foot that says what the
/// paper rests on.
public struct Document: Sendable {
    /// What the paper is, in a few words.
    public var title: String
    /// The period or scope under the title, e.g. "2022/23 Q3: 1 October to 31 December 2022".
    public var subtitle: String?
    /// Whose paper it is, printed above the title in HTML and PDF; nil for none.
    public var letterhead: Letterhead?
    /// The protective marking, printed at the head and foot of every format ("OFFICIAL"); empty for none.
    public var marking: String
    /// What stands above the title: in a letter the addressee, the date and the greeting.
    public var opening: [Block] = []
    /// The paper's matter, in reading order.
    public var blocks: [Block]
    /// What the paper rests on: as at, known at, scope, RAG rule, ledger size, root hash.
    public var foot: [Fact]
    /// The flat table that CSV prints; when nil, the first table among the blocks.
    public var records: Table?
    /// Everything in one table to sort and filter: the first sheet of a workbook; nil where the blocks' own serve.
    public var list: Table?

    /// The subtitle under a letterhead: the body's name isn't printed twice.
    var subtitleUnderLetterhead: String? {
        guard let subtitle, let name = letterhead?.name else { return subtitle }
        if subtitle == name { return nil }
        return subtitle.hasPrefix("\(name) · ") ? String(subtitle.dropFirst(name.count + 3)) : subtitle
    }

    /// A paper of `blocks` under `title`.
    public init(
        title: String, subtitle: String? = nil, letterhead: Letterhead? = nil, marking: String = "",
        opening: [Block] = [], blocks: [Block] = [], foot: [Fact] = [], records: Table? = nil,
        list: Table? = nil
    ) {
        self.opening = opening
        self.title = title
        self.subtitle = subtitle
        self.letterhead = letterhead
        self.marking = marking
        self.blocks = blocks
        self.foot = foot
        self.records = records
        self.list = list
    }
}

/// One thing stated: a label and its value.
public struct Fact: Equatable, Sendable {
    /// What is stated, e.g. "As at".
    public var label: String
    /// The statement, e.g. "31 December 2022".
    public var value: String

    /// States `value` under `label`.
    public init(label: String, value: String) {
        self.label = label
        self.value = value
    }
}

/// A piece of a paper.
public enum Block: Sendable {
    /// The heading of what follows.
    case heading(String)
    /// Running text; a newline in it is a line break.
    case paragraph(String)
    /// A table, one sheet in a workbook.
    case table(Table)
    /// A chart, which every format accompanies with its figures.
    case chart(Chart)
    /// A bulleted list.
    case list([String])
    /// Labels and values, one pair to a line.
    case facts([Fact])
}
