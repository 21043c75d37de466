package import TrackerValues
public import TrackerDocuments
public import TrackerModel
public import TrackerRegister
public import TransparencyLog

/// A board, its meetings, and the items that are before it.
public struct BoardPaper {
    private let board: Board
    private let meetings: [Meeting]
    private let items: ItemListPaper

    /// Asks the register; the frame's scope is the board.
    public init(_ register: Register, _ board: Board, frame: PaperContext, ragRule: RAGRule) throws {
        let known = frame.viewpoint.knownAt
        self.board = board
        meetings = try register.meetings(knownAt: known).filter { $0.board == board.reference }
        items = try ItemListPaper(register, .all, frame: frame, ragRule: ragRule)
    }

    /// How to add the first meeting, where there is none.
    package var remedies: [Remedy] { meetings.isEmpty ? [.add(.meeting)] : [] }

    /// The paper, ready to be drawn.
    public var document: Document {
        var document = items.document
        document.title = items.frame.text(board.name)
        document.subtitle = "What is before the board \(board.reference)"
        let held = Table(
            name: "Meetings", caption: "Meetings",
            columns: [
                Column(title: "Meeting", key: "meeting", weight: 2),
                Column(title: "Date", key: "date", kind: .date),
            ], rows: meetings.map { [.text($0.reference.text), Cell($0.heldOn)] },
            empty: "No meetings yet.")
        document.blocks.append(.table(held))
        return document
    }

    /// The paper as data.
    public func json(from snapshot: Snapshot) throws -> JSON {
        var object = try items.json(from: snapshot).object ?? [:]
        object["id"] = .string(board.reference.text)
        object["name"] = .string(items.frame.text(board.name))
        object["meetings"] = .array(
            meetings.map { ["id": .string($0.reference.text), "date": .string($0.heldOn.description)] })
        return .object(object)
    }
}
