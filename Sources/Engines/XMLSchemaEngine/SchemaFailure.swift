// Why a schema could not be compiled.

/// Something that the compiler of schemas said, and where.
public struct SchemaProblem: Sendable, Hashable {
    /// The file, by its path inside the pack; empty when the compiler named none.
    public var file: String
    /// The line, from 1; 0 when unknown.
    public var line: Int
    /// What libxml2 said.
    public var message: String
    /// libxml2's number for it.
    public var libxmlCode: Int

    /// Records a problem.
    public init(file: String, line: Int, message: String, libxmlCode: Int) {
        self.file = file
        self.line = line
        self.message = message
        self.libxmlCode = libxmlCode
    }
}

extension SchemaProblem: CustomStringConvertible {
    /// The place and the message, as compilers print them.
    public var description: String { "\(file.isEmpty ? "schema" : file):\(line): \(message)" }
}

/// A schema that cannot be used.
public struct SchemaFailure: Error, Sendable, Hashable {
    /// What kind of failure it is.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The entry file is not there, or not inside the pack.
        case entryMissing = "schema.entry-missing"
        /// The folder cannot be read.
        case unreadable = "schema.unreadable"
        /// A file is not well-formed XML, or breaks a rule of XML Schema.
        case invalid = "schema.invalid"
    }

    /// The stable code.
    public var code: Code
    /// What was wrong, the first first; never empty.
    public var problems: [SchemaProblem]

    /// Records a failure.
    public init(code: Code, problems: [SchemaProblem]) {
        self.code = code
        self.problems = problems
    }

    init(_ code: Code, file: String, _ message: String) {
        self.init(code: code, problems: [SchemaProblem(file: file, line: 0, message: message, libxmlCode: 0)])
    }

    /// The file of the first problem.
    public var file: String { problems.first?.file ?? "" }
    /// The line of the first problem.
    public var line: Int { problems.first?.line ?? 0 }
    /// The message of the first problem.
    public var message: String { problems.first?.message ?? "" }
}

extension SchemaFailure: CustomStringConvertible {
    /// The code and the first problem.
    public var description: String { "\(code.rawValue) \(problems.first.map(String.init(describing:)) ?? "")" }
}
