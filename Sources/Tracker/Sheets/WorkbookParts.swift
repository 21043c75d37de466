#if Spreadsheets
    /// Which sheets a workbook has (ECMA-376 part 1, 18.2).
    final class WorkbookPart: XMLReceiver {
        private(set) var tabs: [(tab: SheetTab, relationship: String)] = []
        package private(set) var dates = SerialDate.since1900

        package func start(_ element: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetFault) {
            switch element {
            case "workbookPr":
                if ["1", "true"].contains(attributes["date1904"]) { dates = .since1904 }
            case "sheet":
                let state = attributes["state"].flatMap(SheetTab.State.init) ?? .visible
                tabs.append(
                    (SheetTab(name: attributes["name"] ?? "", state: state), attributes.prefixed("id") ?? ""))
            default: break
            }
        }

        package func end(_ element: XMLName) throws(SpreadsheetFault) {}
        package func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault) {}
    }

    /// What a part refers to (ECMA-376 part 2, 9.3). References to places outside the workbook are left out.
    final class RelationshipsPart: XMLReceiver {
        struct Relationship {
            package let id: String
            /// The last word of the type's address: "worksheet", "styles".
            package let type: String
            /// The name of the part referred to.
            package let part: String
        }

        private(set) var relationships: [Relationship] = []
        private let folder: [Substring]

        /// The relationships of this part.
        package static func name(of part: String) -> String {
            let path = part.split(separator: "/")
            return (path.dropLast() + ["_rels", "\(path.last ?? "").rels"]).joined(separator: "/")
        }

        init(of part: String) {
            folder = part.split(separator: "/").dropLast()
        }

        package func start(_ element: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetFault) {
            guard element == "Relationship", attributes["TargetMode"] != "External",
                let id = attributes["Id"],
                let type = attributes["Type"]?.split(separator: "/").last, let given = attributes["Target"]
            else { return }
            // Some programs of Windows write paths as Windows does.
            let target = given.replacing("\\", with: "/")
            var path = target.hasPrefix("/") ? [] : folder
            for step in target.split(separator: "/") where step != "." {
                if step == ".." { _ = path.popLast() } else { path.append(step) }
            }
            relationships.append(
                Relationship(id: id, type: String(type), part: path.joined(separator: "/")))
        }

        package func end(_ element: XMLName) throws(SpreadsheetFault) {}
        package func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault) {}

        /// The part of this type; there is at most one of the types asked for.
        package func part(type: String) -> String? {
            relationships.first { $0.type == type }?.part
        }
    }

    /// Which number format each cell style has, and whether it strikes words through (ECMA-376 part 1, 18.8.10,
    /// 18.8.22 and 18.8.31).
    final class StylesPart: XMLReceiver {
        struct Style {
            package let format: NumberFormat
            package let isStruck: Bool
        }

        /// By the number of the style.
        package private(set) var styles: [Style] = []
        private var custom: [Int: NumberFormat] = [:]
        private var struckFonts: [Bool] = []
        private var isInFonts = false
        private var isInCellFormats = false

        package func start(_ element: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetFault) {
            switch element {
            case "numFmt":
                guard let id = attributes["numFmtId"].flatMap({ Int($0) }),
                    let code = attributes["formatCode"]
                else { return }
                custom[id] = NumberFormat(code: code)
            case "fonts": isInFonts = true
            case "font": if isInFonts { struckFonts.append(false) }
            case "strike":
                if isInFonts, !struckFonts.isEmpty, attributes.isOn("val", unlessGiven: true) {
                    struckFonts[struckFonts.count - 1] = true
                }
            case "cellXfs": isInCellFormats = true
            case "xf":
                guard isInCellFormats else { return }
                let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
                let font = attributes["fontId"].flatMap { Int($0) } ?? 0
                styles.append(
                    Style(
                        format: custom[id] ?? NumberFormat(builtIn: id),
                        isStruck: struckFonts.indices.contains(font) && struckFonts[font]))
            default: break
            }
        }

        package func end(_ element: XMLName) throws(SpreadsheetFault) {
            if element == "cellXfs" {
                isInCellFormats = false
            } else if element == "fonts" {
                isInFonts = false
            }
        }

        package func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(SpreadsheetFault) {}
    }
#endif
