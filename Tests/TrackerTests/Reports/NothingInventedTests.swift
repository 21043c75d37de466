import Testing
import TrackerDocuments
import TrackerValues

@testable import TrackerReports

/// Whatever is done to a report, each text of its draft stands in it, and nothing brings the program down.
struct NothingInventedTests {
    @Test(arguments: ReportSamples.texts + ReportSamples.pages) func asItIs(_ sample: String) {
        // Read in both ways: what is a page to one is text to the other.
        check(PublishedReport(text: sample, file: "sample"), against: sample)
        check(PublishedReport(page: sample, file: "sample"), against: words(ofPage: sample))
        // A plain reading of a page that is whole.
        guard sample.hasPrefix("<") else { return }
        let plain = sample.replacing(/<script.*?<\/script>|<[^>]*>/, with: "").replacing("&ndash;", with: "–")
            .replacing("&rsquo;", with: "’").replacing("&amp;", with: "&")
        check(PublishedReport(page: sample, file: "sample"), against: plain)
    }

    @Test func asAPDF() throws {
        let sample = LayoutSample.report
        check(try PublishedReport(layout: sample.layout, file: "sample"), against: sample.words)
    }

    /// Pages that lack lines, hold others twice, and whose words stand anywhere.
    @Test(arguments: 0..<16) func aPDFInDisorder(_ seed: Int) throws {
        var random = Random(seed: UInt64(seed) &* 104_729 &+ 3)
        for _ in 0..<20 {
            var sample = LayoutSample.report
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let page = Int.random(in: 0..<sample.pages.count, using: &random)
                guard let block = sample.pages[page].indices.randomElement(using: &random) else { continue }
                let other = sample.pages.joined().randomElement(using: &random) ?? []
                switch Int.random(in: 0..<6, using: &random) {
                case 0: sample.pages[page].remove(at: block)
                case 1: sample.pages[page].insert(other, at: block)
                case 2: sample.pages[page][block] += other
                case 3: sample.pages[page].shuffle(using: &random)
                case 4:
                    sample.pages[page][block] = sample.pages[page][block].map {
                        ($0.text, $0.left, .random(in: 0...842, using: &random), $0.height)
                    }
                default:
                    sample.pages[page][block] = sample.pages[page][block].map {
                        (
                            $0.text, .random(in: 0...400, using: &random), $0.top,
                            .random(in: 1...40, using: &random)
                        )
                    }
                }
            }
            guard let report = try? PublishedReport(layout: sample.layout, file: "sample") else { continue }
            check(report, against: sample.words)
        }
    }

    @Test(arguments: 0..<16) func mutilated(_ seed: Int) throws {
        var random = Random(seed: UInt64(seed) &* 7919 &+ 1)
        for sample in ReportSamples.texts + ReportSamples.pages + [LayoutSample.report.layout] {
            let hurt = mutilate(sample, &random)
            check(PublishedReport(text: hurt, file: "sample"), against: hurt)
            check(PublishedReport(page: hurt, file: "sample"), against: words(ofPage: hurt))
            _ = try? PublishedReport(layout: hurt, file: "sample")
            _ = ReportDraft.document([PublishedReport(page: hurt, file: "sample")])
            _ = try? PublishedReport.form(of: Array(hurt.utf8), file: "sample")
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            String(repeating: "<div>", count: 20_000), String(repeating: "<", count: 50_000),
            "<p title=\"" + String(repeating: "a", count: 200_000), String(repeating: "&", count: 20_000),
            String(repeating: "Recommendation 1: The force should act. ", count: 4_000),
            String(repeating: "Recommendation 1\nGood\n• Should\n", count: 1_000),
            String(repeating: "(", count: 60_000), "<!--" + String(repeating: "-", count: 60_000),
            String(repeating: "<li>", count: 10_000) + "Areas for improvement", "\u{0}\u{1}\u{FFFD}\u{200B}",
            String(repeating: "<page><block><line><word>", count: 1_000),
            String(repeating: "1. ", count: 20_000),
        ]) func whatIsHugeEndsSoon(_ hostile: String)
    {
        _ = PublishedReport(page: hostile, file: "hostile")
        _ = PublishedReport(text: hostile, file: "hostile")
        _ = try? PublishedReport(layout: hostile, file: "hostile")
    }

    // MARK: What counts as standing in the source

    private func check(
        _ report: PublishedReport, against source: String, _ place: SourceLocation = #_sourceLocation
    ) {
        let source = bare(source)
        var texts = [report.title, report.publisher, report.force, report.overall].compactMap { $0?.text }
        texts += [report.cycle].compactMap { $0 } + report.questions.flatMap { [$0.text, $0.grade] }
        for item in report.items {
            let crosses = item.checks.contains { $0.contains("page's") }
            for line in item.text.split(separator: "\n") {
                #expect(stands(String(line), in: source, crossing: crosses), "\(line)", sourceLocation: place)
            }
            texts += [item.question, item.addressee, item.deadline, item.number].compactMap { $0 }
            if !crosses { texts += [item.leadIn].compactMap { $0 } }
        }
        for text in texts {
            // A sentence that goes on over a page's end may be a question's or a title's.
            #expect(
                stands(text, in: source, crossing: report.title?.place.page != nil), "\(text)",
                sourceLocation: place)
        }
    }

    private func stands(_ text: String, in source: [UInt8], crossing: Bool) -> Bool {
        let text = bare(text)
        if contains(source, text[...]) { return true }
        guard crossing else { return false }
        // In parts, with a page's foot and head between them.
        return (1..<text.count).contains {
            contains(source, text[..<$0]) && standsInTwo(text[$0...], in: source)
        }
    }

    private func standsInTwo(_ text: ArraySlice<UInt8>, in source: [UInt8]) -> Bool {
        contains(source, text)
            || text.indices.dropFirst().contains {
                contains(source, text[..<$0]) && contains(source, text[$0...])
            }
    }

    private func contains(_ source: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
        guard let first = part.first else { return true }
        var start = 0
        while start + part.count <= source.count, let found = source[start...].firstIndex(of: first) {
            if source[found...].starts(with: part) { return true }
            start = found + 1
        }
        return false
    }

    /// Without blanks and what can't be seen.
    private func bare(_ text: String) -> [UInt8] {
        let unseen: Set<Unicode.Scalar> = [
            "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}",
        ]
        var bare = String.UnicodeScalarView()
        for scalar in text.unicodeScalars
        where !scalar.properties.isWhitespace && scalar.value >= 0x20 && !unseen.contains(scalar) {
            bare.append(scalar)
        }
        return Array(String(bare).utf8)
    }

    private func words(ofPage page: String) -> String {
        var tokens = HTMLTokens(page)
        var words = ""
        while let token = tokens.next() {
            if case .text(let text) = token { words += text }
        }
        return words
    }

    private func mutilate(_ sample: String, _ random: inout Random) -> String {
        var bytes = Array(sample.utf8)
        for _ in 0..<Int.random(in: 1...30, using: &random) where bytes.count > 2 {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2:
                bytes.removeSubrange(
                    place..<min(bytes.count, place + Int.random(in: 1...200, using: &random)))
            case 3:
                bytes.insert(
                    contentsOf: Array("<>&\"'•\n1.:?".utf8.shuffled(using: &random).prefix(4)), at: place)
            case 4:
                let part = bytes[place..<min(bytes.count, place + Int.random(in: 1...300, using: &random))]
                bytes.insert(contentsOf: part, at: Int.random(in: 0...bytes.count, using: &random))
            default: if Int.random(in: 0..<20, using: &random) == 0 { bytes.removeSubrange(place...) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// SplitMix64, so that a seed that fails fails again.
    private struct Random: RandomNumberGenerator {
        private var state: UInt64
        init(seed: UInt64) { state = seed }
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
