// Reads a schema with all its includes into a model, and collects what is wrong with it.

/// One reading of one schema.
struct SchemaReading {
    let dialect: SchematronDialect
    var defects: [SchemaDefect]

    /// An attribute that must be there.
    mutating func required(_ name: String, of element: SourceElement, rule: String?) -> SchemaExpression? {
        if let expression = element.expression(name) { return expression }
        defects.append(SchemaDefect(.attributeMissing, "\(element.name)/@\(name)", at: element.origin, rule: rule))
        return nil
    }

    mutating func duplicate(_ id: String, at origin: RuleOrigin) {
        if dialect.refusesDuplicates { defects.append(SchemaDefect(.duplicateIdentifier, id, at: origin)) }
    }

    /// The model of a schema element, when nothing is wrong that forbids it.
    mutating func model(_ schema: SourceElement, file: String) throws(SchematronFailure) -> SchemaModel {
        if !schema.isNamed("schema") { defects.append(SchemaDefect(.notASchema, schema.name, at: schema.origin)) }
        checkBinding(schema)
        for child in schema.elements where child.namespace == SourceElement.stylesheet {
            defects.append(SchemaDefect(.foreignDeclaration, "xsl:" + child.name, at: child.origin))
        }
        let lets = lets(schema, rule: nil)
        let phases = phases(schema)
        let diagnostics = notes(schema.elements("diagnostics"), named: "diagnostic")
        let properties = notes(schema.elements("properties"), named: "property")
        let patterns = patterns(schema)
        checkPhases(phases, patterns)
        checkExtensions(patterns)
        checkNotes(patterns, diagnostics: diagnostics, properties: properties)
        // Where something else is wrong, that is why there are none.
        if defects.isEmpty, !patterns.contains(where: { $0.rules.contains { !$0.isAbstract } }) {
            defects.append(SchemaDefect(.noRules, file, at: schema.origin))
        }
        if defects.contains(where: { !$0.code.isTolerated }) { throw SchematronFailure(defects) }
        return SchemaModel(
            file: file, title: schema.elements("title").first?.foldedText, version: schema["schemaVersion"],
            namespaces: schema.elements("ns").compactMap { element in
                guard let prefix = element["prefix"], let uri = element["uri"] else { return nil }
                return SchemaNamespace(prefix: prefix, uri: uri)
            },
            defaultPhase: schema["defaultPhase"], lets: lets, phases: phases, patterns: patterns, diagnostics: diagnostics, properties: properties,
            defects: defects, dialect: dialect)
    }

    private mutating func checkBinding(_ schema: SourceElement) {
        let binding = schema["queryBinding"] ?? "xslt"
        if !["xslt2", "xpath2"].contains(binding.lowercased()) {
            defects.append(SchemaDefect(.queryBinding, binding, at: schema.attribute("queryBinding")?.origin ?? schema.origin))
        }
    }

    private mutating func phases(_ schema: SourceElement) -> [SchemaPhase] {
        var phases: [SchemaPhase] = []
        var ids: Set<String> = []
        for element in schema.elements("phase") {
            guard let id = required("id", of: element, rule: nil) else { continue }
            if !ids.insert(id.text).inserted { duplicate(id.text, at: id.origin) }
            let active = element.elements("active").compactMap { required("pattern", of: $0, rule: nil)?.text }
            phases.append(SchemaPhase(id: id.text, lets: lets(element, rule: nil), active: active, origin: element.origin))
        }
        return phases
    }

    private mutating func patterns(_ schema: SourceElement) -> [SchemaPattern] {
        var patterns: [SchemaPattern] = []
        var ids: Set<String> = []
        for element in schema.elements("pattern") {
            let number = patterns.count + 1
            if let id = element["id"], !ids.insert(id).inserted { duplicate(id, at: element.origin) }
            var rules: [SchemaRule] = []
            for child in element.elements("rule") {
                if let rule = rule(child, pattern: number, number: rules.count + 1) { rules.append(rule) }
            }
            patterns.append(
                SchemaPattern(
                    number: number, id: element["id"], title: element.elements("title").first?.foldedText, documents: element.expression("documents"),
                    lets: lets(element, rule: nil), rules: rules, marks: SchemaMarks(element), origin: element.origin))
        }
        return patterns
    }

    private mutating func rule(_ element: SourceElement, pattern: Int, number: Int) -> SchemaRule? {
        let identity = "p\(pattern).r\(number)"
        let isAbstract = element["abstract"] == "true"
        let needed = required(isAbstract ? "id" : "context", of: element, rule: identity)
        guard let needed else { return nil }
        var parts: [SchemaRulePart] = []
        var assertions = 0
        var names: Set<String> = []
        for child in element.elements where child.namespace == SourceElement.schematron {
            switch child.name {
            case "let":
                guard let variable = variable(child, rule: identity) else { continue }
                if dialect.refusesDuplicates, !names.insert(variable.name).inserted {
                    defects.append(SchemaDefect(.duplicateVariable, variable.name, at: child.origin, rule: identity))
                }
                parts.append(.variable(variable))
            case "assert", "report":
                assertions += 1
                if let assertion = assertion(child, identity: "\(identity).a\(assertions)") { parts.append(.assertion(assertion)) }
            case "extends":
                if let name = required("rule", of: child, rule: identity) { parts.append(.extends(name.text, child.origin)) }
            default: continue
            }
        }
        return SchemaRule(
            identity: identity, number: number, id: element["id"], context: isAbstract ? nil : needed, parts: parts, marks: SchemaMarks(element),
            origin: element.origin)
    }

    private mutating func assertion(_ element: SourceElement, identity: String) -> SchemaAssertion? {
        guard let test = required("test", of: element, rule: identity) else { return nil }
        return SchemaAssertion(
            identity: identity, isReport: element.name == "report", id: element["id"], test: test, subject: element.expression("subject"),
            diagnostics: WhiteSpace.words(element["diagnostics"]), properties: WhiteSpace.words(element["properties"]),
            message: message(element, rule: identity), marks: SchemaMarks(element), origin: element.origin)
    }

    private mutating func lets(_ element: SourceElement, rule: String?) -> [SchemaLet] {
        var lets: [SchemaLet] = []
        var names: Set<String> = []
        for child in element.elements("let") {
            guard let variable = variable(child, rule: rule) else { continue }
            if !names.insert(variable.name).inserted {
                defects.append(SchemaDefect(.duplicateVariable, variable.name, at: child.origin))
            }
            lets.append(variable)
        }
        return lets
    }

    private mutating func variable(_ element: SourceElement, rule: String?) -> SchemaLet? {
        guard let name = required("name", of: element, rule: rule) else { return nil }
        if element.attribute("value") == nil, !element.elements.isEmpty {
            // A value made of elements needs a processor that builds trees.
            defects.append(SchemaDefect(.foreignDeclaration, "let with content", at: element.origin, rule: rule))
            return nil
        }
        guard let value = required("value", of: element, rule: rule) else { return nil }
        // White space around a name does not count, as nowhere in XSLT.
        return SchemaLet(name: WhiteSpace.folded(name.text), value: value)
    }
}
