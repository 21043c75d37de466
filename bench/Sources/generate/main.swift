import Glibc
import Tracker

// generate ITEMS PATH ACCOUNT: a register of so many items with ten entries each, over twelve years, the same in
// every run. ACCOUNT is the operating-system account that may write to it.
let arguments = CommandLine.arguments
guard arguments.count == 4, let items = Int(arguments[1]), items > 0 else {
    print("Usage: generate ITEMS PATH ACCOUNT")
    exit(64)
}
do {
    var generator = try Generator(items: items, path: arguments[2], account: arguments[3])
    try generator.run { quarter, size in
        print("\rquarter \(quarter + 1) of \(Plan.quarters), \(size) entries", terminator: "")
        fflush(nil)
    }
    print()
} catch {
    print(error)
    exit(1)
}
