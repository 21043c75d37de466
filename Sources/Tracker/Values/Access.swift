/// What a register is opened for.
public enum Access: Sendable {
    /// Read only: the file is never created or changed.
    case reading
    /// Read a file that may be damaged, every page as it is, to find out what is wrong with it.
    case inspecting
    /// Read a file that nobody can change, such as one on a disk that can only be read: without locks or log.
    case readingFrozen
    /// Read and write an existing file.
    case writing
    /// Make the file when it isn't there.
    case creating
    /// Fill a file that is there, whole in itself: no log is kept beside it.
    case copying
    /// Look into an existing file as one who may write, and change nothing: SQLite leaves out the checks of a
    /// schema where it may only read.
    case inspectingChecks
}
