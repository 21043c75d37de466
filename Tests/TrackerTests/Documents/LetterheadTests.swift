import Testing

import Tracker

/// Name, address and logo at the head of a paper.
@Suite struct LetterheadTests {
    /// A ring of 64 by 64 pixels, as PNG.
    static let logo =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQMAAACQp+OdAAAABlBMVEX///8dNVcWAuW8AAAAxUlEQVR42p3RwU3DUBCE4e9NnsA33AEuJaVQiumEUlwCJbgDjMTBQlYeBwfk3CL2sqvZ0ay0P/fV84oT5aOWCR5bm/dNayvhhQcKDUWcYBIVBtFBL3roxABVfu/EeW9FAyX47JHC+xdj5eqKxugcLkyk2pgNYWVxTLawkm4X+jCz3Xr+NwxUsu7CEnq6W09HTzaVwRzCmVIuiuY1mE6gteWpteMTRmhigssxeYZNLLCKFRaxwXyEYnQN3cH9oQzfvB1w31M/KAA/fnvvsRsAAAAASUVORK5CYII="

    private func paper(_ letterhead: Letterhead?) -> Document {
        Document(
            title: "Benefits", subtitle: "Oversight body", letterhead: letterhead, marking: "OFFICIAL",
            blocks: [.paragraph("None.")])
    }

    @Test func standsAboveTheTitle() throws {
        let head = Letterhead(
            name: "Oversight body", lines: ["1 Bridge Street", "London SE1 2AA"], logo: Self.logo)
        let html = try HTMLRenderer.render(paper(head))
        try RenderingGolden.expect(html, is: "letterhead.html")
        // The title and the name: the subtitle would say the latter again.
        #expect(html.matches(of: />Oversight body</).count == 1)
    }

    @Test func addressAloneNeedsNoPicture() throws {
        let html = try HTMLRenderer.render(paper(Letterhead(name: nil, lines: ["1 Bridge Street"])))
        #expect(html.contains("<div class=\"letterhead\">\n<p>1 Bridge Street</p>\n</div>"))
        #expect(!html.contains("<img"))
        #expect(html.contains("<p class=\"subtitle\">Oversight body</p>"))
    }

    @Test func wordsOpenNoTags() throws {
        let head = Letterhead(
            name: "\"><script>a</script>", lines: ["<b>\u{202E}here</b>"], logo: "data:\"onerror=\"x")
        for html in [try HTMLRenderer.render(paper(head)), try LetterRenderer.render(paper(head))] {
            for tag in ["<script", "<b>", "\"onerror", "\u{202E}"] { #expect(!html.contains(tag), "\(tag)") }
            #expect(html.contains("alt=\"&quot;&gt;&lt;script"))
        }
    }

    @Test func theOtherFormatsLeaveItOut() throws {
        let head = Letterhead(name: "Oversight body", lines: ["1 Bridge Street"], logo: Self.logo)
        let (with, without) = (paper(head), paper(nil))
        #expect(try TextRenderer.render(with) == TextRenderer.render(without))
        #expect(try MarkdownRenderer.render(with) == MarkdownRenderer.render(without))
        #expect(try CSVRenderer.render(with) == CSVRenderer.render(without))
    }
}
