import Synchronization
import Tracker

/// What a verification found, as it is kept until the next.
struct VerificationRecord: Equatable {
    /// When it ended, in milliseconds since 1970, and how long it took.
    let at: Int64
    let took: Int64
    let person: PersonID
    let size: Int64
    let root: String
    /// What is wrong, a sentence each; none where all is well.
    let findings: [String]
    /// What is known to be lost, which is no failure.
    let lost: [String]
    /// How many entries are signed, and which of these with a key that was lost by then.
    let signed: Int64
    let doubts: [String]

    var isSound: Bool { findings.isEmpty }
}

/// Verifies the register on a thread of its own, with a connection of its own: no page waits for it, and no writer. One runs at a
/// time, and goes on when whoever began it has left.
final class Verifier: Sendable {
    /// How far it is.
    struct Running: Equatable {
        var task = "Beginning"
        var done: Int64 = 0
        var total: Int64 = 0
    }

    private let register: String
    private let file: PagesFile
    private let clock: @Sendable () -> Instant
    private let state = Mutex<Running?>(nil)

    init(register: String, file: PagesFile, clock: @escaping @Sendable () -> Instant) {
        (self.register, self.file, self.clock) = (register, file, clock)
    }

    /// How far the verification is that runs; nil where none does.
    var running: Running? { state.withLock { $0 } }

    /// Begins one, unless one runs.
    func begin(for person: PersonID) {
        let isNew = state.withLock { state in
            defer { state = state ?? Running() }
            return state == nil
        }
        guard isNew else { return }
        if !LongWork.begin({ [self] in verify(for: person) }) { state.withLock { $0 = nil } }
    }

    private func verify(for person: PersonID) {
        let began = clock().millisecondsSince1970
        var (size, root, signed): (Int64, String, Int64) = (0, "", 0)
        var (findings, lost, doubts): ([String], [String], [String]) = ([], [], [])
        do {
            let register = try Register.open(at: register, for: .inspecting)
            let store = try register.evidenceStore(toRead: true)
            let result = try register.verify(evidence: store.hasPlace ? store : nil) { task, done, total in
                state.withLock { $0 = Running(task: task, done: done, total: total) }
            }
            (size, root, signed) = (result.size, result.root.hex, Int64(result.signed))
            (findings, lost, doubts) = (result.findings.map(\.description), result.lost, result.doubts)
        } catch let error as any TrackerError {
            findings = [error.onPages]
        } catch { findings = ["The register can't be read."] }
        let now = clock().millisecondsSince1970
        // What can't be kept is told nobody as well: the page goes on to say when the last one was.
        try? file.keep(
            VerificationRecord(
                at: now, took: now - began, person: person, size: size, root: root, findings: findings,
                lost: lost, signed: signed, doubts: doubts))
        state.withLock { $0 = nil }
    }
}
