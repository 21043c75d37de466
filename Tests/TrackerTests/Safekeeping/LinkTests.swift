import Glibc
import Testing

@testable import Tracker

/// Links planted where evidence is kept or exported: nothing is read from or written to where they lead.
struct LinkTests {
    private let folder = TemporaryFolder()
    private let outside = TemporaryFolder()
    private var store: EvidenceStore { EvidenceStore(beside: folder.file("register.db")) }

    private func taken() throws -> EvidenceFile {
        folder.write(Array("survey".utf8), to: "survey.txt")
        return try store.take(folder.file("survey.txt"))
    }

    @Test func aFileReplacedByALinkIsNotRead() throws {
        let file = try taken()
        outside.write(Array("survey".utf8), to: "same.txt")
        unlink(store.path(file.sha256))
        symlink(outside.file("same.txt"), store.path(file.sha256))
        // The bytes behind the link would be right, the place is not.
        #expect(store.fault(in: file)?.contains("is a link to another place") == true)
        #expect(throws: EvidenceError.self) { try store.bytes(file.sha256) }
        #expect(throws: EvidenceError.self) { try store.remove(file.sha256) }
        #expect(outside.bytes("same.txt") == Array("survey".utf8))
        // Taking the file again puts it in the link's place.
        #expect(try taken() == file)
        #expect(store.fault(in: file) == nil)
        #expect(outside.bytes("same.txt") == Array("survey".utf8))
    }

    @Test func aFolderReplacedByALinkIsNotEntered() throws {
        let file = try taken()
        let shelf = "\(store.folder)/\(file.sha256.prefix(2))"
        for planted in [shelf, store.folder] {
            rename(planted, "\(planted).moved")
            symlink(outside.path, planted)
            let error = try #require(throws: EvidenceError.self) { try taken() }
            #expect(error.code == ELOOP)
            #expect(error.description.contains("is a link to another place"))
            #expect(store.fault(in: file)?.contains("is a link to another place") == true)
            #expect(throws: EvidenceError.self) { try store.bytes(file.sha256) }
            #expect(outside.names.isEmpty)
            unlink(planted)
            rename("\(planted).moved", planted)
        }
        #expect(store.fault(in: file) == nil)
    }

    @Test func aDraftThatIsALinkIsNotWrittenThrough() throws {
        let file = try taken()
        outside.write(Array("precious".utf8), to: "precious.txt")
        unlink(store.path(file.sha256))
        symlink(outside.file("precious.txt"), "\(store.path(file.sha256)).\(getpid())")
        #expect(try taken() == file)
        #expect(outside.bytes("precious.txt") == Array("precious".utf8))
    }

    /// Names come from people; what is made of them stays in the export's folder.
    @Test func namesCannotLeaveTheExport() {
        for name in [
            "../../etc/passwd", "/etc/passwd", "..", ".bashrc", "a/../../b", "x\0y", "\u{202E}fdp.exe",
            "~root",
        ] {
            let safe = "E1-" + EvidenceExport.safe(name)
            #expect(!safe.contains("/") && !safe.contains("\0") && safe.allSatisfy(\.isASCII))
            #expect(!EvidenceExport.safe(name).hasPrefix("."))
        }
    }

    @Test func linksInAnExportAreNotFollowed() throws {
        let target = folder.file("export")
        mkdir(target, 0o700)
        symlink(outside.path, "\(target)/tile")
        let error = try #require(throws: TrailFileError.self) {
            try DraftFile.makeFolders(of: "\(target)/tile/0/000", below: target)
        }
        #expect(error.code == ELOOP && error.description.contains("is a link to another place"))
        #expect(outside.names.isEmpty)
        // A link in a file's place is replaced, not written through.
        outside.write(Array("precious".utf8), to: "precious.txt")
        symlink(outside.file("precious.txt"), "\(target)/checkpoint")
        _ = try DraftFile.write(Array("new".utf8), to: "\(target)/checkpoint")
        #expect(outside.bytes("precious.txt") == Array("precious".utf8))
        #expect(folder.bytes("export/checkpoint") == Array("new".utf8))
    }

    /// The folder above the export is the user's own affair.
    @Test func aLinkOnTheWayToAnExportIsFollowed() throws {
        symlink(outside.path, folder.file("elsewhere"))
        try DraftFile.makeFolders(
            of: folder.file("elsewhere/export/tile/x"), below: folder.file("elsewhere/export"))
        #expect(outside.names == ["export"])
    }
}
