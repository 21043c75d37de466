import Tracker
import Glibc

/// A bar on standard error, for what takes longer than a second; nothing where that is no terminal.
final class ProgressBar {
    private let isShown: Bool
    private let start = Environment.now().millisecondsSince1970
    private var last: Int64 = 0
    private static let cells: Int64 = 30

    init(isWanted: Bool = true) {
        isShown = isWanted && isatty(STDERR_FILENO) == 1 && Environment.value("TERM") != "dumb"
    }

    deinit { clear() }

    /// Draws how far a task has come, at most ten times a second.
    func show(_ task: String, _ done: Int64, _ total: Int64) {
        guard isShown, total > 0 else { return }
        let now = Environment.now().millisecondsSince1970
        guard now - start > 1000, now - last > 100 else { return }
        last = now
        let full = Int(Self.cells * min(done, total) / total)
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: Int(Self.cells) - full)
        draw("\r\(task) [\(bar)] \(100 * min(done, total) / total)%\u{1B}[K")
    }

    /// Takes the bar away.
    func clear() {
        if last > 0 { draw("\r\u{1B}[K") }
        last = 0
    }

    private func draw(_ text: String) {
        var text = text
        text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
