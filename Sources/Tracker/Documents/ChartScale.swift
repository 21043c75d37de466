// Round numbers for a chart's value axis: steps of 1, 2 or 5 times a power of ten, whole because charts count
// things.

/// A value axis from `bottom` to `top` in equal steps.
struct ChartScale: Equatable {
    /// The values at which lines are drawn, the lowest first; zero is always among them.
    let ticks: [Int]

    /// The axis that holds all of `values` and zero, in about five steps.
    init(holding values: some Sequence<Int>) {
        var (low, high) = (0, 0)
        for value in values {
            let value = Self.clamped(value)
            (low, high) = (min(low, value), max(high, value))
        }
        var step = 1
        while high / step - low / step > 6 { step = Self.leads(step) == 2 ? step / 2 * 5 : step * 2 }
        let first = low / step - (low % step == 0 ? 0 : 1)
        let last = max(1, high / step + (high % step == 0 ? 0 : 1))
        ticks = (first...last).map { $0 * step }
    }

    /// Where `value` lies on the axis: 0 at the lowest line, 1 at the highest.
    package func position(of value: Int) -> Double {
        let (low, high) = (Double(ticks[0]), Double(ticks[ticks.count - 1]))
        return (Double(Self.clamped(value)) - low) / (high - low)
    }

    /// Counts never come near this; it keeps arithmetic from overflowing on anything else.
    private static func clamped(_ value: Int) -> Int {
        min(max(value, -1_000_000_000_000_000), 1_000_000_000_000_000)
    }

    /// The leading digit of `step`.
    private static func leads(_ step: Int) -> Int {
        var step = step
        while step >= 10 { step /= 10 }
        return step
    }
}
