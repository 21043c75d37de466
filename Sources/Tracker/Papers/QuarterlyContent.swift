import TrackerLedger
import TrackerFigures
import TrackerModel
import TrackerValues
import TransparencyLog

/// What a quarterly table's content hash is of: canonical JSON (RFC 8785), written byte by byte. Every item stands in it some twenty
/// times, and every paper prints the hash, so the references are spelt once and put in order once.
struct QuarterlyContent {
    /// A member of a row's object, in canonical order.
    private struct Member {
        enum Value {
            case key
            case figure(QuarterlyFigure)
            case references(QuarterlyCount)
        }

        let name: String
        let value: Value
        /// The column that it belongs to, where that is left out when it has nothing.
        let part: QuarterlyFigure?
    }

    private let table: QuarterlyTable
    private let order: ReferenceOrder
    /// The references as JSON, in order.
    private let spelt: [[UInt8]]
    private let members: [(name: [UInt8], member: Member)]

    init(_ table: QuarterlyTable) {
        self.table = table
        order = table.referenceOrder
        spelt = order.names.map { JSON.string($0).canonical }
        var members = [Member(name: "key", value: .key, part: nil)]
        for figure in table.spec.figures {
            let part = figure.isPart ? figure : nil
            members.append(Member(name: figure.key, value: .figure(figure), part: part))
            for count in figure.counts {
                members.append(Member(name: "\(count.key)_refs", value: .references(count), part: part))
            }
        }
        self.members = members.sorted { $0.name < $1.name }.map { (JSON.string($0.name).canonical, $0) }
    }

    /// SHA-256, in hex.
    var hash: String { Hash.sha256(canonical).hex }

    /// The bytes.
    var canonical: [UInt8] {
        let spec = table.spec
        let before: JSON = [
            "age_bands": .array(spec.ageBands.map { .int(Int64($0)) }),
            "as_at": .string(spec.asAt.description), "quarter": .string(spec.quarter.argument),
            "rag_rule": .string(spec.ragRule.explanation),
        ]
        let after: JSON = [
            "rows_by": .string(spec.rowKey.rawValue), "scope": .string(spec.scope.canonical),
        ]
        var out: [UInt8] = []
        out.reserveCapacity(order.names.count * 160 + (table.rows.count + 1) * 1_024)
        out += before.canonical.dropLast()
        out += ",\"rows\":[".utf8
        for (place, row) in table.rowsByKey.enumerated() {
            if place > 0 { out.append(UInt8(ascii: ",")) }
            append(row, to: &out)
        }
        out += "],".utf8
        out += after.canonical.dropFirst().dropLast()
        out += ",\"total\":".utf8
        append(table.total, to: &out)
        out.append(UInt8(ascii: "}"))
        return out
    }

    private func append(_ row: QuarterlyRow, to out: inout [UInt8]) {
        var opening = UInt8(ascii: "{")
        for (name, member) in members {
            if let part = member.part, row[part] == 0 { continue }
            out.append(opening)
            opening = UInt8(ascii: ",")
            out += name
            out.append(UInt8(ascii: ":"))
            switch member.value {
            case .key: out += JSON.string(row.key).canonical
            case .figure(let figure): out += (row[figure].map { String($0) } ?? "null").utf8
            case .references(let count):
                out.append(UInt8(ascii: "["))
                for (place, found) in order.places(of: row, count).enumerated() {
                    if place > 0 { out.append(UInt8(ascii: ",")) }
                    out += spelt[Int(found)]
                }
                out.append(UInt8(ascii: "]"))
            }
        }
        out.append(UInt8(ascii: "}"))
    }
}
