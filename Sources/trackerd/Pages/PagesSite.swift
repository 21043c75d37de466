/// Where pages are looked at: by which names, and whether what is sent is encrypted on its way.
package struct PagesSite: Sendable {
    let hosts: Set<String>
    let isSecure: Bool
    let cookie: String
    /// The pages' address, as browsers name it: scheme, name and port.
    let origin: String
    /// The name alone, which passkeys belong to.
    let name: String
    let ways: SignInWays

    /// On this computer alone.
    package init(loopback port: Int) {
        hosts = ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
        isSecure = false
        // Cookies know no ports: two registers on one computer would sign each other out.
        cookie = "tracker-\(port)"
        (origin, name) = ("http://127.0.0.1:\(port)", "127.0.0.1")
        ways = SignInWays()
    }

    /// Under a name of its own, behind what encrypts.
    init(_ address: PublicAddress, ways: SignInWays) {
        hosts = [address.host]
        isSecure = address.isSecure
        // A browser takes a cookie of that name only from this very name, encrypted, for all its pages.
        cookie = isSecure ? "__Host-tracker" : "tracker-\(address.port ?? 80)"
        (origin, name) = (address.description, address.name)
        self.ways = ways
    }

    func origin(_ host: String) -> String { "\(isSecure ? "https" : "http")://\(host)" }

    /// What a sign-in by a provider begins with waits in a cookie of its own.
    var openIDCookie: String { "\(cookie)-openid" }

    func openIDCookie(_ attempt: String?, lasts seconds: Int64) -> String {
        "\(openIDCookie)=\(attempt ?? ""); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
            + (isSecure ? "; Secure" : "")
    }

    func cookie(_ token: String?) -> String {
        "\(cookie)=\(token ?? ""); Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
            + (token == nil ? "; Max-Age=0" : "")
    }
}
