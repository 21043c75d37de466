import Testing

import Tracker

@Suite struct HTMLRendererTests {
    @Test func outstanding() throws {
        try RenderingGolden.expect(
            try HTMLRenderer.render(RenderingSamples.outstanding), is: "outstanding.html")
    }

    @Test func hostile() throws {
        try RenderingGolden.expect(try HTMLRenderer.render(RenderingSamples.hostile), is: "hostile.html")
    }

    @Test func dataOpensNoTags() throws {
        let html = try HTMLRenderer.render(RenderingSamples.hostile)
        #expect(!html.contains("<script"))
        #expect(html.matches(of: /<\/style>/).count == 1)
        #expect(html.matches(of: /<\/title>/).count == 2)
        let known: Set<Substring> = [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "h1",
            "h2", "p", "ul", "li",
            "dl", "div", "dt", "dd", "strong", "br", "table", "caption", "thead", "tbody", "tfoot", "tr",
            "th", "td", "span", "time",
            "wbr", "figure", "figcaption", "svg", "desc", "defs", "pattern", "rect", "g", "path", "circle",
            "text", "details", "summary",
        ]
        for tag in html.matches(of: /<\/?([^ >\/]*)/) { #expect(known.contains(tag.output.1)) }
    }

    @Test func nothingActsAndNothingIsFetched() throws {
        for paper in [RenderingSamples.quarterly, RenderingSamples.hostile] {
            let html = try HTMLRenderer.render(paper)
            #expect(
                html.contains(
                    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\""
                ))
            let acts = html.unicodeScalars.contains { scalar in
                scalar != "\n"
                    && (scalar.properties.generalCategory == .control || scalar.properties.isBidiControl)
            }
            #expect(!acts)
            for match in html.matches(of: /(?:src|href|data)=|@import|url\(([^)]*)/) {
                #expect(match.output.1?.hasPrefix("#") == true, "\(match.output.0)")
            }
        }
    }

    @Test func anchorsAreUniqueAndResolve() throws {
        let html = try HTMLRenderer.render(RenderingSamples.quarterly)
        let anchors = html.matches(of: /\ id="([^"]+)"/).map(\.output.1)
        #expect(Set(anchors).count == anchors.count)
        let uses = html.matches(of: /(?:labelledby="|url\(#)([^")]+)/).flatMap {
            $0.output.1.split(separator: " ")
        }
        #expect(!uses.isEmpty && Set(uses).isSubset(of: anchors))
    }
}
