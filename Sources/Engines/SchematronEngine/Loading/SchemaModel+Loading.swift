// From files to a model: read, include, expand, check.

public import XMLTree

extension SchemaModel {
    /// Reads a schema.
    ///
    /// - Parameters:
    ///   - file: the schema's name in the set of files.
    ///   - files: the set; nothing outside of it is read.
    ///   - dialect: the reading to follow where readings differ.
    /// - Throws: every defect that was found, when there is one that cannot be tolerated.
    public init(_ file: String, in files: SealedFolder, dialect: SchematronDialect = .skeleton) throws(SchematronFailure) {
        var inclusion = Inclusion(files)
        guard let root = inclusion.load(file) else {
            // A schema that is not there at all cannot be tolerated, though a part that is not there can.
            throw SchematronFailure(inclusion.defects)
        }
        var patterns = AbstractPatterns()
        let expanded = patterns.expanded(root)
        var reading = SchemaReading(dialect: dialect, defects: inclusion.defects + patterns.defects)
        self = try reading.model(expanded, file: files.find(file)?.name ?? file)
    }

    /// The patterns that a phase activates, in the order of the schema.
    ///
    /// - Parameter phase: the phase; nil and `#DEFAULT` mean the schema's default phase, `#ALL` all patterns.
    /// - Returns: nil when there is no such phase.
    public func activePatterns(in phase: String? = nil) -> [SchemaPattern]? {
        guard let name = phaseName(phase) else { return patterns }
        guard let phase = phases.first(where: { $0.id == name }) else { return nil }
        let active = Set(phase.active)
        return patterns.filter { pattern in pattern.id.map { active.contains($0) } ?? false }
    }

    /// The phase that is meant, nil for all patterns.
    func phaseName(_ phase: String?) -> String? {
        let wanted = phase == nil || phase == "#DEFAULT" ? defaultPhase ?? "#ALL" : phase
        return wanted == "#ALL" ? nil : wanted
    }

    /// The abstract rules, to be found by those that extend them.
    var abstractRules: AbstractRules { AbstractRules(patterns, dialect: dialect) }
}
