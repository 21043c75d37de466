import Testing

import Tracker

@Suite struct MarkdownRendererTests {
    @Test func quarterly() throws {
        try RenderingGolden.expect(
            try MarkdownRenderer.render(RenderingSamples.quarterly), is: "quarterly.md")
    }

    @Test func outstanding() throws {
        try RenderingGolden.expect(
            try MarkdownRenderer.render(RenderingSamples.outstanding), is: "outstanding.md")
    }

    @Test func hostile() throws {
        try RenderingGolden.expect(try MarkdownRenderer.render(RenderingSamples.hostile), is: "hostile.md")
    }

    @Test(arguments: [
        ("1. x", "1\\. x"), ("12) x", "12\\) x"), ("- x", "\\- x"), ("# x", "\\# x"), ("    code", "code"),
        ("> q", "\\> q"),
        ("a - b", "a - b"), ("2022/23", "2022/23"), ("a\n- b", "a<br>- b"), ("===", "\\==="),
        ("a_b", "a\\_b"),
        ("http://x", "http:\\//x"), ("www.x", "www\\.x"), ("&lt;", "\\&lt;"),
    ])
    func paragraphs(words: String, markdown: String) throws {
        #expect(
            try MarkdownRenderer.render(Document(title: "T", blocks: [.paragraph(words)]))
                == "# T\n\n\(markdown)\n")
    }

    @Test func everyRowHasAsManyCellsAsTheHeading() throws {
        let lines = try MarkdownRenderer.render(RenderingSamples.hostile).split(separator: "\n").filter {
            $0.hasPrefix("| ")
        }
        let bars = lines.map { line in
            // Bars that are not escaped, found as a parser does: by scalar, from the left.
            var (count, escaped) = (0, false)
            for scalar in line.unicodeScalars {
                if scalar == "|", !escaped { count += 1 }
                escaped = scalar == "\\" && !escaped
            }
            return count
        }
        #expect(bars.count { $0 == 5 } == 23)
    }
}
