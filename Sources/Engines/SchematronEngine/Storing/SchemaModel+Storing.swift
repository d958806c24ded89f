// A schema as bytes, so that inclusion and expansion need be done but once.

extension SchemaModel {
    /// The schema as bytes, which only the program that wrote them should read again.
    public var stored: [UInt8] {
        var writer = StoredWriter()
        writer.string(file)
        writer.optional(title)
        writer.optional(version)
        writer.optional(defaultPhase)
        writer.list(namespaces) {
            $0.string($1.prefix); $0.string($1.uri)
        }
        writer.list(lets) { $0.write($1) }
        writer.list(phases) { writer, phase in
            writer.string(phase.id)
            writer.list(phase.lets) { $0.write($1) }
            writer.list(phase.active) { $0.string($1) }
            writer.write(phase.origin)
        }
        writer.list(patterns) { $0.write($1) }
        for notes in [diagnostics, properties] {
            writer.list(notes.values.sorted { $0.id < $1.id }) { writer, note in
                writer.string(note.id)
                writer.list(note.message) { $0.write($1) }
                writer.write(note.marks)
            }
        }
        writer.list(defects) { writer, defect in
            writer.string(defect.code.rawValue)
            writer.list(defect.origin.map { [$0] } ?? []) { $0.write($1) }
            writer.optional(defect.rule)
            writer.string(defect.subject)
            writer.optional(defect.errorCode)
        }
        return writer.bytes
    }

    /// Reads a schema from the bytes that `stored` gave; nil when they are anything else.
    ///
    /// - Parameters:
    ///   - stored: the bytes.
    ///   - dialect: the reading that was followed.
    public init?(stored: [UInt8], dialect: SchematronDialect = .skeleton) {
        do throws(StoredFormError) {
            var reader = try StoredReader(stored)
            self = try reader.model(dialect)
            if !reader.isAtEnd { return nil }
        } catch {
            return nil
        }
    }
}

extension StoredReader {
    fileprivate mutating func model(_ dialect: SchematronDialect) throws(StoredFormError) -> SchemaModel {
        let file = try string()
        let (title, version, defaultPhase) = (try optional(), try optional(), try optional())
        let namespaces = try list { reader throws(StoredFormError) in SchemaNamespace(prefix: try reader.string(), uri: try reader.string()) }
        let lets = try list { reader throws(StoredFormError) in try reader.variable() }
        let phases = try list { reader throws(StoredFormError) in
            SchemaPhase(
                id: try reader.string(), lets: try reader.list { inner throws(StoredFormError) in try inner.variable() },
                active: try reader.list { inner throws(StoredFormError) in try inner.string() }, origin: try reader.origin())
        }
        let patterns = try list { reader throws(StoredFormError) in try reader.pattern() }
        let (diagnostics, properties) = (try notes(), try notes())
        let defects = try list { reader throws(StoredFormError) in try reader.defect() }
        return SchemaModel(
            file: file, title: title, version: version, namespaces: namespaces, defaultPhase: defaultPhase, lets: lets, phases: phases, patterns: patterns,
            diagnostics: diagnostics, properties: properties, defects: defects, dialect: dialect)
    }

    private mutating func notes() throws(StoredFormError) -> [String: SchemaNote] {
        let notes = try list { reader throws(StoredFormError) in
            SchemaNote(
                id: try reader.string(), message: try reader.list { inner throws(StoredFormError) in try inner.messagePart() }, marks: try reader.marks())
        }
        return Dictionary(notes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func defect() throws(StoredFormError) -> SchemaDefect {
        guard let code = SchemaDefectCode(rawValue: try string()) else { throw StoredFormError() }
        let origin = try list { reader throws(StoredFormError) in try reader.origin() }.first
        let (rule, subject, errorCode) = (try optional(), try string(), try optional())
        return SchemaDefect(code, subject, at: origin, rule: rule, errorCode: errorCode)
    }
}
