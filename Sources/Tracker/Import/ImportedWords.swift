import TrackerModel
import TrackerRegister
import TrackerValues

/// What an item's entries say in words, so that a sheet's words are recorded once.
struct RecordedLines {
    private(set) var notes: [String] = []
    private var lines: Set<String> = []
    /// The last progress told.
    private(set) var lastProgress: String?

    init(_ history: ItemHistory, _ register: Register) throws {
        for recorded in history.acts {
            let isProgress: Bool
            switch recorded.act {
            case .note: isProgress = false
            case .progress: isProgress = true
            default: continue
            }
            guard let seq = recorded.words[.note], let note = try register.words(of: seq)[.note] else {
                continue
            }
            notes.append(note)
            if isProgress { lastProgress = note }
            lines.formUnion(note.updateLines.map(\.plain))
        }
    }

    /// The lines that nothing recorded holds, as one text; nil where there are none.
    func new(in text: String?) -> String? {
        guard let text else { return nil }
        let new = text.updateLines.filter { !lines.contains($0.plain) }
        return new.isEmpty ? nil : new.joined(separator: "\n")
    }

    /// What was last said under a heading or of a field: the rest of the last note that has such a line.
    func last(_ start: String) -> String? {
        for note in notes.reversed() where note.hasPrefix(start) {
            return String(note.dropFirst(start.count))
        }
        return nil
    }
}

extension String {
    /// Its lines that hold anything.
    var updateLines: [String] {
        split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// Its lines by the day at their front, "12/01/23: …" or "7 Feb 2023 - …"; a line without one goes on in the one
    /// above.
    func datedParts(_ dates: DateReading) -> [(day: Day?, text: String)] {
        var parts: [(day: Day?, text: String)] = []
        for line in updateLines {
            let day = line.leadingDay(dates)
            if day == nil, let last = parts.indices.last {
                parts[last].text += "\n" + line
            } else {
                parts.append((day, line))
            }
        }
        return parts
    }

    private func leadingDay(_ dates: DateReading) -> Day? {
        for separator in [":", " - ", " \u{2013} "] {
            guard let place = firstRange(of: separator) else { continue }
            let start = String(self[..<place.lowerBound])
            if start.count <= 20, let day = dates.day(start) { return day }
        }
        return nil
    }
}
