import Tracker

extension Remedy {
    /// The remedy for whoever types commands: a clause, which names the command or the option.
    var words: String {
        switch self {
        case .plain(let clause): clause
        case .see(let view): "see: trackerctl \(view.command)"
        case .verify(nil): "run: trackerctl audit verify"
        case .verify(let register?): "see all of it with: trackerctl audit verify --register \(register)"
        case .verifyThenRestore: "run: trackerctl audit verify; then restore the latest backup"
        case .verifyAgainst(let checkpoint): "run: trackerctl audit verify --checkpoint \(checkpoint)"
        case .findOutWhy(let register, let isShort):
            "find out why before you go on (trackerctl audit \(isShort ? "verify" : "log") --register \(register)); until then choose another name"
        case .findSigned(let size, let root, let memory):
            "see trackerctl audit verify --size \(size) --root \(root). A register that is to go on from here needs a key of its own (trackerctl key create --key FILE); only where that ledger was signed by mistake, remove \(memory)"
        case .give(let field): field.given
        case .leaveOut(let omission): omission.leftOut
        case .replace: "add --replace"
        case .mapColumn(let heading):
            "say what it holds with --map \"\(heading)=FIELD\"; =keep keeps it as an internal note, =ignore leaves it out"
        case .keepColumn(let heading): "use --map \"\(heading)=keep\" or =ignore"
        case .mapColumnOfText: "say which one does with --map \"COLUMN=text\""
        case .mapStatus(let words): "or say what it stands for with --map-status \"\(words)=STATUS\""
        case .answerSheet(let answer): answer.words
        case .add(let thing, let name): thing.added(name)
        case .registerAccount(let account):
            "register the account: trackerctl person add NAME --account \(account)"
        case .registerTypists(let account):
            "see who they are with trackerctl audit log, and register them: trackerctl person add NAME --account \(account)"
        case .registerOwners(let first):
            "register them with: trackerctl person add \"\(first)\" --role owner; or all who are missing with --add-people"
        case .giveRole(let role, let name):
            "an officer gives them one with: trackerctl person change \"\(name)\" --role \(role)"
        case .makeOfficer: "make somebody else one first: trackerctl person change NAME --role officer"
        case .changePerson(let id):
            "change them with: trackerctl person change \(id); somebody else of that name is told apart by their own office, --post, or a number in the name"
        case .correctEntry: "put this entry right with --set or --words"
        case .correctSettings: "put its settings right with --set"
        case .correctEachEntry: "put right what it brought in, entry by entry: trackerctl audit log"
        case .correctFirst(let subject):
            "put that right first, by correct with its entry; see: trackerctl audit log \(subject)"
        case .correctAgain(let entry):
            "correct that one again (trackerctl correct \(entry)), or undo this one with --void"
        case .correctDays:
            "set the clock right. If it is, the entries were written under a wrong one: go on with --clock-is-right, and put their days right with trackerctl correct ENTRY --effective DATE"
        case .setClock(let isBehind):
            "set the clock right; or, if it is, add --clock-is-right\(isBehind ? ": dates then count from the clock's today" : "")"
        case .linkResponse(let report, let other?):
            "link it with that one: trackerctl response link \(report) --same-as \(other)"
        case .linkResponse(let report, nil):
            "link that one anew first: trackerctl response link \(report) --same-as none"
        case .answer(let item, let isClosed):
            """
            \(isClosed
                ? "say what was done (trackerctl accept \(item) --reason TEXT)"
                : "add what is done or planned (trackerctl progress \(item) --note TEXT, or trackerctl action add \(item) TEXT --owner NAME --due DATE)"), \
            or why nothing is (trackerctl accept \(item) --not --reason TEXT)
            """
        case .redact(let entry?): "remove it for good: trackerctl redact \(entry) --reason …"
        case .redact(nil): "look first, then remove them for good: trackerctl redact ENTRY --dry-run"
        case .finishRedaction(let entry):
            "then finish with: trackerctl redact \(entry) --reason …; nothing more will be recorded"
        case .propose(let item): "propose it: trackerctl propose \(item) --note TEXT"
        case .rejectProposal(let seq):
            "have it proposed anew, and reject this one: trackerctl reject-proposal \(seq) --reason …"
        case .finishDisposal: "then finish with: trackerctl evidence dispose --finish"
        case .releaseHold(let hold): "release it first: trackerctl evidence release H\(hold) --reason …"
        case .signAnew: "sign it anew, as things stand now"
        case .revokeKey: "say that it is not to be trusted: trackerctl key revoke KEY --reason …"
        case .askForExtension(let item):
            "ask for it, and record that the board grants it: trackerctl due \(item) DATE --request --reason …, then trackerctl due \(item) DATE --grant --meeting ID"
        case .makeAnewOnServer:
            "make the register anew in an empty database: trackerctl migrate-store FILE REGISTER"
        case .restoreLatestBackup: "restore the latest backup: trackerctl restore FILE --replace"
        case .askForBackup(let orExport):
            "ask whoever keeps it for a backup (trackerctl backup)\(orExport ? " or an export (trackerctl audit export)" : "")"
        case .withdrawEvidence(let piece):
            "to say that it no longer counts: trackerctl evidence withdraw E\(piece) --reason …"
        case .copyEvidence:
            "copy what is missing from a backup's evidence folder: the names are the files' hashes. What is gone for good: trackerctl evidence lost ID --reason …"
        }
    }
}

