#if Server
    import Glibc
    import Tracker
    import TrackerPages

    /// Reminds everybody each morning, on a thread of its own, as the configuration in force says.
    final class MorningMail: Sendable {
        private static let secondsBetween: UInt32 = 1

        private let configuration: @Sendable () -> PagesConfiguration?
        private let log: EventLog
        private let work = OngoingWork()

        init(_ configuration: @escaping @Sendable () -> PagesConfiguration?, log: EventLog) {
            (self.configuration, self.log) = (configuration, log)
        }

        func start() {
            if !work.begin({ [self] in goOn() }) {
                log.event("not reminded", "There is no thread to send reminders on.")
            }
        }

        /// Begins no further message, and waits for the one that is on its way.
        func end() { work.end() }

        private func goOn() {
            var mail: PagesConfiguration.Mail?
            var run = DailyRun(hour: 0)
            var zone: TimeZoneRule?
            var notBefore: Instant?
            while !work.isEnding {
                defer { sleep(Self.secondsBetween) }
                guard let configuration = configuration(), let wanted = configuration.mail else { continue }
                if wanted != mail {
                    (mail, run, zone, notBefore) = (wanted, DailyRun(hour: wanted.hour), nil, nil)
                }
                if let notBefore, Machine.now() < notBefore { continue }
                do {
                    if zone == nil {
                        zone = try Register.open(at: configuration.register, for: .reading).timeZone()
                    }
                    guard let known = zone, run.isDue(at: Machine.now(), in: known) else { continue }
                    // Read anew each day: it may have changed.
                    zone = nil
                    let register = try Register.open(at: configuration.register, for: .writing)
                    let file = try PagesFile(at: configuration.pages)
                    let address = configuration.address.description
                    let sent = try MailRun(
                        register, through: wanted.service, by: wanted.officer,
                        clock: Machine.now,
                        answer: { reader, to, item, days in
                            file.answer(to: item, by: reader, at: to, days: days, now: Machine.now()).map {
                                "\(address)\($0)"
                            }
                        },
                        goesOn: { [self] in !work.isEnding })
                    log.event(
                        "reminded",
                        "\(sent.taken) messages were taken, \(sent.refused) refused, \(sent.open) not taken or not known."
                    )
                    run.ended(at: Machine.now(), wasTaken: sent.open == 0 && !sent.wasStopped)
                } catch {
                    log.event("not reminded", "\(error)")
                    run.ended(at: Machine.now(), wasTaken: false)
                    // A register that isn't there is told of once in a while.
                    notBefore = Instant(
                        millisecondsSince1970: Machine.now().millisecondsSince1970 + 600_000)
                }
            }
        }
    }
#endif
