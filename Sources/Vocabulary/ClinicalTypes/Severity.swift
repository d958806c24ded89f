// How much a finding weighs.

/// The weight of a finding; `fatal` and `error` make a document invalid.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Worth knowing.
    case info
    /// Should be mended; does not refuse.
    case warning
    /// Refuses the document.
    case error
    /// Refuses the document, and nothing further could be examined.
    case fatal

    /// Lighter before heavier.
    public static func < (left: Severity, right: Severity) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
}
