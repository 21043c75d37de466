import TrackerValues
import TrackerModel
import TrackerRegister

extension Register {
    /// How many entries were typed in by accounts for which nobody was registered.
    func typistLine() throws -> CheckLine {
        let counts = try typists()
        let total = counts.values.reduce(0, +)
        guard total > 0 else {
            return CheckLine("Typists", .fine, "Every entry was typed in by somebody registered.")
        }
        let registered = Set(try people().compactMap(\.account))
        let strangers = counts.keys.filter { !registered.contains($0) && $0 != "[redacted]" }.sorted()
        let found =
            "\(total.counted("entry was", "entries were")) typed in by accounts for which nobody was registered: \(counts.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))."
        guard let first = strangers.first else {
            return CheckLine("Typists", .fine, "\(found) Somebody is by now.")
        }
        return CheckLine(
            "Typists", .warning, found,
            remedies: [.registerTypists(account: first)])
    }
}
