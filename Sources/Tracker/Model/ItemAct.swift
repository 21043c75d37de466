public import TrackerValues

/// Who a person is in the ledger: the number of the entry that registered them, written `P12`. Names are
/// words and can be redacted; this can't.
public struct PersonID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The sequence number of the entry that registered the person.
    public let seq: Int64

    /// The person registered by entry `seq`.
    public init(_ seq: Int64) { self.seq = seq }

    /// `P12`.
    public var description: String { "P\(seq)" }

    /// In the order in which they were registered.
    public static func < (a: PersonID, b: PersonID) -> Bool { a.seq < b.seq }

    /// Reads `P12`.
    public init?(_ text: String) {
        guard text.first == "P", let seq = Int64(text.dropFirst()), seq > 0 else { return nil }
        self.seq = seq
    }
}

/// A field that an act sets, clears or leaves as it was.
public enum Change<Value: Equatable & Sendable>: Equatable, Sendable {
    /// As it was.
    case keep
    /// To a value, or to none.
    case set(Value?)
}

/// The boards, beside the one that oversees an item, that it is put before too, and those that it is no longer before.
/// What isn't named stays as it was.
public struct OtherBoards: Equatable, Sendable {
    /// It is before these too.
    public var added: [Reference]
    /// It is no longer before these.
    public var taken: [Reference]

    /// It is put before `added`, and no longer before `taken`.
    public init(added: [Reference] = [], taken: [Reference] = []) {
        self.added = added
        self.taken = taken
    }

    /// Whether it changes nothing.
    public var isEmpty: Bool { added.isEmpty && taken.isEmpty }
}

/// What an act does to an item's place in the counted scope.
public enum ScopeChange: String, CaseIterable, Sendable {
    /// The item is counted (again).
    case `in`
    /// The item is no longer counted; it stays in the register.
    case out
}

/// The way in which a due date is dealt with.
public enum DueOutcome: String, CaseIterable, Sendable {
    /// Changed in one step.
    case set
    /// The owner asks for another date.
    case request
    /// A named body agrees, at a meeting or by its chair.
    case grant
    /// A named body does not agree, at a meeting or by its chair.
    case refuse
}

/// The days that a piece of evidence is about, the first and the last.
public struct EvidencePeriod: Equatable, Sendable {
    /// The first day.
    public let from: Day
    /// The last day, not before the first.
    public let to: Day

    /// The days from `from` to `to`. - Throws: `InvalidValue` where they end before they begin.
    public init(from: Day, to: Day) throws(InvalidValue) {
        guard from <= to else {
            throw InvalidValue(
                what: "period", given: "\(from.shortForm) to \(to.shortForm)",
                expected: "a last day that isn't before the first")
        }
        self.from = from
        self.to = to
    }

    /// "1 Jan 2018 to 31 Mar 2018".
    public var label: String { "\(from.shortForm) to \(to.shortForm)" }
}

/// Where an item came from and what it is: the payload of the act that takes it into the register.
public struct ItemOrigin: Equatable, Sendable {
    /// The report that handed it over.
    public var report: Reference
    /// The kind of item, for example `recommendation`.
    public var kind: String
    /// The force it is tracked for.
    public var force: String
    /// The report's own number.
    public var number: String?
    /// The inspectorate's register number.
    public var externalNumber: String?
    /// The inspection question it stands under.
    public var question: String?
    /// The cause of concern that a recommendation belongs to.
    public var parent: Reference?
    /// Whom it is addressed to, where that isn't the force.
    public var addressee: String?
    /// Its priority, in the body's own words.
    public var priority: String?
    /// The date given or worked out of the deadline's words.
    public var due: Day?
    /// Its protective marking, where that isn't the register's.
    public var marking: String?

    /// An item of `kind` from `report`, tracked for `force`.
    public init(report: Reference, kind: String, force: String) {
        self.report = report
        self.kind = kind
        self.force = force
    }
}

