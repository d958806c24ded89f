// How sure an identity provider is of the person (eIDAS).

/// A level of assurance (Regulation (EU) 910/2014, article 8), lowest first.
public enum AssuranceLevel: Int, Sendable, Hashable, Codable, Comparable, CaseIterable {
    /// Low, `eidas1`: what Pro Santé Connect gives at least.
    case low = 1
    /// Substantial, `eidas2`.
    case substantial = 2
    /// High, `eidas3`.
    case high = 3

    /// Reads the claim `acr`: `eidas1` to `eidas3`, or the address of the level.
    public init?(claim: String) {
        switch claim.lowercased() {
        case "eidas1", "http://eidas.europa.eu/loa/low", "https://eidas.europa.eu/loa/low": self = .low
        case "eidas2", "http://eidas.europa.eu/loa/substantial", "https://eidas.europa.eu/loa/substantial": self = .substantial
        case "eidas3", "http://eidas.europa.eu/loa/high", "https://eidas.europa.eu/loa/high": self = .high
        default: return nil
        }
    }

    /// The claim as Pro Santé Connect writes it.
    public var claim: String { "eidas\(rawValue)" }

    /// The lower level first.
    public static func < (left: AssuranceLevel, right: AssuranceLevel) -> Bool { left.rawValue < right.rawValue }
}
