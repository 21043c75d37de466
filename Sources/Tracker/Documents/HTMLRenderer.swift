// Draws a paper as one self-contained HTML file, for the screen and for A4: no scripts, no fonts or pictures
// from elsewhere, and a content security policy (CSP 3) that would stop them. Tables and charts follow WCAG
// 2.2 AA, which binds UK public bodies (Public Sector Bodies Accessibility Regulations 2018). Data is escaped
// and control characters shown.

/// Papers as HTML.
public enum HTMLRenderer {
    /// Writes `document` to `sink`, piece by piece: memory doesn't grow with the number of rows.
    ///
    /// - Parameter site: the site that the page belongs to; without one it is a file that needs no other.
    public static func render(
        _ document: Document, from source: (any RowSource)? = nil, in site: SitePage? = nil,
        to sink: inout some TextOutputStream
    ) throws {
        let title = HTMLText.escaped(document.title, newline: " ")
        sink.write(
            """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            \(site?.isServed == true ? "" : policy(isSite: site != nil))<meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(site?.isFaulty == true ? "Error: " : "")\(title)\(site.map { " – " + HTMLText.escaped($0.name, newline: " ") } ?? "")</title>
            \(site?.head ?? "")\(site?.isServed == true ? "" : style(of: document, isSite: site != nil))</head>
            <body\(site?.isServed == true && HTMLStyle.isWide(document) ? " class=\"wide\"" : "")>

            """)
        if let site { sink.write(site.top) }
        let marking = HTMLText.escaped(document.marking, newline: " ")
        let marked = marking.isEmpty ? "" : "<p class=\"marking\">\(marking)</p>\n"
        sink.write("<header>\n\(marked)")
        if let letterhead = document.letterhead { sink.write(html(letterhead)) }
        for (index, block) in document.opening.enumerated() {
            try write(block, from: source, anchor: "o\(index + 1)", in: site, to: &sink)
        }
        sink.write("<h1>\(title)</h1>\n")
        if let subtitle = document.subtitleUnderLetterhead {
            sink.write("<p class=\"subtitle\">\(HTMLText.escaped(subtitle))</p>\n")
        }
        sink.write("</header>\n<main\(site == nil ? "" : " id=\"main\"")>\n\(site?.above ?? "")")
        var index = 0
        while index < document.blocks.count {
            let rest = document.blocks[index...]
            let alike = site?.isServed == true ? HTMLTable.alike(rest) : 0
            if alike > 1 {
                let tables = rest.prefix(alike).enumerated().compactMap { number, block in
                    if case .table(let table) = block {
                        HTMLTable(table, from: source, anchor: "b\(index + number + 1)", in: site)
                    } else {
                        nil as HTMLTable?
                    }
                }
                try HTMLTable.write(tables, named: document.title, to: &sink)
            } else {
                try write(rest[index], from: source, anchor: "b\(index + 1)", in: site, to: &sink)
            }
            index += max(1, alike)
        }
        sink.write("\(site?.below ?? "")</main>\n<footer>\n")
        if !document.foot.isEmpty { write(document.foot, in: site, to: &sink) }
        sink.write("\(marked)</footer>\n</body>\n</html>\n")
    }

    /// `document` as HTML.
    public static func render(
        _ document: Document, from source: (any RowSource)? = nil, in site: SitePage? = nil
    ) throws -> String {
        var html = ""
        try render(document, from: source, in: site, to: &html)
        return html
    }

    private static func policy(isSite: Bool) -> String {
        "<meta http-equiv=\"Content-Security-Policy\" content=\"\(HTMLStyle.policy(isSite: isSite))\">\n"
    }

    private static func style(of document: Document, isSite: Bool) -> String {
        """
        <style>
        \(isSite ? "" : HTMLStyle.sheet + "\n")\(HTMLStyle.page(for: document))
        </style>

        """
    }

    private static func html(_ letterhead: Letterhead) -> String {
        let name = letterhead.name.map { "<strong>\(HTMLText.escaped($0, newline: " "))</strong>" }
        let words = [name, letterhead.lines.isEmpty ? nil : letterhead.address].compactMap { $0 }
        let text = words.isEmpty ? "" : "<p>\(words.joined(separator: "<br>"))</p>\n"
        return "<div class=\"letterhead\">\n\(letterhead.image)\(text)</div>\n"
    }

    private static func write(
        _ block: Block, from source: (any RowSource)?, anchor: String, in site: SitePage?,
        to sink: inout some TextOutputStream
    ) throws {
        switch block {
        case .heading(let heading): sink.write("<h2>\(HTMLText.escaped(heading))</h2>\n")
        case .paragraph(let text): sink.write("<p>\(HTMLText.escaped(text))</p>\n")
        case .table(let table):
            try HTMLTable(table, from: source, anchor: anchor, in: site).write(to: &sink)
        case .chart(let chart):
            try write(chart, anchor: anchor, isServed: site?.isServed == true, to: &sink)
        case .facts(let facts): write(facts, in: site, to: &sink)
        case .list(let entries):
            sink.write("<ul>\n")
            for entry in entries { sink.write("<li>\(HTMLText.escaped(entry))</li>\n") }
            sink.write("</ul>\n")
        }
    }

    private static func write(
        _ facts: [Fact], in site: SitePage?, to sink: inout some TextOutputStream
    ) {
        sink.write("<dl>\n")
        for fact in facts {
            let value =
                site?.linked(fact.value, fact.label) { HTMLText.escaped($0) }
                ?? HTMLText.escaped(fact.value)
            sink.write("<div><dt>\(HTMLText.escaped(fact.label))</dt><dd>\(value)</dd></div>\n")
        }
        sink.write("</dl>\n")
    }

    /// The drawing, and the same figures as a table that opens without a script and is always open in print.
    private static func write(
        _ chart: Chart, anchor: String, isServed: Bool, to sink: inout some TextOutputStream
    ) throws {
        let title = HTMLText.escaped(chart.title, newline: " ")
        let figures = HTMLTable(chart.figures, from: nil, anchor: "\(anchor)-figures", isServed: isServed)
        sink.write(
            "<figure>\n<figcaption><strong>\(title)</strong> \(HTMLText.escaped(chart.description))</figcaption>\n"
        )
        if chart.categories.isEmpty || chart.series.isEmpty {
            try figures.write(to: &sink)
        } else {
            let drawing = ChartDrawing(chart, anchor: anchor)
            sink.write("\(drawing.key)<div class=\"scroll\" role=\"region\" tabindex=\"0\" ")
            sink.write(
                "aria-label=\"\(title): chart\">\n\(drawing.svg)</div>\n<details>\n<summary>Figures</summary>\n"
            )
            try figures.write(to: &sink)
            sink.write("</details>\n")
        }
        sink.write("</figure>\n")
    }
}
