// The report as SVRL, the standard's own report language (ISO/IEC 19757-3, annex D).

import XMLTree
import XPathEngine

extension SchematronReport {
    /// What the report says for one schema, as an SVRL document in UTF-8.
    ///
    /// An assertion that could not be judged appears as failed, with `flag="undecided"` and the error's code as its text: SVRL has no other word for it.
    /// The text may hold content of the document.
    public func svrl(for schema: CompiledSchematron) -> String {
        var writer = SVRLWriter()
        writer.open(
            "schematron-output",
            [("title", schema.model.title), ("schemaVersion", schema.model.version), ("phase", schema.phase ?? "#ALL")], root: true)
        for namespace in schema.model.namespaces {
            writer.empty("ns-prefix-in-attribute-values", [("uri", namespace.uri), ("prefix", namespace.prefix)])
        }
        var firing = 0
        var finding = 0
        for (number, active) in patterns.enumerated() {
            let isMeant = active.schema === schema
            if isMeant {
                writer.empty(
                    "active-pattern", [("id", active.pattern.id), ("name", active.pattern.title), ("role", active.pattern.marks.role)])
            }
            while firing < firings.count, firings[firing].pattern == number {
                let fired = firings[firing]
                firing += 1
                if isMeant {
                    writer.empty(
                        "fired-rule",
                        [
                            ("id", fired.rule.id), ("context", fired.rule.context?.text), ("role", fired.rule.marks.role),
                            ("flag", fired.rule.marks.flag),
                        ])
                }
                while finding < findings.count, findings[finding].pattern == number, findings[finding].node == fired.node {
                    if isMeant { writer.write(findings[finding]) }
                    finding += 1
                }
            }
            // What is said of contexts belongs to no fired rule.
            while finding < findings.count, findings[finding].pattern == number {
                if isMeant { writer.write(findings[finding]) }
                finding += 1
            }
        }
        writer.close("schematron-output")
        return writer.text
    }
}

/// Writes elements of SVRL.
struct SVRLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    mutating func open(_ name: String, _ attributes: [(name: String, value: String?)], root: Bool = false) {
        start(name, attributes, root: root)
        text += ">"
        if name != "text" { text += "\n" }
    }

    mutating func empty(_ name: String, _ attributes: [(name: String, value: String?)]) {
        start(name, attributes, root: false)
        text += "/>\n"
    }

    mutating func close(_ name: String) { text += "</svrl:\(name)>\n" }

    mutating func write(_ finding: SchematronFinding) {
        let said: String
        var flag = finding.assertion?.marks.flag
        let name: String
        switch finding.outcome {
        case .failed: (name, said) = ("failed-assert", finding.message)
        case .reported: (name, said) = ("successful-report", finding.message)
        case .undecided(let error), .contextUndecided(let error):
            (name, said) = ("failed-assert", error.description)
            flag = "undecided"
        case .incompleteMessage: return
        }
        let marks = finding.assertion?.marks
        open(
            name,
            [
                ("id", finding.assertion?.id), ("location", finding.node.namespacedPath), ("test", finding.assertion?.test.text),
                ("role", marks?.role ?? finding.rule.marks.role), ("flag", flag ?? finding.rule.marks.flag), ("see", marks?.see), ("fpi", marks?.fpi),
                ("icon", marks?.icon), ("xml:lang", marks?.language), ("subject", finding.subject?.namespacedPath),
            ])
        for note in finding.diagnostics {
            open("diagnostic-reference", [("diagnostic", note.id)])
            write(note.text, note.language)
            close("diagnostic-reference")
        }
        for note in finding.properties {
            open("property-reference", [("property", note.id)])
            write(note.text, note.language)
            close("property-reference")
        }
        write(said, nil)
        close(name)
    }

    private mutating func write(_ said: String, _ language: String?) {
        open("text", [("xml:lang", language)])
        text += Self.escaped(said)
        close("text")
    }

    private mutating func start(_ name: String, _ attributes: [(name: String, value: String?)], root: Bool) {
        text += "<svrl:\(name)"
        if root { text += " xmlns:svrl=\"http://purl.oclc.org/dsdl/svrl\"" }
        for (name, value) in attributes {
            if let value { text += " \(name)=\"\(Self.escaped(value))\"" }
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\r": result += "&#13;"
            default: if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }
}

extension Node {
    /// A path that means this node whatever the prefixes: `/*:a[namespace-uri()='n'][1]/@b`.
    var namespacedPath: String {
        var steps: [String] = []
        var node = self
        while let parent = node.parent {
            steps.append(node.namespacedStep(in: parent))
            node = parent
        }
        return steps.isEmpty ? "/" : steps.reversed().map { "/" + $0 }.joined()
    }

    private func namespacedStep(in parent: Node) -> String {
        let space = namespaceURI ?? ""
        switch kind {
        case .attribute: return space.isEmpty ? "@\(localName)" : "@*:\(localName)[namespace-uri()='\(space)']"
        case .element:
            let number = parent.children(localName, in: namespaceURI).firstIndex(of: self).map { $0 + 1 } ?? 1
            return space.isEmpty ? "\(localName)[\(number)]" : "*:\(localName)[namespace-uri()='\(space)'][\(number)]"
        case .document, .text, .comment, .processingInstruction:
            let number = parent.children.filter { $0.kind == kind }.firstIndex(of: self).map { $0 + 1 } ?? 1
            let name = kind == .text ? "text" : kind == .comment ? "comment" : "processing-instruction"
            return "\(name)()[\(number)]"
        }
    }
}
