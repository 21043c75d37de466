// A body's own Word template (.dotx, or a .docx that looks as its papers should): its styles, theme, page, header and
// footer are taken over, its text isn't. What a paper must carry is added where the template lacks it: styles, the marking,
// the page's number.

#if Spreadsheets
    import TrackerSheets
    public import TrackerValues

    /// What Word papers take from a template.
    public struct WordTemplate: Sendable {
        /// A header or footer, with what it shows.
        struct Margin: Sendable {
            let xml: String
            let relationships: String?
            let media: [(name: String, bytes: [UInt8])]
        }

        let styles: String
        let numbering: String
        let theme: String?
        let portrait: WordPage
        let header: Margin?
        let footer: Margin?

        private static let kinds = ["png", "jpeg", "jpg", "gif", "emf", "wmf"]

        /// Reads a template.
        ///
        /// - Parameters:
        ///   - bytes: the file.
        ///   - name: its name, for errors.
        /// - Throws: `InvalidValue` for what is no Word document, or one whose header or footer links to elsewhere.
        public init(_ bytes: [UInt8], named name: String) throws(InvalidValue) {
            func refusal(_ why: String) -> InvalidValue {
                InvalidValue(
                    what: "template", given: name,
                    expected: "a Word template or document, .dotx or .docx (\(why))")
            }
            let parts = TemplateParts(bytes)
            guard let body = parts.text("word/document.xml"), let styles = parts.text("word/styles.xml")
            else { throw refusal(parts.isDamaged ? "it can't be opened" : "it has no text or no styles") }
            let related = Relationship.all(in: parts.text("word/_rels/document.xml.rels") ?? "")
            let section =
                body.split(separator: "<w:sectPr").dropFirst().last?
                .split(separator: "</w:sectPr>").first.map(String.init) ?? ""
            portrait = WordPage(section: section)
            func margin(_ kind: String) throws(InvalidValue) -> Margin? {
                let tags = section.split(separator: "<w:\(kind)Reference ").dropFirst()
                let tag = tags.first { $0.prefix { $0 != ">" }.contains("w:type=\"default\"") }
                guard let tag, let id = Relationship.attribute("r:id", of: tag),
                    let target = related.first(where: { $0.id == id })?.target,
                    let xml = parts.text("word/\(target)")
                else { return nil }
                let relationships = parts.text("word/_rels/\(target).rels")
                var media: [(name: String, bytes: [UInt8])] = []
                for relation in Relationship.all(in: relationships ?? "") {
                    let kind = relation.target.split(separator: ".").last?.lowercased() ?? ""
                    guard !relation.isExternal, Self.kinds.contains(kind),
                        let bytes = parts.bytes("word/\(relation.target)")
                    else { throw refusal("its header or footer shows what isn't a picture inside it") }
                    media.append((relation.target, bytes))
                }
                return Margin(xml: xml, relationships: relationships, media: media)
            }
            let (header, footer) = (try margin("header"), try margin("footer"))
            theme = parts.text("word/theme/theme1.xml")
            var ids: [String: String] = [:]
            for piece in styles.split(separator: "<w:style ").dropFirst() {
                guard let id = Relationship.attribute("w:styleId", of: piece),
                    let named = piece.split(separator: "<w:name ").dropFirst().first,
                    let name = Relationship.attribute("w:val", of: named)
                else { continue }
                ids[name.lowercased()] = id
            }
            // Each style that papers use goes by its usual identifier, also where Word wrote the template in another language.
            let renamed = WordStyle.allCases.compactMap { style in
                ids[style.rawValue.lowercased()].flatMap { $0 == style.id ? nil : ($0, style.id) }
            }
            func plain(_ xml: String) -> String {
                var xml = xml
                for (own, usual) in renamed {
                    for attribute in ["w:val", "w:styleId"] {
                        xml = xml.replacing("\(attribute)=\"\(own)\"", with: "\(attribute)=\"\(usual)\"")
                    }
                }
                return xml
            }
            let lacking = WordStyle.allCases.filter { ids[$0.rawValue.lowercased()] == nil }
            let added =
                lacking.map(\.definition).joined()
                + WordStyle.table(
                    withDefault: ids["normal table"] == nil, unless: ids["register table"] != nil)
            self.styles = plain(styles).replacing("</w:styles>", with: added + "</w:styles>")
            self.header = header.map {
                Margin(xml: plain($0.xml), relationships: $0.relationships, media: $0.media)
            }
            self.footer = footer.map {
                Margin(xml: plain($0.xml), relationships: $0.relationships, media: $0.media)
            }
            numbering = WordBody.numbering(
                in: parts.text("word/numbering.xml"), isAdded: lacking.contains(.bullet))
        }
    }

    /// A relationship of a part to another.
    private struct Relationship {
        let id: String
        let target: String
        let isExternal: Bool

        static func all(in xml: String) -> [Relationship] {
            xml.split(separator: "<Relationship ").dropFirst().compactMap { piece in
                guard let id = attribute("Id", of: piece), let target = attribute("Target", of: piece)
                else { return nil }
                return Relationship(
                    id: id, target: target, isExternal: attribute("TargetMode", of: piece) == "External")
            }
        }

        /// An attribute of the tag whose inside `tag` begins with.
        static func attribute(_ name: String, of tag: Substring) -> String? {
            let inside = " " + tag.prefix { $0 != ">" }
            return inside.split(separator: " \(name)=\"", omittingEmptySubsequences: false).dropFirst().first?
                .split(separator: "\"", omittingEmptySubsequences: false).first.map(String.init)
        }
    }

    /// The parts of a template as they are asked for.
    private final class TemplateParts {
        private let bytes: [UInt8]
        private(set) var isDamaged = false

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func text(_ name: String) -> String? {
            bytes(name).map { String(decoding: $0, as: UTF8.self) }
        }

        func bytes(_ name: String) -> [UInt8]? {
            bytes.withUnsafeBufferPointer { buffer in
                do {
                    var archive = try ZipArchive(buffer, limits: SpreadsheetLimits())
                    guard archive.contains(name) else { return nil }
                    return try archive.bytes(of: name)
                } catch {
                    isDamaged = true
                    return nil
                }
            }
        }
    }

    extension WordPage {
        /// The page that a section's properties tell, standing; A4 where they tell none.
        init(section: String) {
            func numbers(_ element: String, _ names: [String]) -> [Int]? {
                guard let tag = section.split(separator: "<w:\(element) ").dropFirst().first else {
                    return nil
                }
                let found = names.compactMap {
                    Relationship.attribute("w:\($0)", of: tag).flatMap { Int($0) }
                }
                return found.count == names.count && found.allSatisfy { (0...31_680).contains($0) }
                    ? found : nil
            }
            let size = numbers("pgSz", ["w", "h"]) ?? [WordPage.portrait.width, WordPage.portrait.height]
            let room = numbers("pgMar", ["top", "right", "bottom", "left", "header", "footer"])
            (width, height) = (min(size[0], size[1]), max(size[0], size[1]))
            margins = room.map(Margins.init) ?? .usual
            letters = 120
        }
    }
#endif
