import Synchronization

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same on every machine.
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 up to, not including, `end`.
    mutating func below(_ end: Int) -> Int { Int(next() % UInt64(end)) }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }
}

/// Salts that are the same in every run. Those of a real register come from the system's random source.
final class SeededSalts: Sendable {
    private let random: Mutex<Random>

    init(seed: UInt64) { random = Mutex(Random(seed: seed)) }

    func next() -> [UInt8] {
        random.withLock { random in
            (0..<2).flatMap { _ in withUnsafeBytes(of: random.next().littleEndian) { Array($0) } }
        }
    }
}