/// One thing done to an item. The free words that go with it (notes, reasons) are kept apart, in `Words`.
public enum ItemAct: Equatable, Sendable {
    /// The item is taken into the register. Its effective date is the day it was opened.
    case add(ItemOrigin)
    /// Who leads and supports it, which board oversees it, and which others it is put before or no longer. Nil
    /// supporting owners: as they were.
    case assign(
        lead: Change<PersonID>, supporting: [PersonID]?, board: Change<Reference>,
        otherBoards: OtherBoards = OtherBoards())
    /// What is said to it.
    case accept(Acceptance)
    /// Work begins.
    case start
    /// Where the work has got to; percent from 0 to 100.
    case progress(complete: Int?, rating: Rating?)
    /// The owner says it is done.
    case submit
    /// The assurer decides it is done.
    case assure
    /// A sheet that was taken in says that it is assured, and nobody vouches for it yet.
    case assureOnWord
    /// Somebody else lets a person assure it who had a part in the work.
    case waive(PersonID)
    /// The body asks whoever published it to close it, who decides: it waits for its sign-off.
    case submitForClosure
    /// Assurance is refused or withdrawn.
    case `return`
    /// Its owner holds against a refusal that it is done. The claim is words.
    case dispute
    /// A board decides between owner and assurer.
    case decide(for: DisputeParty)
    /// Its owner says how it stands, which counts once it is accepted.
    case propose(ProposedUpdate)
    /// A proposal made by an earlier entry is accepted or rejected.
    case answerProposal(Int64, ProposalAnswer)
    /// Something about one of the bodies that it is directed at.
    case addressee(String, AddresseeChange)
    /// It leaves the list. Its successor is the item that takes its place, or a report as a whole that does.
    case close(as: CloseReason, successor: Reference?, successorReport: Reference? = nil)
    /// It comes back to the list.
    case reopen(to: Status)
    /// Its due date is changed, or a change is asked for, granted or refused.
    case due(Day?, DueOutcome)
    /// It is counted, or no longer counted.
    case scope(ScopeChange)
    /// Programmes and themes are put on or taken off.
    case tag([String], remove: Bool)
    /// It is given another protective marking, or none of its own.
    case mark(String?)
    /// The body's own view of it: the local risk and the reason for its delay, each in a word or a phrase. What limits the risk
    /// while it is open is words.
    case assess(risk: Change<String>, delay: Change<String>)
    /// Something to remember; internal notes stay out of public papers.
    case note(isInternal: Bool)
    /// A file (by SHA-256) or an address is named as evidence, maybe of what happened over a period. The effective date is
    /// the evidence's own.
    case addEvidence(EvidenceFile?, over: EvidencePeriod? = nil)
    /// Evidence named by an earlier entry no longer counts.
    case withdrawEvidence(Int64)
    /// Evidence named by an earlier entry is no longer there: nobody can look at it any more.
    case loseEvidence(Int64)
    /// Evidence named by an earlier entry is kept by a named rule, or again by the register's own.
    case retainEvidence(Int64, rule: String?)
    /// A piece of evidence, or all of the item, isn't disposed of until this hold is released. Why is words.
    case holdEvidence(Int64?)
    /// A hold ends.
    case releaseHold(Int64)
    /// A file of evidence is disposed of by its rule.
    case disposeEvidence(EvidenceDisposal)
    /// A step is added to the plan. Its text is words.
    case addStep(owner: PersonID, due: Day)
    /// A step added by an earlier entry is done, or no longer part of the plan.
    case endStep(Int64, StepOutcome)
    /// A benefit is named, which may be part of one that an earlier entry named. Its name is words.
    case addBenefit(unit: String, target: Amount, committed: Amount?, partOf: Int64? = nil)
    /// So much more (or, if negative, less) of a benefit has been realised.
    case realiseBenefit(Int64, Amount)
    /// A benefit is given another target or commitment.
    case reviseBenefit(Int64, target: Amount?, committed: Amount?)
}

extension ItemAct {
    /// The usual grades of local risk, the highest first; a body may have its own.
    public static let riskGrades = ["high", "medium", "low"]

