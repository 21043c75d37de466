import ArgumentParser
import Glibc
import Tracker

/// LibreOffice, where it is installed: it makes one kind of file of another, in a folder of ours, with a profile of its own,
/// for so long and no longer.
enum LibreOffice {
    private static let seconds = 120.0

    /// The program; nil where it isn't installed.
    static var program: String? {
        ["soffice", "libreoffice"].lazy.compactMap { Environment.program($0) }.first
    }

    /// Makes a file of another kind.
    ///
    /// - Parameters:
    ///   - file: a file in `folder`. LibreOffice goes by what is in it, and its name is none that an option can be taken for.
    ///   - ending: the ending of what is wanted.
    /// - Returns: what it made; nil where it isn't installed or made nothing.
    static func convert(_ file: String, in folder: PrivateFolder, to ending: String) throws -> [UInt8]? {
        guard let program else { return nil }
        let name = file.split(separator: "/").last?.split(separator: ".").first ?? "file"
        let started = Interruption.startHelper(
            program,
            [
                "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--norestore",
                "--convert-to", ending, "--outdir", "\(folder.path)/made", file,
            ])
        guard started, Interruption.waitForHelper(seconds: seconds) == 0 else { return nil }
        return try? EvidenceStore.read("\(folder.path)/made/\(name).\(ending)")
    }
}
