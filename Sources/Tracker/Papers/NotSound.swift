public import TrackerModel
package import TrackerRegister
public import TrackerValues

/// What was asked for would go out and be believed, and the register that it rests on doesn't verify. Nothing was made.
public struct NotSound: TrackerError, Equatable {
    /// What would have gone out.
    package enum Purpose: Sendable {
        case export, issue, publication
    }

    let purpose: Purpose
    /// The first thing found to be wrong.
    public let finding: Finding

    package var failure: FailureKind { .unverified }
    package var remedies: [Remedy] { [.verify()] }

    /// A sentence.
    public var description: String {
        switch purpose {
        case .export: "the register does not verify, so nothing was exported: \(finding.description)"
        case .publication:
            "the register does not verify, so nothing was published: \(finding.description)"
        case .issue:
            "the table is not issued, because the register does not verify: \(finding.description)"
        }
    }
}

extension Register {
    /// Refuses to let anything go out of a register that doesn't verify.
    package func requireSound(for purpose: NotSound.Purpose, hashesOnly: Bool, progress: Progress) throws {
        if let finding = try verify(hashesOnly: hashesOnly, progress: progress).findings.first {
            throw NotSound(purpose: purpose, finding: finding)
        }
    }
}
