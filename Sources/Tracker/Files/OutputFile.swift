/// A file that somebody asked for by name: a paper, a checkpoint, a proof. It is written beside its place and gets its
/// name when it is whole and on the disk, so that nothing that stood there is lost to a full disk or an interruption.
public final class OutputFile {
    private let draft: AtomicFile
    private let kind: OutputPlace.Kind
    private let inputs: [String]

    /// Makes the draft.
    ///
    /// - Parameters:
    ///   - path: the name that was asked for.
    ///   - kind: what is to be written.
    ///   - isPrivate: whether only its owner may read it (0600, whatever the umask); else it keeps the permissions of the
    ///     file that it replaces, or follows the umask.
    ///   - inputs: the files that the command reads: none of them is replaced.
    /// - Throws: `OutputRefusal` when it must not be written there, `TrailFileError` when it can't be.
    public init(
        _ path: String, as kind: OutputPlace.Kind = .paper, isPrivate: Bool = false,
        keeping inputs: [String] = []
    ) throws {
        let place = try OutputPlace(path, for: kind, keeping: inputs)
        draft = try AtomicFile(for: path, isPrivate: isPrivate, mode: place.mode)
        self.kind = kind
        self.inputs = inputs
    }

    /// Where it is being written, for libraries that write to a name.
    public var draftPath: String { draft.draft }

    /// Appends bytes. - Throws: `TrailFileError`.
    public func write(_ bytes: [UInt8]) throws(TrailFileError) { try draft.write(bytes) }

    /// Puts it in its place. - Throws: `OutputRefusal` where something appeared there meanwhile, `TrailFileError`.
    public func commit() throws {
        _ = try OutputPlace(draft.path, for: kind, keeping: inputs)
        try draft.commit()
    }
}
