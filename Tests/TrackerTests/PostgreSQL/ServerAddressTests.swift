#if PostgreSQL
    import Testing

    import TrackerValues
    @testable import TrackerPostgreSQL

    struct ServerAddressTests {
        @Test(
            .enabled(if: ClientLibrary.lack == nil),
            arguments: [
                ("postgresql:///oversight", true), ("postgresql:///oversight?host=/run/postgresql", true),
                ("postgresql://localhost/oversight", true),
                ("postgresql://127.0.0.1,localhost/oversight", true),
                ("postgresql://[::1]/oversight", true), ("postgresql://db.example/oversight", false),
                ("postgresql://localhost,db.example/oversight", false),
                ("postgresql:///?service=oversight", false),
                ("postgresql://localhost/o?hostaddr=192.0.2.1", false),
            ])
        func onlyWhatLeavesTheComputerIsEncrypted(name: String, isLocal: Bool) throws {
            #expect(try ServerAddress(#require(ServerName(name))).isLocal == isLocal)
        }

        @Test(
            .enabled(if: ClientLibrary.lack == nil),
            arguments: ["postgresql://h/x?nonsense=1", "postgresql://[::1/x"])
        func whatIsNoNameIsSaid(name: String) throws {
            let error = #expect(throws: StorageError.self) { try ServerAddress(#require(ServerName(name))) }
            #expect(error?.kind == .unreachable)
        }

        @Test func questionMarksAreNumberedOutsideTexts() {
            #expect(
                ServerConnection.numbered("SELECT '?', ? FROM t WHERE a = 'it''s ?' AND b = ?")
                    == "SELECT '?', $1 FROM t WHERE a = 'it''s ?' AND b = $2")
        }
    }
#endif
