#if Server
    import Glibc
    import Tracker
    import TrackerPages
    import TrackerTransfer

    /// Asks the register's witnesses after each issued table and once a day, on a thread of its own. Nobody who writes waits for
    /// them; one that can't be reached is asked again.
    final class WitnessCalls: Sendable {
        private static let secondsBetween = 5
        private static let millisecondsBeforeAgain: Int64 = 600_000

        private let configuration: @Sendable () -> PagesConfiguration?
        private let log: EventLog
        private let work = OngoingWork()

        init(_ configuration: @escaping @Sendable () -> PagesConfiguration?, log: EventLog) {
            (self.configuration, self.log) = (configuration, log)
        }

        func start() {
            if !work.begin({ [self] in goOn() }) {
                log.event("not witnessed", "There is no thread to ask witnesses on.")
            }
        }

        /// Asks nobody else, and waits for the one that is being asked.
        func end() { work.end() }

        private func goOn() {
            // Of each witness that didn't cosign, and "" where nobody could be asked: when it may be asked again, and at which size.
            var waits: [String: (until: Int64, size: Int64)] = [:]
            while !work.isEnding {
                if let register = configuration()?.register,
                    let kept = WitnessedCheckpoints(beside: register),
                    access(kept.policyFile, F_OK) == 0
                {
                    do { try call(register, kept, &waits) } catch {
                        if waits[""].map({ $0.until <= now }) ?? true {
                            log.event(
                                "not witnessed", (error as? any TrackerError)?.description ?? "\(error)")
                            waits[""] = (now + Self.millisecondsBeforeAgain, 0)
                        }
                    }
                }
                for _ in 0..<Self.secondsBetween where !work.isEnding { sleep(1) }
            }
        }

        private var now: Int64 { Machine.now().millisecondsSince1970 }

        private func call(
            _ path: String, _ kept: WitnessedCheckpoints, _ waits: inout [String: (until: Int64, size: Int64)]
        ) throws {
            guard let policy = try kept.policy() else { return }
            let register = try Register.open(at: path, for: .reading)
            let issued = try register.issuedTables().last?.id ?? 0
            let due = try WitnessRound.due(register, policy, kept, at: Machine.now()).filter {
                guard let wait = waits[$0.name] else { return true }
                // A table that was issued since is a reason to ask at once.
                return wait.until <= now || wait.size < issued
            }
            for witness in due where !work.isEnding {
                let key = Pages.ownKey
                let round = try WitnessRound(
                    register, key: key, signer: try key.unattended(), kept: kept, policy: policy,
                    witnesses: [witness]
                ) { address, body in
                    let answer = try WebTransfer().ask(
                        address, sending: body, headers: ["Content-Type: text/plain; charset=utf-8"],
                        seconds: 20)
                    return (answer.status, answer.body)
                }
                for (name, outcome) in round.outcomes {
                    if case .witnessed = outcome {
                        waits[name] = nil
                        try kept.note(nil, of: name)
                        log.event("witnessed", "\(name) \(outcome).")
                    } else {
                        waits[name] = (now + Self.millisecondsBeforeAgain, issued)
                        try kept.note("\(outcome)", of: name)
                        log.event(
                            outcome.isContradiction ? "witness contradicts" : "not witnessed",
                            "\(name) \(outcome).")
                    }
                }
            }
            waits[""] = nil
        }
    }
#endif
