import ArgumentParser
import Tracker

struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Takes an item into the register.",
        discussion: """
            Kinds: cause-of-concern, accelerated-cause-of-concern, recommendation, area-for-improvement, \
            learning-recommendation (IOPC), prevention-of-future-deaths (coroners), super-complaint-recommendation, \
            commissioner-recommendation, internal-audit-action, independent-review-recommendation, or one added with \
            "kind add"; "kind list" has all. The due date is worked out of the deadline's words when --due isn't given. Example:
              trackerctl add LEG-1 --report PEEL-2017-LEG --kind area-for-improvement \\
                --text "Make the complaints process easy to reach for everyone" --deadline "Within three months"
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "Its reference in this register.") var ref: String
    @Option(help: "The report that hands it over.", completion: .register(.reports)) var report: String
    @Option(help: "What kind of item it is.", completion: .register(.kinds)) var kind: String
    @Option(help: "What it says.") var text: String
    @Option(help: "The report's own number.") var number: String?
    @Option(help: "The number in the publisher's own register.") var externalNumber: String?
    @Option(help: "The inspection question it stands under.", completion: .register(.questions)) var question:
        String?
    @Option(help: "The cause of concern it belongs to.", completion: .register(.items)) var parent: String?
    @Option(
        name: .customLong("board"), parsing: .singleValue,
        help:
            "The board that oversees it; else the register's default board. Given again: a board that it is before too.",
        completion: .register(.boards)) var boards: [String] = []
    @Option(
        name: .customLong("addressee"), parsing: .singleValue,
        help: "Whom it is addressed to, if not the force; once for each of several bodies.")
    var addressees: [String] = []
    @Option(help: "The force it is tracked for, if not the report's.", completion: .register(.forces))
    var force: String?
    @Option(help: "The deadline as the report words it.") var deadline: String?
    @Option(help: "The due date.") var due: String?
    @Option(help: "Its priority, in the publisher's words.", completion: .register(.priorities))
    var priority: String?
    @Option(help: "Its protective marking, if not the register's.") var marking: String?
    @Option(help: "The day it was opened; else --on, or the day its report was published.") var opened:
        String?

    func run() throws {
        let reference = try Reference(parsing: ref)
        var origin = ItemOrigin(
            report: try Reference(parsing: report, what: "report"), kind: kind, force: force ?? "")
        origin.number = number
        origin.externalNumber = externalNumber
        origin.question = question
        origin.parent = try parent.map { try Reference(parsing: $0) }
        origin.addressee = addressees.first
        origin.priority = priority
        origin.marking = marking.map { Marking($0).description }
        origin.due = try due.map { try Day(parsing: $0) }
        let openedOn = try opened.map { try Day(parsing: $0) }
        let (seq, opened, placed) = try acting.write { writer in
            let added = try writer.add(
                reference, origin, text: text, deadline: deadline, openedOn: openedOn)
            let opened = added.after?.openedOn
            for other in addressees.dropFirst() {
                try writer.record(.addressee(other, .added), on: reference, day: opened)
            }
            return (
                added.seq, opened == writer.today ? nil : opened,
                try writer.assign(reference, boards: boards, day: opened)
            )
        }
        let since = opened.map { " since \($0.longForm)" } ?? ""
        let overseen = placed.first.map { ", overseen by \($0)" } ?? ""
        let others = placed.dropFirst().map(\.text).joined(separator: ", ")
        acting.say(
            "\(reference): open\(since)\(overseen)\(others.isEmpty ? "" : ", also before \(others)") (entry \(seq))"
        )
    }
}
