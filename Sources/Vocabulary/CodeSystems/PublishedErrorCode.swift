// The error codes with which a registry or a repository answers, and what to do about each.

/// What an error says of trying again.
public enum RetryClass: String, Sendable, Hashable, Codable {
    /// The store could not just now: try again later.
    case transient
    /// The document may or may not be stored: ask by unique id, then decide.
    case ambiguous
    /// Trying again changes nothing: a person decides.
    case permanent
}

/// An error code of a registry or a repository.
public struct PublishedErrorCode: Sendable, Hashable {
    /// The code, for instance `XDSRegistryBusy`.
    public let code: String
    /// Who defines it: `XDS` (IHE) or `DMP` (the shared record).
    public let family: String
    /// What it says of trying again; nil for notices that are no failure.
    public let retry: RetryClass?
    /// What it means, in English.
    public let meaning: String

    /// Every known code.
    public static let published: [String: PublishedErrorCode] = {
        let codes = EmbeddedTable(named: "registry-errors").map { row in
            PublishedErrorCode(code: row("code"), family: row("family"), retry: RetryClass(rawValue: row("retry")), meaning: row("meaning"))
        }
        return Dictionary(codes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// The code as known; registries often write it with a URN or a namespace before it, which does not count.
    public static func named(_ text: String) -> PublishedErrorCode? {
        if let code = published[text] { return code }
        guard let separator = text.lastIndex(where: { $0 == ":" || $0 == "#" || $0 == "/" }) else { return nil }
        return published[String(text[text.index(after: separator)...])]
    }
}
