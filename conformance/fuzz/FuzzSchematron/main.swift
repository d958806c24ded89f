// Loads the first part of every input as a schema, which may include the other parts, compiles it, and judges a small document with a budget.

import FuzzSupport
import Glibc
import SchematronEngine
import XMLTree
import XPathEngine

let tree = try FrozenTree.parse(
    Array(
        """
        <?p q?><list xmlns="urn:b" xmlns:a="urn:a"><!-- c --><item code="1">one</item><item code="22"><a:b/>zwei</item><item code="x"/></list>
        """.utf8))

exit(
    fuzz { start, count in
        guard count < 16_384 else { return -1 }
        let parts = parts(start, count)
        var files: [String: [UInt8]] = ["main.sch": parts.first ?? []]
        for (number, part) in parts.dropFirst().prefix(4).enumerated() { files["folder/part\(number + 1).sch"] = part }
        files["codes.xml"] = Array("<codes xmlns='urn:b'><code value='1'/><code value='x'/></codes>".utf8)
        let rules = RuleFiles(files)
        for dialect in [SchematronDialect.skeleton, .iso] {
            guard let model = try? SchemaModel("main.sch", in: rules, dialect: dialect) else { continue }
            let documents = RuleDocuments(rules)
            for phase in [nil, "#ALL"] {
                guard let schema = try? CompiledSchematron(model, phase: phase, documents: documents) else { continue }
                let report = RuleSet([schema]).judge(tree, options: RunOptions(documents: documents, budget: 20_000))
                _ = report.svrl(for: schema)
            }
        }
        return 0
    })
