import Glibc

import Tracker

/// A folder that the public register was written to, read as a stranger would.
struct PublishedFolder {
    private let temporary = TemporaryFolder()

    var path: String { temporary.file("public") }

    @discardableResult
    func publish(
        _ fixture: RegisterFixture, asAt: Day? = nil, fromIssued: String? = nil, signed: Bool = false,
        isTrial: Bool = false
    ) throws -> PublicationChanges {
        let register = fixture.register
        let edition = try register.reading {
            try fromIssued.map { try PublicRegister(register, fromIssued: $0, today: fixture.today) }
                ?? PublicRegister(register, asAt: asAt ?? fixture.today, today: fixture.today)
        }
        return try register.publish(
            edition, to: path, signedBy: signed ? TrailFixture.key : nil, isTrial: isTrial
        ).changes
    }

    /// Every file's path in the folder, sorted.
    var files: [String] {
        TrailFixture.shell("cd '\(path)' 2>/dev/null && find . -type f | sed 's|^./||' | LC_ALL=C sort")
            .output
            .split(separator: "\n").map { String($0) }
    }

    func text(_ name: String) -> String {
        String(decoding: temporary.bytes("public/\(name)") ?? [], as: UTF8.self)
    }

    func json(_ name: String) throws -> JSON { try JSON(parsing: Array(text(name).utf8)) }

    func write(_ text: String, to name: String) { temporary.write(Array(text.utf8), to: "public/\(name)") }

    func makeFolder() { mkdir(path, 0o777) }

    /// Name, bytes and the moment of the last writing of every file.
    var state: [String: String] {
        Dictionary(
            uniqueKeysWithValues: files.map { name in
                var status = stat()
                stat("\(path)/\(name)", &status)
                return (name, "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(text(name))")
            })
    }

    /// What its links lead to, and where from: (page, address).
    func links(of page: String) -> [String] {
        text(page).components(between: "href=\"", and: "\"")
            + text(page).components(between: "src=\"", and: "\"")
    }
}

extension String {
    /// Everything that stands between two marks.
    func components(between start: String, and end: String) -> [String] {
        split(separator: start, omittingEmptySubsequences: false).dropFirst().compactMap {
            $0.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false).first.map { String($0) }
        }
    }
}
