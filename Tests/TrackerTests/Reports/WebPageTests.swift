import Testing
import TrackerValues

@testable import TrackerReports

/// A saved page is read as a browser shows it, however it was written.
struct WebPageTests {
    private func texts(_ page: String) -> [String] { WebPage(page).passages.map(\.text) }

    @Test func endsMayBeLeftOut() {
        #expect(
            texts("<p>One<p>Two<ul><li>Three<li>Four</ul>Five") == ["One", "Two", "Three", "Four", "Five"])
        #expect(texts("<table><tr><td>One<td>Two<tr><td>Three</table>") == ["One", "Two", "Three"])
    }

    @Test func whatIsNotShownIsLeftOut() {
        let page = """
            <head><style>p { color: red }</style></head><nav>Menu</nav><p hidden>Hidden</p><!-- <p>Comment</p> -->
            <p>Shown<sup>1</sup></p><script>"</p>"</script><footer>Foot</footer>
            """
        #expect(texts(page) == ["Shown"])
    }

    @Test func charactersByNameAndNumber() {
        #expect(
            texts("<p>a &amp; b &#8217; &#x2019; &#146; &nbsp;c &notaname; AT&T &amp</p>") == [
                "a & b ’ ’ ’ c &notaname; AT&T &"
            ])
    }

    @Test func whatBeginsNoTagIsAWord() {
        #expect(texts("<p>1 < 2 <3 and a<b>c</b></p>") == ["1 < 2 <3 and ac"])
    }

    @Test func headingsAndPointsAreTold() {
        let page = WebPage("<h2>Head</h2><ul><li>Point<p>More</p><ul><li>Deeper</ul></ul>")
        #expect(
            page.passages.map(\.kind) == [.heading(level: 2), .point(depth: 1), .paragraph, .point(depth: 2)])
    }

    @Test(arguments: [
        ("%PDF-1.7", "a.pdf", PublishedReport.Form.pdf), ("<!DOCTYPE HTML><p>", "a", .page),
        ("Words", "a.htm", .page),
        ("Words", "a.txt", .text),
    ]) func formsAreTold(_ start: String, _ file: String, _ form: PublishedReport.Form) throws {
        #expect(try PublishedReport.form(of: Array(start.utf8), file: file) == form)
    }

    @Test(arguments: [
        ("PK\u{3}\u{4}", "Word document"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related;", "HTML only"),
    ]) func othersAreRefusedWithAWayOut(_ start: String, _ words: String) {
        let error = #expect(throws: UnreadableReport.self) {
            try PublishedReport.form(of: Array(start.utf8), file: "a")
        }
        #expect(error?.description.contains(words) == true)
    }

    @Test func aScanIsToldFor() {
        let error = #expect(throws: UnreadableReport.self) {
            try PublishedReport(layout: "<doc><page width=\"1\" height=\"1\"></page></doc>", file: "scan.pdf")
        }
        #expect(error?.description.contains("scan") == true)
    }
}
