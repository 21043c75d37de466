import Glibc
import TrackerFiles
import TrackerValues

/// A file that holds one secret, which proves to others who is asking, or to this program who they are.
package enum SecretFile {
    /// Its one line. - Throws: `MailUnusable` where it can't be read, holds more, or is everybody's to read.
    package static func read(_ path: String) throws(MailUnusable) -> String {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else {
            throw MailUnusable("\(path) can't be read: \(String(cString: strerror(errno)))", .missing)
        }
        defer { close(file) }
        var status = stat()
        // Asked of the file that is open: another may have its name by now.
        guard fstat(file, &status) == 0, status.st_mode & 0o007 == 0 else {
            throw MailUnusable(
                "everybody on this computer may read \(path), which holds a secret: chmod 640, or less",
                .notPermitted)
        }
        let bytes: [UInt8]
        do { bytes = try EvidenceStore.read(file, of: path, atMost: 1 << 16) } catch {
            throw MailUnusable("\(error)", .missing)
        }
        let secret = String(decoding: bytes, as: UTF8.self).trimmed
        guard !secret.isEmpty, !secret.contains(where: \.isNewline) else {
            throw MailUnusable("\(path) must hold the secret alone, in one line", .malformed)
        }
        return secret
    }
}
