public import TrackerFiles
public import TrackerModel
public import TrackerValues
import TransparencyLog

/// A file that is given as evidence, read but not kept yet: the register's evidence gets it once the rules have let an entry
/// name it, so that what is refused leaves nothing there.
public struct GivenEvidence: Sendable {
    package let file: EvidenceFile
    package let bytes: [UInt8]
    package let name: String

    /// A file that was sent, with the name that it had there.
    package init(_ bytes: [UInt8], named name: String) {
        file = EvidenceFile(
            sha256: Hash.sha256(bytes).hex, size: Int64(bytes.count),
            mediaType: MediaType.of(bytes, name: name))
        (self.bytes, self.name) = (bytes, name)
    }

    /// Reads the file at `path`. - Throws: `EvidenceError`.
    public init(_ path: String) throws(EvidenceError) {
        (file, bytes) = try EvidenceStore.file(at: path)
        name = String(path.split(separator: "/").last ?? "")
    }
}

extension Writer {
    /// Names a file as evidence for an item, and keeps a copy of it with the register's evidence.
    ///
    /// - Parameters:
    ///   - given: the file.
    ///   - reference: the item.
    ///   - title: what it is.
    ///   - dated: the evidence's own date.
    ///   - period: the days that it is about, where it is about several.
    ///   - rule: the retention rule that it is kept by; nil for the register's.
    /// - Returns: the entry, and where the item stands.
    /// - Throws: `RuleViolation` when the rules don't permit it; `EvidenceError` when the file can't be kept. Nothing is then
    ///   recorded, and nothing kept.
    @discardableResult
    public func addEvidence(
        _ given: GivenEvidence, to reference: Reference, title: String?, dated: Day,
        over period: EvidencePeriod? = nil, keptBy rule: String? = nil
    ) throws -> Receipt {
        let receipt = try record(
            .addEvidence(given.file, over: period), on: reference,
            words: [.title: title ?? "", .file: given.name],
            day: dated)
        if let rule {
            try record(
                .retainEvidence(receipt.seq, rule: try register.retentionRule(rule).name), on: reference,
                day: max(dated, try effectiveDay()))
        }
        try keep(given)
        return receipt
    }

    /// Refuses evidence of days that are still to come.
    func refuseFuture(_ period: EvidencePeriod) throws(InvalidValue) {
        if period.to > today {
            throw InvalidValue(
                what: "period of the evidence", given: period.label,
                expected: "a last day that isn't after today, \(today.shortForm)")
        }
    }

    /// Refuses to say that a file is lost which is there, unchanged.
    func refuseFinding(_ piece: Int64, of reference: Reference) throws {
        let file = try currentHistory(of: reference).evidence.first { $0.id == piece }?.file
        guard let file, try register.evidenceStore().fault(in: file) == nil else { return }
        throw RuleViolation(
            "E\(piece)", "its file is there, unchanged", remedies: [.withdrawEvidence(piece)])
    }
}
