package import Tracker

/// What a witness answers to logs (C2SP tlog-witness): `POST /add-checkpoint`, and the checkpoint that it cosigned last at
/// `/HASH/checkpoint`, where HASH is the SHA-256 of the log's origin. Nothing else is there.
package struct WitnessDesk: Sendable {
    /// The most that may be sent, in bytes.
    package static let longest = WitnessRequest.greatestSize
    static let address = "/add-checkpoint"

    private let folder: WitnessFolder
    private let signer: WitnessSigner
    private let clock: @Sendable () -> Instant
    /// Told what shows that a log was rewritten or put back, as a sentence.
    private let onContradiction: @Sendable (String) -> Void

    package init(
        _ folder: WitnessFolder, signer: WitnessSigner, clock: @escaping @Sendable () -> Instant,
        onContradiction: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        (self.folder, self.signer, self.clock, self.onContradiction) = (
            folder, signer, clock, onContradiction
        )
    }

    /// The shape of an address, for a log of events.
    package static func shape(of target: String) -> String {
        target == address ? address : target.hasSuffix("/checkpoint") ? "/…/checkpoint" : "other"
    }

    /// The answer to a request, whatever it is.
    package func respond(to request: PageRequest) -> PageResponse {
        var response: PageResponse
        do { response = try answer(request) } catch let refusal as WitnessRefusal {
            if case .notConsistent = refusal { onContradiction(refusal.description) }
            response = PageResponse(refusal.status, type: refusal.mediaType, Array(refusal.body.utf8))
        } catch {
            // What is wrong with the witness's own files is its keeper's to know.
            onContradiction((error as? any TrackerError)?.description ?? "\(error)")
            response = Self.plain(500, "The witness can't cosign at present.")
        }
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store"
        return response
    }

    private func answer(_ request: PageRequest) throws -> PageResponse {
        if request.target == Self.address {
            guard request.method == .post else {
                var response = Self.plain(405, "Checkpoints are posted.")
                response["Allow"] = "POST"
                return response
            }
            let note = try folder.cosign(
                try WitnessRequest(parsing: request.body), by: signer, at: clock())
            return PageResponse(
                200, type: "text/plain; charset=utf-8", Array(note.lines(by: signer.key).utf8))
        }
        let parts = request.target.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[2] == "checkpoint",
            request.method == .get || request.method == .head,
            let note = try folder.checkpoint(ofOrigin: String(parts[1]))
        else { return Self.plain(404, "There is nothing.") }
        return PageResponse(200, type: "text/plain; charset=utf-8", Array(note.encoded.utf8))
    }

    private static func plain(_ status: Int, _ sentence: String) -> PageResponse {
        PageResponse(status, type: "text/plain; charset=utf-8", Array("\(sentence)\n".utf8))
    }
}
