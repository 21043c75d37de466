import Tracker
import TrackerDocuments

/// The pieces of HTML that papers don't have: forms, and what is said above them. All words are escaped here.
enum HTML {
    static func text(_ words: String) -> String { HTMLText.escaped(words) }

    /// As an attribute's value: line breaks stay.
    static func value(_ words: String) -> String { HTMLText.escaped(words, newline: "&#10;") }

    static func link(_ words: String, to path: String, current: Bool = false) -> String {
        "<a href=\"\(value(path))\"\(current ? " aria-current=\"page\"" : "")>\(text(words))</a>"
    }

    static func hidden(_ name: String, _ words: String) -> String {
        "<input type=\"hidden\" name=\"\(value(name))\" value=\"\(value(words))\">"
    }

    static func list(_ items: [String], _ kind: String? = nil) -> String {
        items.isEmpty
            ? ""
            : "<ul\(kind.map { " class=\"\($0)\"" } ?? "")>\n\(items.map { "<li>\($0)</li>\n" }.joined())</ul>\n"
    }

    /// Something to notice before anything else; it is read out and takes the focus.
    static func notice(_ words: String) -> String {
        "<div class=\"notice\" role=\"status\" tabindex=\"-1\" autofocus><p>\(text(words))</p></div>\n"
    }

    /// What must be put right, each leading to its field.
    static func errors(_ faults: [FieldFault]) -> String {
        if faults.isEmpty { return "" }
        let lines = faults.map { fault in
            fault.field.map { "<a href=\"#\($0)\">\(text(fault.sentence))</a>" } ?? text(fault.sentence)
        }
        return
            "<div class=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus aria-labelledby=\"errors\"><h2 id=\"errors\">There is a problem</h2>\n\(list(lines))</div>\n"
    }
}

/// What is wrong with one field of a form, or with all of it.
struct FieldFault: Error, Equatable {
    let field: String?
    let sentence: String

    init(_ field: String, _ sentence: String) { (self.field, self.sentence) = (field, sentence) }

    init(_ sentence: String) { (field, self.sentence) = (nil, sentence) }
}
