import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

/// The day of which a sheet tells, as a title above its headings says: "Position as at 31st March 2023".
struct SheetDay {
    let day: Day
    /// The title.
    let title: String
    /// Whether a sheet of that day or a later one was taken in before: next month's copy often keeps last month's title.
    let isPast: Bool

    private static let beginnings = [
        "as at ", "as of ", "position at ", "position on ", "correct at ", "date: ",
    ]

    /// - Parameter taken: the latest day of the sheets that were taken in before, where they are compared with this one.
    init?(_ titles: [String], _ dates: DateReading, taken: Day?) {
        for title in titles {
            let lower = title.lowercased()
            for beginning in Self.beginnings {
                guard let place = lower.firstRange(of: beginning),
                    let day = Self.day(String(lower[place.upperBound...]), dates)
                else { continue }
                self.day = day
                self.title = title
                isPast = taken.map { $0 >= day } ?? false
                return
            }
        }
        return nil
    }

    /// The day that words begin with; a month is its last day.
    private static func day(_ words: String, _ dates: DateReading) -> Day? {
        let parts = words.split(separator: " ")
        for count in stride(from: min(6, parts.count), through: 1, by: -1) {
            let text = parts[..<count].joined(separator: " ").trimmingSuffix { ".,;:()".contains($0) }
            switch dates.written(text) {
            case .day(let day), .end(let day): return day
            case .eitherOrder(let dayFirst, _): return dayFirst
            case .part(let part) where part.precision == .month: return part.lastDay
            case .part, .monthFirst, .moved, .words, nil: continue
            }
        }
        return nil
    }
}

extension Register {
    /// The day of which a sheet says that it tells; nil where it says none.
    func day(of rows: ImportedRows, _ options: ImportOptions) throws -> SheetDay? {
        guard !rows.sheet.titles.isEmpty else { return nil }
        return SheetDay(
            rows.sheet.titles, try dates(of: rows, options)[.updated],
            taken: options.update ? try lastImportDay() : nil)
    }

    /// How the dates of a sheet are read.
    func dates(of rows: ImportedRows, _ options: ImportOptions) throws -> ColumnDates {
        ColumnDates(
            options.answers, of: rows.sheet, rows.mapping.fields, zone: try timeZone(), year: try yearStart())
    }
}

extension Writer {
    /// Asks whether what a sheet tells counts from the day that it says, unless somebody said from which.
    func askDay(_ rows: ImportedRows, _ options: ImportOptions, _ plan: inout ImportPlan) throws {
        guard let said = try register.day(of: rows, options), session.meeting == nil, said.day <= today else {
            return
        }
        let shown = said.day.longForm
        func tell(_ meaning: String) {
            plan.readings.append(
                ImportPlan.Reading(
                    heading: "the title", words: said.title, meaning: meaning, rows: []))
        }
        if let on = session.on {
            if on == said.day { tell("recorded as of \(shown)") }
        } else if said.isPast {
            tell("the day of a sheet that was taken in before; what differs is recorded as of today")
        } else {
            let sentence = "The title \"\(said.title)\" says of which day the sheet tells"
            let proposal = "recorded as of \(shown)"
            plan.questions.append(
                ImportPlan.Question(
                    field: .updated, words: said.title, rows: [], sentence: sentence, proposal: proposal,
                    problem: Problem(
                        file: rows.file, sentence: "\(sentence). Proposed: \(proposal).",
                        remedies: [.answerSheet(.day(said.day)), .answerSheet(.asProposed)])))
        }
    }
}
