import TrackerValues

/// Who may do what: a person may do what any of their roles allows, and without a role only read. The separation of
/// owner and assurer holds for everybody.
///
/// Where nobody is an officer, everybody registered may do what officers do: such a register could otherwise never be
/// written to again, nor get an officer. The rules of today don't let a register come to that; version 0.1.0 did.
package enum Permission {
    /// What somebody may do or not: an act on an item or on the register, or putting an entry right, or removing its words.
    package enum Act: Hashable, CustomStringConvertible, Sendable {
        case item(ItemAct.Variant)
        case register(RegisterAct.Name)
        case correct
        case redact

        package var description: String {
            switch self {
            case .item(let act): act.description
            case .register(let name): name.description
            case .correct: "correct"
            case .redact: "redact"
            }
        }
    }

    /// The roles that allow an act. An officer keeps the register, also on behalf of owners, but doesn't decide that work
    /// is done, nor remove words.
    package static func roles(for act: Act) -> Set<Role> {
        switch act {
        case .item(let act): roles(for: act)
        case .register(let name): roles(for: name)
        case .correct: [.officer, .approver]
        case .redact: [.approver]
        }
    }

    private static func roles(for act: ItemAct.Variant) -> Set<Role> {
        switch act {
        case .start, .progress, .submit, .due(.request), .addStep, .finishStep, .realiseBenefit:
            [.owner, .officer]
        case .note, .addEvidence, .withdrawEvidence: [.owner, .officer, .assurer]
        case .dispute, .propose: [.owner, .officer]
        case .return: [.officer, .assurer]
        // Whoever owns the work doesn't say what its delay puts at risk.
        case .assess: [.officer, .assurer]
        case .assure, .assureOnWord: [.assurer]
        case .waive: [.officer, .approver]
        case .holdEvidence: [.officer, .assurer, .approver]
        case .releaseHold: [.officer, .approver]
        // Whoever removes words for good also removes files.
        case .disposeEvidence: [.approver]
        case .add, .close, .reopen, .assign, .accept, .due(.set), .due(.grant), .due(.refuse), .scope, .tag,
            .mark, .loseEvidence, .retainEvidence, .dropStep, .addBenefit, .reviseBenefit, .submitForClosure,
            .decide,
            .addAddressee, .removeAddressee, .assignAddressee, .answerAddressee, .closeAddressee,
            .reopenAddressee, .acceptProposal, .rejectProposal:
            [.officer]
        }
    }

    private static func roles(for act: RegisterAct.Name) -> Set<Role> {
        switch act {
        case .initialise, .configure, .addPerson, .addKind, .addScale, .addRAGRule, .addBoard, .addMeeting,
            .addReport, .grade, .changePerson, .addPost, .holdPost, .respond, .linkResponse, .monitor,
            .addressees, .addClock, .addRetentionRule, .importRows, .logMeeting, .saveMapping, .issue,
            .remind, .reminded, .addSharedBenefit, .reviseSharedBenefit:
            [.officer]
        case .realiseSharedBenefit: [.owner, .officer]
        // Whoever keeps the register doesn't say whose key is whose.
        case .enrolKey, .revokeKey: [.approver]
        }
    }

    /// Whether somebody with those roles may do an act.
    ///
    /// - Parameters:
    ///   - hasOfficer: whether the register has an officer, who has not left, on the day.
    ///   - rules: the rule set under which it is judged. Under the first, nobody without a role was restricted by it.
    package static func allows(
        _ act: Act, roles: [Role], hasOfficer: Bool = true, rules: Int64 = RuleSet.current
    ) -> Bool {
        let able = Self.roles(for: act)
        if roles.contains(where: able.contains) { return true }
        if rules == RuleSet.first { return roles.isEmpty }
        return !hasOfficer && able.contains(.officer)
    }

    /// Whether an act is one that everybody registered does for themself, whatever their roles: saying how they wish to be
    /// reminded, and who is while they are away; and that a key of theirs is not to be trusted any more.
    package static func isOwnWish(_ act: RegisterAct, about subject: String, by actor: PersonID) -> Bool {
        switch act {
        case .changePerson(let change): change.isWish && subject == actor.description
        case .revokeKey: subject == actor.description
        default: false
        }
    }

    /// What tells an act of others: a sheet that is taken in says what happened before there was a register, the log of a
    /// meeting what the lead did. Whoever may do that may tell the act, whatever the others' roles.
    package static func tellers(
        of act: ItemAct.Variant, rules: Int64 = RuleSet.current
    ) -> Set<RegisterAct.Name> {
        switch act {
        case .start, .progress, .submit, .submitForClosure: [.importRows, .logMeeting]
        case .addEvidence, .assureOnWord, .close, .note: [.importRows]
        // What a sheet calls assured is nobody's assurance; version 0.1.0 took it for the importer's.
        case .assure: rules == RuleSet.first ? [.importRows] : []
        case .add, .return, .reopen, .waive, .assign, .accept, .due, .scope, .tag, .mark, .assess,
            .withdrawEvidence,
            .loseEvidence, .retainEvidence, .holdEvidence, .releaseHold, .disposeEvidence, .addStep,
            .finishStep,
            .dropStep, .addBenefit, .realiseBenefit, .reviseBenefit, .dispute, .decide, .addAddressee,
            .removeAddressee, .assignAddressee, .answerAddressee,
            .closeAddressee, .reopenAddressee, .propose, .acceptProposal, .rejectProposal:
            []
        }
    }

    /// Whether somebody's act is an owner's word, which counts only once it is accepted where the register takes what owners say as
    /// proposals: it says how the work stands, and nobody says so with them. An officer's own acts count at once.
    package static func isOwnersWord(
        _ act: ItemAct.Variant, roles: some Sequence<Role>, hasOfficer: Bool = true
    ) -> Bool {
        let roles = Set(roles)
        guard hasOfficer, roles.contains(.owner), !roles.contains(.officer) else { return false }
        return switch act {
        case .start, .progress, .submit, .dispute, .due(.request), .addEvidence, .withdrawEvidence, .addStep,
            .finishStep:
            true
        // They change neither status, date, percentage, plan nor evidence.
        case .note, .realiseBenefit, .propose: false
        case .add, .submitForClosure, .assure, .assureOnWord, .return, .decide, .close, .reopen, .waive,
            .assign, .accept, .due(.set), .due(.grant), .due(.refuse), .scope, .tag, .mark, .assess,
            .loseEvidence, .retainEvidence, .holdEvidence, .releaseHold, .disposeEvidence, .dropStep,
            .addBenefit, .reviseBenefit, .addAddressee, .removeAddressee,
            .assignAddressee, .reopenAddressee, .answerAddressee, .closeAddressee, .acceptProposal,
            .rejectProposal:
            false
        }
    }

    /// Refuses what somebody's roles don't allow. - Throws: `RuleViolation`, naming the roles that allow it.
    package static func check(
        _ act: Act, by name: String, roles: [Role], hasOfficer: Bool = true
    ) throws(RuleViolation) {
        guard !allows(act, roles: roles, hasOfficer: hasOfficer) else { return }
        let able = Self.roles(for: act)
        let role = Role.allCases.first(where: able.contains) ?? .owner
        throw RuleViolation(
            name, .notPermitted(act, roles: roles),
            remedies: roles.isEmpty ? [.giveRole(role.rawValue, to: name)] : [.give(.actor), .see(.people)])
    }
}
