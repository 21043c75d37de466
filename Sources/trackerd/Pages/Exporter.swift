import Synchronization
import Tracker

/// Writes the whole ledger for whoever audits it, as `trackerctl audit export` does, into one archive on disk: nobody waits for it, and
/// it is handed out from there. One is made at a time; the next takes its place.
final class Exporter: Sendable {
    /// How far it is.
    struct Running: Equatable {
        var task = "Beginning"
        var done: Int64 = 0
        var total: Int64 = 0
    }

    /// One that was made.
    struct Made: Sendable {
        /// The archive, which has no name in any folder: it is gone when the program ends.
        let file: OpenFile
        let entries: Int64
        let hasEvidence: Bool
        /// When it was made, in milliseconds since 1970, and for whom.
        let at: Int64
        let person: PersonID
    }

    private struct State {
        var running: Running?
        var made: Made?
        var fault: String?
    }

    private let register: String
    private let key: KeyFile
    private let clock: @Sendable () -> Instant
    private let state = Mutex(State())

    init(register: String, key: KeyFile, clock: @escaping @Sendable () -> Instant) {
        (self.register, self.key, self.clock) = (register, key, clock)
    }

    var running: Running? { state.withLock { $0.running } }
    var made: Made? { state.withLock { $0.made } }
    /// Why the last one couldn't be made.
    var fault: String? { state.withLock { $0.fault } }

    /// Begins one, unless one is being made.
    func begin(for person: PersonID, evidence: Bool) {
        let isNew = state.withLock { state in
            guard state.running == nil else { return false }
            state.running = Running()
            state.fault = nil
            return true
        }
        guard isNew else { return }
        let hasBegun = LongWork.begin { [self] in
            do {
                let made = try export(for: person, evidence: evidence)
                state.withLock { $0 = State(made: made) }
            } catch {
                let sentence = (error as? any TrackerError)?.onPages ?? "The export can't be written."
                state.withLock { $0 = State(made: $0.made, fault: sentence) }
            }
        }
        if !hasBegun { state.withLock { $0.running = nil } }
    }

    private func export(for person: PersonID, evidence: Bool) throws -> Made {
        let signer = try key.unattended()
        let register = try Register.open(at: register, for: .reading)
        let store = try register.evidenceStore(toRead: true)
        let folder = try OpenFile.privateFolder()
        defer { TarArchive.remove(folder) }
        let place = ExportFolder("\(folder)/export")
        let outcome = try SignedState(of: key).sign(register) {
            let outcome = try register.export(
                to: place, signedBy: signer, evidence: evidence && store.hasPlace ? store : nil
            ) { task, done, total in
                state.withLock { $0.running = Running(task: task, done: done, total: total) }
            }
            return (outcome, outcome.checkpoint)
        }
        state.withLock { $0.running = Running(task: "Packing") }
        let file = try OpenFile()
        let now = clock().millisecondsSince1970
        try TarArchive.write(place.path, as: "ledger", at: now / 1000, to: file)
        return Made(
            file: file, entries: outcome.checkpoint.size, hasEvidence: evidence, at: now, person: person)
    }
}
