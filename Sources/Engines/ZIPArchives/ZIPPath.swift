// Names of entries, taken apart; none that could lead out of the archive is taken.

/// The name of an entry as the folders that it stands in and its own name.
///
/// A backslash separates as a slash does: archives made on Windows have it. What remains is compared without regard to letter
/// case, so that two names which one file system would take for one are one here as well.
public struct ZIPPath: Sendable, Hashable {
    /// The folders and the name.
    public let components: [String]
    /// Whether the name says that it is a folder.
    public let isFolder: Bool

    /// Takes a name apart; nil where it is absolute, leaves the archive, or is one that file systems take for another.
    public init?(_ name: String) {
        // By scalars: a combining mark behind a slash makes another character of it, but not for a file system.
        var parts = name.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: Self.isSeparator).map { String($0) }
        isFolder = parts.count > 1 && parts.last == ""
        if isFolder { parts.removeLast() }
        guard !parts.isEmpty, parts.allSatisfy(Self.isHarmless) else { return nil }
        components = parts
    }

    /// The components with slashes between them.
    public var text: String { components.joined(separator: "/") }
    /// What two names that differ by letter case have in common.
    public var key: String { text.lowercased() }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { scalar == "/" || scalar == "\\" }

    /// Whether a component is a plain name: no `.` or `..`, none that Windows ends elsewhere (`:`, final dots and spaces).
    private static func isHarmless(_ part: String) -> Bool {
        guard let last = part.unicodeScalars.last, last != ".", last != " " else { return false }
        return part.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != ":" }
    }
}
