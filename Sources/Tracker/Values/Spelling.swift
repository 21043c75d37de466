@_spi(_Unicode) import Swift

extension String {
    /// The text in one spelling: Unicode's canonical composition (NFC), in which é is one letter however it was typed.
    ///
    /// Swift compares strings by canonical equivalence, SQLite by bytes: what is kept and what is looked for go through
    /// this, so that both agree.
    package var composed: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        return String(UnicodeScalarView(_nfc))
    }

    /// Its scalars in canonical decomposition (NFD).
    var decomposedScalars: [Unicode.Scalar] {
        utf8.allSatisfy { $0 < 0x80 } ? Array(unicodeScalars) : Array(_nfd)
    }
}
