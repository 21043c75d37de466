import Tracker
import TrackerDocuments

/// What was tested of the pages' accessibility, and when. Whoever changes a page has it tested anew and says so here.
enum AccessibilityStatement {
    /// The day of the last tests.
    static let day = Day(iso: "2026-11-28")!
    /// After so many days nobody should rely on them.
    static let lasts = 365

    static let done = [
        "Every page was looked at with the checker axe (its rules for WCAG 2.2 A and AA) in Chromium, in light and dark, at 1280, 375 and 320 pixels: it found nothing.",
        "An owner's progress was typed with the keyboard alone, from the first link to the entry: the focus is always seen, and goes to what is wrong.",
        "At 320 pixels, which is a page of 1280 pixels at 400 %, nothing but wide tables scrolls sideways, and those by themselves.",
        "Forms, papers and lists were used with JavaScript switched off.",
    ]
    static let missing = [
        "Nobody who uses a screen reader, a magnifier or speech has tested the pages yet.",
        "No person outside the project has audited them.",
        "Workbooks and Word documents that the pages hand out weren't tested with screen readers.",
    ]
}

extension Pages {
    /// The page for everybody, signed in or not.
    func accessibility(on today: Day) -> PageView {
        let age = today.days(since: AccessibilityStatement.day)
        var view = PageView(
            Document(
                title: "Accessibility",
                blocks: [
                    .paragraph(
                        "These pages are made to meet the Web Content Accessibility Guidelines 2.2, level AA. They need no JavaScript but for passkeys, and can be used with the keyboard alone."
                    ),
                    .facts([Fact(label: "Last tested", value: AccessibilityStatement.day.longForm)]),
                    .heading("What was tested"), .list(AccessibilityStatement.done),
                    .heading("What wasn't"), .list(AccessibilityStatement.missing),
                    .heading("Where something keeps you out"),
                    .paragraph(
                        "Tell whoever keeps the register: an officer can type for you, and print every paper or send it as a file."
                    ),
                ]))
        if age > AccessibilityStatement.lasts {
            view.above = HTML.notice(
                "These tests are \(age) days old. That is more than a year: they may not hold for the pages as they are."
            )
        }
        return view
    }
}
