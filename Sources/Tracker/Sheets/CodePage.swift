/// What the bytes from 0x80 on stand for in an encoding of one byte a character (Unicode's mapping tables).
struct CodePage: Sendable {
    /// 128 characters; nil where the page has none.
    private let upper: [Unicode.Scalar?]

    private init(_ upper: [Unicode.Scalar?]) { self.upper = upper }
    private init(_ upper: String) { self.init(upper.unicodeScalars.map { $0 }) }

    func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        byte < 0x80 ? Unicode.Scalar(byte) : upper[Int(byte) - 0x80]
    }

    /// The byte that stands for a character.
    func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        scalar.isASCII ? UInt8(scalar.value) : upper.firstIndex(of: scalar).map { UInt8($0 + 0x80) }
    }

    /// Windows' for Western Europe (CP1252.TXT); five places are undefined.
    static let windows1252 = CodePage(
        [
            "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
            nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
        ] + (0xA0...0xFF).map { Unicode.Scalar(UInt8($0)) })

    /// The old Macintosh's (ROMAN.TXT), which Excel for Mac still saves as "CSV (Macintosh)".
    static let macRoman = CodePage(
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
            + "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
            + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
            + "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ")

    /// DOS's for Western Europe (CP850.TXT), which Excel saves as "CSV (MS-DOS)".
    static let codePage850 = CodePage(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
            + "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
            + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
            + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}")
}
