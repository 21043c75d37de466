import ArgumentParser
import Tracker

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows the register's settings, or changes one.",
        discussion: """
            Settings: \(names). A change is an entry in the ledger like any other; past papers keep what was set then. \
            board oversees new items and sits at meetings where no other is named. letterhead is the address under the \
            body's name, its lines parted by |, and logo a PNG or JPEG file of at most 32 KB; both are printed at the head of \
            HTML and PDF papers and of letters, and stay in the ledger for good. publish is what the public edition prints besides words that were given with --public: \
            \(published), parted by commas. revisions is how often an item's due date may be moved: beyond that only a board \
            grants another date. retention is the rule by which evidence is kept (trackerctl retention). reminders is by how many days before a date \
            people are reminded of it, 30,7,1 unless set; mail_from is from whom reminders come, mail_opening and mail_closing \
            what they say first and last, lines parted by |, mail_link where the register's pages are, and mail_answers for how many days a link in a reminder lets its reader say \
            what was done, as a proposal, without signing in. The value none takes \
            board, letterhead, logo, publish, retention, revisions, signed and those for reminders away. owner_updates is direct, as it is unless set: what owners say \
            counts at once; or proposed: owners only propose, and what they say counts once an officer or a meeting accepts it. \
            signed is which acts are recorded only with the signature of whoever does them (trackerctl key enrol), parted by commas: \
            \(Setting.signable.joined(separator: ", ")). Examples:
              trackerctl config
              trackerctl config age_bands 90,180,365
              trackerctl config board OB
              trackerctl config letterhead "1 Bridge Street | London SE1 2AA"
              trackerctl config logo logo.png
              trackerctl config publish progress
              trackerctl config revisions 1
              trackerctl config owner_updates proposed
              trackerctl config signed assure,close,issue
              trackerctl config retention closed-items
              trackerctl config mail_from "Oversight body <recommendations@body.example>"
            """)
    private static let published = Publishable.allCases.map(\.rawValue).joined(separator: ", ")
    private static let names = Setting.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var acting: ActingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The setting.", completion: .list(Setting.allCases.map(\.rawValue))) var name: String?
    @Argument(help: "Its new value; for logo, a file.", completion: .file()) var value: String?

    func run() throws {
        guard let name else {
            let listing = try Listing.settings(try acting.register.open())
            return try output.print(listing)
        }
        guard let setting = Setting(rawValue: name.lowercased().replacing("-", with: "_")) else {
            throw NotFound(
                "setting", name,
                nearest: NearestMatch.suggestions(for: name, among: Setting.allCases.map(\.rawValue)),
                known: Setting.allCases.map(\.rawValue), remedies: [.see(.settings)])
        }
        guard let value else {
            return Output.say(try acting.register.open().settingWords(setting) ?? "(not set)")
        }
        let isFile = setting == .logo && value.lowercased() != "none"
        let given = isFile ? try Logo(EvidenceStore.read(value), named: value).dataURI : value
        let register = try acting.register.open(for: .writing)
        try register.write(try acting.session(in: register)) { try $0.set(setting, to: given) }
        acting.say("\(setting.rawValue): \(try register.settingWords(setting) ?? "(not set)")")
    }
}