extension Remedy.View {
    /// The command that shows it.
    fileprivate var command: String {
        switch self {
        case .benefits: "benefits"
        case .boards: "board list"
        case .clocks: "clock list"
        case .disposal: "evidence disposal"
        case .board(let id): "board show \(id)"
        case .entries(let subject): "audit log \(subject)"
        case .evidence(let item): "evidence list \(item ?? "REF")"
        case .history(let item): "history \(item)"
        case .issuedTables: "issued list"
        case .item(let reference): "show \(reference)"
        case .itemForBoard(let reference): "show \(reference) --audience board"
        case .items: "list"
        case .keys: "key list"
        case .kinds: "kind list"
        case .ledger: "audit log"
        case .meetings: "meeting list"
        case .people: "person list"
        case .posts: "post list"
        case .proposals(nil): "proposals"
        case .proposals(let item?): "show \(item)"
        case .questions: "quarterly QUARTER --rows question"
        case .ragRules: "rag list"
        case .report(let id): "report show \(id)"
        case .reports: "report list"
        case .retentionRules: "retention list"
        case .settings: "config"
        case .steps(let item): "action list \(item)"
        }
    }
}

extension Remedy.Thing {
    /// How to add one, under a name where one was given.
    fileprivate func added(_ name: String?) -> String {
        func given(_ else: String) -> String { name.map { "\"\($0.excerpt)\"" } ?? `else` }
        return switch self {
        case .benefit: "add one with: trackerctl benefit add REF NAME --unit U --target N"
        case .board: "add one with: trackerctl board add"
        case .clock: "add one with: trackerctl clock add"
        case .addressee(let report): "name all of them with: trackerctl report addressee \(report) NAME …"
        case .evidence(let item): "add some with: trackerctl evidence add \(item) FILE --dated DATE"
        case .issuedTable: "issue one with: trackerctl quarterly QUARTER --issue"
        case .key(let path): "make one with: trackerctl key create\(path.map { " --key \($0)" } ?? "")"
        case .kind: "add another with: trackerctl kind add \(name ?? "NAME")"
        case .mapping: "keep one with: trackerctl import FILE --save-mapping \(name ?? "NAME")"
        case .meeting: "add one with: trackerctl meeting add"
        case .monitoringStage: "record one with: trackerctl monitoring set FORCE STAGE --from DATE"
        case .person: "register them with: trackerctl person add \(given("NAME"))"
        case .personKey: "have an approver enrol one: trackerctl key enrol NAME KEY"
        case .personOrPost:
            "register them with: trackerctl person add \(given("NAME")), or a post with: trackerctl post add \(given("NAME"))"
        case .post: "add \(name == nil ? "one" : "it") with: trackerctl post add \(given("NAME"))"
        case .ragRule: "add one with: trackerctl rag add"
        case .registerFile(let path):
            "make one with: trackerctl init\(path.map { " --register \($0)" } ?? "")"
        case .report: "add one with: trackerctl report add"
        case .step(let item): "add one with: trackerctl action add \(item) TEXT --owner NAME --due DATE"
        case .retentionRule:
            "add one with: trackerctl retention add \(name ?? "NAME") --keep 6y --from closed --source TEXT"
        case .tag: "put it on an item with: trackerctl tag REF \(given("TAG"))"
        }
    }
}

