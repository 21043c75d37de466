import Tracker

/// Lines as they can be typed in a shell: an option given several times, " | " between them, or "\\n".
struct TypedLines {
    /// The lines, each on one of its own.
    let text: String

    init(_ typed: [String]) {
        text = typed.map { $0.replacing(" | ", with: "\n").replacing("\\n", with: "\n") }.joined(
            separator: "\n")
    }

    /// Sentences, in which a bar is a bar.
    init(_ typed: String?) { text = typed?.replacing("\\n", with: "\n") ?? "" }
}

extension ProseFile {
    /// Reads the file at a path.
    init(path: String) throws {
        try self.init(
            EvidenceStore.read(path, atMost: Self.largestFile),
            name: String(path.split(separator: "/").last ?? ""))
    }
}
