import TrackerModel
package import TrackerValues
import TransparencyLog

extension Entry {
    /// The evidence file that an entry names, where its hash is one (a name in a folder is made of it).
    package var evidenceFile: EvidenceFile? {
        get throws(EntryError) {
            guard case .addEvidence(let file?, _)? = try ItemAct(self) else {
                return nil
            }
            guard Hash(hex: file.sha256) != nil else {
                throw EntryError(reason: "the hash of its evidence can't be read")
            }
            return file
        }
    }
}
