import Testing
@testable import TrackerDocuments

import Tracker

@Suite struct TextRendererTests {
    private static var papers: [Document] {
        [

            RenderingSamples.quarterly, RenderingSamples.outstanding, RenderingSamples.hostile,
        ]
    }

    @Test(arguments: [80, 120, 200])
    func quarterly(width: Int) throws {
        let text = try TextRenderer.render(RenderingSamples.quarterly, width: width)
        try RenderingGolden.expect(text, is: "quarterly-\(width).txt")
    }

    @Test(arguments: [40, 80, 120])
    func outstanding(width: Int) throws {
        let text = try TextRenderer.render(RenderingSamples.outstanding, width: width)
        try RenderingGolden.expect(text, is: "outstanding-\(width).txt")
    }

    @Test func hostile() throws {
        try RenderingGolden.expect(
            try TextRenderer.render(RenderingSamples.hostile, width: 100), is: "hostile.txt")
    }

    @Test func colour() throws {
        let text = try TextRenderer.render(RenderingSamples.outstanding, width: 120, colour: true)
        try RenderingGolden.expect(text, is: "outstanding-colour.txt")
    }

    @Test(arguments: [20, 30, 40, 80, 120, 200])
    func widthIsNeverExceeded(width: Int) throws {
        for paper in Self.papers {
            for line in try TextRenderer.render(paper, width: width).split(separator: "\n") {
                #expect(DisplayWidth.of(line) <= width, "\(line)")
                #expect(line.last != " ", "\(line)")
            }
        }
    }

    @Test func onlyNewlinesAreSentAndColourTakesNothingAway() throws {
        for paper in Self.papers {
            let plain = try TextRenderer.render(paper, width: 80)
            let acts = plain.unicodeScalars.contains {
                $0 != "\n" && $0.properties.generalCategory == .control
            }
            #expect(!acts)
            let bidi = plain.unicodeScalars.contains { $0.properties.isBidiControl }
            #expect(!bidi)
            let coloured = try TextRenderer.render(paper, width: 80, colour: true)
            #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
        }
    }

    @Test func everyCellIsPrintedAtEveryWidth() throws {
        guard case .table(let table) = RenderingSamples.quarterly.blocks[2] else { return }
        for width in [40, 80, 120, 200] {
            let text = try TextRenderer.render(Document(title: "", blocks: [.table(table)]), width: width)
            let numbers = text.matches(of: /-?\b[0-9]+\b/).map { String($0.output) }.filter { $0 != "19" }
            let wanted = try (table.rows.all() + [table.total!]).joined().compactMap { cell -> String? in
                if case .number(let number) = cell { String(number) } else { nil }
            }
            for number in Set(wanted) {
                let drawn = numbers.count { $0 == number }
                #expect(drawn >= wanted.count { $0 == number }, "\(number) at \(width)")
            }
        }
    }

    @Test func wordsWrapInsideTheirCell() throws {
        let table = Table(
            name: "T", columns: [Column(title: "A", key: "a"), Column(title: "B", key: "b", kind: .number)],
            rows: [[.text("one two three four five six seven"), .number(1)], [.text("x"), .number(22)]],
            total: [.text("Total"), .number(23)])
        let text = try TextRenderer.render(Document(title: "Title", blocks: [.table(table)]), width: 24)
        #expect(
            text == """
                Title
                ═════

                T
                A                      B
                ────────────────────  ──
                one two three four     1
                five six seven

                x                     22
                ────────────────────  ──
                Total                 23

                """)
    }
}
