/// What is wrong with a configuration, at which line.
package struct ConfigurationFault: Equatable, Sendable, CustomStringConvertible {
    /// Why a value can't be used, as a sentence that goes on after the key.
    package struct Reason: Error {
        package let sentence: String
        package init(_ sentence: String) { self.sentence = sentence }
    }

    /// Nil where something isn't said at all.
    package let line: Int?
    /// Nil where a line has none.
    package let key: String?
    package let sentence: String

    package init(line: Int?, key: String?, sentence: String) {
        self.line = line
        self.key = key
        self.sentence = sentence
    }

    package var description: String {
        [line.map(String.init), key, " \(sentence)"].compactMap { $0 }.joined(separator: ":")
    }
}

/// All that is wrong with it, in the order of its lines.
package struct ConfigurationFaults: Error, Equatable, Sendable {
    package let all: [ConfigurationFault]

    package init(all: [ConfigurationFault]) { self.all = all }
}

/// What lines of a configuration may be about.
package protocol ConfigurationKey: Hashable, CaseIterable, RawRepresentable<String> {
    /// For example what it is, where it must be said.
    var example: String? { get }
}

/// Reads `key = value`, a line each; `#` begins a line that only says something.
package struct ConfigurationReader<Key: ConfigurationKey> {
    private var values: [Key: (line: Int, text: String)] = [:]
    private var found: [ConfigurationFault] = []

    package init(_ text: String) {
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
            guard let key = Key(rawValue: parts[0]) else {
                let near = NearestMatch.suggestions(
                    for: parts[0], among: Key.allCases.map(\.rawValue), limit: 1)
                found.append(
                    ConfigurationFault(
                        line: number, key: parts[0].excerpt,
                        sentence: near.first.map { "there is no such setting; did you mean \($0)?" }
                            ?? "there is no such setting; there are \(Key.allCases.map(\.rawValue).joined(separator: ", "))."
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

    package func says(_ key: Key) -> Bool { values[key] != nil }

    package mutating func fault(_ key: Key, _ sentence: String) {
        found.append(ConfigurationFault(line: values[key]?.line, key: key.rawValue, sentence: sentence))
    }

    /// A value as it stands; where it must be said and isn't, that is a fault.
    package mutating func text(_ key: Key) -> String? {
        guard let value = values[key] else {
            if let example = key.example { fault(key, "say it, for example: \(key.rawValue) = \(example)") }
            return nil
        }
        return value.text.isEmpty ? nil : value.text
    }

    package mutating func read<Value>(
        _ key: Key, _ body: (String) throws(ConfigurationFault.Reason) -> Value
    ) -> Value? {
        guard let text = text(key) else { return nil }
        do { return try body(text) } catch {
            fault(key, error.sentence)
            return nil
        }
    }

    package mutating func number(_ key: Key, _ range: ClosedRange<Int>) -> Int? {
        read(key) { text throws(ConfigurationFault.Reason) in
            guard let number = Int(text), range.contains(number) else {
                throw .init("say a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
    }

    package mutating func flag(_ key: Key) -> Bool? {
        read(key) { text throws(ConfigurationFault.Reason) in
            switch text {
            case "yes": return true
            case "no": return false
            default: throw .init("say yes or no.")
            }
        }
    }

    /// All that is wrong, by line; nil where nothing is.
    package func faults() -> ConfigurationFaults? {
        found.isEmpty ? nil : ConfigurationFaults(all: found.sorted { ($0.line ?? .max) < ($1.line ?? .max) })
    }
}
