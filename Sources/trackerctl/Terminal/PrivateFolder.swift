import Glibc
import Tracker

/// A temporary folder of its owner's alone (0700), gone with everything in it when it is let go of.
final class PrivateFolder {
    let path: String

    init() throws {
        var template = Array("\(Environment.value("TMPDIR") ?? "/tmp")/trackerctl-XXXXXX".utf8CString)
        guard template.withUnsafeMutableBufferPointer({ mkdtemp($0.baseAddress!) }) != nil else {
            throw CannotWrite(path: "The temporary folder", why: String(cString: strerror(errno)))
        }
        let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path =
            realpath(made, nil).map { pointer in
                defer { free(pointer) }
                return String(cString: pointer)
            } ?? made
        Interruption.noteFolder(path)
    }

    deinit {
        if Interruption.startHelper("/bin/rm", ["-rf", path]) { _ = Interruption.waitForHelper(seconds: 60) }
        Interruption.noteFolder(nil)
    }
}
