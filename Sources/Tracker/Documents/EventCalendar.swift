public import TrackerValues

/// Days that matter, as calendar programs read them (RFC 5545).
public struct EventCalendar: Equatable, Sendable {
    /// A whole day on which something is due or held.
    public struct Event: Equatable, Sendable {
        /// What it is called for ever: by it a calendar finds it again when its day has moved.
        public var id: String
        /// The day.
        public var day: Day
        /// The line that a month's page shows.
        public var title: String
        /// What is read where the line is opened.
        public var details: String
        /// The number of the last entry about it: it grows with every change (RFC 5545, 3.8.7.4).
        public var revision: Int64
        /// When that was recorded.
        public var changedAt: Instant
        /// Whether nothing is due any more; who took it in earlier sees it struck out, or no more.
        public var isCancelled: Bool
        /// So many days before, the calendar reminds of it; nil for never.
        public var daysOfNotice: Int?

        package init(
            id: String, day: Day, title: String, details: String, revision: Int64, changedAt: Instant,
            isCancelled: Bool = false, daysOfNotice: Int? = nil
        ) {
            self.id = id
            self.day = day
            self.title = title
            self.details = details
            self.revision = revision
            self.changedAt = changedAt
            self.isCancelled = isCancelled
            self.daysOfNotice = daysOfNotice
        }
    }

    /// Whose it is, as calendar programs list it.
    public let name: String
    /// The events, by day.
    public let events: [Event]

    package init(name: String, events: [Event]) {
        self.name = name
        self.events = events.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
    }

    /// The whole file.
    public var text: String {
        let name = Self.escaped(name)
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tracker//Register of recommendations//EN",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "NAME:\(name)", "X-WR-CALNAME:\(name)",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D",
        ]
        return (head + events.flatMap(Self.lines) + ["END:VCALENDAR"]).map(Self.folded).joined()
    }

    private static func lines(_ event: Event) -> [String] {
        let title = escaped(event.title)
        let changed = moment(event.changedAt)
        let alarm =
            event.isCancelled
            ? []
            : event.daysOfNotice.map {
                [
                    "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:\(title)", "TRIGGER:-P\($0)D",
                    "END:VALARM",
                ]
            } ?? []
        return [
            "BEGIN:VEVENT", "UID:\(event.id)", "DTSTAMP:\(changed)", "LAST-MODIFIED:\(changed)",
            "SEQUENCE:\(event.revision)", "DTSTART;VALUE=DATE:\(date(event.day))",
            "DTEND;VALUE=DATE:\(date(event.day.adding(days: 1)))", "SUMMARY:\(title)",
            "DESCRIPTION:\(escaped(event.details))",
            "STATUS:\(event.isCancelled ? "CANCELLED" : "CONFIRMED")", "TRANSP:TRANSPARENT",
        ] + alarm + ["END:VEVENT"]
    }

    private static func date(_ day: Day) -> String { day.description.replacing("-", with: "") }

    /// In UTC and without fractions of a second (3.3.5).
    private static func moment(_ instant: Instant) -> String {
        instant.description.prefix(19).replacing("-", with: "").replacing(":", with: "") + "Z"
    }

    /// As a value of the type TEXT (3.3.11), which holds no other control character than a newline.
    private static func escaped(_ text: String) -> String {
        ControlCharacters.shown(in: text)
            .replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\n", with: "\\n")
    }

    /// A line that is longer than 75 octets goes on in others, which begin with a blank; no character is parted (3.1).
    private static func folded(_ line: String) -> String {
        var folded = ""
        var room = 75
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if width > room {
                folded += "\r\n "
                room = 74
            }
            folded.unicodeScalars.append(scalar)
            room -= width
        }
        return folded + "\r\n"
    }
}
