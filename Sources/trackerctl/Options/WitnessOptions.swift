import ArgumentParser
import Tracker

/// Where a witness keeps its key and what it has seen.
struct WitnessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The witness's folder; else trackerctl/witness in your data folder.", valueName: "path"),
        completion: .directory)
    var folder: String?

    var witness: WitnessFolder { WitnessFolder(folder ?? RegisterOptions.dataFolder + "/witness") }
}

extension RegisterOptions {
    /// What witnesses have cosigned of the register.
    func witnessed() throws -> WitnessedCheckpoints {
        guard let kept = WitnessedCheckpoints(beside: location) else {
            throw RuleViolation(
                "The register",
                "it is on a server, and $TRACKER_WITNESSED names no folder for what witnesses cosign")
        }
        return kept
    }
}

/// A policy that was named on the command line.
enum PolicyFile {
    static func read(_ path: String) throws -> WitnessPolicy {
        try WitnessPolicy(parsing: try EvidenceStore.read(path, atMost: WitnessPolicy.greatestSize + 1))
    }

    /// What the policy says of a checkpoint's file. - Throws: `AnswerIsNo` where too few have witnessed it.
    static func judge(
        _ path: String, by policy: WitnessPolicy, own: VerifierKey?
    ) throws -> WitnessedCheckpoint {
        let judged = try answering(path) {
            try policy.judge(try CheckpointFile.note(path), own: own.map { [$0] } ?? [])
        }
        guard judged.isEnough else {
            let names = judged.witnesses.map(\.name)
            throw AnswerIsNo(
                sentence:
                    "\(path) has been witnessed by \(names.isEmpty ? "nobody whom the policy knows" : names.joined(separator: ", ")), and the policy wants \(policy.quorumWords)."
            )
        }
        return judged
    }

    /// Signatures that don't stand are a no, not a file that can't be read.
    static func answering<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch CheckpointError.note(let error) {
            switch error {
            case .noKnownKey, .wrongSignature:
                throw AnswerIsNo(sentence: "\(path) can't be trusted. \(error.description)")
            default: throw CheckpointError.note(error)
            }
        } catch CheckpointError.otherOrigin(let origin, let signers) {
            throw AnswerIsNo(
                sentence:
                    "\(path) can't be trusted. \(CheckpointError.otherOrigin(origin: origin, signers: signers).description)"
            )
        }
    }

    static func words(
        _ witness: WitnessedCheckpoint.Witness, _ checkpoint: Checkpoint, _ zone: TimeZoneRule
    ) -> String {
        let time = Instant(millisecondsSince1970: witness.time * 1000)
        return "Witnessed by \(witness.name), \(time.shortForm(in: zone)): \(checkpoint.size) entries."
    }
}
