import Tracker

/// What is wrong with a configuration, at which line.
package struct ConfigurationFault: Equatable, Sendable, CustomStringConvertible {
    /// Why a value can't be used, as a sentence that goes on after the key.
    package struct Reason: Error {
        let sentence: String
        init(_ sentence: String) { self.sentence = sentence }
    }

    /// Nil where something isn't said at all.
    let line: Int?
    /// Nil where a line has none.
    let key: String?
    let sentence: String

    package var description: String {
        [line.map(String.init), key, " \(sentence)"].compactMap { $0 }.joined(separator: ":")
    }
}

/// All that is wrong with it, in the order of its lines.
package struct ConfigurationFaults: Error, Equatable, Sendable {
    package let all: [ConfigurationFault]
}

/// Reads `key = value`, a line each; `#` begins a line that only says something.
struct ConfigurationReader {
    private var values: [ConfigurationKey: (line: Int, text: String)] = [:]
    private var found: [ConfigurationFault] = []

    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let number = index + 1
            let words = String(line).trimmed
            if words.isEmpty || words.hasPrefix("#") { continue }
            let parts = words.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                String($0).trimmed
            }
            guard parts.count == 2 else {
                found.append(
                    ConfigurationFault(
                        line: number, key: nil,
                        sentence: "\"\(words.excerpt)\" is no setting: write key = value."))
                continue
            }
            guard let key = ConfigurationKey(rawValue: parts[0]) else {
                let near = NearestMatch.suggestions(
                    for: parts[0], among: ConfigurationKey.allCases.map(\.rawValue), limit: 1)
                found.append(
                    ConfigurationFault(
                        line: number, key: parts[0].excerpt,
                        sentence: near.first.map { "there is no such setting; did you mean \($0)?" }
                            ?? "there is no such setting; there are \(ConfigurationKey.allCases.map(\.rawValue).joined(separator: ", "))."
                    ))
                continue
            }
            if let first = values[key] {
                found.append(
                    ConfigurationFault(
                        line: number, key: key.rawValue,
                        sentence: "line \(first.line) says it already; leave one."))
            } else if parts[1].isEmpty {
                found.append(
                    ConfigurationFault(
                        line: number, key: key.rawValue, sentence: "say a value, or take the line away."))
                values[key] = (number, "")
            } else {
                values[key] = (number, parts[1])
            }
        }
    }

    func says(_ key: ConfigurationKey) -> Bool { values[key] != nil }

    mutating func fault(_ key: ConfigurationKey, _ sentence: String) {
        found.append(ConfigurationFault(line: values[key]?.line, key: key.rawValue, sentence: sentence))
    }

    /// A value as it stands; where it must be said and isn't, that is a fault.
    mutating func text(_ key: ConfigurationKey) -> String? {
        guard let value = values[key] else {
            if let example = key.example { fault(key, "say it, for example: \(key.rawValue) = \(example)") }
            return nil
        }
        return value.text.isEmpty ? nil : value.text
    }

    mutating func read<Value>(
        _ key: ConfigurationKey, _ body: (String) throws(ConfigurationFault.Reason) -> Value
    ) -> Value? {
        guard let text = text(key) else { return nil }
        do { return try body(text) } catch {
            fault(key, error.sentence)
            return nil
        }
    }

    mutating func number(_ key: ConfigurationKey, _ range: ClosedRange<Int>) -> Int? {
        read(key) { text throws(ConfigurationFault.Reason) in
            guard let number = Int(text), range.contains(number) else {
                throw .init("say a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
    }

    mutating func flag(_ key: ConfigurationKey) -> Bool? {
        read(key) { text throws(ConfigurationFault.Reason) in
            switch text {
            case "yes": return true
            case "no": return false
            default: throw .init("say yes or no.")
            }
        }
    }

    /// All that is wrong, by line; nil where nothing is.
    func faults() -> ConfigurationFaults? {
        found.isEmpty ? nil : ConfigurationFaults(all: found.sorted { ($0.line ?? .max) < ($1.line ?? .max) })
    }
}
