import ArgumentParser
import Tracker

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows or changes the register's settings.",
        discussion: """
            Settings: \(Setting.allCases.map(\.rawValue).joined(separator: ", ")). Examples:
              trackerctl config
              trackerctl config response_start 2017-01-31
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The setting.") var name: String?
    @Argument(help: "Its new value.") var value: String?

    func run() throws {
        guard let name else {
            let register = try acting.register.open()
            for setting in Setting.allCases {
                Output.say("\(setting.rawValue): \(try register.setting(setting) ?? "(not set)")")
            }
            return
        }
        guard let setting = Setting(rawValue: name.lowercased().replacing("-", with: "_")) else {
            throw NotFound(
                "setting", name,
                nearest: NearestMatch.suggestions(for: name, among: Setting.allCases.map(\.rawValue)),
                remedy: "There are: \(Setting.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        guard let value else {
            Output.say(try acting.register.open().setting(setting) ?? "(not set)")
            return
        }
        try acting.write { try $0.set(setting, to: value) }
        Output.say("\(setting.rawValue): \(value)")
    }
}
