import Tracker

/// Who may tell what became of messages: whoever knows a secret. What they tell is recorded as an officer's.
package struct ReceiptTaker: Sendable {
    /// The secret's hash: what is compared shows nothing of where it differs.
    private let token: Hash
    let officer: String

    /// - Throws: `MailUnusable` where the secret can't be read.
    init(_ configuration: PagesConfiguration.Receipts) throws {
        self.init(token: try SecretFile.read(configuration.tokenFile), officer: configuration.officer)
    }

    init(token: String, officer: String) {
        self.token = Hash.sha256(Array(token.utf8))
        self.officer = officer
    }

    func knows(_ token: some StringProtocol) -> Bool {
        Hash.sha256(Array(token.utf8)).isSameSecret(as: self.token)
    }
}

/// `POST /notify/callback`: GOV.UK Notify tells what became of a message that it sent.
extension Pages {
    static let receiptsPath = ["notify", "callback"]
    static let receiptsAddress = PageAddress.path(receiptsPath)
    private static let scheme = "bearer "

    /// It is told the same whether the message is this register's or not.
    func takeReceipt(_ request: PageRequest) throws -> PageResponse {
        guard let receipts else { return plain(404, "There is no such page.") }
        guard let proof = request.headers["authorization"], proof.lowercased().hasPrefix(Self.scheme) else {
            var response = plain(401, "Say the bearer token.")
            response["WWW-Authenticate"] = "Bearer"
            return response
        }
        guard receipts.knows(proof.dropFirst(Self.scheme.count)) else {
            return plain(403, "That is another bearer token.")
        }
        guard request.body.count <= NotifyReceipt.longest else { return plain(413, "That is too much.") }
        guard let receipt = NotifyReceipt(request.body) else { return plain(400, "That is no receipt.") }
        try shelf.writing { register in
            _ = try receipt.record(in: register, by: receipts.officer, clock: clock)
        }
        return plain(200, "Thank you.")
    }
}
