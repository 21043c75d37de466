public import TrackerValues

/// A benefit that an item is to bring, or a report or programme: how much of which unit is aimed at, committed, and realised so far.
public struct Benefit: Equatable, Sendable {
    /// The number of the entry that added it, written `B12`.
    public let id: Int64
    /// The entry whose words are its name.
    public let name: Int64
    /// The unit that its amounts are of: "GBP", "£m", "hours". Amounts of different units are never added.
    public let unit: String
    /// The day from which it is known.
    public let from: Day
    /// The benefit that it is part of: what it has is in the other's amounts too, and is never added to them.
    public let partOf: Int64?
    private var aims: [(on: Day, target: Amount, committed: Amount)]
    private var realisations: [(on: Day, amount: Amount)] = []

    package init(
        id: Int64, name: Int64, unit: String, from: Day, target: Amount, committed: Amount,
        partOf: Int64? = nil
    ) {
        self.id = id
        self.name = name
        self.unit = unit
        self.from = from
        self.partOf = partOf
        aims = [(from, target, committed)]
    }

    /// What it stood at on a day.
    public func figures(asAt day: Day) throws(RuleViolation) -> BenefitFigures {
        let aim = aims.last { $0.on <= day } ?? aims[0]
        return BenefitFigures(
            target: aim.target, committed: aim.committed,
            realised: try Amount.sum(realisations.filter { $0.on <= day }.map(\.amount)))
    }

    package mutating func realise(_ amount: Amount, on day: Day) { realisations.append((day, amount)) }

    package mutating func revise(target: Amount?, committed: Amount?, on day: Day) {
        let last = aims[aims.count - 1]
        aims.append((day, target ?? last.target, committed ?? last.committed))
    }

    /// Whether the two say the same.
    public static func == (a: Benefit, b: Benefit) -> Bool {
        a.id == b.id && a.name == b.name && a.unit == b.unit && a.from == b.from && a.partOf == b.partOf
            && a.aims.elementsEqual(b.aims, by: ==) && a.realisations.elementsEqual(b.realisations, by: ==)
    }
}

/// What becomes of the benefits of an item, a report or a programme.
public enum BenefitChange: Equatable, Sendable {
    /// One is named, which may be part of one that an earlier entry named. Its name is words.
    case add(unit: String, target: Amount, committed: Amount?, partOf: Int64? = nil)
    /// So much more (or, if negative, less) of one has been realised.
    case realise(Int64, Amount)
    /// One is given another target or commitment.
    case revise(Int64, target: Amount?, committed: Amount?)
}

extension [Benefit] {
    /// Brings them up to date with what entry `seq` changes, effective on `day`.
    ///
    /// - Parameters:
    ///   - name: the entry whose words are the name of the one that is added.
    ///   - subject: whose benefits they are, as a refusal names it.
    ///   - view: where they can be looked at.
    /// - Throws: `RuleViolation` for a benefit that there isn't, and where parts would come to more than their whole.
    package mutating func take(
        _ change: BenefitChange, seq: Int64, name: Int64, on day: Day, of subject: String,
        see view: Remedy.View
    ) throws(RuleViolation) {
        switch change {
        case .add(let unit, let target, let committed, let whole):
            if let whole {
                try BenefitParts.check(partOf: whole, unit: unit, among: self, of: subject, see: view)
            }
            append(
                Benefit(
                    id: seq, name: name, unit: unit, from: day, target: target, committed: committed ?? .zero,
                    partOf: whole))
        case .realise(let id, let amount):
            self[try BenefitParts.place(of: id, among: self, of: subject, see: view)].realise(amount, on: day)
        case .revise(let id, let target, let committed):
            self[try BenefitParts.place(of: id, among: self, of: subject, see: view)]
                .revise(target: target, committed: committed, on: day)
        }
        try BenefitParts.check(self, of: subject)
    }

    /// Each followed by its parts.
    package var partsBelowWholes: [Benefit] {
        filter { $0.partOf == nil }.flatMap { whole in [whole] + filter { $0.partOf == whole.id } }
    }
}

/// Amounts of one unit: a benefit's, or those of several benefits together.
public struct BenefitFigures: Equatable, Sendable {
    /// How much is aimed at.
    public let target: Amount
    /// How much is committed.
    public let committed: Amount
    /// How much has been realised to date.
    public let realised: Amount
    /// How much of what is aimed at nobody has committed yet; below nought where more is committed.
    public var stillToFind: Amount { target - committed }

    /// The amounts of which those of the parts are more than those of the whole, by name.
    package static func excess(
        of parts: BenefitFigures, over whole: BenefitFigures
    ) -> (String, Amount, Amount)? {
        [
            ("target", parts.target, whole.target), ("committed", parts.committed, whole.committed),
            ("realised", parts.realised, whole.realised),
        ].first { $0.1 > $0.2 }
    }

    /// The exact sums of figures of one unit. - Throws: `RuleViolation` when a sum is too large.
    public static func sum(_ figures: [BenefitFigures]) throws(RuleViolation) -> BenefitFigures {
        BenefitFigures(
            target: try Amount.sum(figures.map(\.target)),
            committed: try Amount.sum(figures.map(\.committed)),
            realised: try Amount.sum(figures.map(\.realised)))
    }
}
