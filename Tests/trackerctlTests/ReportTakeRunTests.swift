#if Spreadsheets
    import Foundation
    import Glibc
    import Testing

    /// A published report becomes a draft that an import takes in.
    struct ReportTakeRunTests {
        private let run: CommandLineRun

        init() throws {
            run = try CommandLineRun()
            #expect(try run("init", "--by", "Olive Officer", "--body", "Oversight body").code == 0)
        }

        private let page = """
            <html><body><h1>PEEL 2019: Rivershire Police</h1><p>Published on: 2 May 2019</p><p>HMICFRS inspects.
            HMICFRS reports.</p><h2>How well are vans kept?</h2><p>Inadequate</p><p>Badly.</p><h3>Cause of concern</h3>
            <p>Rivershire Police&rsquo;s vans fall to pieces.</p><p>By July 2019, Rivershire Police should:</p>
            <ul><li>buy screws; and</li><li>turn them.</li></ul></body></html>
            """

        @Test func theDraftIsImportedAsItIs() throws {
            _ = try run.file("peel.html", page)
            let taken = try run("report", "take", "peel.html", "-o", "draft.xlsx")
            #expect(taken.code == 0, "\(taken.error)")
            #expect(
                taken.error.contains(
                    "Wrote 3 items and 1 graded question to draft.xlsx. 1 item has a word in the column Check."
                ))
            let imported = try run("import", "draft.xlsx", "--quiet")
            #expect(imported.code == 0, "\(imported.error)")
            let items = try #require(try run("list", "--format", "json").json?["items"]?.array)
            #expect(
                items.map { $0["text"]?.string } == [
                    "Rivershire Police’s vans fall to pieces.", "buy screws; and", "turn them.",
                ])
            let reports = try run("report", "list", "--format", "csv").output
            #expect(
                reports.contains("PEEL 2019: Rivershire Police,HMICFRS,Rivershire Police,2019-05-02,2019"))
            // As one line, wherever a column breaks it.
            let shown = try run("show", "peel-2019-rivershire-police-2").output
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for words in [
                "peel-2019-rivershire-police-1", "By July 2019", "31 Jul 2019", "at: line 4",
                "Rivershire Police",
            ] {
                #expect(shown.contains(words), "\(words) in \(shown)")
            }
        }

        @Test func theDraftsGradesAreRecordedOnce() throws {
            _ = try run.file("peel.html", page)
            _ = try run("report", "take", "peel.html", "-o", "draft.xlsx")
            _ = try run("import", "draft.xlsx", "--quiet")
            let graded = try run("report", "grade", "peel-2019-rivershire-police", "--from", "draft.xlsx")
            #expect(graded.output == "Graded \"How well are vans kept?\": inadequate.\n", "\(graded.error)")
            let size = try run.size()
            let again = try run("report", "grade", "peel-2019-rivershire-police", "--from", "draft.xlsx")
            #expect(again.output == "Nothing differs from the register; nothing was written.\n")
            #expect(try run.size() == size)
            _ = try run(
                "report", "add", "OTHER", "Another", "--publisher", "HMICFRS", "--force", "Rivershire Police",
                "--published", "2019-05-02")
            let other = try run("report", "grade", "OTHER", "--from", "draft.xlsx")
            #expect(other.code == 65)
            #expect(other.error.contains("has no grade for the report \"Another\""))
            #expect(try run("report", "grade", "OTHER", "Half a grade").code == 64)
        }

        @Test func aFolderIsTakenWholeAndWhatCannotBeIsTold() throws {
            let folder = run.folder.appendingPathComponent("reports")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            _ = try run.file("reports/a.html", page)
            _ = try run.file("reports/b.txt", page.replacingOccurrences(of: "2019", with: "2020"))
            _ = try run.file("reports/c.html", "PK\u{3}\u{4}")
            _ = try run.file("reports/picture.png", "none")
            let taken = try run("report", "take", "reports")
            #expect(taken.code == 0)
            #expect(taken.error.contains("Left out: c.html is a Word document"))
            #expect(
                taken.output.contains("\"a.html, line 4\"")
                    && taken.output.hasPrefix("ref,kind,number,text,check"))
        }

        /// A program of the name that writes what pdftotext would.
        private func fake(_ script: String) throws -> [String: String] {
            let folder = run.folder.appendingPathComponent("fake")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            chmod(try run.file("fake/pdftotext", "#!/bin/sh\n\(script)"), 0o755)
            return ["PATH": "\(folder.path):/usr/bin:/bin"]
        }

        @Test func aPDFGoesThroughPdftotext() throws {
            _ = try run.file("-report.pdf", "%PDF-1.4")
            let words = "Recommendation 1: Vans must be washed."
            let layout = words.split(separator: " ").map { "<word>\($0)</word>" }.joined()
            let environment = try fake(
                """
                echo "$@" >args
                for out in "$@"; do :; done
                echo '<page height="800"><block><line>\(layout)</line></block></page>' >"$out"
                """)
            let taken = try run(["report", "take", "./-report.pdf"], environment: environment)
            #expect(taken.output.contains(",1,Vans must be washed.,"), "\(taken)")
            let arguments = try String(contentsOfFile: run.folder.path + "/args", encoding: .utf8)
            #expect(arguments.hasPrefix("-q -enc UTF-8 -bbox-layout ././-report.pdf "))
        }

        @Test func whatFailsIsSaidInASentence() throws {
            _ = try run.file("report.pdf", "%PDF-1.4")
            let lacking = try run(["report", "take", "report.pdf"], environment: ["PATH": run.folder.path])
            #expect(lacking.code == 66)
            #expect(
                lacking.error.contains(
                    "a PDF needs pdftotext, which isn't installed (apt-get install poppler-utils)"))
            let locked = try run(["report", "take", "report.pdf"], environment: try fake("exit 3"))
            #expect(locked.error.contains("can't open it (status 3): is it whole, and without a password?"))
            let scan = try run(
                ["report", "take", "report.pdf"],
                environment: try fake(
                    "for out in \"$@\"; do :; done; echo '<page height=\"1\"></page>' >\"$out\""))
            #expect(scan.code == 65)
            #expect(scan.error.contains("report.pdf holds no words: it is a scan."))
            #expect(try run("report", "take", "missing.html").code == 66)
            #expect(try run("report", "take", "report.pdf", "-o", "draft.json").code == 64)
        }
    }
#endif
