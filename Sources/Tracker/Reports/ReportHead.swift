import TrackerValues

/// What a report says of itself: its title, who published it and when, which force it is about.
struct ReportHead {
    private(set) var title: PublishedReport.Quote?
    private(set) var publisher: PublishedReport.Quote?
    private(set) var force: PublishedReport.Quote?
    private(set) var published: PartialDate?
    private(set) var cycle: String?
    private(set) var checks: [String] = []

    /// How far a report's head can reach, in passages.
    private static let reach = 60

    init(_ passages: [Passage], tabTitle: String, published days: [String], isLetter: Bool) {
        if isLetter {
            title = Self.subject(of: passages)
            checks.append(
                "This is a letter about a report: the report's own words and its date stand in the report.")
        } else {
            findTitle(passages, tabTitle: tabTitle)
        }
        if title == nil { checks.append("No title was found.") }
        findPublication(passages, days, isLetter: isLetter)
        if published == nil { checks.append("No day of publication was found.") }
        let publisher = KnownBodies.publisher(in: passages)
        self.publisher = publisher.publisher
        if publisher.publisher == nil {
            checks.append("No publisher was found.")
        } else if !publisher.isSure {
            checks.append("The publisher is the first body of several that it names: is it the right one?")
        }
        let force = KnownBodies.force(
            in: passages, title: title?.text ?? "",
            isAboutPolice: isLetter || KnownBodies.isAboutPolice(publisher.publisher?.text))
        self.force = force.force
        if self.force == nil, let unknown = title.flatMap({ KnownBodies.unknownForce(in: $0) }) {
            self.force = unknown
            checks.append("The force is what its title names: is that its whole name?")
        } else if self.force == nil {
            checks.append(
                force.others == 0 ? "It names no force." : "It isn't plain which force it is about.")
        }
        cycle = title.flatMap { Self.cycle(in: $0.text) }
    }

    // MARK: The title

    private mutating func findTitle(_ passages: [Passage], tabTitle: String) {
        let head = Array(passages.prefix(Self.reach).filter { $0.kind != .note })
        let greatest = head.compactMap(\.level).filter { $0 < 9 }.min()
        var index: Int?
        if let greatest {
            index = head.firstIndex { $0.level == greatest && !Self.isOfTheSite($0.text) }
        } else {
            let lines = head.indices.filter { Self.canBeTitle(head[$0]) }
            index = lines.first { Self.namesAReport(head[$0].text) } ?? lines.first
            if let index, !Self.namesAReport(head[index].text) {
                checks.append("The title is the first line: is it so?")
            }
        }
        guard let index else {
            if !tabTitle.isEmpty {
                title = PublishedReport.Quote(text: tabTitle, place: SourcePlace(line: 1))
            }
            return
        }
        var text = head[index].text
        // A title that goes on: lines of the same height in a PDF; the part of PEEL that a page is about.
        var next = index + 1
        while let greatest, head[index].place.page != nil, next < head.count, text.utf8.count < 300,
            head[next].level == greatest || head[next].level != nil && !Self.namesAReport(text),
            head[next].place == head[index].place
        {
            text += " " + head[next].text
            next += 1
        }
        if next < head.count, Self.pillars.contains(head[next].text.plain.lowercased()) {
            text += " " + head[next].text
        }
        title = PublishedReport.Quote(text: text, place: head[index].place)
    }

    private static let pillars: Set<String> = ["efficiency", "effectiveness", "legitimacy", "leadership"]

    private static func isOfTheSite(_ text: String) -> Bool {
        ["hmicfrs", "menu", "search", "cookies on this site", "contents", "navigation"].contains(
            text.plain.lowercased())
    }

    private static func canBeTitle(_ passage: Passage) -> Bool {
        let text = passage.text
        guard text.utf8.count <= 250, text.utf8.count >= 4, passage.marker.isEmpty, let end = text.last else {
            return false
        }
        let start = WordRun(text).words.first?.plain ?? ""
        return !".;,:".contains(end)
            && !["skip", "menu", "search", "home", "contents", "cookies"].contains(start)
            && Grade(text) == nil
    }

    private static func namesAReport(_ text: String) -> Bool {
        WordRun(text).words.contains {
            ["peel", "inspection", "report", "review", "inquiry", "investigation", "thematic", "audit"]
                .contains($0.plain)
        }
    }

