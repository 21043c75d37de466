public import TrackerValues

/// What a person may do. One person can have several roles.
public enum Role: String, CaseIterable, Sendable {
    /// Owns items and sends evidence.
    case owner
    /// Logs progress, keeps the register.
    case officer
    /// Decides that work is really done.
    case assurer
    /// Removes words that must go.
    case approver
    /// Reads and verifies.
    case auditor
}

/// What changes about a person from a day on. The office's name and the account are words.
public struct PersonChange: Equatable, Sendable {
    /// Roles that they are given.
    public var given: [Role] = []
    /// Roles that are taken from them.
    public var taken: [Role] = []
    /// True: they hold the office named in the entry's words; false: they hold none.
    public var post: Bool?
    /// True: the account in the entry's words is theirs; false: they have none.
    public var account: Bool?
    /// Their last day, which may be yet to come; or none.
    public var leaves: Change<Day> = .keep
    /// True: the e-mail address in the entry's words is theirs; false: they have none.
    public var email: Bool?
    /// How often they are reminded.
    public var pace: ReminderPace?
    /// Whether they are reminded of what they must do alone.
    public var dutiesOnly: Bool?
    /// When they are away and who is reminded instead; or that they are there.
    public var absence: Change<Absence> = .keep

    /// No change yet.
    public init() {}

    /// Whether it says nothing but how they wish to be reminded.
    package var isWish: Bool {
        var rest = self
        (rest.pace, rest.dutiesOnly, rest.absence) = (nil, nil, .keep)
        return rest == PersonChange()
    }
}

/// A report as it was taken into the register. Its title is words, kept apart.
public struct ReportDetails: Equatable, Sendable {
    /// Who published it.
    public var publisher: String
    /// The force it is about, or "All forces".
    public var force: String
    /// When it was published, as precisely as it is known.
    public var published: PartialDate
    /// The inspection cycle, for example `2021/22`.
    public var cycle: String?
    /// The grade scale its questions are judged on.
    public var scale: String?
    /// Where it can be read.
    public var url: String?

    /// A report about `force`, published by `publisher`.
    public init(
        publisher: String, force: String, published: PartialDate, cycle: String? = nil,
        scale: String? = nil, url: String? = nil
    ) {
        self.publisher = publisher
        self.force = force
        self.published = published
        self.cycle = cycle
        self.scale = scale
        self.url = url
    }
}

/// A quarterly table as it was issued: enough to print it again and to prove that it is the same.
public struct IssuedTable: Equatable, Sendable {
    /// The quarter, as `Quarter.argument` has it.
    public var quarter: String
    /// What the rows stand for.
    public var rows: RowKey
    /// Which items it is about.
    public var scope: Scope
    /// What the rule for red, amber and green is called.
    public var ragRule: String
    /// The day that positions are as at.
    public var asAt: Day
    /// The ledger's size when it was computed.
    public var ledgerSize: Int64
    /// The ledger's root at that size.
    public var root: String
    /// SHA-256 of the table's canonical JSON.
    public var contentHash: String
    /// The upper ends of the age bands, in days.
    public var ageBands: [Int]
    /// What each row carried forward, under `row KEY`, and the total, under `total`.
    public var carriedForward: [String: Int]

    /// A table of `quarter` as issued.
    public init(
        quarter: String, rows: RowKey, scope: Scope, ragRule: String, ageBands: [Int], asAt: Day,
        ledgerSize: Int64,
        root: String, contentHash: String, carriedForward: [String: Int]
    ) {
        self.quarter = quarter
        self.rows = rows
        self.scope = scope
        self.ragRule = ragRule
        self.ageBands = ageBands
        self.asAt = asAt
        self.ledgerSize = ledgerSize
        self.root = root
        self.contentHash = contentHash
        self.carriedForward = carriedForward
    }
}

