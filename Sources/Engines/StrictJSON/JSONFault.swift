// Why bytes are not the JSON that is read here.

/// Why bytes are not the JSON that is read here; it holds nothing of what was read.
public struct JSONFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The bytes break the grammar (RFC 8259), or are no UTF-8.
        case malformed = "json.malformed"
        /// A name stands twice in one object (RFC 7493, 2.3; RFC 7515, 4).
        case duplicateName = "json.duplicate-name"
        /// Values lie within values beyond the limit.
        case tooDeep = "json.too-deep"
        /// More values than the limit.
        case tooMany = "json.too-many-values"
    }
    /// The kind.
    public let code: Code
    /// The byte at which it was seen.
    public let offset: Int
}