    /// What a letter is about: the line after whom it greets.
    private static func subject(of passages: [Passage]) -> PublishedReport.Quote? {
        guard let greeting = passages.firstIndex(where: isGreeting) else { return nil }
        return passages[passages.index(after: greeting)...].first.flatMap {
            $0.text.utf8.count <= 250 && $0.text.last != "."
                ? PublishedReport.Quote(text: $0.text, place: $0.place) : nil
        }
    }

    private static func isGreeting(_ passage: Passage) -> Bool {
        passage.text.hasPrefix("Dear ") && passage.text.utf8.count < 80
    }

    static func isLetter(_ passages: [Passage]) -> Bool {
        passages.prefix(40).contains(where: isGreeting)
            && passages.contains { $0.text.utf8.count < 60 && $0.text.hasPrefix("Yours ") }
    }

    /// "2016" of "PEEL 2016", "2021/22" of "PEEL 2021/22".
    private static func cycle(in title: String) -> String? {
        let run = WordRun(title)
        guard run.words.contains(where: { $0.plain == "peel" }) else { return nil }
        return run.words.indices.lazy.compactMap { index -> String? in
            let word = run.words[index].plain
            let parts = word.split { "/-".contains($0) }
            guard (1...2).contains(parts.count), parts[0].utf8.count == 4, let year = Int(parts[0]),
                (2010...2099).contains(year),
                parts.dropFirst().allSatisfy({ [2, 4].contains($0.utf8.count) && Int($0) != nil })
            else { return nil }
            return run.quote(index..<index + 1)
        }.first
    }

    // MARK: The day of publication

    private mutating func findPublication(_ passages: [Passage], _ days: [String], isLetter: Bool) {
        var fallbacks: [(PartialDate, String)] = []
        for (index, passage) in passages.prefix(400).enumerated() where !isLetter {
            let run = WordRun(passage.text)
            guard run.words.count <= 16, let cue = Self.cue(run) else { continue }
            if let day = QuotedDate.first(in: run, from: cue.end, within: 6) {
                guard cue.isUpdate else {
                    published = day.date
                    return
                }
                fallbacks.append(
                    (day.date, "The day is that of the page's last update: was it published then?"))
            } else if cue.end == run.words.count, !cue.isUpdate {
                let near = passages.dropFirst(index + 1).prefix(3).lazy
                    .compactMap { QuotedDate.first(in: WordRun($0.text))?.date }.first
                if let near {
                    fallbacks.append(
                        (near, "The day stands some lines after \"\(passage.text)\": is it the right one?"))
                }
            }
        }
        if let day = days.lazy.compactMap({ PartialDate(iso: $0) }).first {
            published = day
        } else if let first = fallbacks.first {
            published = first.0
            checks.append(first.1)
        } else if let found = Self.toldInPassing(passages) {
            published = found
            checks.append("The day of publication is told in passing: is it that of this report?")
        } else if !isLetter, let found = Self.onTheCover(passages) {
            published = found
            checks.append("A date alone on the cover was taken for the day of publication: is it?")
        }
    }

    /// Past "Published on", "Last updated" at a passage's head.
    private static func cue(_ run: WordRun) -> (end: Int, isUpdate: Bool)? {
        let cues: [([String], Bool)] = [
            (["last", "updated"], true), (["updated"], true), (["published", "on"], false),
            (["first", "published"], false),
            (["date", "published"], false), (["report", "published"], false), (["published"], false),
            (["publication", "date"], false), (["date", "of", "publication"], false),
            (["date", "of", "report"], false),
            (["date", "of", "this", "report"], false),
        ]
        if let cue = cues.first(where: { run.has($0.0, at: 0) }) { return (cue.0.count, cue.1) }
        // "All ages Published:" where a table's cells were read as one.
        return run.words.last.map { $0.plain == "published" && $0.tail == ":" } == true
            ? (run.words.count, false) : nil
    }

    /// "… report, published on 9 November 2017".
    private static func toldInPassing(_ passages: [Passage]) -> PartialDate? {
        for passage in passages.prefix(reach) {
            let run = WordRun(passage.text)
            for index in run.words.indices where run.words[index].plain == "published" {
                if let day = QuotedDate.first(in: run, from: index + 1, within: 18) { return day.date }
            }
        }
        return nil
    }

    /// A short line near the head that is nothing but a date.
    private static func onTheCover(_ passages: [Passage]) -> PartialDate? {
        for passage in passages.prefix(25) {
            let run = WordRun(passage.text)
            if run.words.count <= 3, let day = QuotedDate.first(in: run), day.start == 0,
                day.end == run.words.count
            {
                return day.date
            }
        }
        return nil
    }
}
