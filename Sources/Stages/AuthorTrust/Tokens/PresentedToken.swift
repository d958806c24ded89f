// A bearer token as a door hands it over: with the keys to check it.

public import CredentialChecks

/// A token that came with a request, and the keys of its issuer as they are known at this moment.
///
/// The keys are fetched by the door (`KeySetCache`), so that the check itself waits for nothing and nobody.
public struct PresentedToken: Sendable {
    /// The compact form, as `Authorization: Bearer` carries it.
    public var token: [UInt8]
    /// The issuer's keys; nil where they could not be had.
    public var keys: JSONWebKeySet?

    /// Puts a token together with the keys.
    public init(token: [UInt8], keys: JSONWebKeySet?) {
        self.token = token
        self.keys = keys
    }

    /// Takes a token, and asks the cache for the keys that it may need at `now`, in seconds since 1970.
    ///
    /// A token that cannot be read asks for nothing: strangers must not be able to make the gateway call its identity provider.
    public init(token: [UInt8], cache: KeySetCache, now: Double) async {
        guard let read = try? UnverifiedToken(token), SignatureAlgorithm(rawValue: read.header.algorithm) != nil else {
            self.init(token: token, keys: nil)
            return
        }
        self.init(token: token, keys: await cache.keys(for: read.header.keyIdentifier, now: now))
    }
}

extension PresentedToken: CustomStringConvertible {
    /// The length: a token is as good as a password while it lives.
    public var description: String { "token(\(token.count) bytes)" }
}
