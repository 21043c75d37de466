import TrackerStorage
package import TrackerModel
public import TrackerValues
import Glibc

/// Why nothing is written: the computer's clock and the register contradict each other, and one entry written under a
/// wrong clock gives its instant to every later one (docs/decisions/0081-the-clock.md).
public enum ClockDoubt: TrackerError, Equatable {
    /// The last entry was recorded later than the clock says it is.
    case behind(clock: Instant, last: Instant)
    /// The clock is far ahead of the last entry and of the file.
    case ahead(clock: Instant, known: Instant)

    /// By how much the last entry may lie ahead: computers that write to one register differ by seconds.
    static let tolerance: Int64 = 2 * 60_000
    /// How long a register may be left alone. A year: whoever writes monthly, or only for the annual report, is never
    /// asked, and a flat battery or a mistyped year is off by more.
    package static let longestSilence: Int64 = 366 * 86_400_000

    /// How long a computer that is used goes without a trace of it: two days, a weekend.
    static let longestPause: Int64 = 2 * 86_400_000

    /// The doubt that there is, if any.
    ///
    /// - Parameters:
    ///   - clock: the time that the computer tells.
    ///   - last: when the last entry was recorded.
    ///   - written: when the file was last written to; nil for a register that is no file, whose clock may run as it likes.
    ///   - elsewhere: the latest time that something else on the computer knows, where that is to be asked.
    init?(clock: Instant, last: Instant?, written: Instant?, elsewhere: () -> Instant? = { nil }) {
        if let last, last.milliseconds(since: clock) > Self.tolerance {
            self = .behind(clock: clock, last: last)
            return
        }
        guard let last, let written else { return nil }
        let known = max(last, written)
        let ahead = clock.milliseconds(since: known)
        guard ahead > Self.longestPause else { return nil }
        let isDoubted =
            ahead > Self.longestSilence
            || elsewhere().map { clock.milliseconds(since: $0) > Self.longestPause } ?? false
        guard isDoubted else { return nil }
        self = .ahead(clock: clock, known: known)
    }

    package var failure: FailureKind { .temporary }

    package var remedies: [Remedy] {
        switch self {
        case .behind: [.setClock(isBehind: true)]
        case .ahead: [.setClock(isBehind: false)]
        }
    }

    /// What contradicts what.
    public var description: String {
        switch self {
        case .behind(let clock, let last):
            """
            the last entry was recorded at \(last.minute), and this computer's clock says \(clock.minute): nothing was \
            written.
            """
        case .ahead(let clock, let known):
            """
            this computer's clock says \(clock.minute), \(clock.dayUTC.days(since: known.dayUTC)) days after the register \
            was last written to: nothing was written.
            """
        }
    }
}

extension Instant {
    /// How long it is after another; negative before it.
    package func milliseconds(since other: Instant) -> Int64 {
        millisecondsSince1970 - other.millisecondsSince1970
    }

    /// "6 Mar 2018, 14:02 UTC": a clock in doubt is told without a zone of its own.
    package var minute: String { shortForm(in: .utc) + " UTC" }

    /// When a file was last written to; nil where there is none.
    ///
    /// Programs that try out another clock (faketime) change what `stat` tells, and not this.
    public init?(fileWritten path: String) {
        var status = Glibc.stat()
        guard fstatat(AT_FDCWD, path, &status, 0) == 0 else { return nil }
        let time = status.st_mtim
        self.init(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

extension Register {
    /// What speaks against believing the clock.
    package func doubt(of clock: Instant, last: Instant?, elsewhere: () -> Instant?) -> ClockDoubt? {
        ClockDoubt(clock: clock, last: last, written: written, elsewhere: elsewhere)
    }

    /// How the register's times and the computer's clock agree.
    package func clockLine(_ clock: Instant) throws -> CheckLine {
        let last = try ledger.end().recordedAt
        let today = clock.day(in: try timeZone())
        func count(_ condition: String, _ value: String) throws -> Int64 {
            try database.first("SELECT count(*) FROM ledger WHERE \(condition)", value) { $0.int(0) } ?? 0
        }
        let recordedAhead = try count(
            "recorded_at > ?",
            Instant(millisecondsSince1970: clock.millisecondsSince1970 + ClockDoubt.tolerance).description)
        let datedAhead = try count("effective_on > ?", today.description)
        var found: [String] = []
        if recordedAhead > 0 {
            found.append(
                "\(recordedAhead.counted("entry was", "entries were")) recorded ahead of this computer's clock, \(clock.minute), the last at \(last?.minute ?? "an unknown time")."
            )
        }
        if datedAhead > 0 {
            found.append(
                "\(datedAhead.counted("entry counts", "entries count")) from a day after today, \(today.shortForm); until then papers don't show what they say."
            )
        }
        if let written, written.milliseconds(since: clock) > ClockDoubt.tolerance {
            found.append("The file was written to at \(written.minute), ahead of this computer's clock.")
        }
        guard found.isEmpty else {
            return CheckLine(
                "Clock", .warning, found.joined(separator: " "),
                remedies: [.correctDays])
        }
        return CheckLine("Clock", .fine, "No entry lies ahead of this computer's clock.\(try longestGap())")
    }

    /// The longest time between two entries, where it is longer than registers are left alone.
    private func longestGap() throws -> String {
        var last: Instant?
        var gap = (seq: Int64(0), days: ClockDoubt.longestSilence / 86_400_000)
        try database.forEach("SELECT seq, recorded_at FROM ledger ORDER BY seq") { row in
            let recorded = try row.stored(1, "instant") { Instant(iso: $0) }
            let days = last.map { recorded.milliseconds(since: $0) / 86_400_000 } ?? 0
            if days > gap.days { gap = (try row.storedInt(0), days) }
            last = recorded
        }
        guard gap.seq > 0 else { return "" }
        return " Entries \(gap.seq - 1) and \(gap.seq) were recorded \(gap.days) days apart."
    }
}
