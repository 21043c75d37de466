import Glibc
import Testing

import Tracker

/// The quarterly table against plain SQL over the ledger alone: no table computed by the register, none of its
/// code. A recursive query walks each item's acts in order and carries where it stands.
struct LedgerSQLTests {
    private static let sql = """
        WITH RECURSIVE acts AS (
            SELECT subject, act, effective_on, entry,
                row_number() OVER (PARTITION BY subject ORDER BY act <> 'add', effective_on, seq) AS n
            FROM ledger
            WHERE seq <= :known AND act IN ('add', 'start', 'progress', 'submit', 'assure', 'return', 'close',
                'reopen', 'due', 'scope', 'assign', 'evidence withdraw', 'dispute', 'decide')
        ),
        walk AS (
            SELECT subject, n, effective_on AS opened, effective_on AS on_day, 'none' AS was, 0 AS was_in,
                'open' AS stage, 1 AS is_in, NULL AS closed_as, NULL AS lead, 0 AS revisions,
                entry ->> '$.data.due' AS due, entry ->> '$.data.due' AS first_due,
                entry ->> '$.data.report' AS report
            FROM acts WHERE n = 1
            UNION ALL
            SELECT w.subject, a.n, w.opened, max(w.opened, a.effective_on), w.stage, w.is_in,
                CASE a.act
                    WHEN 'start' THEN iif(w.stage = 'open', 'in-progress', w.stage)
                    WHEN 'progress' THEN iif(w.stage = 'open', 'in-progress', w.stage)
                    WHEN 'submit' THEN 'pending-sign-off'
                    WHEN 'assure' THEN iif(w.stage = 'closed', 'closed', 'assured')
                    WHEN 'return' THEN 'in-progress'
                    WHEN 'dispute' THEN 'pending-sign-off'
                    WHEN 'decide' THEN
                        iif(a.entry ->> '$.data.for' = 'owner', 'pending-sign-off', 'in-progress')
                    WHEN 'close' THEN 'closed'
                    WHEN 'reopen' THEN a.entry ->> '$.data.to'
                    WHEN 'evidence withdraw' THEN iif(w.stage = 'assured', 'in-progress', w.stage)
                    ELSE w.stage END,
                CASE a.act WHEN 'scope' THEN a.entry ->> '$.data.scope' = 'in' ELSE w.is_in END,
                CASE a.act WHEN 'close' THEN a.entry ->> '$.data.as' ELSE w.closed_as END,
                CASE WHEN a.act = 'assign' AND json_type(a.entry, '$.data.lead') IS NOT NULL
                    THEN a.entry ->> '$.data.lead' ELSE w.lead END,
                w.revisions + (a.act = 'due' AND a.entry ->> '$.data.outcome' IN ('set', 'grant')
                    AND w.first_due IS NOT NULL AND a.entry ->> '$.data.due' IS NOT w.due),
                CASE WHEN a.act = 'due' AND a.entry ->> '$.data.outcome' IN ('set', 'grant')
                    THEN a.entry ->> '$.data.due' ELSE w.due END,
                CASE WHEN a.act = 'due' AND a.entry ->> '$.data.outcome' IN ('set', 'grant')
                    THEN coalesce(w.first_due, a.entry ->> '$.data.due') ELSE w.first_due END,
                w.report
            FROM walk w JOIN acts a ON a.subject = w.subject AND a.n = w.n + 1
        ),
        eve AS (SELECT *, max(n) FROM walk WHERE on_day < :first GROUP BY subject),
        finish AS (SELECT *, max(n) FROM walk WHERE on_day <= :as_at GROUP BY subject),
        moves AS (SELECT * FROM walk WHERE on_day BETWEEN :first AND :as_at),
        counts AS (
            SELECT report, 'brought_forward' AS name FROM eve WHERE is_in AND stage <> 'closed'
            UNION ALL SELECT report, 'opened' FROM moves WHERE was = 'none'
            UNION ALL SELECT report, 'reopened' FROM moves WHERE was = 'closed' AND stage <> 'closed' AND is_in
            UNION ALL SELECT report, iif(closed_as = 'implemented', 'closed_implemented', 'closed_other')
                FROM moves WHERE was NOT IN ('none', 'closed') AND stage = 'closed' AND was_in
            UNION ALL SELECT report, iif(is_in, 'scope_change_in', 'scope_change_out')
                FROM moves WHERE was NOT IN ('none', 'closed') AND stage <> 'closed' AND is_in <> was_in
            UNION ALL SELECT report, 'carried_forward' FROM finish WHERE is_in AND stage <> 'closed'
            UNION ALL SELECT report, CASE
                    WHEN stage = 'open' AND lead IS NULL THEN 'awaiting_allocation'
                    ELSE replace(stage, '-', '_') END
                FROM finish WHERE is_in AND stage <> 'closed'
            UNION ALL SELECT report, iif(due < :as_at, 'overdue', 'not overdue')
                FROM finish WHERE is_in AND stage NOT IN ('assured', 'closed') AND due IS NOT NULL
            UNION ALL SELECT report, 'no_date' FROM finish
                WHERE is_in AND stage NOT IN ('assured', 'closed') AND due IS NULL
            UNION ALL SELECT report, iif(revisions = 1, 'revised_once', 'revised_more')
                FROM finish WHERE is_in AND stage <> 'closed' AND revisions > 0
        )
        SELECT report, name, count(*) FROM counts WHERE name <> 'not overdue' GROUP BY report, name
        """

