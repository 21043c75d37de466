import Tracker

/// Who is signed in, in the pages' own words or in the proxy's.
extension Pages {
    /// The session that a browser came with. Where the configuration believes a header of the proxy, one for whom it names: nobody else
    /// can send it then, since nobody else reaches the socket. Without that, a header says nothing.
    func session(of request: PageRequest) throws -> (token: String, session: SignedIn, isNew: Bool)? {
        let token = request.cookie(site.cookie)
        let brought = try token.flatMap { token in try file.session(token, at: now).map { (token, $0, false) }
        }
        guard let header = site.ways.header else { return brought }
        let named = try request.headers[header].flatMap { try person(ofAccount: $0)?.id }
        if let brought {
            let (_, session, _) = brought
            // It holds only as long as the proxy says the same.
            let holds = session.way != .proxy || session.person == named
            if holds, session.isLive || request.method == .post { return brought }
            try file.signOut(brought.0)
        }
        // A form without a session belongs to none.
        guard let named, request.method != .post else { return nil }
        let new = try file.signInByProxy(named, device: request.device, at: now)
        return (new, SignedIn(person: named, way: .proxy, isLive: true), true)
    }
}