extension Remedy.SheetAnswer {
    fileprivate var words: String {
        switch self {
        case .asProposed: "take it so with --as-proposed"
        case .dates(let rules):
            "say which with --dates \(rules.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " or --dates "))"
        case .day(let day): "say from which day it counts with --on \(day)"
        case .meaning(let meant, let words):
            "say which \(meant) it means with --map-\(meant) \"\(words.excerpt)=\(meant.rawValue.uppercased())\""
        case .publisher: "say who published it with --publisher NAME"
        case .published: "say when with --published DATE"
        case .stepBack(let reference): "record it with --allow-steps-back \(reference)"
        }
    }
}

extension Remedy.Field {
    /// How to give it.
    fileprivate var given: String {
        switch self {
        case .actor: "name who acts with --by"
        case .answerer: "say whose answer it is with --for NAME"
        case .extensionAsked: "say when it was asked for with --extension-asked"
        case .extensionGranted: "give both --extension-granted and --extended-to"
        case .suspendedFrom: "give it with --suspended-from"
        case .assurer: "name them with --assurer NAME"
        case .correction: "say what is with --void, --effective, --set or --words"
        case .earlierDay: "give an earlier one with --on"
        case .key: "give that key with --key"
        case .otherIdentifier: "choose another identifier"
        case .otherName: "choose another name"
        case .otherPlace: "choose another place with --register"
        case .otherRegister: "name another with --register"
        case .otherSuccessor: "name another with --successor"
        case .owner: "name them with --owner NAME"
        case .passphrase: "run the command in a terminal, or add --passphrase-file FILE"
        case .personChange: "use --post, --role, --no-role, --leaves or --account"
        case .word: "redact its words alone, with --word for each"
        case .reportForAll: "give one for all with --report"
        case .keyFile: "sign it with --sign-with and a key file of trackerctl key create"
        case .signature:
            "sign it with --sign-with FILE, or write what is to be signed with --statement FILE and have it signed elsewhere"
        case .thoughMoved: "to take such rows all the same, add --though-moved"
        case .responseFacts:
            "give a date, a reference, a name or a comment (see trackerctl response record --help)"
        }
    }
}

extension Remedy.Omission {
    /// How to leave it out.
    fileprivate var leftOut: String {
        switch self {
        case .audience: "leave out --audience"
        case .role: "leave out --role or --no-role"
        case .scale: "leave --scale out for the usual one of the cycle"
        case .withoutWords: "export again without --without-words"
        case .word: "leave out --word"
        }
    }
}

extension Requirement {
    /// What to add, and how.
    fileprivate var asked: String {
        switch self {
        case .evidence: "\(label) (trackerctl evidence add)"
        case .otherPerson: "\(label) (trackerctl waive)"
        case .thirdPerson, .outsider, .text: label
        case .reason: "\(label) (--reason)"
        case .note: "\(label) (--note)"
        case .successor: "\(label) (--successor or --successor-report)"
        case .successorOrReason: "the item it repeats (--successor) or a reason (--reason)"
        case .meeting: "\(label) (--meeting or --chair-of)"
        case .requestedDate: "\(label) (due … --request)"
        case .refusal, .dispute: label
        case .addressees: "\(label) (close … --for NAME)"
        }
    }
}

extension [Remedy] {
    /// They in a sentence. A command at its end stands without a full stop, which would be taken for a part of it.
    var sentence: String {
        let clauses = map(\.words).joined(separator: ", or ")
        let last = clauses.split(separator: "; ").last?.split(separator: ": ").last ?? ""
        let isCommand = ["trackerctl ", "chmod "].contains { last.hasPrefix($0) }
        return clauses.prefix(1).uppercased() + clauses.dropFirst() + (isCommand ? "" : ".")
    }
}

extension TrackerError {
    /// What is wrong, and what can be done about it.
    var told: String {
        switch self {
        case let problems as InputProblems: "nothing was taken in.\n\(problems.lines(\.told))"
        case let refusal as RuleViolation: refusal.paragraph
        default: remedies.isEmpty ? description : "\(description) \(remedies.sentence)"
        }
    }
}

extension RuleViolation {
    /// What is wrong and what can be done about it, what is missing, what is allowed.
    fileprivate var paragraph: String {
        let clauses = remedies.map(\.words).joined(separator: ", or ")
        var parts = ["\(subject): \(sentence(\.typed))\(clauses.isEmpty ? "" : "; \(clauses)")."]
        if !missing.isEmpty { parts.append("It needs \(missing.map(\.asked).joined(separator: ", and ")).") }
        if !allowed.isEmpty { parts.append("Allowed now: \(allowed.map(\.typed).joined(separator: ", ")).") }
        return parts.joined(separator: " ")
    }
}
