import Tracker
import TrackerDocuments

/// Evidence: files as they are handed out, and where they are listed.
extension Pages {
    /// What may stand in a window of the browser: nothing in it can act there. Everything else is saved.
    private static let shown: Set<String> = [
        "application/pdf", "image/png", "image/jpeg", "image/gif", "text/plain", "text/csv",
    ]

    /// A file of evidence, as it was given.
    func evidence(
        _ id: String, of item: String, by visitor: Visitor, _ register: Register
    ) throws -> PageResponse {
        let (_, history) = try visitor.item(item, register)
        guard let piece = history.evidence.first(where: { "E\($0.id)" == id }), let file = piece.file,
            piece.counts
        else {
            throw NotFound("evidence", id.excerpt)
        }
        let bytes = try register.evidenceStore(toRead: true).bytes(file.sha256)
        guard Hash.sha256(bytes).hex == file.sha256 else {
            throw RuleViolation(id, "its file isn't as it was given, so it isn't handed out")
        }
        let isShown = Self.shown.contains(file.mediaType)
        let type = file.mediaType.hasPrefix("text/") ? "\(file.mediaType); charset=utf-8" : file.mediaType
        var response = PageResponse(200, type: isShown ? type : "application/octet-stream", bytes)
        let name = try register.words(of: piece.id)[.file] ?? id
        response["Content-Disposition"] =
            "\(isShown ? "inline" : "attachment"); filename*=UTF-8''\(PageAddress.encoded(name))"
        response["Content-Security-Policy"] =
            "default-src 'none'; frame-ancestors 'none'"
            + (file.mediaType == "application/pdf" ? "" : "; sandbox")
        response["Cache-Control"] = "private, no-store"
        return response
    }

    /// Links to an item's files of evidence.
    func evidenceLinks(_ history: ItemHistory, _ register: Register) throws -> String {
        let links = try history.evidence.filter { $0.file != nil && $0.counts }.map { piece in
            let words = try register.words(of: piece.id)
            let name = words[.title] ?? words[.file] ?? "file"
            return HTML.link(
                "E\(piece.id): \(name)",
                to: PageAddress.path("items", history.reference.text, "evidence", "E\(piece.id)"))
                + ", \(HTML.text(piece.dated.shortForm))"
        }
        return links.isEmpty ? "" : "<h2>Files of evidence</h2>\n\(HTML.list(links))"
    }
}
