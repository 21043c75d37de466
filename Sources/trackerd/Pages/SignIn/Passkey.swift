import Tracker

/// A passkey as pages keep it: nothing in it is a secret.
struct Passkey: Equatable, Sendable {
    /// The name by which the authenticator knows it.
    let id: [UInt8]
    /// Its public key, a COSE key as the authenticator wrote it.
    let key: [UInt8]
    var counter: UInt32
}

/// Why a passkey isn't taken. What people are told is the same for most: who tries things out learns nothing from it.
enum PasskeyFault: Error, Equatable {
    /// Bytes that are none of an authenticator's.
    case malformed
    /// Made for something else than what was asked.
    case otherPurpose
    /// The challenge isn't one of ours, is too old, or was used.
    case staleChallenge
    /// Made on another site's page, or in one that is shown inside another.
    case otherOrigin
    /// Of another site's name.
    case otherPlace
    /// The authenticator didn't make sure who it was.
    case notVerified
    /// An algorithm that wasn't asked for, or a key that is weak.
    case unusableKey
    case wrongSignature
    /// It counts less than it did: there may be a copy of it.
    case countsBack
    /// No passkey that is known here.
    case unknown

    var sentence: String {
        switch self {
        case .staleChallenge: "That took too long, or was sent twice. Try once more."
        case .notVerified:
            "The passkey didn't ask for your finger, your face or its number, which it must. Switch that on for it, or use another."
        case .unusableKey:
            "This kind of passkey can't be used here. Use another: of the computer, of a telephone or a security key."
        case .countsBack:
            "This passkey may have been copied, and isn't taken any more. Ask an officer for a new invitation."
        case .malformed, .otherPurpose, .otherOrigin, .otherPlace, .wrongSignature, .unknown:
            "That passkey isn't known here. Use the one that you made for these pages, or ask an officer for an invitation."
        }
    }
}

/// What a browser and an authenticator did together, checked as Web Authentication says (sections 7.1 and 7.2).
struct PasskeyCeremony {
    /// The pages' address, as browsers name it.
    let origin: String
    /// The name that passkeys belong to.
    let place: String

    /// The passkey that was made. - Parameter isOurs: whether a challenge is the one that was asked, which uses it up.
    func made(
        client: [UInt8], attestation: [UInt8], isOurs: (String) -> Bool
    ) throws(PasskeyFault) -> Passkey {
        let challenge = try challenge(in: client, of: "webauthn.create")
        // Who made the authenticator isn't asked, so what vouches for it isn't looked at.
        guard let object = try? CBOR(parsing: attestation), let bytes = object[.text("authData")]?.bytes,
            case .text? = object[.text("fmt")], case .map? = object[.text("attStmt")],
            let data = AuthenticatorData(parsing: bytes), let made = data.made
        else { throw .malformed }
        try check(data)
        guard let key = try? CBOR(parsing: made.key), PasskeyPublicKey(cose: key) != nil else {
            throw .unusableKey
        }
        guard isOurs(challenge) else { throw .staleChallenge }
        return Passkey(id: made.id, key: made.key, counter: data.counter)
    }

    /// How often the passkey has signed by now, where it did sign.
    ///
    /// - Parameter isOurs: whether a challenge is the one that was asked, which uses it up.
    func signed(
        _ passkey: Passkey, client: [UInt8], authenticator: [UInt8], signature: [UInt8],
        isOurs: (String) -> Bool
    ) throws(PasskeyFault) -> UInt32 {
        let challenge = try challenge(in: client, of: "webauthn.get")
        guard let data = AuthenticatorData(parsing: authenticator), data.made == nil else { throw .malformed }
        try check(data)
        guard let cose = try? CBOR(parsing: passkey.key), let key = PasskeyPublicKey(cose: cose) else {
            throw .unusableKey
        }
        guard key.isValid(signature, for: authenticator + Hash.sha256(client).bytes) else {
            throw .wrongSignature
        }
        // Last, so that nobody can use up a challenge with what isn't signed.
        guard isOurs(challenge) else { throw .staleChallenge }
        guard data.counter > passkey.counter || (data.counter == 0 && passkey.counter == 0) else {
            throw .countsBack
        }
        return data.counter
    }

    private func challenge(in client: [UInt8], of type: String) throws(PasskeyFault) -> String {
        guard let data = try? JSON(parsing: client), let challenge = data["challenge"]?.string else {
            throw .malformed
        }
        guard data["type"]?.string == type else { throw .otherPurpose }
        guard data["origin"]?.string == origin, data["crossOrigin"]?.bool != true, data["topOrigin"] == nil
        else {
            throw .otherOrigin
        }
        return challenge
    }

    private func check(_ data: AuthenticatorData) throws(PasskeyFault) {
        guard data.place == Hash.sha256(Array(place.utf8)).bytes else { throw .otherPlace }
        guard data.isPresent, data.isVerified else { throw .notVerified }
    }
}
