// Why a pack cannot be used.

/// A pack that cannot be used; the description names the file, the line where there is one, and the reason.
public struct PackFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure, stable.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no such pack.
        case unknown = "pack.unknown"
        /// The reference fits several packs.
        case ambiguous = "pack.ambiguous"
        /// The folder is not there, cannot be read or cannot be written.
        case folder = "pack.folder"
        /// The folder has no manifest, and its layout is not recognised.
        case layout = "pack.layout"
        /// The manifest is no JSON, or lacks a member.
        case manifest = "pack.manifest"
        /// The manifest, or a link, leads out of the folder.
        case outside = "pack.outside"
        /// The pack has no rules at all.
        case empty = "pack.empty"
        /// A file is not what the manifest says.
        case changed = "pack.changed"
        /// A file that the manifest lists is not there.
        case missing = "pack.file-missing"
        /// Another pack of this name and version has other content.
        case conflict = "pack.conflict"
        /// The XML Schema cannot be compiled.
        case schema = "pack.schema"
    }

    /// The kind.
    public var code: Code
    /// The file.
    public var file: String
    /// The line, from 1.
    public var line: Int?
    /// The reason.
    public var reason: String

    /// Describes a failure.
    public init(_ code: Code, file: String, line: Int? = nil, _ reason: String) {
        self.code = code
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `file:line: reason [code]`.
    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(reason) [\(code.rawValue)]" }
}
