import ArgumentParser
import Tracker

struct AddresseeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "addressee", abstract: "Names the bodies that an item is directed at.",
        discussion: """
            Of an item that is directed at several bodies each has its own answer, lead and closure: accept, assign, close and \
            reopen take --for NAME. The item can be closed as implemented when all of them have closed their part. Examples:
              trackerctl addressee NAT-4 "Essex Police" "Kent Police"
              trackerctl accept NAT-4 --for "Essex Police" --note "Letter of 3 May"
              trackerctl close NAT-4 --for "Essex Police" --as implemented
              trackerctl addressee NAT-4 "Kent Police" --remove --reason "Named by mistake"
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Argument(help: "The bodies' names.", completion: .register(.addressees)) var names: [String]
    @Flag(help: "It is no longer directed at them; say why with --reason.") var remove = false
    @Option(help: "Why.") var reason: String?

    func run() throws {
        var after: ItemState?
        var item = ref
        try acting.write { writer in
            let reference = try writer.item(ref)
            item = reference.text
            for name in names {
                after = try writer.record(
                    .addressee(name, remove ? .removed : .added), on: reference,
                    words: [.reason: reason ?? ""]
                ).after
            }
        }
        let now = after?.addressedTo.joined(separator: ", ") ?? ""
        acting.say("\(item): directed at \(now)")
    }
}
