// A text with signature lines under it, after C2SP signed-note: what a checkpoint is published as.

/// Why a signed note cannot be read or trusted, as sentences.
public enum SignedNoteError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file is larger than a note can sensibly be.
    case tooLarge
    /// The bytes are not UTF-8, or hold a control character other than the line break.
    case notPlainText
    /// There is no blank line with signature lines after it.
    case noSignatures
    /// It begins with a byte order mark, which some editors put there.
    case byteOrderMark
    /// Its lines end as Windows and mail end them (CR LF).
    case carriageReturns
    /// Empty lines follow the signatures.
    case emptyLineAtEnd
    /// Its last line has no line break at its end.
    case noLineBreakAtEnd
    /// A signature line, counted from 1, is not an em dash, a name and a Base 64 signature.
    case malformedSignature(number: Int)
    /// None of the keys given has signed it.
    case noKnownKey(signers: [String])
    /// A signature under a known name and ID does not fit the text.
    case wrongSignature(name: String)

    /// The sentence to show.
    public var description: String {
        switch self {
        case .tooLarge:
            "The signed note is larger than \(SignedNote.greatestSize) bytes, so it is no checkpoint. "
                + "Check the file name."
        case .notPlainText:
            "The signed note is not plain text. Ask for the file again, sent as an attachment."
        case .noSignatures:
            "The signed note has no signature lines: they follow a blank line and start with a dash (—). "
                + "Part of the file is missing."
        case .byteOrderMark:
            "The signed note begins with a byte order mark, which an editor or mail program put there. "
                + "Ask for the file again, sent as an attachment."
        case .carriageReturns:
            "The lines of the signed note end in CR LF, so a mail program or an editor has rewritten it. "
                + "Ask for the file again, sent as an attachment."
        case .emptyLineAtEnd:
            "There is an empty line after the signatures of the signed note, which a mail program or an editor "
                + "put there. Ask for the file again, sent as an attachment."
        case .noLineBreakAtEnd:
            "The last line of the signed note has no end: the line break, or more, was lost on the way. "
                + "Ask for the file again, sent as an attachment."
        case .malformedSignature(let number):
            "Signature line \(number) of the signed note is not a dash (—), a name and a signature. "
                + "Ask for the file again."
        case .noKnownKey(let signers):
            "The note is signed by \(signers.joined(separator: ", ")), but not with a key that you gave. "
                + "Give the signer's public key."
        case .wrongSignature(let name):
            "The signature of \(name) does not fit the text above it: the text or the signature was changed."
        }
    }
}

/// A text and who signed it. A note that was read says nothing until ``verify(with:)`` has named a signer.
public struct SignedNote: Equatable, Sendable {
    /// One signature line.
    public struct Signature: Equatable, Sendable {
        /// The name of the key that is said to have signed.
        public let name: String
        /// The ID of that key; see ``VerifierKey/id``.
        public let keyID: UInt32
        /// What the key made of the text; 64 bytes for Ed25519.
        public let bytes: [UInt8]
    }

    /// What is signed, with the line break at its end.
    public let text: String
    /// The signature lines in order.
    public let signatures: [Signature]

    /// The largest note that is read, in bytes: far more than sixteen signatures need, even post-quantum
    /// ones.
    public static let greatestSize = 1_000_000

    private static let emDash = "\u{2014} "
    /// U+FEFF in UTF-8.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Signs `text`, which must end in a line break and hold no other control character.
    public init(signing text: String, with keys: [SignerKey]) {
        precondition(text.utf8.last == 0x0A && SignedNote.isPlain(text.utf8), "a note is lines of plain text")
        let bytes = Array(text.utf8)
        self.text = text
        self.signatures = keys.map {
            Signature(name: $0.verifier.name, keyID: $0.verifier.id, bytes: $0.signature(of: bytes))
        }
    }

    /// Reads a note from the bytes of a file, strictly.
    public init(parsing bytes: some Collection<UInt8>) throws(SignedNoteError) {
        guard bytes.count <= SignedNote.greatestSize else { throw .tooLarge }
        if bytes.starts(with: SignedNote.byteOrderMark) { throw .byteOrderMark }
        guard SignedNote.isPlain(bytes), let whole = String(validating: bytes, as: UTF8.self) else {
            throw SignedNote.endsLinesInCRLF(bytes) ? .carriageReturns : .notPlainText
        }
        var lines = whole.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        if let last = lines.last(where: { !$0.isEmpty }), last.starts(with: SignedNote.emDash.utf8) {
            guard lines.last?.isEmpty == true else { throw .noLineBreakAtEnd }
            guard lines.dropLast().last?.isEmpty == false else { throw .emptyLineAtEnd }
        }
        // The last line break ends the note; the last empty line before it ends the text.
        guard lines.popLast()?.isEmpty == true, let blank = lines.lastIndex(where: \.isEmpty), blank > 0,
            blank + 1 < lines.count
        else { throw .noSignatures }
        self.text = String(whole[..<lines[blank].startIndex])
        var signatures: [Signature] = []
        for line in lines[(blank + 1)...] {
            guard let signature = SignedNote.signature(line: Substring(line)) else {
                throw .malformedSignature(number: signatures.count + 1)
            }
            signatures.append(signature)
        }
        self.signatures = signatures
    }

    /// The note as it is written to a file.
    public var encoded: String {
        text + "\n" + signatures.map(SignedNote.line).joined()
    }

    static func line(_ signature: Signature) -> String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: signature.keyID >> (24 - 8 * $0)) }
        return "\(SignedNote.emDash)\(signature.name) \(Base64.encode(id + signature.bytes))\n"
    }

    /// The keys among `keys` that signed the text. There is always one: otherwise the note is refused.
    ///
    /// Signatures of keys not given are passed over; one wrong signature of a key given refuses the note, be it a
    /// second one.
    public func verify(with keys: [VerifierKey]) throws(SignedNoteError) -> [VerifierKey] {
        let bytes = Array(text.utf8)
        var signers: [VerifierKey] = []
        for signature in signatures {
            let known = keys.first {
                $0.id == signature.keyID && $0.name.utf8.elementsEqual(signature.name.utf8)
            }
            guard let known else { continue }
            guard known.verifies(signature: signature.bytes, of: bytes) else {
                throw .wrongSignature(name: known.name)
            }
            if !signers.contains(known) { signers.append(known) }
        }
        if signers.isEmpty { throw .noKnownKey(signers: signatures.map(\.name)) }
        return signers
    }

    private static func isPlain(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
    }

    /// Whether carriage returns are all that keeps it from being plain text, each before a line break.
    private static func endsLinesInCRLF(_ bytes: some Collection<UInt8>) -> Bool {
        let lines = Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.dropLast().allSatisfy { $0.last == 0x0D && isPlain($0.dropLast()) }
            && lines.last.map { isPlain($0) } == true && lines.count > 1
    }

    /// `— <key name> <base64 of the key ID and the signature>`
    private static func signature(line: Substring) -> Signature? {
        guard line.unicodeScalars.starts(with: emDash.unicodeScalars) else { return nil }
        let parts = line.unicodeScalars.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, VerifierKey.isName(String(parts[0])),
            let bytes = Base64.decode(Substring(parts[1])), bytes.count > 4
        else { return nil }
        return Signature(
            name: String(parts[0]),
            keyID: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(bytes.dropFirst(4))
        )
    }
}
