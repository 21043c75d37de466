import Glibc
import Tracker

/// The file beside the register, or among one's own data where that is on a server, that keeps the answers about a meeting until they are recorded. It holds notes,
/// so nobody but its owner may read it.
struct MeetingDraftFile {
    let path: String
    let folder: String

    init(register: String, meeting: Reference) {
        let name = meeting.text.replacing("/", with: "%2F")
        let place =
            ServerName(register).map {
                "\(RegisterOptions.dataFolder)/\($0.shown.replacing("/", with: "%2F"))"
            } ?? register
        path = "\(place).meeting-\(name).draft"
        folder = RegisterFiles(place).folder
    }

    /// The draft kept there, or an empty one.
    func load(meeting: Reference) throws -> MeetingDraft {
        guard access(path, F_OK) == 0 else { return MeetingDraft(meeting: meeting) }
        return try MeetingDraft(parsing: try EvidenceStore.read(path))
    }

    /// Replaces what is there: whole or not at all, whatever interrupts it.
    func save(_ draft: MeetingDraft) throws {
        try InitCommand.makeFolder(of: path)
        var template = Array("\(path).XXXXXX".utf8CString)
        // mkstemp makes the file with mode 0600.
        let file = template.withUnsafeMutableBufferPointer { mkstemp($0.baseAddress!) }
        let new = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard file >= 0 else { throw CannotWrite(path: path, why: String(cString: strerror(errno))) }
        let bytes = Array((draft.json.pretty() + "\n").utf8)
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        let isKept = written == bytes.count && fsync(file) == 0
        close(file)
        guard isKept, rename(new, path) == 0 else {
            let why = String(cString: strerror(errno))
            unlink(new)
            throw CannotWrite(path: path, why: why)
        }
    }

    func remove() { unlink(path) }
}
