import Glibc
import TrackerFiles
package import TrackerValues

/// A file of settings by which messages leave.
package protocol MailSettings: Equatable, Sendable {
    /// Reads a file's text. It finds all that is wrong, not the first fault alone.
    init(parsing text: String) throws(ConfigurationFaults)
    /// Whether messages could be sent by it from here, as far as that can be known without asking. - Throws: `MailUnusable`.
    func check() throws(MailUnusable)
}

extension MailSettings {
    /// Reads a file. - Throws: `MailUnusable`, which says all that is wrong with it.
    package init(at file: String) throws(MailUnusable) {
        let text: String
        do { text = String(decoding: try EvidenceStore.read(file, atMost: 1 << 16), as: UTF8.self) } catch {
            throw MailUnusable("\(error)", .missing)
        }
        do { self = try Self(parsing: text) } catch {
            throw MailUnusable(error.all.map { "\(file):\($0)" }.joined(separator: "\n"), .malformed)
        }
    }

    /// - Throws: `MailUnusable` where the file of certificates can't be read.
    static func check(authorities file: String?) throws(MailUnusable) {
        if let file, access(file, R_OK) != 0 {
            throw MailUnusable("\(file) can't be read: \(String(cString: strerror(errno)))", .missing)
        }
    }
}

/// Why no message can be sent, before any is tried.
package struct MailUnusable: TrackerError {
    package let description: String
    package let failure: FailureKind

    init(_ description: String, _ failure: FailureKind) {
        (self.description, self.failure) = (description, failure)
    }
}
