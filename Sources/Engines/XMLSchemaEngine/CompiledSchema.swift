// A schema, compiled once and shared by all threads.

import CXML
public import XMLTree

/// An XML Schema 1.0 in compiled form.
///
/// Compiling reads the entry file and whatever it includes or imports, all of it from the same pack: a location outside is skipped and reported, never
/// fetched. The compiled form never changes, so any number of threads may validate with it at once.
public final class CompiledSchema: @unchecked Sendable {
    /// What the compiler found odd without refusing, for instance an import that it had to skip.
    public let warnings: [SchemaProblem]
    /// The locations that the files ask for and the pack does not have.
    public let missingFiles: [String]
    let schema: xmlSchemaPtr
    let identifierNames: IdentifierNames

    /// Compiles files held in memory.
    ///
    /// - Parameters:
    ///   - files: the bytes of each file by its path in the pack, with `/` between folders.
    ///   - entry: the path of the file to begin with.
    public convenience init(files: [String: [UInt8]], entry: String) throws(SchemaFailure) {
        try self.init(SealedFolder(files), entry: entry)
    }

    /// Compiles the files of a folder, which may have folders inside.
    ///
    /// - Parameters:
    ///   - folder: the path of the folder; nothing outside it is read, not even through a symbolic link.
    ///   - entry: the path, inside the folder, of the file to begin with.
    public convenience init(contentsOf folder: String, entry: String) throws(SchemaFailure) {
        try self.init(SealedFolder(folder: folder), entry: entry)
    }

    /// Compiles files of a sealed folder.
    ///
    /// - Parameters:
    ///   - folder: the files; a location in another letter case than the file's finds it, too.
    ///   - entry: the name of the file to begin with.
    public init(_ folder: SealedFolder, entry: String) throws(SchemaFailure) {
        let files = try SchemaFiles(folder)
        guard files.bytes(of: entry) != nil else { throw SchemaFailure(.entryMissing, file: entry, "the pack has no such file") }
        _ = Self.typesReady
        var log = CompilerLog()
        let compiled = withUnsafeMutablePointer(to: &log) { log in
            EntityLoading.allowing({ Self.load($0, from: files) }, during: { Self.compile(entry, log) })
        }
        missingFiles = files.missing
        warnings = log.warnings
        guard let compiled, log.errors.isEmpty else {
            if let compiled { xmlSchemaFree(compiled) }
            let unknown = SchemaProblem(file: entry, line: 0, message: "the schema was refused without a reason", libxmlCode: 0)
            throw SchemaFailure(code: .invalid, problems: log.errors.isEmpty ? [unknown] : log.errors)
        }
        schema = compiled
        identifierNames = IdentifierNames(files.sources)
    }

    deinit {
        xmlSchemaFree(schema)
    }

    /// libxml2 builds its table of types on first use, without a lock.
    private static let typesReady: Void = {
        xmlInitParser()
        xmlSchemaInitTypes()
    }()

    private static func load(_ location: String, from files: SchemaFiles) -> [UInt8]? {
        if let bytes = files.answer(location) { return bytes }
        // libxml2 skips an import when the last error says that loading failed; anything else it takes for a broken file.
        __xmlLastError().pointee.domain = Int32(XML_FROM_IO.rawValue)
        __xmlLastError().pointee.code = Int32(XML_IO_LOAD_ERROR.rawValue)
        return nil
    }

    private static func compile(_ entry: String, _ log: UnsafeMutablePointer<CompilerLog>) -> xmlSchemaPtr? {
        let listen: xmlStructuredErrorFunc = { log, error in
            guard let log, let error else { return }
            log.assumingMemoryBound(to: CompilerLog.self).pointee.add(error.pointee)
        }
        // Errors of the XML parser do not go to the schema compiler's listener but to the thread's.
        xmlSetStructuredErrorFunc(log, listen)
        defer { xmlSetStructuredErrorFunc(nil, nil) }
        guard let context = xmlSchemaNewParserCtxt(SchemaFiles.location(of: entry)) else { return nil }
        defer { xmlSchemaFreeParserCtxt(context) }
        xmlSchemaSetParserStructuredErrors(context, listen, log)
        return xmlSchemaParse(context)
    }
}

/// What the compiler says, as it says it.
private struct CompilerLog {
    var errors: [SchemaProblem] = []
    var warnings: [SchemaProblem] = []

    mutating func add(_ error: xmlError) {
        let file = error.file.map { SchemaFiles.file(at: String(cString: $0)) } ?? ""
        let message = error.message.map { String(cString: $0) } ?? ""
        let problem = SchemaProblem(
            file: file, line: Int(error.line), message: message.last == "\n" ? String(message.dropLast()) : message, libxmlCode: Int(error.code))
        if error.level == XML_ERR_WARNING { warnings.append(problem) } else { errors.append(problem) }
    }
}
