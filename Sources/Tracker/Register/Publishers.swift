package import TrackerFigures
public import TrackerModel
package import TrackerValues

// Who published the reports, and so the items.

extension Register {
    /// Everybody who published a report, by name, as known at a ledger size. Names that differ in capitals or spaces alone
    /// are one publisher's, spelled as in the report that was added first.
    public func publishers(knownAt: Int64 = .max) throws -> [Publisher] {
        var publishers: [String: Publisher] = [:]
        for report in try reports(knownAt: knownAt).sorted(by: { $0.id < $1.id }) {
            let name = report.details.publisher
            publishers[name.plain.lowercased(), default: Publisher(name)].reports.insert(report.reference)
        }
        return publishers.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The publisher of that name. - Throws: `NotFound` with the nearest, and all there are.
    public func publisher(_ typed: String, knownAt: Int64 = .max) throws -> Publisher {
        let publishers = try publishers(knownAt: knownAt)
        let folded = typed.plain.lowercased()
        guard let found = publishers.first(where: { $0.name.plain.lowercased() == folded }) else {
            let known = publishers.map(\.name)
            throw NotFound(
                "publisher with reports", typed, nearest: NearestMatch.suggestions(for: typed, among: known),
                known: known, remedies: [.see(.reports)])
        }
        return found
    }
}

extension Sequence<Publisher> {
    /// Whose each report is, by name.
    package var byReport: [Reference: String] {
        reduce(into: [:]) { names, publisher in
            for report in publisher.reports { names[report] = publisher.name }
        }
    }
}

extension QuarterlySpec {
    /// The same where it asks who published what, as a register knew that at a ledger size.
    package func known(to register: Register, at size: Int64) throws -> QuarterlySpec {
        guard rowKey == .publisher || scope.publisher != nil else { return self }
        let publishers = try register.publishers(knownAt: size)
        var spec = self
        spec.publisherOf = publishers.byReport
        if let name = scope.publisher?.name {
            // What was called so once may be called otherwise by then.
            spec.scope.publisher =
                publishers.first { $0.name.plain.lowercased() == name.plain.lowercased() }
                .map { Publisher(name, reports: $0.reports) } ?? Publisher(name)
        }
        return spec
    }
}

extension Snapshot {
    /// Who published what, as this snapshot knows it.
    func publishers() throws -> [Publisher] { try register.publishers(knownAt: viewpoint.knownAt) }
}
