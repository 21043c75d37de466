import Testing

@testable import TrackerValues

struct ServerNameTests {
    @Test(arguments: [
        ("postgresql://olive@db.example/oversight", "postgresql://olive@db.example/oversight", false),
        ("postgres://db.example:5433/oversight", "postgresql://db.example:5433/oversight", false),
        ("postgresql:///oversight?host=/run/postgresql", "postgresql:///oversight", false),
        ("postgresql://olive:pa:s@db/o", "postgresql://olive@db/o", true),
        ("postgresql://olive:p@ss@db/o", "postgresql://olive@db/o", true),
        ("postgresql://[::1]:5433/o", "postgresql://[::1]:5433/o", false),
        ("postgresql://db/o?password=secret", "postgresql://db/o", true),
        ("postgresql://db/o?user=x&PASSWORD=secret", "postgresql://db/o", true),
        ("postgresql://db/o?p%61ssword=secret", "postgresql://db/o", true),
        ("postgresql://db/o?sslpassword=secret", "postgresql://db/o", true),
        ("postgresql://db/o?sslmode=require", "postgresql://db/o", false),
    ]) func showsNoPassword(name: String, shown: String, holdsPassword: Bool) throws {
        let server = try #require(ServerName(name))
        #expect(server.shown == shown)
        #expect(server.holdsPassword == holdsPassword)
        #expect(!server.shown.contains("secret"))
    }

    @Test(arguments: ["register.db", "./postgresql://x", "/srv/postgresql://x", "", "postgresql:x"])
    func aFileIsNoServer(name: String) { #expect(ServerName(name) == nil) }
}
