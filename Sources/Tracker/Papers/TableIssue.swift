public import TrackerFigures
import TrackerLedger
import TrackerModel
public import TrackerRegister
public import TrackerValues

extension Register {
    /// Issues a quarterly table: as things are known now, on the quarter's last day or today while it runs, and only out of
    /// a register that verifies, since a table misread from a damaged disk must not go out.
    ///
    /// - Parameters:
    ///   - spec: what the table is asked for; the day of its positions isn't looked at.
    ///   - audience: for whom the edition is.
    ///   - marking: the marking asked for; nil for the register's or the items' highest.
    ///   - quartersBefore: how many earlier quarters the charts show.
    ///   - session: who issues it.
    ///   - progress: told how far the verification is.
    /// - Returns: the paper, and the entry's number, by which it can be printed again.
    /// - Throws: `NotSound` when the register doesn't verify; as ``QuarterlyPaper`` does.
    public func issueTable(
        _ spec: QuarterlySpec, audience: Audience = .board, marking: String? = nil, quartersBefore: Int = 0,
        session: Session, progress: Progress = { _, _, _ in }
    ) throws -> (paper: QuarterlyPaper, seq: Int64) {
        try requireSound(for: .issue, hashesOnly: false, progress: progress)
        return try write(session) {
            try $0.issueTable(
                spec, audience: audience, marking: marking, quartersBefore: quartersBefore)
        }
    }
}

extension Writer {
    /// Issues a quarterly table out of a register that is known to be sound.
    package func issueTable(
        _ spec: QuarterlySpec, audience: Audience = .board, marking: String? = nil, quartersBefore: Int = 0
    ) throws -> (paper: QuarterlyPaper, seq: Int64) {
        var spec = spec
        spec.asAt = min(spec.quarter.last, today)
        // What was signed counts what was known then, whatever came since.
        var knownAt = KnownAt.now
        if case .signed(let statement, _) = session.signing { knownAt = .size(statement.seen.size) }
        let paper = try QuarterlyPaper(
            register, spec, knownAt: knownAt, today: today, audience: audience, marking: marking,
            quartersBefore: quartersBefore)
        return (paper, try issue(paper.issue))
    }
}
