import ArgumentParser
import Tracker

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows the register's settings, or changes one.",
        discussion: """
            Settings: \(names). A change is an entry in the ledger like any other; past papers keep what was set then.
            Examples:
              trackerctl config
              trackerctl config age_bands 90,180,365
            """)
    private static let names = Setting.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var acting: ActingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The setting.", completion: .list(Setting.allCases.map(\.rawValue))) var name: String?
    @Argument(help: "Its new value.") var value: String?

    func run() throws {
        guard let name else {
            let listing = try Listing.settings(try acting.register.open())
            return try output.print(listing.document, json: listing.json)
        }
        guard let setting = Setting(rawValue: name.lowercased().replacing("-", with: "_")) else {
            throw NotFound(
                "setting", name,
                nearest: NearestMatch.suggestions(for: name, among: Setting.allCases.map(\.rawValue)),
                remedy: "There are: \(Self.names).")
        }
        guard let value else {
            return Output.say(try acting.register.open().setting(setting) ?? "(not set)")
        }
        try acting.write { try $0.set(setting, to: value) }
        Output.say("\(setting.rawValue): \(value)")
    }
}
