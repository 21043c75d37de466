import TrackerValues

/// The names by which forces and inspectorates go, so that they are known when a report names them.
enum KnownBodies {
    /// The force that a text names most, as it writes it; nil where it names none, or several alike.
    static func force(
        in passages: [Passage], title: String, isAboutPolice: Bool
    ) -> (force: PublishedReport.Quote?, others: Int) {
        var counts: [String: Int] = [:]
        var found: [String: PublishedReport.Quote] = [:]
        for passage in passages {
            let run = WordRun(passage.text)
            for (index, word) in run.words.enumerated()
            where word.plain == "police" || word.plain == "constabulary" {
                guard let place = place(in: run, before: index) else { continue }
                counts[place.name, default: 0] += 1
                let isLong = run.has(["police", "service"], at: index)
                let quote = run.quote(place.start..<index + (isLong ? 2 : 1))
                if found[place.name] == nil
                    || isLong && found[place.name]?.text.utf8.count ?? 0 < quote.utf8.count
                {
                    found[place.name] = PublishedReport.Quote(text: quote, place: passage.place)
                }
            }
        }
        let titleWords = WordRun(title)
        for name in counts.keys where titleWords.find(name.split(separator: " ").map(String.init)) != nil {
            counts[name, default: 0] += 1000
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = ranked.first else { return (nil, 0) }
        let second = ranked.dropFirst().first?.value ?? 0
        guard first.value >= 3 * second, isAboutPolice || first.value >= 1000 else {
            return (nil, ranked.count)
        }
        return (found[first.key], ranked.count)
    }

    private static func place(in run: WordRun, before index: Int) -> (name: String, start: Int)? {
        for count in stride(from: min(3, index), through: 1, by: -1) {
            let name = run.words[index - count..<index].map(\.plain).joined(separator: " ")
            if forces.contains(name), run.text[run.words[index - count].range].first?.isUppercase == true {
                return (name, index - count)
            }
        }
        return nil
    }

    /// A force that a title names and that isn't known: "Rivershire Police" of "PEEL 2019: Rivershire Police".
    static func unknownForce(in title: PublishedReport.Quote) -> PublishedReport.Quote? {
        let run = WordRun(title.text)
        guard
            let end = run.words.indices.first(where: {
                ["police", "constabulary"].contains(run.words[$0].plain)
            })
        else { return nil }
        var start = end
        while start > 0, end - start < 3, run.words[start - 1].tail.isEmpty,
            run.text[run.words[start - 1].range].first?.isUppercase == true
        { start -= 1 }
        guard start < end, run.text[run.words[end].range].first?.isUppercase == true else { return nil }
        let isLong = run.has(["police", "service"], at: end)
        return PublishedReport.Quote(text: run.quote(start..<end + (isLong ? 2 : 1)), place: title.place)
    }

    /// The territorial forces of the United Kingdom and those for a railway, nuclear sites and defence, without "Police".
    private static let forces: Set<String> = [
        "avon and somerset", "bedfordshire", "cambridgeshire", "cheshire", "city of london", "cleveland",
        "cumbria",
        "derbyshire", "devon and cornwall", "dorset", "durham", "dyfed-powys", "essex", "gloucestershire",
        "greater manchester", "gwent", "hampshire", "hertfordshire", "humberside", "kent", "lancashire",
        "leicestershire",
        "lincolnshire", "merseyside", "metropolitan", "norfolk", "north wales", "north yorkshire",
        "northamptonshire",
        "northumbria", "nottinghamshire", "south wales", "south yorkshire", "staffordshire", "suffolk",
        "surrey", "sussex",
        "thames valley", "warwickshire", "west mercia", "west midlands", "west yorkshire", "wiltshire",
        "british transport",
        "civil nuclear", "ministry of defence", "isle of wight",
    ]

    /// The publisher that a text names most, the earlier of two alike.
    static func publisher(in passages: [Passage]) -> (publisher: PublishedReport.Quote?, isSure: Bool) {
        var counts = [Int](repeating: 0, count: publishers.count)
        var found: [Int: (quote: PublishedReport.Quote, rank: Int)] = [:]
        var order: [Int] = []
        for passage in passages {
            let run = WordRun(passage.text)
            for index in run.words.indices {
                guard publisherStarts.contains(run.words[index].plain) else { continue }
                guard
                    let match = publishers.firstIndex(where: { names in
                        names.contains { run.has($0, at: index) }
                    }),
                    let rank = publishers[match].firstIndex(where: { run.has($0, at: index) })
                else { continue }
                counts[match] += 1
                if found[match] == nil { order.append(match) }
                // A short name says it as well as a long one, and better in a list.
                if found[match].map({ rank < $0.rank }) ?? true {
                    let quote = run.quote(index..<index + publishers[match][rank].count)
                    found[match] = (PublishedReport.Quote(text: quote, place: passage.place), rank)
                }
            }
        }
        // Of two that are named alike the earlier counts: the publisher stands at the head.
        guard let most = order.map({ counts[$0] }).max(),
            let first = order.first(where: { counts[$0] == most })
        else {
            return (nil, false)
        }
        return (found[first]?.quote, most > 1 && order.count { counts[$0] * 3 > most } == 1)
    }

    /// Whether a publisher's reports are about police forces.
    static func isAboutPolice(_ publisher: String?) -> Bool {
        guard let name = publisher?.plain.lowercased() else { return true }
        return ["hmic", "constabulary", "iopc", "police", "ipcc", "london assembly", "angiolini", "casey"]
            .contains { part in
                name.split(separator: " ").contains { $0.hasPrefix(part) } || name == part
            }
    }

    /// Each publisher by its names, that which is kept first.
    private static let publishers: [[[String]]] = [
        [
            "hmicfrs", "his majesty's inspectorate of constabulary",
            "her majesty's inspectorate of constabulary and fire",
        ],
        ["hmic", "her majesty's inspectorate of constabulary"], ["ofsted"],
        ["cqc", "care quality commission"],
        ["iopc", "independent office for police conduct"],
        ["ipcc", "independent police complaints commission"],
        ["phso", "parliamentary and health service ombudsman"],
        [
            "hmi prisons", "hm inspectorate of prisons", "his majesty's inspectorate of prisons",
            "her majesty's inspectorate of prisons",
        ],
        ["hmi probation", "hm inspectorate of probation", "his majesty's inspectorate of probation"],
        ["london assembly"], ["national audit office"], ["audit scotland"], ["healthcare inspectorate wales"],
        ["hmics", "his majesty's inspectorate of constabulary in scotland"],
        ["information commissioner's office", "information commissioner"], ["angiolini inquiry"],
        ["baroness casey review"],
        ["victims' commissioner"], ["domestic abuse commissioner"], ["grenfell tower inquiry"],
        ["local government and social care ombudsman"], ["home affairs committee"], ["estyn"],
    ].map { $0.map { $0.split(separator: " ").map(String.init) } }
    private static let publisherStarts = Set(publishers.joined().compactMap(\.first))
}
