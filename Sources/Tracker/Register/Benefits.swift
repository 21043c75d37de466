import TrackerLedger
import TrackerStorage
public import TrackerModel
public import TrackerValues

/// The benefits of a report or of a programme.
public struct SharedBenefits: Equatable, Sendable {
    /// What they are of.
    public let subject: BenefitSubject
    /// Each, in the order in which they were named.
    public let benefits: [Benefit]
}

extension [Benefit] {
    /// Folds what was recorded about a report or programme, by effective date and, within a day, by entry number.
    ///
    /// - Throws: `RuleViolation` where it could not be in that order.
    init(_ records: [RegisterRecord], of subject: BenefitSubject) throws(RuleViolation) {
        self.init()
        for record in records.sorted(by: { ($0.effectiveOn, $0.seq) < ($1.effectiveOn, $1.seq) }) {
            guard case .shareBenefit(subject.kind, let change) = record.act else { continue }
            try take(
                change, seq: record.seq, name: record.words[.text] ?? record.seq, on: record.effectiveOn,
                of: subject.text, see: subject.view)
        }
    }
}

extension Register {
    /// The items that have benefits, with their histories, as known at a ledger size.
    public func historiesWithBenefits(knownAt: Int64) throws -> [(Reference, ItemHistory)] {
        let references = try database.all(
            """
            SELECT r.ref FROM recommendation r
            WHERE r.id IN (SELECT b.recommendation FROM benefit b WHERE b.id <= ?) ORDER BY r.id
            """, knownAt
        ) { Reference(stored: $0.text(0)) }
        return try references.map { ($0, try history(of: $0, knownAt: knownAt)) }
    }

    /// The benefits of every report and programme that has any, as known at a ledger size: reports first.
    public func sharedBenefits(knownAt: Int64) throws -> [SharedBenefits] {
        try database.all(
            "SELECT of, subject FROM shared_benefit WHERE id <= ? GROUP BY of, subject ORDER BY of DESC, min(id)",
            knownAt
        ) {
            try $0.stored(0, "subject of a benefit") { BenefitSubject.Kind(rawValue: $0) }.named($0.text(1))
        }.map {
            SharedBenefits(subject: $0, benefits: try benefits(of: $0, knownAt: knownAt))
        }.filter { !$0.benefits.isEmpty }
    }

    /// The benefits of a report or programme as known at a ledger size.
    public func benefits(of subject: BenefitSubject, knownAt: Int64) throws -> [Benefit] {
        try [Benefit](try ledger.records(about: subject.text, knownAt: knownAt), of: subject)
    }

    /// The programme that was typed, spelled as items' tags are, or as those that have benefits.
    ///
    /// - Throws: `NotFound` with the nearest tags.
    public func programme(_ typed: String) throws -> BenefitSubject {
        let tags = try database.all(
            "SELECT DISTINCT tags FROM item_state WHERE tags <> '' AND known_to = \(ItemStore.forever)"
        ) { $0.text(0) }.flatMap { $0.split(separator: "\n").map { String($0) } }
        let named = try database.all("SELECT DISTINCT subject FROM shared_benefit WHERE of = 'programme'") {
            $0.text(0)
        }
        let known = Set(tags + named).sorted()
        let given = typed.trimmed.composed
        guard
            let tag = known.first(where: { $0 == given })
                ?? known.first(where: { $0.lowercased() == given.lowercased() })
        else {
            throw NotFound(
                "programme, a tag of items,", typed,
                nearest: NearestMatch.suggestions(for: given, among: known), known: known,
                remedies: [.add(.tag)])
        }
        return .programme(tag)
    }

