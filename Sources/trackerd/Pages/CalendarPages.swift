import Tracker
import TrackerStorage

/// A calendar's address of one's own, which calendar programs ask for by themselves.
struct KeptFeed {
    let made: Int64
    /// When a program last asked; nil where none has.
    let asked: Int64?
}

/// Whose a calendar's address is. Of an address only the SHA-256 of its secret is kept, one a person.
extension PagesFile {
    /// Makes an address, in place of any other: its secret.
    func feed(for person: PersonID, at now: Int64) throws -> String {
        let secret = Self.secret()
        try turn {
            try database.transaction {
                try database.run("DELETE FROM feed WHERE person = ?", person.seq)
                try database.run(
                    "INSERT INTO feed (secret, person, made) VALUES (?, ?, ?)", Self.hash(secret), person.seq,
                    now)
            }
        }
        return secret
    }

    func feed(of person: PersonID) throws -> KeptFeed? {
        try turn {
            try database.first("SELECT made, asked FROM feed WHERE person = ?", person.seq) {
                KeptFeed(made: $0.int(0), asked: $0.optionalInt(1))
            }
        }
    }

    func person(ofFeed secret: String, at now: Int64) throws -> PersonID? {
        try turn {
            let person = try database.first("SELECT person FROM feed WHERE secret = ?", Self.hash(secret)) {
                PersonID($0.int(0))
            }
            if person != nil {
                try database.run("UPDATE feed SET asked = ? WHERE secret = ?", now, Self.hash(secret))
            }
            return person
        }
    }

    func endFeed(of person: PersonID) throws {
        try turn { try database.run("DELETE FROM feed WHERE person = ?", person.seq) }
    }
}

/// `/calendar/SECRET.ics`: what `trackerctl calendar` writes, for a program that can't sign in.
extension Pages {
    private static let ending = ".ics"

    /// The calendar of whoever an address belongs to, and who is still in the register.
    func calendar(_ name: String, ifNoneMatch: String?) throws -> PageResponse {
        guard name.hasSuffix(Self.ending),
            let person = try file.person(ofFeed: String(name.dropLast(Self.ending.count)), at: now)
        else { return plain(404, "There is no such calendar.") }
        guard try viewer(person) != nil else {
            try file.endFeed(of: person)
            return plain(404, "There is no such calendar.")
        }
        return try shelf.reading { register in
            let today = clock().day(in: try register.timeZone())
            // The same until something is recorded, or a day begins.
            let tag =
                "\"\(Hash.sha256(Array("\(try register.size()) \(today) \(name)".utf8)).hex.prefix(32))\""
            var response: PageResponse
            if ifNoneMatch?.contains(tag) == true {
                response = PageResponse(304)
                response.headers = []
            } else {
                let paper = try CalendarPaper(register, of: person, today: today)
                response = PageResponse(
                    200, type: "text/calendar; charset=utf-8", Array(paper.calendar.text.utf8))
            }
            response["ETag"] = tag
            response["Cache-Control"] = "private, no-cache"
            return response
        }
    }

    /// What `/me` says of it.
    func calendarBelow(_ visitor: Visitor, _ register: Register) throws -> String {
        func button(_ deed: String, _ words: String) -> String {
            "<form method=\"post\" action=\"/me/calendar\">\(HTML.hidden("token", visitor.proof))\(HTML.hidden("deed", deed))<button class=\"plain\">\(HTML.text(words))</button></form>"
        }
        let head = "\n<h2>Your calendar</h2>\n"
        guard let feed = try file.feed(of: visitor.person) else {
            return head
                + "<p>Your due dates and meetings can stand in Outlook or another calendar, which asks for them by an address of your own.</p>\n"
                + button("make", "Make an address")
        }
        let asked =
            try feed.asked.map { ", last asked for \(try moment($0, register))" } ?? ", never asked for since"
        return head
            + "<p>\(HTML.text("Its address was made \(try moment(feed.made, register))\(asked)."))</p>\n"
            + button("make", "Make another address; this one ends") + button("end", "End the address")
    }

    func changeCalendar(_ typed: FormFields, by visitor: Visitor, at path: [String]) throws -> PageResponse {
        guard typed["deed"] == "make" else {
            try file.endFeed(of: visitor.person)
            return .leading(to: "/me")
        }
        let link = "\(site.origin)/calendar/\(try file.feed(for: visitor.person, at: now))\(Self.ending)"
        var view = PageView.message(
            "Your calendar's address",
            "Give it to your calendar program: in Outlook, Add calendar, Subscribe from web. Whoever has it reads your dates, without signing in, so give it to nobody else. It is shown here once."
        )
        view.below =
            "<p class=\"field\"><label for=\"link\">The address</label><input type=\"text\" id=\"link\" readonly value=\"\(HTML.value(link))\"></p>\n\(HTML.link("Back", to: "/me"))\n"
        return try page(view, for: visitor, at: path)
    }
}
