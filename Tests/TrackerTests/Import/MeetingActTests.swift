import Testing
@testable import TrackerSheets
@testable import TrackerImport

import Tracker

/// The words for acts, and values as people type them.
struct MeetingActTests {
    @Test func everyWordMeansItsAct() throws {
        for (act, words) in MeetingAct.words {
            for word in words {
                for spelling in [word, word.uppercased(), " \(word.replacing("-", with: "\u{2013}"))\u{A0}"] {
                    let expected = act == .nothing ? [] : [MeetingAct.Named(act: act)]
                    #expect(try MeetingAct.read(spelling) == expected, "\(spelling)")
                }
            }
        }
    }

    @Test func whatMessagesCallAnActIsUnderstood() throws {
        for variant in ItemAct.Variant.allCases {
            guard let act = MeetingAct(variant) else { continue }
            #expect(try MeetingAct.read(variant.description) == [MeetingAct.Named(act: act)])
            #expect(MeetingAct.words.contains { $0.act == act })
        }
    }

    @Test func thePageOnMeetingsHasEveryWord() throws {
        let page = String(decoding: try #require(TestFile.page("meetings.md")), as: UTF8.self)
        for (_, words) in MeetingAct.words {
            #expect(page.contains("| \(words[0]) | \(words.dropFirst().joined(separator: ", ")) |"))
        }
    }

    @Test func severalActsAndSuccessors() throws {
        #expect(
            try MeetingAct.read("Assured and closed - implemented").map(\.act) == [
                .assure, .close(.implemented),
            ])
        #expect(
            try MeetingAct.read("Superseded by L-7") == [
                MeetingAct.Named(act: .close(.superseded), successor: "L-7")
            ])
        #expect(throws: InvalidValue.self) { try MeetingAct.read("closed") }
        #expect(throws: InvalidValue.self) { try MeetingAct.read("started by Monday") }
    }

    @Test(arguments: [
        ("30/09/2018", "2018-09-30"), ("30.9.2018", "2018-09-30"), ("30-09-2018", "2018-09-30"),
        ("30 September 2018", "2018-09-30"), ("30th Sept 2018", "2018-09-30"),
        ("\u{A0}2018-09-30 ", "2018-09-30"), ("2018-09-30T00:00:00", "2018-09-30"),
        ("30/09/2018 00:00", "2018-09-30"), ("43373", "2018-09-30"), ("31/02/2018", nil), ("09/30/2018", nil),
        ("30/09/18", "2018-09-30"), ("soon", nil), ("12", nil), ("6-OCT-2018", "2018-10-06"),
        ("1 m 2018", nil),
    ])
    func days(text: String, iso: String?) {
        #expect(SheetCell.text(text).day(since: Sheet.epoch1900)?.description == iso)
    }

    private static let typedPercentages: [(SheetCell, Int?)] = [
        (.number("75%", 0.75), 75), (.number("75", 75), 75), (.text("75 %"), 75), (.text("0"), 0),
        (.number("0.75", 0.75), nil), (.text("101"), nil), (.text("7.5%"), nil), (.text("half"), nil),
        (.number("7500%", 75), nil), (.empty, nil),
    ]

    @Test(arguments: typedPercentages)
    func percentages(cell: SheetCell, percent: Int?) { #expect(cell.percent == percent) }

    @Test func plainText() {
        #expect(
            "\u{FEFF} Ada\u{A0}\u{A0}O\u{2019}Neil \u{201C}x\u{201D}\u{200B} L\u{2011}1\n".plain
                == "Ada O'Neil \"x\" L-1")
    }

    @Test func serialsWithoutTheirFormatFollowTheWorkbook() {
        let serial = SheetCell.number("43373", 43373)
        #expect(serial.day(since: Sheet.epoch1900)?.description == "2018-09-30")
        #expect(serial.day(since: Sheet.epoch1904)?.description == "2022-10-01")
        #expect(SheetCell.number("2018", 2018).day(since: Sheet.epoch1900) == nil)
    }

    @Test func headingsAreFoundBelowTitles() throws {
        let text = "Minutes; board, of\nDraft\n\nNote;REFERENCE;Act\nx;L-1;progress\n"
        let sheet = try Sheet.read(csv: Array(text.utf8), file: "a.csv", headings: MeetingColumn.search)
        #expect(sheet.headingsRow == 4)
        #expect(sheet.rows.map(\.number) == [5])
        let none = try Sheet.read(
            csv: Array("a,b\n1,2\n".utf8), file: "a.csv", headings: MeetingColumn.search)
        #expect(none.headingsRow == 1 && none.rows.count == 1)
    }
}
