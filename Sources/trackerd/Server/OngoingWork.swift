#if Server
    import Synchronization
    import TrackerPages

    /// Work that goes on beside the pages, on a thread of its own, until it is ended.
    final class OngoingWork: Sendable {
        private let ending = Atomic<Bool>(false)
        /// Held while it goes on.
        private let running = Mutex<Void>(())

        /// Whether nothing further is to be begun: the work asks before each piece, the first as well.
        var isEnding: Bool { ending.load(ordering: .relaxed) }

        /// Begins it. - Returns: whether there was a thread for it.
        func begin(_ body: @escaping @Sendable () -> Void) -> Bool {
            LongWork.begin { [self] in running.withLock { _ in body() } }
        }

        /// Has nothing further begun, and waits for what is under way.
        func end() {
            ending.store(true, ordering: .relaxed)
            running.withLock { _ in }
        }
    }
#endif
