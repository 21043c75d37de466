import Glibc

/// Work that nobody waits for: on a thread of its own, it goes on when whoever began it has left.
package final class LongWork: Sendable {
    private let body: @Sendable () -> Void

    private init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    /// Begins it. - Returns: whether there was a thread for it.
    package static func begin(_ body: @escaping @Sendable () -> Void) -> Bool {
        let work = Unmanaged.passRetained(LongWork(body))
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { work in
                Unmanaged<LongWork>.fromOpaque(work!).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard failure == 0 else {
            work.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
