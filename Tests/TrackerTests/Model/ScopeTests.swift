import Testing

import Tracker

/// Which items a question is about: statuses as typed, filters one by one, and the line that tells scopes apart.
struct ScopeTests {
    @Test(
        arguments: [
            ("open", [Stage.open], nil), ("Open", [.open], nil), ("assured", [.assured], nil),
            ("closed", [.closed], nil), ("in-progress", [.inProgress, .pendingSignOff], nil),
            ("In Progress", [.inProgress, .pendingSignOff], nil),
            ("in_progress", [.inProgress, .pendingSignOff], nil),
            ("pending-sign-off", [.pendingSignOff], nil),
            ("pending sign-off", [.pendingSignOff], nil), ("PENDING_SIGN_OFF", [.pendingSignOff], nil),
            ("awaiting-allocation", [.open], true), ("Awaiting allocation", [.open], true),
        ] as [(String, [Stage], Bool?)])
    func statusAsTyped(typed: String, stages: [Stage], isUnallocated: Bool?) throws {
        var scope = Scope()
        try scope.setStatus(typed)
        #expect(scope.stages == stages)
        #expect(scope.isUnallocated == isUnallocated)
    }

    @Test(arguments: ["", "done", "inprogress", "open!", "in-progress pending"])
    func unknownStatusesAreRefused(typed: String) throws {
        var scope = Scope()
        let error = try #require(throws: InvalidValue.self) { try scope.setStatus(typed) }
        #expect(error.what == "status")
        #expect(
            error.expected
                == "open, in-progress, pending-sign-off, awaiting-allocation, assured or closed, or part of one: proposed-for-closure, disputed, partly-discharged"
        )
        #expect(scope == .everything)
    }

    @Test func aSecondStatusReplacesTheFirst() throws {
        var scope = Scope()
        try scope.setStatus("awaiting-allocation")
        try scope.setStatus("open")
        var open = Scope()
        try open.setStatus("open")
        #expect(scope == open)
    }

    /// Each filter alone lets the item through with its own value and keeps it out with another.
    @Test func everyFilterCounts() throws {
        var log = ActLog()
        let assign = ItemAct.assign(
            lead: .set(ActLog.owner), supporting: [PersonID(5)], board: .set(ref("OB")))
        try log.record(assign, on: "2018-01-11")
        try log.record(.tag(["ICT"], remove: false), on: "2018-01-11")
        var standing = try log.standing
        standing.question = "Legitimacy"
        let pairs: [(yes: Scope, no: Scope)] = [
            (scope(\.report, ref("peel-2017-leg")), scope(\.report, ref("PEEL-2017"))),
            (scope(\.force, "MPS"), scope(\.force, "City of London Police")),
            (scope(\.kind, "recommendation"), scope(\.kind, "cause-of-concern")),
            (scope(\.owner, ActLog.owner), scope(\.owner, PersonID(5))),
            (scope(\.stages, [.open, .closed]), scope(\.stages, [.inProgress])),
            (scope(\.isUnallocated, false), scope(\.isUnallocated, true)),
            (scope(\.question, "Legitimacy"), scope(\.question, "Efficiency")),
            (scope(\.board, ref("OB")), scope(\.board, ref("RAB"))),
            (scope(\.tag, "ICT"), scope(\.tag, "Data")),
        ]
        var all = Scope()
        for (yes, no) in pairs {
            #expect(yes.includes(standing), "\(yes.canonical)")
            #expect(!no.includes(standing), "\(no.canonical)")
            #expect(yes.filters.count == 1)
        }
        (all.report, all.force, all.kind) = (standing.report, standing.force, standing.kind)
        (all.owner, all.board, all.tag) = (standing.lead, standing.board, "ICT")
        #expect(all.includes(standing))
        all.tag = "Data"
        #expect(!all.includes(standing))
        #expect(Scope.everything.includes(standing))
    }

    @Test func anItemWithoutAValueIsOutsideAFilter() throws {
        let standing = try ActLog().standing
        #expect(!scope(\.question, "Legitimacy").includes(standing))
        #expect(!scope(\.board, ref("OB")).includes(standing))
        #expect(!scope(\.owner, ActLog.owner).includes(standing))
        #expect(!scope(\.tag, "ICT").includes(standing))
        #expect(scope(\.isUnallocated, true).includes(standing))
    }

    @Test func itIsPrintedInAFixedOrder() {
        var scope = Scope()
        scope.tag = "ICT"
        scope.owner = PersonID(12)
        scope.report = ref("PEEL-2017")
        scope.isUnallocated = false
        #expect(
            scope.words { _ in "AC Frontline" }
                == "report PEEL-2017; owner AC Frontline; allocated yes; tag ICT")
        #expect(Scope.everything.words { _ in "" } == "all items")
        #expect(scope.canonical == #"{"allocated":true,"owner":"P12","report":"PEEL-2017","tag":"ICT"}"#)
        #expect(Scope.everything.canonical == "{}")
    }

    /// An issued table is found again by this line: it is another one for another scope, and it can be read.
    @Test func theCanonicalLineTellsScopesApart() throws {
        var scopes: [Scope] = [
            .everything, scope(\.report, ref("R")), scope(\.force, "R"), scope(\.kind, "R"),
            scope(\.question, "R"),
            scope(\.board, ref("R")), scope(\.tag, "R"), scope(\.owner, PersonID(1)),
            scope(\.isUnallocated, true),
            scope(\.isUnallocated, false), scope(\.stages, [.open]), scope(\.stages, [.open, .closed]),
            scope(\.force, "MPS;tag=ICT"), scope(\.force, "MPS\",\"tag\":\"ICT"),
        ]
        scopes.append(scope(\.force, "MPS"))
        scopes[scopes.count - 1].tag = "ICT"
        #expect(Set(scopes.map(\.canonical)).count == scopes.count)
        for scope in scopes { #expect(try Scope(canonical: scope.canonical) == scope) }
    }

    /// What can't be read is no scope; least of all the widest.
    @Test(arguments: ["", "[]", #"{"owner":"Jim"}"#, #"{"stages":["begun"]}"#, #"{"force":7}"#])
    func whatIsNoScope(text: String) {
        #expect(throws: EntryError.self) { try Scope(canonical: text) }
    }

    private func scope<Value>(_ filter: WritableKeyPath<Scope, Value>, _ value: Value) -> Scope {
        var scope = Scope()
        scope[keyPath: filter] = value
        return scope
    }
}
