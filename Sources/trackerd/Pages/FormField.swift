import Tracker

/// A field of a form: its name, what is asked, and how it is answered.
struct FormField: Sendable {
    /// How it is answered.
    enum Kind: Sendable {
        /// In a line.
        case line
        /// In several lines.
        case words
        /// A whole number from 0 to 100.
        case percent
        /// A day, in three fields.
        case day
        /// One of a few.
        case choice([(value: String, label: String)])
        /// Yes or not.
        case tick
        /// A file.
        case file
    }

    let name: String
    let label: String
    var hint: String?
    let kind: Kind
    var isNeeded = false
    /// How many lines are shown of several.
    var rows = 4

    /// Whether all of it is said already, so that it can be shown as answered.
    func answer(in typed: FormFields) -> String? {
        switch kind {
        case .line, .words, .percent, .file: return typed[name]
        case .tick: return typed[name] == nil ? nil : "yes"
        case .choice(let choices):
            return typed[name].map { chosen in choices.first { $0.value == chosen }?.label ?? chosen }
        case .day:
            let parts = Self.dayParts.compactMap { typed["\(name)-\($0)"] }
            if parts.isEmpty { return typed[name] }
            return (try? day(in: typed))?.longForm ?? parts.joined(separator: " ")
        }
    }

    static let dayParts = ["day", "month", "year"]

    /// The day that its three fields say; nil where all are blank. - Throws: `FieldFault`.
    func day(in typed: FormFields) throws(FieldFault) -> Day? {
        let parts = Self.dayParts.map { typed["\(name)-\($0)"] }
        if parts.allSatisfy({ $0 == nil }) { return nil }
        let missing = zip(Self.dayParts, parts).filter { $1 == nil }.map { $0.0 }
        guard missing.isEmpty else {
            throw FieldFault(
                "\(name)-\(missing[0])",
                "\(label): say the \(missing.joined(separator: " and the ")) as well.")
        }
        guard let number = Int(parts[0]!), let year = Int(parts[2]!), (1000...9999).contains(year),
            let month = Self.month(parts[1]!),
            let day = try? Day(parsing: "\(year)-\(Self.padded(month))-\(Self.padded(number))")
        else {
            throw FieldFault(
                "\(name)-day",
                "\(label): there is no day \(parts.map { $0! }.joined(separator: " ")); write it like 27 3 2018."
            )
        }
        return day
    }

    /// Fills its fields in with a day.
    func fill(_ typed: inout FormFields, with day: Day) {
        for (part, number) in zip(Self.dayParts.reversed(), day.description.split(separator: "-")) {
            typed["\(name)-\(part)"] = String(Int(number) ?? 0)
        }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func month(_ typed: String) -> Int? {
        if let number = Int(typed) { return (1...12).contains(number) ? number : nil }
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return months.firstIndex(of: typed.lowercased().prefix(3).description).map { $0 + 1 }
    }

    /// The field as it stands in a form, with what was typed and what is wrong with it.
    func html(_ typed: FormFields, _ faults: [FieldFault]) -> String {
        let own = faults.filter { $0.field == name || $0.field?.hasPrefix("\(name)-") == true }
        let error =
            own.first.map { "<p class=\"error\" id=\"\(name)-error\">\(HTML.text($0.sentence))</p>\n" } ?? ""
        let hints = hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\(HTML.text($0))</p>\n" } ?? ""
        let described = [hint == nil ? nil : "\(name)-hint", own.isEmpty ? nil : "\(name)-error"].compactMap {
            $0
        }
        let about = described.isEmpty ? "" : " aria-describedby=\"\(described.joined(separator: " "))\""
        let invalid = own.isEmpty ? "" : " aria-invalid=\"true\""
        let optional = isNeeded ? "" : " <span class=\"hint\">(optional)</span>"
        let opening = "<div class=\"field\(own.isEmpty ? "" : " faulty")\">\n"
        let words = "<label for=\"\(name)\">\(HTML.text(label))\(optional)</label>\n\(hints)\(error)"
        let attributes = "id=\"\(name)\" name=\"\(name)\"\(about)\(invalid)"
        let value = typed[name] ?? ""
        switch kind {
        case .line:
            return opening + words
                + "<input type=\"text\" \(attributes) value=\"\(HTML.value(value))\">\n</div>\n"
        case .file:
            let given =
                typed[name].map {
                    "<p class=\"hint\">\(HTML.text($0)) is here; choose another to replace it.</p>\(HTML.hidden(name, $0))"
                } ?? ""
            return opening + words + given
                + "<input type=\"file\" id=\"\(name)\" name=\"upload\"\(about)\(invalid)>\n</div>\n"
        case .percent:
            return opening + words
                + "<input type=\"text\" inputmode=\"numeric\" class=\"short\" \(attributes) value=\"\(HTML.value(value))\">\n</div>\n"
        case .words:
            return opening + words
                + "<textarea rows=\"\(rows)\" \(attributes)>\n\(HTML.value(value))</textarea>\n</div>\n"
        case .choice(let choices):
            let none =
                isNeeded && choices.contains { $0.value == value } ? "" : "<option value=\"\"></option>"
            let options = choices.map {
                "<option value=\"\(HTML.value($0.value))\"\($0.value == value ? " selected" : "")>\(HTML.text($0.label))</option>"
            }
            return opening + words + "<select \(attributes)>\(none)\(options.joined())</select>\n</div>\n"
        case .tick:
            return opening + hints + error
                + "<label class=\"tick\"><input type=\"checkbox\" \(attributes) value=\"yes\"\(value.isEmpty ? "" : " checked")> \(HTML.text(label))</label>\n</div>\n"
        case .day:
            let parts = Self.dayParts.map { part in
                "<div><label for=\"\(name)-\(part)\">\(part.prefix(1).uppercased() + part.dropFirst())</label>"
                    + "<input type=\"text\" inputmode=\"numeric\" class=\"\(part == "year" ? "year" : "short")\" id=\"\(name)-\(part)\" name=\"\(name)-\(part)\"\(invalid) value=\"\(HTML.value(typed["\(name)-\(part)"] ?? ""))\"></div>"
            }
            return
                "<fieldset class=\"field\(own.isEmpty ? "" : " faulty")\"\(about)>\n<legend>\(HTML.text(label))\(optional)</legend>\n\(hints)\(error)<div class=\"day\">\(parts.joined())</div>\n</fieldset>\n"
        }
    }

    /// The same day as it was typed, to be sent once more.
    func sent(_ typed: FormFields) -> String {
        let names = if case .day = kind { Self.dayParts.map { "\(name)-\($0)" } } else { [name] }
        return names.compactMap { name in typed[name].map { HTML.hidden(name, $0) } }.joined()
    }
}
