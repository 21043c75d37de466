/// What somebody can do about an error or a finding: data, which each door words in its own way.
package enum Remedy: Hashable, Sendable {
    /// In words that are right at every door: a clause without its full stop.
    case plain(String)

    // Looking.

    /// Look at what the register holds.
    case see(View)
    /// Check the whole trail, of the register in use or of another one.
    case verify(register: String? = nil)
    /// Check the whole trail, then put the latest backup back.
    case verifyThenRestore
    /// Check the register against a checkpoint, or an export that has one.
    case verifyAgainst(checkpoint: String)
    /// Find out why another register is not an earlier state of this one: it was cut short, or rewritten.
    case findOutWhy(register: String, isShort: Bool)
    /// Find out which ledger a key has signed; make another key, or forget what it signed by mistake.
    case findSigned(size: Int64, root: String, memory: String)

    // Giving and leaving out.

    /// Give something, or give it anew.
    case give(Field)
    /// Leave something out.
    case leaveOut(Omission)
    /// Let what is written replace what is there.
    case replace
    /// Say what a column of a sheet holds.
    case mapColumn(String)
    /// Say that a column is kept as a note or ignored: another holds its field.
    case keepColumn(String)
    /// Say which column of a sheet holds the items' text.
    case mapColumnOfText
    /// Say what a sheet's word for a status stands for.
    case mapStatus(String)
    /// Answer what a sheet leaves open.
    case answerSheet(SheetAnswer)

    // Registering.

    /// Add what is missing, under the name that was given for it or any.
    case add(Thing, named: String? = nil)
    /// Register the account that is acting as somebody's.
    case registerAccount(String)
    /// Look who typed entries in, and register their accounts, of which this is the first.
    case registerTypists(account: String)
    /// Register an owner whom a sheet names, or all of them at once.
    case registerOwners(first: String)
    /// Have an officer give somebody a role.
    case giveRole(String, to: String)
    /// Make somebody else an officer.
    case makeOfficer
    /// Change the person who is registered already, or tell the other one apart.
    case changePerson(id: String)

    // Putting right.

    /// Put an entry right: its data or its words.
    case correctEntry
    /// Put the settings right that an entry made.
    case correctSettings
    /// Put right, entry by entry, what a sheet brought in.
    case correctEachEntry
    /// Put an entry about something right before another that rests on it.
    case correctFirst(subject: String)
    /// Correct an entry once more, or undo its correction.
    case correctAgain(entry: Int64)
    /// Set the clock right, or go on and correct the days of what was written under a wrong one.
    case correctDays
    /// Set the clock right, or say that it is right; where it is behind, days then count by it.
    case setClock(isBehind: Bool)
    /// Link a report with the response that serves for both; nil for none.
    case linkResponse(of: String, to: String?)
    /// Say what was done about an item, or is planned, or why nothing is.
    case answer(item: String, isClosed: Bool)
    /// Redact an entry; nil for those that were named.
    case redact(entry: Int64?)
    /// Give a redaction again, which removes what is left.
    case finishRedaction(entry: Int64)

    /// Propose for an item what can't be recorded directly.
    case propose(item: String)
    /// Reject a proposal that can't be accepted.
    case rejectProposal(Int64)
    /// Remove the files that disposals have left.
    case finishDisposal
    /// Release a hold on evidence.
    case releaseHold(Int64)

    /// Have what is to be recorded signed once more, as things stand now.
    case signAnew
    /// Say that a key is not to be trusted, and enrol another.
    case revokeKey

    /// Ask for another date for an item, which a board grants.
    case askForExtension(of: String)

    // Keeping the register.

    /// Put the latest backup back.
    case restoreLatestBackup
    /// Move a register that is a file to an empty database of a server.
    case makeAnewOnServer
    /// Ask whoever keeps the register for a backup, or for an export.
    case askForBackup(orExport: Bool)
    /// Copy missing evidence from a backup, or say that it is lost.
    case copyEvidence
    /// Say that a piece of evidence no longer counts.
    case withdrawEvidence(Int64)
}

extension Remedy {
    /// What can be looked at.
    package enum View: Hashable, Sendable {
        case benefits, boards, clocks, disposal, issuedTables, items, keys, kinds, ledger, meetings, people,
            posts,
            questions,
            ragRules,
            reports, retentionRules
        case settings
        case board(String), item(String), itemForBoard(String), report(String)
        case proposals(of: String?)
        case entries(about: String), evidence(of: String?), history(of: String), steps(of: String)
    }

    /// What can be registered or made.
    package enum Thing: Hashable, Sendable {
        case benefit, board, clock, issuedTable, kind, mapping, meeting, monitoringStage, person,
            personKey, personOrPost, post
        case ragRule, report, retentionRule, tag
        case evidence(of: String), step(of: String), addressee(of: String)
        case key(path: String?), registerFile(path: String?)
    }

    /// What can be given.
    package enum Field: Hashable, Sendable {
        case actor, answerer, assurer, extensionAsked, extensionGranted, suspendedFrom, correction, keyFile,
            earlierDay, key, otherIdentifier, otherName, otherPlace,
            otherRegister
        case otherSuccessor, owner, passphrase, personChange, reportForAll, responseFacts, signature,
            thoughMoved, word
    }

    /// How a question can be answered that a sheet leaves open.
    package enum SheetAnswer: Hashable, Sendable {
        /// As the question proposes.
        case asProposed
        /// By a rule for dates; any of these.
        case dates([String])
        /// Say from which day what it tells counts.
        case day(Day)
        /// Say what the sheet's words for a person, kind or board mean.
        case meaning(Meant, of: String)
        case publisher, published
        /// Take a step back for this item.
        case stepBack(String)

        /// What a sheet's words may mean.
        package enum Meant: String, Hashable, Sendable {
            case person, kind, board
        }
    }

    /// What can be left out.
    package enum Omission: Hashable, Sendable {
        case audience, role, scale, withoutWords, word
    }
}
