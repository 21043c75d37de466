package import Tracker

/// Where an office's people find the pages: `https://tracker.example`. The name is part of what a passkey belongs to.
package struct PublicAddress: Equatable, Sendable, CustomStringConvertible {
    let isSecure: Bool
    /// The name alone, in lower case.
    let name: String
    /// Where it isn't the scheme's own.
    let port: Int?

    /// Reads an address as somebody typed it; throws the sentence to show where it is none that can be used.
    package init(parsing text: String) throws(ConfigurationFault.Reason) {
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme else {
            throw .init("say it whole, with https:// before it, for example https://tracker.example.")
        }
        isSecure = scheme == "https://"
        var rest = Substring(text.lowercased().dropFirst(scheme.count))
        if rest.hasSuffix("/") { rest.removeLast() }
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName =
            name.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                    }
            }
        guard isName, labels.last?.contains(where: \.isLetter) == true else {
            throw .init(
                "its name must be one such as tracker.example: letters, digits, dots and hyphens, no number of a computer, no path behind it."
            )
        }
        guard parts.count == 1 || Int(parts[1]).map({ (1...65535).contains($0) }) == true else {
            throw .init("a port is a number from 1 to 65535.")
        }
        let number = parts.count == 1 ? nil : Int(parts[1])
        port = number == (isSecure ? 443 : 80) ? nil : number
        guard isSecure || name == "localhost" else {
            throw .init(
                "it must begin with https://: whoever listens on the way could come in otherwise. http:// is for localhost alone, to try things."
            )
        }
    }

    /// The name and the port, as browsers send them.
    var host: String { port.map { "\(name):\($0)" } ?? name }

    package var description: String { "\(isSecure ? "https" : "http")://\(host)" }
}