    /// The report that was typed, as what benefits are of.
    ///
    /// - Throws: `NotFound` where neither a report nor an item is called so.
    fileprivate func reportWithBenefits(_ typed: String) throws -> BenefitSubject {
        do { return .report(try report(typed).reference) } catch let unknown as NotFound {
            let items = try database.all("SELECT ref FROM recommendation") { $0.text(0) }
            let reports = try reports().map(\.reference.text)
            throw NotFound(
                "item or report", typed,
                nearest: NearestMatch.suggestions(for: typed, among: items + reports), known: unknown.known,
                remedies: [.see(.items), .see(.reports)])
        }
    }

    /// What the benefit is of that an entry named; nil where it named none.
    fileprivate func bearer(of benefit: Int64) throws -> String? {
        guard let entry = try ledger.entry(benefit), try EntryContent(entry)?.namesBenefit == true else {
            return nil
        }
        return entry.subject
    }
}

/// What somebody typed that a benefit is of.
public enum BenefitBearer: Sendable {
    /// One item.
    case item(Reference)
    /// What several items bring.
    case shared(BenefitSubject)

    /// What it is called.
    public var text: String {
        switch self {
        case .item(let item): item.text
        case .shared(let subject): subject.text
        }
    }
}

extension Writer {
    /// The item or the report of that reference, or the programme of that name. - Throws: `NotFound` with the nearest.
    public func benefitBearer(_ typed: String, isProgramme: Bool) throws -> BenefitBearer {
        if isProgramme { return .shared(try register.programme(typed)) }
        do { return .item(try item(typed)) } catch is NotFound {
            return .shared(try register.reportWithBenefits(typed))
        }
    }

    /// A benefit of an item, report or programme, by the entry that named it.
    ///
    /// - Throws: `RuleViolation` where it has none such, naming what the benefit is of.
    public func benefit(_ id: Int64, of bearer: BenefitBearer) throws -> Benefit {
        let (benefits, view): ([Benefit], Remedy.View) =
            switch bearer {
            case .item(let item): (try currentHistory(of: item).benefits, .item(item.text))
            case .shared(let subject): (try register.benefits(of: subject, knownAt: .max), subject.view)
            }
        if let benefit = benefits.first(where: { $0.id == id }) { return benefit }
        if let other = try register.bearer(of: id), other != bearer.text {
            throw RuleViolation(
                bearer.text,
                "B\(id) is a benefit of \(other); a benefit and its parts are of one item, report or programme"
            )
        }
        throw RuleViolation(bearer.text, "it has no benefit B\(id)", remedies: [.see(view)])
    }

    /// Changes the benefits of an item, a report or a programme.
    ///
    /// - Parameter isPublic: the name may be printed in public papers.
    /// - Throws: `RuleViolation` where parts would come to more than their whole.
    @discardableResult
    public func change(
        _ change: BenefitChange, of bearer: BenefitBearer, words: Words, isPublic: Bool = false
    ) throws -> Receipt {
        switch bearer {
        case .item(let item):
            return try record(ItemAct(change), on: item, words: words, isPublic: isPublic)
        case .shared(let subject):
            if case .add = change { try requireWords(words[.text] ?? "", "name of the benefit") }
            if case .revise = change { try requireWords(words[.reason] ?? "", "reason") }
            return try record(
                .shareBenefit(subject.kind, change), on: subject.text, words: words, isPublic: isPublic)
        }
    }

    /// How many benefits in a unit the items of a report or programme have themselves, to which totals add those of the
    /// report or programme.
    public func benefitsOfItems(in subject: BenefitSubject, unit: String) throws -> Int {
        try register.historiesWithBenefits(knownAt: nextSeq - 1).map(\.1).filter { history in
            switch subject {
            case .report(let report): history.now.report == report
            case .programme(let tag): history.now.tags.contains(tag)
            }
        }.reduce(0) { $0 + $1.benefits.count { $0.unit == unit && $0.partOf == nil } }
    }
}

extension EntryContent {
    fileprivate var namesBenefit: Bool {
        switch self {
        case .item(.addBenefit), .register(.shareBenefit(_, .add)): true
        default: false
        }
    }
}
