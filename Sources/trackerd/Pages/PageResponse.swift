import Tracker

/// What a browser is answered.
package struct PageResponse: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// What is handed out from disk, in place of the body.
    package var file: OpenFile?

    init(_ status: Int = 200, type: String = "text/html; charset=utf-8", _ body: [UInt8] = []) {
        self.status = status
        headers = [("Content-Type", type)]
        self.body = body
    }

    /// Leads on to another of our own addresses.
    static func leading(to path: String) -> PageResponse {
        var response = PageResponse(303)
        response.headers = []
        response["Location"] = path
        return response
    }

    package subscript(_ name: String) -> String? {
        get { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
        set {
            headers.removeAll { $0.name.lowercased() == name.lowercased() }
            // No value may begin a header of its own.
            if let newValue {
                headers.append(
                    (
                        name,
                        String(
                            newValue.unicodeScalars.filter { $0.value >= 32 && $0.value < 127 }.map(
                                Character.init))
                    ))
            }
        }
    }

    /// What every answer says to the browser that gets it.
    mutating func guardBrowser(isSecure: Bool) {
        if self["Content-Security-Policy"] == nil {
            self["Content-Security-Policy"] = Self.policy
        }
        self["X-Content-Type-Options"] = "nosniff"
        // With "no-referrer" browsers would send no origin with a form either.
        self["Referrer-Policy"] = "same-origin"
        self["Cross-Origin-Opener-Policy"] = "same-origin"
        self["Cross-Origin-Resource-Policy"] = "same-origin"
        if isSecure { self["Strict-Transport-Security"] = "max-age=31536000" }
        if self["Cache-Control"] == nil { self["Cache-Control"] = "no-store" }
    }

    /// Lets a page use the pages' own script, which most don't.
    mutating func allowScript() {
        self["Content-Security-Policy"] = Self.policy + "; script-src 'self'"
    }

    /// What a page of ours may load, and where its forms may go.
    private static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}