/// One thing done to the register around its items: who, which reports, which boards, what was issued.
public enum RegisterAct: Equatable, Sendable {
    /// The register is set up; settings by name.
    case initialise([String: String])
    /// A setting is given another value.
    case configure(name: String, value: String)
    /// A person is registered. Their name is words.
    case addPerson([Role])
    /// A kind of item is added.
    case addKind(needsRecommendation: Bool)
    /// A grade scale is added, best grade first.
    case addScale([String])
    /// A rule for red, amber and green is added.
    case addRAGRule(RAGRule)
    /// A board is added.
    case addBoard(name: String)
    /// A meeting of a board is added.
    case addMeeting(board: Reference, heldOn: Day)
    /// A report is added.
    case addReport(ReportDetails)
    /// A question of a report is graded.
    case grade(question: String, grade: String)
    /// Something about a person changes.
    case changePerson(PersonChange)
    /// A post is added. Its name is words.
    case addPost
    /// A post is held by a person from the effective date on, or falls vacant.
    case holdPost(PersonID?)
    /// Dates, names or comments of the response to a report.
    case respond(ResponseFacts)
    /// The response to another report serves for this one, or no longer does.
    case linkResponse(Reference?)
    /// A force is at a stage of monitoring from the effective date on.
    case monitor(stage: String)
    /// A report was sent to several, or to one that is not the body: each owes an answer. It replaces those named before;
    /// empty: the body alone answers.
    case addressees([String])
    /// A body's own time limit for responses is added.
    case addClock(Clock)
    /// A rule is added of how long evidence is kept.
    case addRetentionRule(RetentionRule)
    /// A file was taken in; the entries that follow came from it.
    case importRows(sha256: String, rows: Int)
    /// What a board decided was logged; the entries that follow hold it. The hash is that of the sheet, if there
    /// was one.
    case logMeeting(sha256: String?, rows: Int)
    /// How the columns and statuses of a sheet are to be read is kept under a name.
    case saveMapping(columns: [String: String], statuses: [String: String], answers: [String: String])
    /// A quarterly table was issued.
    case issue(IssuedTable)
    /// Somebody is about to be sent a message. The address is words.
    case remind(Reminder)
    /// What became of the message that an earlier entry tells of, or came to be known of it later. What the mail server said is
    /// words.
    case reminded(Int64, ReminderResult)
    /// A person signs with a key from now on.
    case enrolKey(PersonKey)
    /// The key that an earlier entry enrolled is not to be trusted from the effective date on, nor signs any more.
    case revokeKey(Int64)
    /// The benefits change that a report or a programme is to bring.
    case shareBenefit(BenefitSubject.Kind, BenefitChange)

    /// What acts on the register are called: the ledger's spelling, for ever.
    package enum Name: String, CustomStringConvertible, Sendable {
        case initialise = "init"
        case configure = "config"
        case addPerson = "person add"
        case addKind = "kind add"
        case addScale = "scale add"
        case addRAGRule = "rag add"
        case addBoard = "board add"
        case addMeeting = "meeting add"
        case addReport = "report add"
        case grade = "report grade"
        case changePerson = "person change"
        case addPost = "post add"
        case holdPost = "post holder"
        case respond = "response record"
        case linkResponse = "response link"
        case monitor = "monitoring set"
        case addressees = "report addressee"
        case addClock = "clock add"
        case addRetentionRule = "retention add"
        case importRows = "import"
        case logMeeting = "meeting log"
        case saveMapping = "mapping save"
        case issue
        case remind
        case reminded = "remind result"
        case enrolKey = "key enrol"
        case revokeKey = "key revoke"
        case addSharedBenefit = "shared benefit add"
        case realiseSharedBenefit = "shared benefit realise"
        case reviseSharedBenefit = "shared benefit revise"

        package var description: String { rawValue }
    }

    package var name: Name {
        switch self {
        case .initialise: .initialise
        case .configure: .configure
        case .addPerson: .addPerson
        case .addKind: .addKind
        case .addScale: .addScale
        case .addRAGRule: .addRAGRule
        case .addBoard: .addBoard
        case .addMeeting: .addMeeting
        case .addReport: .addReport
        case .grade: .grade
        case .changePerson: .changePerson
        case .addPost: .addPost
        case .holdPost: .holdPost
        case .respond: .respond
        case .linkResponse: .linkResponse
        case .monitor: .monitor
        case .addressees: .addressees
        case .addClock: .addClock
        case .addRetentionRule: .addRetentionRule
        case .importRows: .importRows
        case .logMeeting: .logMeeting
        case .saveMapping: .saveMapping
        case .issue: .issue
        case .remind: .remind
        case .reminded: .reminded
        case .enrolKey: .enrolKey
        case .revokeKey: .revokeKey
        case .shareBenefit(_, .add): .addSharedBenefit
        case .shareBenefit(_, .realise): .realiseSharedBenefit
        case .shareBenefit(_, .revise): .reviseSharedBenefit
        }
    }
}
