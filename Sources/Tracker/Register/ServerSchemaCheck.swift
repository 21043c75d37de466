import TrackerModel
import TrackerStorage

/// Checking what the schema of a register on a server declares. A server tells what it was told in words of its own, so each
/// thing is compared as far as it is told alike: columns with those of a file's tables, triggers and functions with the
/// statements that made them, and nothing else may be there.
enum ServerSchemaCheck {
    /// What is missing, was changed, or doesn't belong there; `replay` is a new register in a file.
    static func findings(in database: Database, expected replay: Database) throws -> [Finding] {
        let schema = Register.serverSchema
        var sentences = try columns(in: database, expected: replay)
        sentences += compare(
            "trigger", try texts(database, triggers).mapValues(plain),
            Dictionary(
                uniqueKeysWithValues: statements(of: "CREATE TRIGGER", in: schema).map { ($0, plain($1)) }))
        sentences += compare(
            "function", try texts(database, functions), bodies(in: schema))
        sentences += compare(
            "index", try texts(database, indexes).mapValues { _ in "" },
            Dictionary(
                uniqueKeysWithValues: statements(of: "CREATE INDEX", in: schema).map { name, _ in (name, "") }
            ))
        for (query, fault) in faults {
            sentences += try database.all(query) { "the \($0.text(0)) \(fault)" }
        }
        return sentences.map { Finding(kind: .schema, seq: nil, sentence: $0) }
    }

    private static let tables =
        "relnamespace = 'tracker'::regnamespace AND relkind IN ('r', 'p', 'f', 'v', 'm')"

    private static let triggers =
        """
        SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.\(tables)
        """
    private static let functions =
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'tracker'::regnamespace"
    /// Those that no key makes for itself.
    private static let indexes =
        """
        SELECT c.relname, '' FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
        WHERE c.relnamespace = 'tracker'::regnamespace AND i.indisvalid
            AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)
        """
    /// What each of the things that a question finds is at fault for.
    private static let faults = [
        (
            """
            SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.\(tables) AND t.tgenabled <> CASE WHEN t.tgisinternal THEN 'O' ELSE 'A' END::"char" ORDER BY 1
            """, "is not in force"
        ),
        (
            """
            SELECT 'rule ' || r.rulename || ' on ' || c.relname FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            WHERE c.\(tables) AND r.rulename <> '_RETURN' ORDER BY 1
            """, "does not belong here"
        ),
        (
            """
            SELECT 'function ' || p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
            WHERE p.pronamespace = 'tracker'::regnamespace AND l.lanname = 'plpgsql'
                AND (p.proconfig IS DISTINCT FROM ARRAY['search_path=pg_catalog, tracker, pg_temp']
                    OR p.prosecdef <> (p.proname IN ('sweep_words', 'sweep_evidence'))) ORDER BY 1
            """, "runs with other settings"
        ),
        (
            """
            SELECT 'policy ' || p.polname || ' on ' || c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            WHERE c.\(tables) AND NOT (
                p.polname = 'everybody' AND p.polpermissive AND p.polroles = '{0}' AND p.polcmd = '*'
                    AND pg_get_expr(p.polqual, p.polrelid) = 'true'
                OR p.polname = 'nobody_tied' AND NOT p.polpermissive
                    AND regexp_replace(lower(pg_get_expr(p.polqual, p.polrelid)), '[^a-z_=1.]', '', 'g')
                        LIKE 'notselectexistsselect1from%tiedtwheret.role=session_usertext%') ORDER BY 1
            """, "does not belong here"
        ),
        (
            """
            SELECT 'table ' || c.relname FROM pg_class c
            WHERE c.\(tables) AND c.relrowsecurity AND NOT EXISTS (
                SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'everybody' AND p.polpermissive) ORDER BY 1
            """, "hides rows from whoever asks"
        ),
        (
            """
            SELECT 'constraint ' || k.conname FROM pg_constraint k
            WHERE k.connamespace = 'tracker'::regnamespace AND NOT k.convalidated ORDER BY 1
            """, "was never checked"
        ),
    ]

    private static func columns(in database: Database, expected replay: Database) throws -> [String] {
        var found: [String: [String]] = [:]
        try database.forEach(
            """
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) || coalesce(' ' || l.collname, '')
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_collation l ON l.oid = a.attcollation
            WHERE c.\(tables) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attname
            """
        ) { found[$0.text(0), default: []].append("\($0.text(1)) \($0.text(2))") }
        var expected: [String: [String]] = [
            "register_format": ["format bigint", "only_row boolean"], "writer": ["nobody boolean"],
            "tied": ["person bigint", "role text C"],
            "evidence": ["bytes bytea", "part bigint", "sha256 text C"],
            "evidence_place": ["only_row boolean", "place text C"],
        ]
        let types = ["INTEGER": "bigint", "TEXT": "text C", "BLOB": "bytea"]
        try replay.forEach(
            """
            SELECT m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' ORDER BY m.name, c.name
            """
        ) { expected[$0.text(0), default: []].append("\($0.text(1)) \(types[$0.text(2)] ?? "")") }
        return compare(
            "table", found.mapValues { $0.joined(separator: "\n") },
            expected.mapValues { $0.joined(separator: "\n") })
    }

    private static func compare(
        _ what: String, _ found: [String: String], _ expected: [String: String]
    ) -> [String] {
        Set(found.keys).union(expected.keys).sorted().compactMap { name in
            switch (found[name], expected[name]) {
            case (nil, _): "the \(what) \(name) is missing"
            case (_, nil): "there is a \(what) \(name) that does not belong here"
            case (let found, let expected): found == expected ? nil : "the \(what) \(name) has been changed"
            }
        }
    }

    private static func texts(_ database: Database, _ query: String) throws -> [String: String] {
        // Two of one name, with other parameters, are none of ours.
        Dictionary(try database.all(query) { ($0.text(0), $0.text(1)) }) { "\($0)\n\($1)" }
    }

    /// The statements that begin so, by the name that follows.
    private static func statements(of beginning: String, in schema: String) -> [(String, String)] {
        schema.split(separator: ";").compactMap { part in
            guard let start = part.firstRange(of: beginning + " ")?.lowerBound else { return nil }
            let statement = part[start...]
            return (String(statement.dropFirst(beginning.count + 1).prefix { $0 != " " }), String(statement))
        }
    }

    /// The bodies of functions, by their names.
    private static func bodies(in schema: String) -> [String: String] {
        let parts = schema.split(separator: "$$", omittingEmptySubsequences: false)
        var bodies: [String: String] = [:]
        for index in stride(from: 1, to: parts.count, by: 2) {
            let head = parts[index - 1]
            guard let start = head.ranges(of: "CREATE FUNCTION ").last?.upperBound else { continue }
            bodies[String(head[start...].prefix { $0 != "(" })] = String(parts[index])
        }
        return bodies
    }

    /// A trigger's definition without what the server puts in to be clear.
    private static func plain(_ definition: String) -> String {
        var text = definition.lowercased()
        for noise in ["::text", "tracker.", "(", ")"] { text = text.replacing(noise, with: "") }
        return text.filter { !$0.isWhitespace }
    }
}
