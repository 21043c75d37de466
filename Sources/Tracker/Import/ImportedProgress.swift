import TrackerModel
import TrackerRegister
import TrackerSheets
import TrackerValues

// The words and the percentage that a row tells of the work.

extension Writer {
    /// Records words of progress and a percentage: the lead's, whoever takes the sheet in.
    ///
    /// Of an item that nobody has begun, or that is assured or closed, they are notes: words move nothing.
    func takeProgress(
        _ text: String?, complete: Int?, of reference: Reference, _ row: ImportedRow, _ reading: ImportReading
    ) throws(Problem) {
        do {
            let history = try currentHistory(of: reference)
            let standing = history.now
            let day = row.wordsDay(try effectiveDay(), from: history.openedOn)
            let isWorked = standing.stage == .inProgress || standing.stage == .pendingSignOff
            let percentage = row[.complete].map { "\(row.heading(.complete)): \($0)" }
            guard isWorked else {
                if let text {
                    for part in parts(of: text, reading, row) {
                        try record(
                            .note(isInternal: false), on: reference, words: [.note: part.text],
                            day: max(min(part.day ?? day, day), history.openedOn))
                    }
                }
                if let percentage, complete != nil || row.percent(.complete) == nil {
                    try record(.note(isInternal: true), on: reference, words: [.note: percentage], day: day)
                }
                return
            }
            var parts = text.map { self.parts(of: $0, reading, row) } ?? []
            if parts.isEmpty, complete != nil { parts = [(nil, percentage ?? "")] }
            for (index, part) in parts.enumerated() {
                let isLast = index == parts.count - 1
                // What was said before it began can't be progress by the rules; it keeps its day all the same.
                let on = max(min(part.day ?? day, day), history.openedOn)
                try record(
                    .progress(complete: isLast ? complete : nil, rating: nil), on: reference,
                    words: [.note: part.text], day: on, by: standing.lead, told: .importRows)
            }
            if complete == nil, row.percent(.complete) == nil, let percentage {
                try record(.note(isInternal: true), on: reference, words: [.note: percentage], day: day)
            }
        } catch { throw row.problem(.progress, error) }
    }

    private func parts(
        of text: String, _ reading: ImportReading, _ row: ImportedRow
    ) -> [(day: Day?, text: String)] {
        guard reading.options.answers.splitUpdates else { return [(nil, text)] }
        // Where the last line comes first in the sheet, the days order them.
        return text.datedParts(row.dates[.progress])
    }
}

/// What taking a row in needs beside it.
struct ImportReading {
    let options: ImportOptions
    let plan: ImportPlan
}
