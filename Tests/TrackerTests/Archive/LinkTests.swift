import Glibc
import Testing
@testable import TrackerArchive

import Tracker

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
        // Removing it takes the link away, not what it leads to.
        #expect(try store.remove(file.sha256).warning?.contains("link to another place") == true)
        #expect(!store.holds(file.sha256))
        #expect(outside.bytes("same.txt") == Array("survey".utf8))
        symlink(outside.file("same.txt"), store.path(file.sha256))
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

    /// What a file is opened by is its ending, and what it is called may be in any script.
    @Test func exportedNamesKeepTheirEndingAndLetters() {
        let long =
            "Minutes of the Oversight Board held at City Hall on Tuesday the fifth of June with annexes A to F and the covering letter final.pdf"
        #expect(EvidenceExport.safe(long).hasSuffix(".pdf") && EvidenceExport.safe(long).count == 100)
        #expect(EvidenceExport.safe("Übersicht für café.docx") == "Übersicht_für_café.docx")
        #expect(EvidenceExport.safe("протокол заседания.pdf") == "протокол_заседания.pdf")
        let accents = EvidenceExport.safe(String(repeating: "é", count: 110) + ".pdf")
        #expect(accents == String(repeating: "é", count: 96) + ".pdf")
        let wide = EvidenceExport.safe(String(repeating: "議", count: 200) + ".pdf")
        #expect(wide.hasSuffix("議.pdf") && wide.utf8.count <= 200)
        #expect(EvidenceExport.safe(String(repeating: "a", count: 300)).count == 100)
        #expect(EvidenceExport.safe("a.b<c>:\"d|e?*.txt") == "a.b_c___d_e__.txt")
        #expect(EvidenceExport.safe("") == "evidence" && EvidenceExport.safe("...") == "evidence")
        #expect(EvidenceExport.safe(".pdf") == "pdf")
    }

    @Test func linksInAnExportAreNotFollowed() throws {
        let target = folder.file("export")
        mkdir(target, 0o700)
        symlink(outside.path, "\(target)/tile")
        let error = try #require(throws: TrailFileError.self) {
            try AtomicFile.makeFolders(of: "\(target)/tile/0/000", below: target)
        }
        #expect(error.code == ELOOP && error.description.contains("is a link to another place"))
        #expect(outside.names.isEmpty)
        // A link in a file's place is replaced, not written through.
        outside.write(Array("precious".utf8), to: "precious.txt")
        symlink(outside.file("precious.txt"), "\(target)/checkpoint")
        _ = try AtomicFile.write(Array("new".utf8), to: "\(target)/checkpoint")
        #expect(outside.bytes("precious.txt") == Array("precious".utf8))
        #expect(folder.bytes("export/checkpoint") == Array("new".utf8))
    }

    /// The folder above the export is the user's own affair.
    @Test func aLinkOnTheWayToAnExportIsFollowed() throws {
        symlink(outside.path, folder.file("elsewhere"))
        try AtomicFile.makeFolders(
            of: folder.file("elsewhere/export/tile/x"), below: folder.file("elsewhere/export"))
        #expect(outside.names == ["export"])
    }
}
