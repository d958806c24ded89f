// The public keys of an issuer.

/// Why bytes are no key set.
public enum KeySetFault: String, Error, Sendable, Hashable, CaseIterable {
    /// More bytes or more keys than are read.
    case tooLarge = "keys.too-large"
    /// Not a JSON object with a list `keys`.
    case malformed = "keys.malformed"
    /// No key in it can be used.
    case noUsableKey = "keys.none-usable"
}

/// A set of public keys (RFC 7517, 5): those that can be used, and why others cannot.
public struct JSONWebKeySet: Sendable {
    /// The largest set that is read, in bytes.
    public static let greatestByteCount = 1 << 18
    /// The most keys that are read.
    public static let greatestCount = 100

    /// The keys that can be used, in the order of the set.
    public let keys: [JSONWebKey]
    /// The others: their place in the set, and why.
    public let unusable: [Int: UnusableKey]

    /// Reads a set.
    public init(_ bytes: [UInt8]) throws(KeySetFault) {
        guard bytes.count <= Self.greatestByteCount else { throw .tooLarge }
        guard let value = try? JSONReader.read(bytes), let list = value.object?["keys"]?.elements else { throw .malformed }
        guard list.count <= Self.greatestCount else { throw .tooLarge }
        var read: [(place: Int, key: JSONWebKey)] = []
        var unusable: [Int: UnusableKey] = [:]
        for (place, member) in list.enumerated() {
            do throws(UnusableKey) { read.append((place, try JSONWebKey(member))) } catch { unusable[place] = error }
        }
        let clashing = read.filter { one in
            read.contains { $0.place != one.place && $0.key.identifier == one.key.identifier && one.key.overlaps($0.key) && one.key.identifier != nil }
        }
        for clash in clashing { unusable[clash.place] = .ambiguous }
        keys = read.filter { unusable[$0.place] == nil }.map(\.key)
        self.unusable = unusable
        guard !keys.isEmpty else { throw .noUsableKey }
    }

    /// Whether a key of that identifier is there.
    public func contains(_ identifier: String) -> Bool { keys.contains { $0.identifier == identifier } }

    /// The key that a token's header means.
    ///
    /// A token that names none is taken only where one single key fits its algorithm: keys are never tried in turn.
    func key(named identifier: String?, for algorithm: SignatureAlgorithm) throws(TokenFault) -> JSONWebKey {
        guard let identifier else {
            let fitting = keys.filter { $0.fits(algorithm) }
            guard fitting.count == 1 else { throw TokenFault(.keyUnknown, "header.kid", expected: "the identifier of a key of the issuer") }
            return fitting[0]
        }
        let named = keys.filter { $0.identifier == identifier }
        guard !named.isEmpty else { throw TokenFault(.keyUnknown, "header.kid", expected: listed, received: identifier) }
        guard let key = named.first(where: { $0.fits(algorithm) }) else {
            throw TokenFault(.keyUnfit, "header.alg", expected: named[0].algorithm ?? "an algorithm of the key's type", received: algorithm.rawValue)
        }
        return key
    }

    private var listed: String {
        let names = keys.compactMap(\.identifier)
        return names.prefix(4).map { printable($0, limit: 40) }.joined(separator: " | ") + (names.count > 4 ? " …" : "")
    }
}

extension JSONWebKey {
    /// Whether an algorithm fits both keys.
    fileprivate func overlaps(_ other: JSONWebKey) -> Bool { SignatureAlgorithm.allCases.contains { fits($0) && other.fits($0) } }
}
