import TrackerModel
package import TrackerValues
import TransparencyLog

extension Entry {
    /// The evidence file that an entry names, where its hash is one (a name in a folder is made of it).
    package var evidenceFile: EvidenceFile? {
        get throws(EntryError) {
            guard case .addEvidence? = try ItemAct(self) else { return nil }
            return try evidenceFiles.first
        }
    }

    /// The files that an entry names as evidence, or proposes as evidence: all of them are kept.
    package var evidenceFiles: [EvidenceFile] {
        get throws(EntryError) {
            let files: [EvidenceFile]
            switch try ItemAct(self) {
            case .addEvidence(let file?, _): files = [file]
            case .propose(let update): files = update.files
            default: return []
            }
            guard files.allSatisfy({ Hash(hex: $0.sha256) != nil }) else {
                throw EntryError(reason: "the hash of its evidence can't be read")
            }
            return files
        }
    }
}
