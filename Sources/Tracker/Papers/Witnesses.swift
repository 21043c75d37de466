package import TrackerRegister
package import TransparencyLog
import TrackerFiles

extension Register {
    /// Who has witnessed the ledger's first `size` entries, and when first: by the checkpoints that are kept beside the register,
    /// of that size or a later one, as far as the ledger goes on from them or holds them.
    ///
    /// What can't be read says nothing: a paper without a witness claims none.
    package func witnesses(of size: Int64) throws -> [WitnessedCheckpoint.Witness] {
        guard size > 0, let kept = WitnessedCheckpoints(beside: path),
            let policy = try? kept.policy(), !policy.witnesses.isEmpty
        else { return [] }
        let present = try self.size()
        var found: [WitnessedCheckpoint.Witness] = []
        for later in kept.sizes().lazy.filter({ size <= $0 && $0 <= present }).prefix(Self.mostLookedAt) {
            guard let note = kept.note(later), let judged = try? policy.judge(note),
                judged.checkpoint.size == later, try root(at: later) == judged.checkpoint.root
            else { continue }
            found += judged.witnesses.filter { witness in !found.contains { $0.name == witness.name } }
            if found.count == policy.witnesses.count { break }
        }
        return found
    }

    /// A witness that is gone for good has every later checkpoint looked at, up to so many.
    private static var mostLookedAt: Int { 12 }
}
