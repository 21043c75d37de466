// Draws a letter as HTML that prints on A4 and that word processors open as a document: plain elements and a short
// style sheet of CSS 2.1 without variables, grids or scripts, which LibreOffice Writer and Word both understand.

/// Letters as HTML.
public enum LetterRenderer {
    /// `letter` as HTML: its subtitle, the body's name, is its letterhead, with logo and address where it has them.
    public static func render(_ letter: Document, from source: (any RowSource)? = nil) throws -> String {
        let title = HTMLText.escaped(letter.title, newline: " ")
        let marking =
            letter.marking.isEmpty ? "" : "<p class=\"marking\">\(HTMLText.escaped(letter.marking))</p>\n"
        let head = letter.subtitle.map { "<p class=\"head\">\(HTMLText.escaped($0))</p>\n" } ?? ""
        let logo = letter.letterhead.map { $0.logo == nil ? "" : "<p>\($0.image)</p>\n" } ?? ""
        let lines =
            letter.letterhead.map {
                $0.lines.isEmpty ? "" : "<p class=\"address\">\($0.address)</p>\n"
            } ?? ""
        let opening = try letter.opening.map { try html($0, from: source) }.joined()
        let blocks = try letter.blocks.map { try html($0, from: source) }.joined()
        return """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(HTMLStyle.policy(isSite: false))">
            <title>\(title)</title>
            <style>
            \(page(marking: letter.marking))
            \(style)
            </style>
            </head>
            <body>
            <main>
            \(marking)\(logo)\(head)\(lines)\(opening)<h1>\(title)</h1>
            \(blocks)\(marking)</main>
            </body>
            </html>

            """
    }

    private static func html(_ block: Block, from source: (any RowSource)?) throws -> String {
        switch block {
        case .heading(let heading): "<h2>\(HTMLText.escaped(heading))</h2>\n"
        case .paragraph(let text): "<p>\(HTMLText.escaped(text))</p>\n"
        case .list(let entries):
            "<ul>\n\(entries.map { "<li>\(HTMLText.escaped($0))</li>\n" }.joined())</ul>\n"
        case .facts(let facts): table(facts.map { [$0.label, $0.value] })
        case .table(let table): try html(table, from: source)
        case .chart(let chart): try html(chart.figures, from: nil)
        }
    }

    private static func html(_ table: Table, from source: (any RowSource)?) throws -> String {
        let head = table.columns.map { "<th>\(HTMLText.escaped($0.title))</th>" }.joined()
        var rows = ""
        try table.rows.forEach(from: source) { row in
            let cells = zip(table.columns, row).map { "<td>\(HTMLText.escaped($1.words(in: $0.kind)))</td>" }
            rows += "<tr>\(cells.joined())</tr>\n"
        }
        return "<table>\n<tr>\(head)</tr>\n\(rows)</table>\n"
    }

    private static func table(_ rows: [[String]]) -> String {
        let lines = rows.map { row in
            "<tr><th>\(HTMLText.escaped(row[0]))</th><td>\(HTMLText.escaped(row[1]))</td></tr>\n"
        }
        return "<table class=\"facts\">\n\(lines.joined())</table>\n"
    }

    /// The printed page: A4, the marking in both margins of each (CSS Paged Media 3).
    private static func page(marking: String) -> String {
        let content =
            "{ content: \(HTMLStyle.quoted(marking)); font: 700 9pt/1 \"Liberation Sans\", Arial, sans-serif; }"
        return "@page { size: A4; margin: 20mm 22mm; @top-center \(content) @bottom-center \(content) }"
    }

    private static let style = """
        body { max-width: 17cm; margin: 0 auto; color: #000; background: #fff; font: 10.5pt/1.35 "Liberation Sans", Arial, sans-serif; }
        h1, h2 { font-family: "Liberation Sans", Arial, sans-serif; margin-left: 0; page-break-after: avoid; }
        h1 { font-size: 12pt; margin-top: 12pt; margin-bottom: 8pt; }
        h2 { font-size: 10.5pt; margin-top: 11pt; margin-bottom: 3pt; }
        p, ul { margin-top: 0; margin-bottom: 7pt; page-break-inside: avoid; }
        li { margin-bottom: 3pt; }
        /* The last words, who signs and the copies stay together. */
        main > :nth-last-child(-n+5) { page-break-before: avoid; }
        table { border-collapse: collapse; margin-bottom: 4pt; }
        th, td { text-align: left; vertical-align: top; padding: 1pt 12pt 1pt 0; }
        th { font-weight: normal; color: #41484f; }
        .head { font-size: 12pt; font-weight: bold; }
        .logo { max-width: 100%; }
        .address { margin-top: -6pt; font-size: 9.5pt; color: #41484f; }
        .marking { text-align: center; font-weight: bold; }
        @media print { body { max-width: none; } .marking { display: none; } }
        """
}
