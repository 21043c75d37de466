import TrackerDocuments
import TrackerFigures
import TrackerLedger
import TrackerModel
package import TrackerRegister
package import TrackerValues
package import TransparencyLog

/// The pages of the public register, one after the other.
extension PublicRegister {
    /// Hands each file of the public register to `body`, the first page last, so that nothing leads to what isn't there.
    ///
    /// - Parameters:
    ///   - register: the register that it was asked of.
    ///   - checkpoint: the signed size and root, with the key to verify it by; nil where nothing is signed.
    ///   - progress: told how far it is.
    ///   - body: takes a path and the file's bytes.
    package func forEachFile(
        of register: Register, checkpoint: (note: SignedNote, key: VerifierKey)?, progress: Progress,
        _ body: (Path, [UInt8]) throws -> Void
    ) throws {
        let snapshot = try frame.snapshot(of: register)
        var all: [Item] = []
        try snapshot.forEachItem(frame.scope) { if frame.shows($0.standing) { all.append($0) } }
        let links = PublicLinks(self, all)
        func put(
            _ path: Path, _ document: Document, from source: Snapshot? = nil, namesRows: Bool = false
        ) throws {
            let site = links.site(at: path, namesRows: namesRows)
            try body(path, Array(try HTMLRenderer.render(document, from: source, in: site).utf8))
        }
        let total = Int64(all.count + reports.count)
        try body(Self.stylesheet, Array(SitePage.style.utf8))

        var feed = RegisterFeed(self)
        var children: [Reference: [Reference]] = [:]
        for item in all { item.parent.map { children[$0, default: []].append(item.reference) } }
        for (index, item) in all.enumerated() {
            let paper = try ItemPaper(
                register, item, children: children[item.reference] ?? [], frame: frame)
            feed.add(paper)
            try put(Self.page(ofItem: item.reference), plain(paper.page))
            progress("Writing pages", Int64(index + 1), total)
        }
        let items = Dictionary(grouping: all) { $0.standing.report }
        let superseded = Dictionary(grouping: all.filter { $0.standing.successorReport != nil }) {
            $0.standing.successorReport
        }
        let records = Dictionary(
            stored: try register.reports(knownAt: frame.wordsKnownAt).map { ($0.reference, $0) })
        for (index, counts) in reports.enumerated() {
            let report = counts.report.reference
            let words = try register.response(
                to: counts.answers.next.sameAs ?? report, knownAt: frame.wordsKnownAt)
            let head = try ReportFront(
                register, records[report] ?? counts.report, frame: frame.narrowed(to: report))
            try put(
                Self.page(ofReport: report),
                document(
                    of: counts, items[report] ?? [],
                    head.blocks + head.response(counts.answers, words: words),
                    tail: head.superseded(
                        superseded[report] ?? [],
                        ItemRows(frame: frame.narrowed(to: report), ragRule: ragRule))))
            feed.add(
                counts.report, title: frame.title(report),
                at: try register.recordedAt(counts.report.id))
            progress("Writing pages", Int64(all.count + index + 1), total)
        }
        for (index, row) in quarterly.table.rows.enumerated() {
            let label = quarterly.label(row)
            try put(
                page(ofRow: index), behind(quarterly.behind(row, label, tellsUnnamed: true), label),
                namesRows: true)
        }
        try put(Self.totalPage, behind(totals, "All rows"), namesRows: true)
        try put(Self.quarterlyPage, quarterlyDocument)
        try put(Self.outstandingPage, outstandingDocument, from: snapshot)
        try put(Self.reportsPage, reportsDocument)
        try writeDownloads(from: snapshot, body)
        try put(Self.downloadsPage, downloadsDocument)
        if let checkpoint {
            try body(Self.checkpointFile, Array(checkpoint.note.encoded.utf8))
            try body(Self.keyFile, Array("\(checkpoint.key)\n".utf8))
        }
        try put(Self.verifyPage, verifyDocument(isSigned: checkpoint != nil))
        try body(Self.feedFile, Array(feed.xml.utf8))
        try put(Self.firstPage, firstDocument)
    }

    static let firstPage = "index.html"
    static let quarterlyPage = "quarterly.html"
    /// No report is called so.
    static let totalPage = "quarterly/~total.html"
    static let outstandingPage = "outstanding.html"
    static let reportsPage = "reports.html"
    static let downloadsPage = "downloads.html"
    static let verifyPage = "verify.html"
    static let stylesheet = "style.css"
    static let feedFile = "changes.xml"
    static let checkpointFile = "checkpoint"
    static let keyFile = "verifier-key"

