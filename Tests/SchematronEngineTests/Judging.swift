// Short ways to write a schema, a document, and what comes out.

import SchematronEngine
import XMLTree

/// Schemas and documents written in tests.
enum Judging {
    /// A schema with the prefix `h` for `urn:h`.
    static func schema(_ content: String, attributes: String = "") -> String {
        """
        <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2" \(attributes)>
        <ns prefix="h" uri="urn:h"/>\(content)</schema>
        """
    }

    static func files(_ files: [String: String]) -> RuleFiles { RuleFiles(files.mapValues { Array($0.utf8) }) }

    static func model(
        _ content: String, with others: [String: String] = [:], dialect: SchematronDialect = .iso, attributes: String = ""
    ) throws -> SchemaModel {
        var all = others
        all["main.sch"] = schema(content, attributes: attributes)
        return try SchemaModel("main.sch", in: files(all), dialect: dialect)
    }

    /// The codes of the defects that keep a schema from being used.
    static func refusals(
        _ content: String, with others: [String: String] = [:], dialect: SchematronDialect = .iso, attributes: String = ""
    ) -> [SchemaDefectCode] {
        do {
            _ = try compile(content, with: others, dialect: dialect, attributes: attributes)
            return []
        } catch let failure as SchematronFailure {
            return failure.defects.map(\.code)
        } catch {
            return []
        }
    }

    static func compile(
        _ content: String, with others: [String: String] = [:], phase: String? = nil, dialect: SchematronDialect = .iso, attributes: String = ""
    ) throws -> (schema: CompiledSchematron, documents: RuleDocuments) {
        let documents = RuleDocuments(files(others))
        let model = try model(content, with: others, dialect: dialect, attributes: attributes)
        return (try CompiledSchematron(model, phase: phase, documents: documents), documents)
    }

    static func report(
        _ content: String, on document: String, with others: [String: String] = [:], phase: String? = nil, dialect: SchematronDialect = .iso,
        attributes: String = "", budget: Int = 1_000_000
    ) throws -> (report: SchematronReport, schema: CompiledSchematron) {
        let (schema, documents) = try compile(content, with: others, phase: phase, dialect: dialect, attributes: attributes)
        let tree = try FrozenTree.parse(Array(document.utf8))
        return (RuleSet([schema]).judge(tree, options: RunOptions(documents: documents, budget: budget)), schema)
    }

    /// What was found: `identity path message`.
    static func findings(
        _ content: String, on document: String, with others: [String: String] = [:], phase: String? = nil, dialect: SchematronDialect = .iso,
        attributes: String = ""
    ) throws -> [String] {
        try report(content, on: document, with: others, phase: phase, dialect: dialect, attributes: attributes).report.findings.map { finding in
            "\(finding.assertion?.identity ?? finding.rule.identity) \(finding.node.path) \(finding.foldedMessage)"
        }
    }
}
