#if PostgreSQL
    import CPostgreSQL
    package import TrackerValues

    /// What PostgreSQL's error codes (<https://www.postgresql.org/docs/current/errcodes-appendix.html>) mean.
    extension StorageError {
        /// - Parameter result: what a statement came to; without a code where the connection was lost.
        init(result: OpaquePointer, sql: String?, path: String) {
            let code = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
            let primary = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
            self.init(
                code.map(Self.kind) ?? .unreachable, primary?.oneLine ?? "the connection was lost",
                origin: code.map { "PostgreSQL error \($0)" } ?? "libpq", sql: sql, path: path)
        }

        /// - Parameter refusal: why there is no connection, in libpq's words, which has no codes for it.
        init(refusal: String, path: String) {
            let isUntrusted = ["certificate", "does not support SSL"].contains { refusal.contains($0) }
            self.init(
                isUntrusted ? .untrusted : .unreachable, refusal.oneLine, origin: "libpq", sql: nil,
                path: path)
        }

        private static func kind(_ code: String) -> Kind {
            switch code {
            // The lock was not to be had in time; two that stood in each other's way; a standby that had to go on.
            case "55P03", "40001", "40P01", "57014": return .busy
            case "25006": return .standby
            case "42501": return .notPermitted
            case "53100": return .diskFull
            case "53200": return .outOfMemory
            case "58030": return .diskFailed
            case refusal: return .constraint
            default: break
            }
            return switch code.prefix(2) {
            case "08", "53", "57": .unreachable
            case "23": .constraint
            case "XX": .malformed
            default: .mistake
            }
        }

        /// The code with which the register's own triggers refuse (migrations/postgresql).
        private static let refusal = "TR001"
    }
#endif