    /// The page of the references behind a row of the status table. Only reports name theirs: a tag may not be published, not
    /// even as a hash that can be guessed at.
    func page(ofRow index: Int) -> Path {
        quarterly.table.spec.rowKey == .report
            ? "quarterly/\(Self.file(Reference(stored: quarterly.table.rows[index].key))).html"
            : "quarterly/row-\(index + 1).html"
    }

    /// A paper as a page: the head of the body's papers stands on the first page alone, and what changes with every entry on
    /// the page about verifying.
    private func plain(_ document: Document) -> Document {
        var document = document
        document.letterhead = nil
        let elsewhere = [
            "Known at", "Edition", "Redacted since", "Ledger size", "Ledger root", "Witnessed",
        ]
        document.foot.removeAll {
            elsewhere.contains($0.label) || $0.label == "Scope" && frame.scope == .everything
        }
        for index in document.foot.indices where document.foot[index].label == "Long texts" {
            document.foot[index].value = "where one ends in …, the item's page has it whole"
        }
        return document
    }

    private var day: String { frame.viewpoint.asAt.longForm }
    private var marking: String { frame.marking(of: [ItemState]()) }

    private func document(_ title: String, _ subtitle: String? = nil, _ blocks: [Block]) -> Document {
        Document(title: title, subtitle: subtitle, marking: marking, blocks: blocks)
    }

    // MARK: - The first page

    private var firstDocument: Document {
        var contents: [[Cell]] = [
            [
                "Status table",
                "What moved in the quarter, where the rest stands, how late and how old it is; each count leads to the items behind it",
            ],
            ["Outstanding items", "What is still to be done, report by report"],
            [
                "Reports",
                "Each report with its grades, its response, how the clock stands, and its items; each item has a page with its history",
            ],
            ["Downloads", "The same as data: CSV, and JSON with its schema"],
            ["How to verify", "What these pages rest on, and how anybody can check them"],
            ["Changes", "A feed for news readers (Atom)"],
        ].map { $0.map { .text($0) } }
        if issued != nil {
            contents[0][1] = .text("As it was issued; each count leads to the items behind it")
        }
        let from =
            issued.map { "These pages show the register as it was when its table \($0) was issued." }
        let charts = quarterly.charts
        return Document(
            title: "Recommendations",
            subtitle: frame.body.map { "The public register of \($0), as at \(day)" }
                ?? "The public register, as at \(day)",
            letterhead: frame.letterhead, marking: marking,
            blocks: [.paragraph(quarterly.headline)] + [from].compactMap { $0.map { .paragraph($0) } }
                + [
                    .paragraph(held),
                    .table(
                        Table(
                            name: "Pages", caption: "In this register",
                            columns: [
                                Column(title: "Page", key: "page"),
                                Column(title: "What it holds", key: "holds", weight: 3),
                            ], rows: contents)),
                ] + charts,
            foot: [Fact(label: "As at", value: day)])
    }

    /// How much is in it, and how much of that isn't shown.
    private var held: String {
        let counts = items.counts
        let sentence =
            "The register holds \(counts.total.counted("item", "items")) of \(reports.count.counted("report", "reports")), closed ones included."
        return counts.withheld == 0
            ? sentence
            : "\(sentence) \(counts.withheld == 1 ? "1 is" : "\(counts.withheld) are") counted everywhere and shown nowhere, because of \(counts.withheld == 1 ? "its" : "their") protective marking."
    }

    // MARK: - The status table

    private var quarterlyDocument: Document {
        var document = plain(quarterly.document())
        document.blocks.removeAll { if case .chart = $0 { true } else { false } }
        return document
    }

    private func behind(_ table: Table, _ label: String) -> Document {
        let spec = quarterly.table.spec
        return document(
            label,
            "The items behind each count of the status table: \(spec.quarter.label), at \(spec.asAt.longForm)",
            [.table(table)])
    }

