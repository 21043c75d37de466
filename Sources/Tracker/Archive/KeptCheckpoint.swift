public import TrackerRegister
public import TransparencyLog

extension TrustedState {
    /// The state of a checkpoint that lies in the file `name`; where that file is part of an export, the export's
    /// hashes are used too, provided that they lead to the checkpoint's root.
    public init(_ checkpoint: Checkpoint, named name: String) {
        let folder = name.hasSuffix("/checkpoint") ? String(name.dropLast("/checkpoint".count)) : nil
        self.init(
            size: checkpoint.size, root: checkpoint.root, name: name,
            leaves: folder.flatMap { ExportFolder($0).leaves(size: checkpoint.size, root: checkpoint.root) })
    }
}
