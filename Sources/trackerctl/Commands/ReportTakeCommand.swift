import ArgumentParser
import Glibc
import Tracker

extension ReportCommand {
    struct Take: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "take",
            abstract: "Makes a draft sheet of a published report: its items and grades, to check and import.",
            discussion: """
                Takes a saved web page, a PDF (through pdftotext, of poppler) or plain text, or a folder of them. Nothing is \
                written to the register and nothing is fetched. The draft holds the report's own words and where each stands; \
                what isn't sure is said in the column Check. Look at it, mend it, import it. Without -o it goes to standard \
                output as CSV. Example:
                  trackerctl report take peel-2016.html -o draft.xlsx
                  trackerctl import draft.xlsx --dry-run
                """)
        @Argument(help: "A .html, .pdf or .txt file, or a folder of them.", completion: .file()) var file:
            String
        @Option(
            name: [.short, .long], help: ArgumentHelp("An .xlsx or .csv file.", valueName: "file"),
            completion: .file(extensions: ["xlsx", "csv"]))
        var output: String?

        func run() throws {
            let format = try Format.ofSheet(output, "A draft")
            let files = try ReportFile.files(at: file)
            let reports = try read(files)
            if format == .xlsx, let output {
                try Output.writeWhole(
                    ReportDraft.document(reports), as: .xlsx, from: nil, to: output, isLetter: false,
                    keeping: files.map(\.path))
            } else {
                var sink = try FileSink(output, keeping: files.map(\.path))
                try CSVRenderer.render(ReportDraft.items(reports), byteOrderMark: output != nil, to: &sink)
                try sink.close()
            }
            tell(reports)
        }

        /// Reads each file; of a folder, one that can't be read is told and left out.
        private func read(_ files: [ReportFile]) throws -> [PublishedReport] {
            var reports: [PublishedReport] = []
            for file in files {
                do { reports.append(try file.read()) } catch let error as any TrackerError
                    where files.count > 1
                {
                    Output.note("Left out: \(error.told)")
                }
            }
            guard !reports.isEmpty else {
                throw CannotRead(path: file, why: "none of its \(files.count) files can be taken")
            }
            return reports
        }

        private func tell(_ reports: [PublishedReport]) {
            let items = reports.reduce(0) { $0 + $1.items.count }
            let grades = reports.reduce(0) { $0 + $1.questions.count }
            // What isn't sure of a report stands with its first item.
            let unsure = reports.reduce(0) { count, report in
                count
                    + report.items.enumerated().count {
                        !$0.element.checks.isEmpty || $0.offset == 0 && !report.checks.isEmpty
                    }
            }
            for report in reports {
                let title = report.title.map { "\"\($0.text)\"" } ?? report.file
                let facts = [
                    report.publisher?.text, report.force?.text, report.published.map { "published \($0)" },
                    report.overall.map { "graded \($0.text.lowercased())" },
                ]
                Output.note(([title] + facts.compactMap { $0 }).joined(separator: ", ") + ".")
                for check in report.checks { Output.note("  Check: \(check)") }
            }
            let written = output.map { " to \($0)" } ?? ""
            Output.note(
                "Wrote \(items.counted("item", "items")) and \(grades.counted("graded question", "graded questions"))\(written). "
                    + (unsure == 0
                        ? "" : "\(unsure.counted("item has", "items have")) a word in the column Check. ")
                    + "Compare the draft with the report, then: trackerctl import \(output ?? "FILE") --dry-run"
            )
        }
    }
}