    /// The rows behind each count of the total: each leads to its own references.
    private var totals: Table {
        Table(
            name: "Total", caption: "The rows behind each count",
            columns: [
                Column(title: "Count", key: "count", weight: 2),
                Column(title: "Items", key: "items", kind: .number),
                Column(title: "Rows", key: "rows", weight: 6),
            ],
            rows: quarterly.table.spec.counts.compactMap { count in
                let rows = quarterly.table.rows.indices.filter { quarterly.table.rows[$0][count] > 0 }
                return rows.isEmpty
                    ? nil
                    : [
                        .text(count.title), .number(quarterly.table.total[count]),
                        .text(rows.map { counted(count, inRow: $0) }.joined(separator: "\n")),
                    ]
            }, empty: "No items.")
    }

    /// A row with one of its counts: "PEEL 2021/22: 5". Rows of one name are told apart by their number.
    func counted(_ count: QuarterlyCount, inRow index: Int) -> String {
        let rows = quarterly.table.rows
        let label = quarterly.label(rows[index])
        let isAlone = rowLabels[label] == 1
        return "\(label)\(isAlone ? "" : " (row \(index + 1))"): \(rows[index][count])"
    }

    // MARK: - Lists

    private var outstandingDocument: Document {
        guard outstanding.counts.total > Self.longestList else { return plain(outstanding.document) }
        var document = plain(outstanding.document)
        let sentences = document.blocks.filter { if case .paragraph = $0 { true } else { false } }
        document.blocks =
            sentences + [
                .paragraph("Each report's page lists its items."),
                .table(table(of: reports.filter { $0.outstanding > 0 })),
            ]
        return document
    }

    /// A report's page. Its items have been read; the register isn't asked once for each report.
    private func document(
        of counts: ReportCounts, _ items: [Item], _ head: [Block], tail: [Block]
    ) -> Document {
        let report = counts.report.reference
        let frame = frame.narrowed(to: report)
        let rows = ItemRows(frame: frame, ragRule: ragRule)
        var blocks =
            head + [
                .heading("Items"),
                .table(rows.table("Items", "\(counts.items.counted("item", "items")).", items)),
            ]
        if let sentence = ItemListPaper.withheld(counts.items - items.count) {
            blocks.append(.paragraph(sentence))
        }
        blocks += tail
        let rule = Fact(label: "RAG rule", value: "\(ragRule.name): \(ragRule.explanation)")
        return plain(
            Document(
                title: frame.title(report), subtitle: report.text,
                marking: frame.marking(of: items.map(\.standing)), blocks: blocks,
                foot: frame.foot([rule, rows.cutFact].compactMap { $0 })))
    }

    private var reportsDocument: Document {
        var document = document(
            "Reports", frame.body.map { "Reports in the register of \($0)" },
            [.table(table(of: reports))])
        document.foot = [Fact(label: "As at", value: day)]
        return document
    }

    private func table(of reports: [ReportCounts]) -> Table {
        Table(
            name: "Reports", caption: "\(reports.count.counted("report", "reports")), the newest first",
            columns: [
                Column(title: "Report", key: "report", weight: 4),
                Column(title: "Published", key: "published", kind: .date),
                Column(title: "Items", key: "items", kind: .count),
                Column(title: "Outstanding", key: "outstanding", kind: .count),
                Column(title: "Overdue", key: "overdue", kind: .count),
                Column(title: "Response", key: "state", kind: .status),
                Column(title: "Last day", key: "last_day", kind: .date),
            ],
            rows: reports.map { counts in
                [
                    .text(frame.named(report: counts.report.reference)),
                    .date(counts.report.details.published.description), .number(counts.items),
                    .number(counts.outstanding), .number(counts.overdue), .text(counts.answers.label),
                    Cell(counts.answers.next.lastDay),
                ]
            }, empty: "No reports yet.")
    }

    // MARK: - Downloads

    private static let files: [(path: Path, holds: String)] = [
        ("items.csv", "Every item, a line each"),
        ("reports.csv", "Every report with the dates of its response"),
        ("quarterly.csv", "The status table"),
        ("register.json", "All of this as JSON, with the references behind each count"),
        ("register.schema.json", "What the JSON holds, field by field (JSON Schema 2020-12)"),
        ("SHA256SUMS", "The hash of every file of these pages"),
    ]

    private var downloadsDocument: Document {
        document(
            "Downloads", "The public register as data",
            [
                .paragraph("Dates are ISO 8601. Files are UTF-8; CSV follows RFC 4180."),
                .table(
                    Table(
                        name: "Files", caption: "Files",
                        columns: [
                            Column(title: "File", key: "file"),
                            Column(title: "What it holds", key: "holds", weight: 3),
                        ], rows: Self.files.map { [.text($0.path), .text($0.holds)] })),
            ])
    }

