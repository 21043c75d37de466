import Glibc
import TrackerLedger
public import TrackerModel
public import TrackerValues

/// Who is acting, when and on what authority: passed in, never looked up, so that every command can be tested.
public struct Session: Sendable {
    /// Who acts.
    public var actor: Actor
    /// The effective date asked for, or nil for the meeting's day or today.
    public var on: Day?
    /// The meeting that decided, as typed.
    public var meeting: String?
    /// The board whose chair decided between its meetings, as typed; never beside a meeting.
    public var chairOf: String?
    /// The time.
    public var clock: @Sendable () -> Instant
    /// The latest time that something besides the clock and the register knows, such as when the computer's log was last
    /// written to; asked only where the clock is days ahead of the register.
    public var elsewhere: @Sendable () -> Instant? = { nil }
    /// Whether the clock is to be believed although the register contradicts it; see `ClockDoubt`.
    public var clockIsRight = false
    /// How what the actor does is signed.
    public var signing = Signing.none
    /// A fresh salt of `Commitment.saltLength` bytes from a cryptographic random source.
    public var salt: @Sendable () -> [UInt8]

    /// A session of `actor`'s.
    public init(
        _ actor: Actor, on: Day? = nil, meeting: String? = nil, clock: @escaping @Sendable () -> Instant,
        salt: @escaping @Sendable () -> [UInt8] = Session.randomSalt
    ) {
        self.actor = actor
        self.on = on
        self.meeting = meeting
        self.clock = clock
        self.salt = salt
    }

    /// Whoever is registered for an operating-system account.
    public init(
        account: String, on: Day? = nil, meeting: String? = nil, clock: @escaping @Sendable () -> Instant,
        salt: @escaping @Sendable () -> [UInt8] = Session.randomSalt
    ) {
        self.init(Actor(.account(account)), on: on, meeting: meeting, clock: clock, salt: salt)
    }

    /// A salt from the system's random source.
    public static let randomSalt: @Sendable () -> [UInt8] = {
        // One call of the system, which gives so few bytes whole or fails.
        [UInt8](unsafeUninitializedCapacity: Commitment.saltLength) { salt, count in
            precondition(getentropy(salt.baseAddress!, salt.count) == 0, "the system has no random source")
            count = salt.count
        }
    }
}
