// Where in the files a rule, an assertion or an expression was written.

/// A place in a file of rules.
public struct RuleOrigin: Sendable, Hashable, CustomStringConvertible {
    /// The file, by its name in the set.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in Unicode scalars.
    public var column: Int
    /// The bytes of the element's start tag or of the attribute's value, in the file as it is.
    public var bytes: Range<Int>

    /// Names a place.
    public init(file: String, line: Int, column: Int, bytes: Range<Int>) {
        self.file = file
        self.line = line
        self.column = column
        self.bytes = bytes
    }

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}
