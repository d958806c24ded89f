// Why a directory could not be imported or asked.

/// Why an import was refused, or a directory cannot be asked; the directory in force stays as it was.
public struct DirectoryFailure: Error, Sendable, Hashable {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file cannot be read.
        case unreadable = "directory.file-unreadable"
        /// The headings are those of no known extraction, or one that is needed is absent.
        case columns = "directory.columns"
        /// A line is no UTF-8.
        case encoding = "directory.encoding"
        /// A line has another number of fields than the headings: mostly a file that was cut.
        case fields = "directory.fields"
        /// A line names nobody.
        case identifier = "directory.identifier"
        /// A line is longer than any of an extraction.
        case lineTooLong = "directory.line-too-long"
        /// There are far fewer lines than in the directory in force.
        case shrunken = "directory.shrunken"
        /// Another import is running.
        case busy = "directory.busy"
        /// The directory cannot be written or read: the disk, or a file that is no directory.
        case storage = "directory.storage"
    }

    /// The kind.
    public let code: Code
    /// The file.
    public let file: String
    /// The line, counted from 1; nil where the whole file is meant.
    public let line: Int?
    /// What was found and what was expected; no names of persons.
    public let reason: String

    init(_ code: Code, file: String, line: Int? = nil, _ reason: String) {
        self.code = code
        self.file = file
        self.line = line
        self.reason = reason
    }
}

extension DirectoryFailure: CustomStringConvertible {
    /// File, line, code and reason.
    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(code.rawValue): \(reason)" }
}
