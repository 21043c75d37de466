@testable import TrackerReports

/// Published reports as inspectorates lay them out, in words of our own.
enum ReportSamples {
    /// A page of an assessment by questions, as a browser saves it for text.
    static let assessment = """
        Skip to content

        Our site will be away for a while on Sunday. We are sorry.

        Rivershire PEEL 2016

        Efficiency

        How efficient is the force at what it does?

        Last updated 03/11/2016
        Good

        Rivershire Police has been judged as good. Its sums add up, and it could do more with its vans, which stand about more than they drive and cost much while they do so, as everybody in the county can see who passes the yard on a weekday morning.

        Questions for Efficiency

        1

        How well does the force know what is asked of it?

        Good

        Rivershire Police knows well what is asked of it. It counts calls.

        2

        How well does the force use what it has?

        Requires improvement

        It has vans. It should drive them more.

        Areas for improvement

          • Rivershire Police should count the days on which a van stands still.
          • Rivershire Police should tell its board of them, and say how they bear on the force’s means.

        3

        How well does the force plan?

        Good

        It plans well. The plan is kept in a drawer.

        Areas for improvement

          • Rivershire Police should publish the plan.
        """

    /// A page with causes of concern, as a saved page: menus, scripts, ends left out.
    static let inspection = """
        <!DOCTYPE html>
        <html><head><title>PEEL 2023&ndash;25: Rivershire | Inspectorate</title>
        <meta property="article:published_time" content="2024-02-09T00:01:00+00:00">
        <script>document.write("<p>Recommendation 9: never shown</p>")</script></head>
        <body><nav><ul><li>Home<li>Recommendations</ul></nav>
        <main><h1>PEEL 2023&ndash;25: An inspection of Rivershire Police</h1>
        <p>HMICFRS inspects. HMICFRS reports. This is <em>our</em> report.</p>
        <h2>Looking after callers</h2>
        <p>Inadequate</p>
        <p>Callers wait too long.</p>
        <h3>Cause of concern</h3>
        <p>Rivershire Police doesn&rsquo;t answer the telephone soon enough.</p>
        <h4>Recommendations</h4>
        <p>Within three months, Rivershire Police should:</p>
        <ul><li>put a second telephone in the hall; and
        <li>answer both, by day &amp; night.</ul>
        <p>We shall call again to see.</p>
        <h2>Using money</h2>
        <p>Adequate</p>
        <h3>Area for improvement</h3>
        <p>The force should make sure that its vans are driven.</p>
        <p>In May we saw nine vans that stood still.</p>
        <h3>Good practice</h3><p>The tea should be praised.</p>
        </main><footer><p>We recommend that you should read our cookie rules.</p></footer></body></html>
        """

    /// A report on a subject, with numbered recommendations that its summary tells first.
    static let thematic = """
        <html><body><h1>Vans: a thematic inspection of how forces park</h1>
        <p>Published on: 7 March 2024</p>
        <p>HMICFRS looked at vans, and HMICFRS drove some.</p>
        <h2>Contents</h2><ol><li>Foreword<li>Recommendations<li>Recommendation 1</ol>
        <h2>Recommendations</h2>
        <h3>Recommendation 1</h3>
        <p>By 31 December 2024, chief constables should count their vans.</p>
        <h3>Recommendation 2</h3>
        <p>By March 2025, the Home Office should:</p>
        <ul><li>say what a van is; and</li><li>say what it is for.</li></ul>
        <p><strong>Recommendation 3:</strong> With immediate effect, forces must park in the yard.</p>
        <h2>What we found</h2>
        <p>Recommendation 4 of our last report was met. Recommendations 1 to 3 build on it.</p>
        <h3>Recommendation 1</h3>
        <p>By 31 December 2024, chief constables should count their vans.</p>
        <p>We recommend that the College writes a guide to vans within six months of publication of this report.</p>
        </body></html>
        """

    /// A letter about a report.
    static let letter = """
        The Secretary
        1 Long Street

        4 May 2018

        Dear Secretary

        PEEL: Rivershire police legitimacy 2017

        I write about the report that HMICFRS published on 12 December 2017. Rivershire Police was found 'good' in most of it.

        I have read the areas for improvement, for example “The force should make its forms short, and plain enough for people who have little time.” We shall see to it.

        Yours sincerely

        A. Person
        """

    static let texts = [assessment, letter]
    static let pages = [inspection, thematic]
}

/// What `pdftotext -bbox-layout` writes of a PDF.
struct LayoutSample {
    typealias Line = (text: String, left: Double, top: Double, height: Double)

    var pages: [[[Line]]]

    var layout: String {
        var layout = "<!DOCTYPE html>\n<html><head><title></title></head><body><doc>\n"
        for blocks in pages {
            layout += "<page width=\"595\" height=\"842\">\n"
            for block in blocks {
                layout += "<flow><block xMin=\"0\" yMin=\"0\" xMax=\"0\" yMax=\"0\">\n"
                for line in block {
                    let place =
                        "xMin=\"\(line.left)\" yMin=\"\(line.top)\" xMax=\"500\" yMax=\"\(line.top + line.height)\""
                    let words = line.text.split(separator: " ").map { "<word \(place)>\($0)</word>" }
                    layout += "<line \(place)>\(words.joined())</line>\n"
                }
                layout += "</block></flow>\n"
            }
            layout += "</page>\n"
        }
        return layout + "</doc></body></html>"
    }

    /// Its words in their order.
    var words: String { pages.joined().joined().map(\.text).joined(separator: " ") }

    /// Three pages with a running head, page numbers, a footnote, a list that goes on over a page's end, and a table.
    static var report: LayoutSample {
        let head: Line = ("Inspection of Rivershire", 70, 30, 9)
        return LayoutSample(pages: [
            [
                [head], [("Inspection of Rivershire stables", 70, 100, 30)],
                [("Report published: 2 July 2019", 70, 150, 14)],
                [("The care of horses", 70, 200, 14)], [("Good", 300, 200, 14)],
                [("The care of carts", 70, 230, 14)], [("Requires improvement", 300, 230, 14)],
                [("Overall effectiveness", 70, 260, 14)], [("Good", 300, 260, 14)],
                [
                    ("Horses are well looked after by all who work in the stables,", 70, 300, 14),
                    ("and the multi-", 70, 316, 14), ("coloured ones above all.", 70, 332, 14),
                ], [("1", 290, 800, 9)],
            ],
            [
                [head], [("What needs to improve? 1", 70, 90, 14)],
                [
                    ("◼ The oiling of carts, so that they are not heard before they", 70, 120, 14),
                    ("are seen.", 88, 136, 14),
                ],
                [("◼", 70, 160, 14)],
                [("The counting of wheels, which must be done by everybody who", 88, 160, 14)],
                [("1", 70, 700, 9), ("Carts are told from horses by their wheels.", 74, 700, 9)],
                [("2", 290, 800, 9)],
            ],
            [
                [head], [("takes one off.", 88, 90, 14)], [("◼ The painting of shafts.", 70, 120, 14)],
                [("The care of horses: good", 70, 160, 17)], [("1.", 70, 190, 14)],
                [("Every horse must be fed, and is.", 88, 190, 14)], [("3", 290, 800, 9)],
            ],
        ])
    }
}