    private func writeDownloads(
        from snapshot: Snapshot, _ body: (Path, [UInt8]) throws -> Void
    ) throws {
        for (path, document) in [
            ("items.csv", items.document), ("reports.csv", responses.document),
            ("quarterly.csv", quarterly.document()),
        ] {
            try body(path, Array(try CSVRenderer.render(document, from: snapshot).utf8))
        }
        var json = try items.json(from: snapshot).object ?? [:]
        json["identifier"] = .string(identifier)
        json["body"] = frame.body.map { .string($0) } ?? .null
        json["issued"] = issued.map { .string($0) } ?? .null
        json["reports"] = try responses.json()["items"] ?? []
        json["quarterly"] = try quarterly.json(expand: true)
        try body("register.json", Array((JSON.object(json).pretty() + "\n").utf8))
        try body("register.schema.json", Array((RegisterSchema.json.pretty() + "\n").utf8))
    }

    // MARK: - How to verify

    private func verifyDocument(isSigned: Bool) -> Document {
        var facts = [
            Fact(label: "Register", value: identifier),
            Fact(label: "As at", value: day),
            Fact(label: "Ledger size", value: "\(frame.viewpoint.knownAt) entries"),
            Fact(label: "Ledger root", value: frame.root.hex),
            Fact(label: "Content hash", value: "\(quarterly.contentHash) (of the status table)"),
        ]
        facts += frame.foot().filter { ["Known at", "Redacted since", "Witnessed"].contains($0.label) }
        var blocks: [Block] = [
            .paragraph(
                "These pages are drawn from a ledger to which entries are only ever added. Its size and root stand for all of it: whoever keeps them can tell later that nothing before was changed."
            ),
            .facts(facts), .heading("Are these files whole?"),
            .paragraph(
                "SHA256SUMS holds the hash of every file. With all of them in one folder, the command of every Linux (on a Mac: shasum -a 256 -c SHA256SUMS) says OK for each:"
            ),
            .paragraph("sha256sum -c SHA256SUMS"),
        ]
        if isSigned {
            blocks += [
                .heading("Who says so?"),
                .paragraph(
                    "The file checkpoint holds size and root, signed with Ed25519 as a signed note (C2SP tlog-checkpoint). The key in verifier-key proves something only if you had it from the body itself, so compare it first. Then, with OpenSSL 3:"
                ),
                .paragraph(Self.signatureCommands),
                .paragraph("OpenSSL answers: Signature Verified Successfully."),
            ]
        } else {
            blocks += [
                .heading("Who says so?"),
                .paragraph(
                    "This copy isn't signed. Compare size and root with those that the body has printed or signed elsewhere."
                ),
            ]
        }
        blocks += [
            .heading("Has anything been changed since?"),
            .paragraph(
                "Keep the size and root. A later ledger contains this one exactly if the first so many entries of it have this root (RFC 6962, Merkle consistency). An auditor with an export of the register checks that, and every table that was issued, with a program of their own choice."
            ),
            .paragraph(
                "The ledger's entries themselves aren't here: they hold what isn't public. Each holds only a hash of the words beside it."
            ),
            .table(
                Table(
                    name: "Files", caption: "Files for this",
                    columns: [
                        Column(title: "File", key: "file"),
                        Column(title: "What it holds", key: "holds", weight: 3),
                    ],
                    rows: ([("SHA256SUMS", "The hash of every file of these pages")]
                        + (isSigned
                            ? [
                                (Self.checkpointFile, "Size and root of the ledger, signed"),
                                (Self.keyFile, "The key that the signature is verified with"),
                            ] : []))
                        .map { [.text($0.0), .text($0.1)] })),
        ]
        return document("How to verify", "What these pages rest on", blocks)
    }

    /// Verifies the signature of a checkpoint with one signature: the text before the blank line, the last 64 bytes of the
    /// signature line and the last 32 of the key (C2SP signed-note).
    static let signatureCommands = """
        sed '/^$/,$d' checkpoint > text
        tail -n 1 checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > signature
        (printf '0*0\\005\\006\\003+ep\\003!\\000'; cut -d+ -f3- verifier-key | base64 -d | tail -c 32) > key.der
        openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature
        """
}
