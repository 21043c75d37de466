import Testing
@testable import TrackerPages

import Tracker

/// Addresses and forms are read whole or not at all.
struct FormFieldsTests {
    @Test(arguments: [
        "", "x", "//", "/items//R-1", "/items/", "/..", "/items/../people", "/items/%2e%2e/people",
        "/items/%2E", "/items/..%2fpeople",
        "/%00", "/items/R%0a1", "/items/%ff", "/items/%4", "/items/%zz", "http://127.0.0.1/items", "/?a=%zz",
        "/?a=%00",
        "/" + String(repeating: "a", count: 5000),
    ])
    func nowhere(target: String) { #expect(PageAddress(parsing: target) == nil) }

    @Test func somewhere() throws {
        #expect(PageAddress(parsing: "/")?.path == [])
        #expect(PageAddress(parsing: "/items/R%2F1.a")?.path == ["items", "R/1.a"])
        #expect(PageAddress(parsing: "/items?words=a+b%26c&page=2")?.question["words"] == "a b&c")
        // A plus is a blank in a question alone.
        #expect(PageAddress(parsing: "/items/a+b")?.path == ["items", "a+b"])
        #expect(PageAddress.path("items", "R/1") == "/items/R%2F1")
    }

    @Test func formsComeBack() throws {
        var fields = FormFields()
        fields["note"] = "Zwölf & mehr=\n\"+%\u{301}"
        fields["empty"] = " "
        let read = try #require(FormFields(parsing: fields.encoded))
        #expect(read["note"] == "Zwölf & mehr=\n\"+%\u{301}")
        #expect(read["empty"] == nil)
        #expect(FormFields(parsing: "note=a%0D%0Ab")?["note"] == "a\nb")
        #expect(FormFields(parsing: String(repeating: "a&", count: 5000)) == nil)
    }

    @Test(arguments: [
        ("27", "3", "2018", "2018-03-27"), ("1", "Mar", "2018", "2018-03-01"),
        ("01", "march", "2018", "2018-03-01"),
    ])
    func days(number: String, month: String, year: String, iso: String) throws {
        let field = FormField(name: "on", label: "Day", kind: .day)
        let typed = try #require(FormFields(parsing: "on-day=\(number)&on-month=\(month)&on-year=\(year)"))
        #expect(try field.day(in: typed) == day(iso))
    }

    @Test(arguments: [
        "on-day=31&on-month=2&on-year=2018", "on-day=1&on-year=2018", "on-day=x&on-month=2&on-year=2018",
        "on-day=1&on-month=2&on-year=18",
    ])
    func noDays(typed: String) throws {
        let field = FormField(name: "on", label: "Day", kind: .day)
        let typed = try #require(FormFields(parsing: typed))
        #expect(throws: FieldFault.self) { try field.day(in: typed) }
    }
}
