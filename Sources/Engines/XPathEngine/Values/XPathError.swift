// An error of the language: the standard's code, a short message, and the place in the expression.

/// An error that XPath 2.0 or its function library names by a code.
///
/// The message never repeats what the document holds; two errors are equal when their codes are.
public struct XPathError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A code of the standard (XPath 2.0 appendix G, F&O appendix C), or the local name given to `fn:error`.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The local part, as `XPTY0004`.
        public let rawValue: String

        /// Any local part; the known ones are static members.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The code.
    public let code: Code

    /// What went wrong, in words that hold no content of the document.
    public let message: String

    /// Where in the expression, in UTF-8 bytes from its start, when known.
    public var offset: Int?

    /// How many UTF-8 bytes of the expression are meant, when known.
    public var length: Int?

    /// An error without a place, or with one.
    public init(_ code: Code, _ message: String = "", offset: Int? = nil, length: Int? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
        self.length = length
    }

    /// The same error at a place, unless it has one already.
    public func at(offset: Int, length: Int? = nil) -> XPathError {
        self.offset == nil ? XPathError(code, message, offset: offset, length: length) : self
    }

    /// Code and message.
    public var description: String {
        message.isEmpty ? code.rawValue : "\(code.rawValue): \(message)"
    }

    /// Equal codes make equal errors.
    public static func == (left: XPathError, right: XPathError) -> Bool { left.code == right.code }

    /// By code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
