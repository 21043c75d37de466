import TransparencyLog

/// What the public register's JSON holds: JSON Schema, draft 2020-12. Fields may be added; none is renamed or taken away.
enum RegisterSchema {
    static let json: JSON = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Public register of recommendations", "type": "object",
        "required": [
            "identifier", "as_at", "ledger_size", "root", "count", "overdue", "withheld", "items", "reports",
            "quarterly",
        ],
        "properties": [
            "identifier": text("Identifies the register"),
            "body": maybe("Whose register it is"),
            "issued": maybe("The issued table that it shows; null where it shows what is known"),
            "as_at": day("The day it is looked from"),
            "known_at": maybe("When the last entry was recorded that it knows"),
            "ledger_size": number("How many entries the ledger had"),
            "root": text("The root hash of the ledger (RFC 6962), in hex"),
            "scope": text("What it is about"), "audience": text("For whom the edition is"),
            "rag_rule": text("The rule behind red, amber and green"),
            "count": number("How many items there are, withheld ones included"),
            "overdue": number("How many of them are past their date"),
            "withheld": number("How many are counted and not listed because of their marking"),
            "monitoring": [
                "type": "array", "description": "Stages of the inspectorate's monitoring",
                "items": object([
                    "force": text("Of whom"), "stage": text("The stage"), "from": day("Since when"),
                ]),
            ],
            "items": ["type": "array", "items": ["$ref": "#/$defs/item"]],
            "reports": ["type": "array", "items": ["$ref": "#/$defs/report"]],
            "quarterly": ["$ref": "#/$defs/quarterly"],
        ],
        "$defs": [
            "item": item, "report": report, "quarterly": quarterly, "row": row,
        ],
    ]

    private static let item = object([
        "ref": text("The register's reference"), "kind": text("recommendation, area-for-improvement, …"),
        "report": text("The report's identifier"), "report_title": text("Its title"),
        "publisher": text("Who published the report"),
        "force": text("The force it is tracked for"), "question": maybe("The inspection question"),
        "number": maybe("The number in the report"), "external_number": maybe("The publisher's number"),
        "parent": maybe("The item that it belongs to"), "addressee": maybe("Whom it is addressed to"),
        "priority": maybe("Not published"), "text": text("What is to be done"),
        "status": text("open, in-progress, assured, closed"),
        "on_word": flag("Whether a sheet's word stands for it"),
        "evidence_changed": flag("Whether other evidence stands than when it was assured"),
        "position": maybe("Its position in the status table"),
        "pending_sign_off": flag("Whether it waits for an assurer"),
        "closed_as": maybe("Why it was closed"), "successor": maybe("The item that took its place"),
        "successor_report": maybe("The report that took its place"),
        "acceptance": maybe("What was said to it"), "lead": maybe("The office that leads it"),
        "support": texts("The offices that support it"), "board": maybe("The board that oversees it"),
        "also_boards": texts("The other boards that it is before"),
        "proposed_for_closure": flag("Whether whoever published it has been asked to close it"),
        "disputed": flag("Whether owner and assurer disagree that it is done"),
        "addressees": [
            "type": "array", "description": "The bodies that it is directed at, where there are several",
            "items": object([
                "addressee": text("The body"), "acceptance": maybe("What it says to it"),
                "lead": maybe("The office that leads for it"),
                "answered_on": maybeDay("The day of its response"),
                "closed_as": maybe("Why its part was closed"), "closed_on": maybeDay("When"),
            ]),
        ],
        "opened": day("When it was opened"), "due": maybeDay("Its date"),
        "original_due": maybeDay("Its first date"),
        "deadline": maybe("The deadline as the report words it"),
        "days_overdue": number("Days past its date"),
        "revisions": number("How often its date was moved"),
        "extension_wanted": flag("Whether another date was asked for and not yet answered"),
        "in_scope": flag("Whether it is counted"), "complete": maybeNumber("Percent complete as stated"),
        "rag": maybe("red, amber, green or none by the rule"), "rag_stated": maybe("As its owner states it"),
        "progress": maybe("The last progress that may be published"), "progress_on": maybeDay("Of which day"),
        "risk": maybe("Not published"), "delay": maybe("Not published"),
        "proposals_waiting": number("Not published: always 0"),
        "marking": maybe("Its own protective marking"),
        "incomplete": flag("Whether its kind needs a recommendation under it and it has none"),
        "tags": texts("Programmes and themes, where they are published"),
    ])

    private static let report = object([
        "report": text("Its identifier"), "title": text("Its title"), "publisher": text("Who published it"),
        "force": text("About whom"), "published": text("When, as exactly as is known"),
        "clock": maybe("The clock that runs for it"), "law": maybe("What asks for the response"),
        "days_left": maybeNumber("Days left, today not counted"),
        "working_day_before": maybeDay("The working day before a last day on a weekend or a bank holiday"),
        "addressee": maybe("Who owes the answer, where it was sent to several: each has a line"),
        "addressees": number("How many owe an answer"), "answered": number("How many of them have answered"),
        "original_last_day": maybeDay("The last day without extension and days in court"),
        "printed_date": maybeDay("The date for the answer that the report prints"),
        "extension": maybe("asked, granted or refused"),
        "extension_asked": maybeDay("When more time was asked for"),
        "extension_granted": maybeDay("When it was granted"), "extended_to": maybeDay("To which day"),
        "extension_refused": maybeDay("When it was refused"),
        "suspended_from": maybeDay("The first day in court"),
        "suspended_to": maybeDay("The last day in court"),
        "days_in_court": maybeNumber("How many days in court are in the last day"),
        "last_day": maybeDay("The last day for the response, where the clock runs"),
        "day": maybeNumber("Which day of the clock it is, or was when the comments were published"),
        "days_late": maybeNumber("By how many days the comments are or were late"),
        "state": text(
            "running, suspended, late, published, published-late, sent, sent-late, not-covered, before-rule, undated, unprinted or beyond-calendar"
        ),
        "comments_requested": maybeDay("When the chief officer's comments were asked for"),
        "letter_sent": maybeDay("When the letter was sent"),
        "comments_published": maybeDay("When the comments were published"),
        "reference": maybe("The letter's reference"),
        "same_as": maybe("The report whose response serves for it"),
    ])

    private static let quarterly: JSON = [
        "type": "object", "description": "The status table",
        "required": ["quarter", "from", "to", "rows_by", "rows", "total", "content_hash"],
        "properties": [
            "quarter": text("2022/23-Q3, or 2022-Q4 of a calendar year"), "from": day("Its first day"),
            "to": day("Its last day"), "as_at": day("The day of the positions"),
            "rows_by": text("What a row stands for"),
            "rag_rule": text("The rule behind red, amber and green"),
            "content_hash": text("SHA-256 of what it counts, in hex"),
            "age_bands": ["type": "array", "items": ["type": "integer"]],
            "rows": ["type": "array", "items": ["$ref": "#/$defs/row"]],
            "total": ["$ref": "#/$defs/row"],
        ],
    ]

    private static let row: JSON = [
        "type": "object", "required": ["label", "key", "brought_forward", "carried_forward"],
        "description": "Counts by their names, and the references behind each that may be named in …_refs",
        "properties": ["label": text("What the row is called"), "key": text("What it stands for")],
        "patternProperties": ["_refs$": texts("References")],
        "additionalProperties": ["type": ["integer", "null"]],
    ]

    private static func object(_ fields: [String: JSON]) -> JSON {
        [
            "type": "object", "properties": .object(fields),
            "required": .array(fields.keys.sorted().map { .string($0) }),
        ]
    }

    private static func field(_ type: JSON, _ description: String, _ more: [String: JSON] = [:]) -> JSON {
        .object(["type": type, "description": .string(description)].merging(more) { $1 })
    }

    private static func text(_ description: String) -> JSON { field("string", description) }
    private static func maybe(_ description: String) -> JSON { field(["string", "null"], description) }
    private static func number(_ description: String) -> JSON { field("integer", description) }
    private static func maybeNumber(_ description: String) -> JSON {
        field(["integer", "null"], description)
    }
    private static func flag(_ description: String) -> JSON { field("boolean", description) }
    private static func day(_ description: String) -> JSON {
        field("string", description, ["format": "date"])
    }
    private static func maybeDay(_ description: String) -> JSON {
        field(["string", "null"], description, ["format": "date"])
    }
    private static func texts(_ description: String) -> JSON {
        field("array", description, ["items": ["type": "string"]])
    }
}