    private static let counts: [QuarterlyCount] = [
        .broughtForward, .opened, .reopened, .closedImplemented, .closedOther, .carriedForward,
        .awaitingAllocation, .open, .inProgress, .pendingSignOff, .assured, .overdue, .noDate, .revisedOnce,
        .revisedMore, .scopeIn, .scopeOut,
    ]

    /// `RANDOM_REGISTERS=2000 scripts/test --filter LedgerSQL` compares as many.
    private static let registers =
        getenv("RANDOM_REGISTERS").flatMap { UInt64(String(cString: $0)) } ?? 40

    @Test(.enabled(if: TestServer.filesAlone)) func sameCounts() throws {
        var moved: Set<String> = []
        for seed in 1...Self.registers { try compare(seed: seed, &moved) }
        // Where nothing ever moves, nothing is compared.
        #expect(moved == Set(Self.counts.map(\.key)))
    }

    private func compare(seed: UInt64, _ moved: inout Set<String>) throws {
        var random = try RandomRegister(seed: 7_000 + seed)
        for today in ["2022-05-20", "2022-07-08", "2022-10-03", "2022-11-15"] {
            random.fixture.clock.set(day(today))
            try random.open(6, openedWithin: 100)
            try random.live(acts: 100, reach: 130)
        }
        let register = random.fixture.register
        let size = try register.size()
        for quarter in RandomHistories.quarters {
            for known in [size, size / 2] {
                let viewpoint = try register.viewpoint(asAt: quarter.last, knownAt: .size(known))
                let table = try QuarterlyTable(
                    QuarterlySpec(quarter, ageBands: [90]),
                    items: try register.steps(after: quarter.first.adding(days: -1), from: viewpoint))
                var counted: [String: Int] = [:]
                let sql = Self.sql.replacing(":known", with: "\(known)")
                    .replacing(":first", with: "'\(quarter.first)'").replacing(
                        ":as_at", with: "'\(quarter.last)'")
                try register.database.forEach(sql) { row in
                    counted["\(row.text(0)) \(row.text(1))"] = Int(row.int(2))
                    moved.insert(row.text(1))
                }
                var printed: [String: Int] = [:]
                for row in table.rows {
                    for count in Self.counts { printed["\(row.key) \(count.key)"] = row[count] }
                }
                #expect(printed.filter { $0.value != 0 } == counted, "\(quarter), known at \(known)")
            }
        }
    }
}
