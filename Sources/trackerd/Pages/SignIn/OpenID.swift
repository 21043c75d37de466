import Tracker

/// A provider of sign-in by OpenID Connect, as the configuration names it.
struct OpenIDProvider: Equatable, Sendable {
    /// Which of a token's claims says who somebody is: never the e-mail, which another may have tomorrow.
    enum Subject: String {
        /// The claim that the standard means.
        case sub
        /// Entra ID's: the same in all of a tenant's applications, with the tenant beside it.
        case oid
    }

    /// Its name, as its tokens say it.
    let issuer: String
    /// What it calls these pages.
    let client: String
    /// What proves to it that these pages ask; nil where it asks for nothing but PKCE.
    let secretFile: String?
    /// What people call it.
    let label: String
    let subject: Subject
}

/// Somebody as a provider knows them.
struct OpenIDIdentity: Equatable, Sendable {
    let issuer: String
    let subject: String
    /// What the provider calls them, to be shown only: it proves nothing.
    let name: String
}

/// Why a sign-in by a provider isn't taken.
enum OpenIDFault: Error, Equatable {
    /// The provider doesn't answer, or not as the standard says.
    case unreachable(String)
    /// It didn't let somebody in, or they broke it off.
    case refused(String)
    /// The answer belongs to no question of this browser, came too late, or came twice.
    case staleState
    case malformedToken
    /// Signed in a way that isn't taken, or not at all.
    case otherAlgorithm
    case unknownKey
    case wrongSignature
    case otherIssuer
    /// For another application than these pages.
    case otherAudience
    /// Of another sign-in.
    case otherNonce
    case expired
    case withoutSubject

    var sentence: String {
        switch self {
        case .unreachable(let reason):
            "The sign-in service doesn't answer (\(reason)). Try again in a moment."
        case .refused(let reason):
            "The sign-in service didn't let you in (\(reason)). Try again, or ask whoever looks after it."
        case .staleState:
            "That took too long, was sent twice, or began in another browser. Sign in once more."
        case .malformedToken: "What the sign-in service sent can't be read."
        case .otherAlgorithm:
            "What the sign-in service sent is signed in a way that isn't taken here: it must be RS256 or ES256."
        case .unknownKey: "What the sign-in service sent is signed by a key that it doesn't publish."
        case .wrongSignature: "What the sign-in service sent isn't signed by it."
        case .otherIssuer: "What was sent comes from another sign-in service."
        case .otherAudience: "What the sign-in service sent is for another application."
        case .otherNonce: "What the sign-in service sent belongs to another sign-in. Sign in once more."
        case .expired:
            "What the sign-in service sent isn't valid now: look whether the clocks are right, and sign in once more."
        case .withoutSubject:
            "What the sign-in service sent doesn't say who you are: whoever looks after it sets openid-subject as it needs to be."
        }
    }
}
