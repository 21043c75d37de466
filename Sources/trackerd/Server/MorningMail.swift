#if Server
    import Glibc
    import Synchronization
    import Tracker
    import TrackerPages

    /// Reminds everybody each morning, on a thread of its own, as the configuration in force says.
    final class MorningMail: Sendable {
        private static let secondsBetween: UInt32 = 1

        private let configuration: @Sendable () -> PagesConfiguration?
        private let log: EventLog
        private let isEnding = Atomic<Bool>(false)
        private let thread = Mutex<pthread_t?>(nil)

        init(_ configuration: @escaping @Sendable () -> PagesConfiguration?, log: EventLog) {
            (self.configuration, self.log) = (configuration, log)
        }

        func start() {
            var thread = pthread_t()
            let own = Unmanaged.passRetained(self)
            guard
                pthread_create(
                    &thread, nil,
                    { own in
                        Unmanaged<MorningMail>.fromOpaque(own!).takeRetainedValue().work()
                        return nil
                    }, own.toOpaque()) == 0
            else {
                own.release()
                return log.event("not reminded", "There is no thread to send reminders on.")
            }
            self.thread.withLock { $0 = thread }
        }

        /// Begins no further message, and waits for the one that is on its way.
        func end() {
            isEnding.store(true, ordering: .relaxed)
            if let thread = thread.withLock({ $0 }) { pthread_join(thread, nil) }
        }

        private func work() {
            var mail: PagesConfiguration.Mail?
            var run = DailyRun(hour: 0)
            var zone: TimeZoneRule?
            var notBefore: Instant?
            while !isEnding.load(ordering: .relaxed) {
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
                        goesOn: { [self] in !isEnding.load(ordering: .relaxed) })
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
