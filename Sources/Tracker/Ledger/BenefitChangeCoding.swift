import TrackerModel
import TrackerValues
import TransparencyLog

/// How a change of benefits stands in an entry's `data`, whatever they are of: the names are the ledger format's, for ever.
extension BenefitChange {
    var data: [String: JSON] {
        var data: [String: JSON] = [:]
        switch self {
        case .add(let unit, let target, let committed, let whole):
            data["part_of"] = whole.map { .string("B\($0)") }
            data["unit"] = .string(unit)
            data["target"] = .string(target.description)
            data["committed"] = committed.map { .string($0.description) }
        case .realise(let id, let amount):
            data["benefit"] = .string("B\(id)")
            data["amount"] = .string(amount.description)
        case .revise(let id, let target, let committed):
            data["benefit"] = .string("B\(id)")
            data["target"] = target.map { .string($0.description) }
            data["committed"] = committed.map { .string($0.description) }
        }
        return data
    }

    init(adding data: [String: JSON]) throws(EntryError) {
        guard let unit = data["unit"]?.string, let target = try data.amount("target") else {
            throw EntryError(reason: "the unit or target of a benefit can't be read")
        }
        let whole = data["part_of"] == nil ? nil : try data.benefit("part_of")
        self = .add(unit: unit, target: target, committed: try data.amount("committed"), partOf: whole)
    }

    init(realising data: [String: JSON]) throws(EntryError) {
        guard let amount = try data.amount("amount") else {
            throw EntryError(reason: "the amount of a benefit that was realised can't be read")
        }
        self = .realise(try data.benefit("benefit"), amount)
    }

    init(revising data: [String: JSON]) throws(EntryError) {
        self = .revise(
            try data.benefit("benefit"), target: try data.amount("target"),
            committed: try data.amount("committed"))
    }
}

extension [String: JSON] {
    fileprivate func amount(_ key: String) throws(EntryError) -> Amount? {
        guard let json = self[key] else { return nil }
        guard let amount = json.string.flatMap({ Amount($0) }) else { throw unreadable(key) }
        return amount
    }

    fileprivate func benefit(_ key: String) throws(EntryError) -> Int64 {
        guard let id = self[key]?.string, id.first == "B", let seq = Int64(id.dropFirst()) else {
            throw unreadable(key)
        }
        return seq
    }

    private func unreadable(_ key: String) -> EntryError {
        EntryError(reason: "\"\(key)\" of a benefit can't be read")
    }
}
