// Imports extractions into a new directory file, and puts it in the place of the old one.

public import Foundation
import GRDB

/// What an import brought.
public struct DirectoryImportResult: Sendable, Hashable {
    /// How many lines of activities were taken.
    public let activities: Int
    /// How many lines of specialities were taken.
    public let expertise: Int
    /// How many activities the directory in force had before, nil where there was none.
    public let formerActivities: Int?
}

/// Imports the public extractions of the directory.
///
/// Lines go straight from the file into the database, so memory is bounded whatever the size. Nothing of the old directory is touched before the
/// new one is complete and on disk; then it takes the old one's name in one step.
public struct DirectoryImport: Sendable {
    /// The least share of the former number of lines, in percent: an extraction does not lose a tenth of the professionals in a day.
    public static let usualLeastShare = 90

    /// The path of the directory file.
    public let path: String
    /// The least share of the former number of lines, in percent; 0 takes any.
    public let leastShare: Int

    /// Prepares an import into a directory file.
    public init(into path: String, leastShare: Int = usualLeastShare) {
        self.path = path
        self.leastShare = leastShare
    }

    /// Imports files; together they make the whole new directory.
    ///
    /// `progress` is told of bytes read and bytes in all, about a hundred times.
    public func run(
        _ files: [String], now: Date, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(DirectoryFailure) -> DirectoryImportResult {
        let former = (try? DirectoryFile(path: path))?.activities
        let draft = try DirectoryDraft(path: path)
        var total = 0
        for file in files { total += try LineReader(path: file).byteCount }
        var done = 0
        var result: (activities: Int, expertise: Int) = (0, 0)
        try draft.write { db throws(DirectoryFailure) in
            for file in files {
                let counts = try Self.read(file, into: db) { bytes in progress(done + bytes, total) }
                done += counts.bytes
                result.activities += counts.activities
                result.expertise += counts.expertise
            }
        }
        guard result.activities > 0 else { throw DirectoryFailure(.columns, file: files.first ?? "", "no line of activities: an extraction has some") }
        if let former, result.activities * 100 < former * leastShare {
            let reason = "\(result.activities) activities, and the directory in force has \(former): less than \(leastShare) %"
            throw DirectoryFailure(.shrunken, file: files.first ?? "", reason)
        }
        let names = files.map { URL(filePath: $0).lastPathComponent }.joined(separator: " ")
        try draft.complete([
            "version": String(DirectorySchema.version), "files": names, "imported": now.ISO8601Format(), "activities": String(result.activities),
            "expertise": String(result.expertise),
        ])
        return DirectoryImportResult(activities: result.activities, expertise: result.expertise, formerActivities: former)
    }

    /// Reads one file into the tables.
    private static func read(
        _ path: String, into db: Database, progress: (Int) -> Void
    ) throws(DirectoryFailure) -> (bytes: Int, activities: Int, expertise: Int) {
        var reader = try LineReader(path: path)
        guard let columns = try reader.next({ line throws(DirectoryFailure) in try ExtractionColumns(heading: line, file: path) }) else {
            throw DirectoryFailure(.columns, file: path, "the file is empty")
        }
        var line = ExtractionLine(columns: columns, file: path)
        var writer = try LineWriter(columns.kind, db, file: path)
        let step = max(reader.byteCount / 100, 1)
        var told = 0
        var count = 0
        while true {
            let number = reader.lineNumber + 1
            let isLine = try reader.next { bytes throws(DirectoryFailure) -> Bool in
                guard !bytes.isEmpty else { return false }
                try line.take(bytes, number: number)
                try writer.write(line, bytes, number: number)
                return true
            }
            guard let isLine else { break }
            count += isLine ? 1 : 0
            if reader.bytesRead - told >= step {
                told = reader.bytesRead
                progress(told)
            }
        }
        progress(reader.bytesRead)
        return (reader.bytesRead, columns.kind == .activities ? count : 0, columns.kind == .expertise ? count : 0)
    }
}

/// Writes lines into their table, with one statement made once.
private struct LineWriter {
    private static let activityFields: [ExtractionField] = [
        .family, .given, .profession, .category, .expertise, .sector, .role, .siret, .siren, .finess, .legalFiness, .technical, .name,
    ]
    private let statement: Statement
    private let fields: [ExtractionField]
    private let file: String
    private var values: [DatabaseValue] = []

    init(_ kind: ExtractionKind, _ db: Database, file: String) throws(DirectoryFailure) {
        fields = kind == .activities ? Self.activityFields : [.profession, .expertise]
        self.file = file
        let table = kind == .activities ? "activity" : "expertise"
        do {
            statement = try db.makeStatement(sql: "INSERT INTO \(table) VALUES (?\(String(repeating: ", ?", count: fields.count)))")
        } catch { throw DirectoryFailure(storage: error, file: file) }
    }

    mutating func write(_ line: ExtractionLine, _ bytes: UnsafeBufferPointer<UInt8>, number: Int) throws(DirectoryFailure) {
        values.removeAll(keepingCapacity: true)
        values.append(try line.person(in: bytes, number: number).databaseValue)
        for field in fields { values.append(line.text(field, in: bytes)?.databaseValue ?? .null) }
        // A line of specialities without one says nothing.
        if fields.count == 2, values[2].isNull { return }
        do { try statement.execute(arguments: StatementArguments(values)) } catch { throw DirectoryFailure(storage: error, file: file) }
    }
}