    /// Whether it decides on an item's date or place on the list. Of an item that is before several boards the one that
    /// oversees it decides that; the others note what they heard.
    package var isForOverseer: Bool {
        switch self {
        case .due(_, .grant), .due(_, .refuse), .close, .reopen, .scope, .decide: true
        case .add, .assign, .accept, .start, .progress, .submit, .submitForClosure, .assure, .assureOnWord,
            .waive,
            .return, .dispute, .propose, .answerProposal, .addressee, .due(_, .set), .due(_, .request), .tag,
            .mark, .assess, .note,
            .addEvidence,
            .withdrawEvidence,
            .loseEvidence, .retainEvidence, .holdEvidence, .releaseHold, .disposeEvidence, .addStep, .endStep,
            .addBenefit, .realiseBenefit, .reviseBenefit:
            false
        }
    }

    /// Whether the chair of the board that oversees an item may decide it between meetings.
    package var isForChair: Bool { if case .due(_, .set) = self { true } else { isForOverseer } }

    /// The field of an entry's data that names the board whose chair decided it.
    package static let chairField = "chair_of"
}

/// The free words that go with an act, by what they are.
public typealias Words = [WordName: String]

extension Words {
    /// Those that say anything.
    package var withoutBlanks: Words { filter { !$0.value.isBlank } }
}

/// What a piece of free text is. Its name in the ledger is the raw value.
public enum WordName: String, CaseIterable, Comparable, Sendable {
    /// The item's own text.
    case text
    /// The deadline as the report words it.
    case deadline
    /// What was said or found.
    case note
    /// Why.
    case reason
    /// What an assurance rests on.
    case basis
    /// A report's or a piece of evidence's title.
    case title
    /// A person's name.
    case name
    /// The office a person holds.
    case post
    /// The operating-system account of a person.
    case account
    /// The operating-system account that typed an entry in, where nobody is registered for it.
    case typist
    /// The name of a file that was given.
    case file
    /// A web address given as evidence.
    case address
    /// Whom a response is addressed to.
    case addressee
    /// How a response greets the one it is addressed to: "Home Secretary".
    case salutation
    /// What a response is about, in a line.
    case subject
    /// The sentences that a response begins with.
    case opening
    /// The sentences that a response ends with.
    case closing
    /// What limits an item's risk while it is open.
    case control
    /// Why a response is late.
    case delay
    /// Who signs a response.
    case signatory
    /// Who is sent a copy of a response, one a line.
    case copies
    /// What is enclosed with a response, one a line.
    case enclosures
    /// The policing body's own comments on a report.
    case comments
    /// The chief officer's comments on a report.
    case chiefComments = "chief_comments"
    /// The policing body's reply to the chief officer's comments.
    case reply
    /// What a report says about a question that it grades.
    case judgement
    /// Who granted or refused more time for a response.
    case extensionBy = "extension_by"
    /// Somebody's e-mail address.
    case email

    /// Whether it is an item's own, or said with an act on one: what a search finds, and a history shows.
    package var isOfItem: Bool {
        switch self {
        case .text, .deadline, .note, .reason, .basis, .title, .file, .address, .control: true
        case .name, .post, .account, .typist, .addressee, .salutation, .subject, .opening, .closing, .delay,
            .signatory, .copies, .enclosures, .comments, .chiefComments, .reply, .judgement, .extensionBy,
            .email:
            false
        }
    }

    /// By their names in the ledger.
    public static func < (a: WordName, b: WordName) -> Bool { a.rawValue < b.rawValue }
}

extension ItemAct {
    /// What it changes about the item's benefits, if anything.
    package var benefitChange: BenefitChange? {
        switch self {
        case .addBenefit(let unit, let target, let committed, let whole):
            .add(unit: unit, target: target, committed: committed, partOf: whole)
        case .realiseBenefit(let id, let amount): .realise(id, amount)
        case .reviseBenefit(let id, let target, let committed):
            .revise(id, target: target, committed: committed)
        default: nil
        }
    }

    /// The act on an item that changes its benefits so.
    package init(_ change: BenefitChange) {
        self =
            switch change {
            case .add(let unit, let target, let committed, let whole):
                .addBenefit(unit: unit, target: target, committed: committed, partOf: whole)
            case .realise(let id, let amount): .realiseBenefit(id, amount)
            case .revise(let id, let target, let committed):
                .reviseBenefit(id, target: target, committed: committed)
            }
    }
}
