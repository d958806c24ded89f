// A resource read from XML (FHIR R4, 2.6.1).

import XMLTree

/// The namespaces of FHIR in XML.
enum FHIRNamespace {
    static let fhir = "http://hl7.org/fhir"
    static let xhtml = "http://www.w3.org/1999/xhtml"
}

extension FHIRElement {
    /// Reads a resource; document type declarations, other namespaces and elements out of their order are refused.
    public static func read(xml bytes: [UInt8], limits: FHIRLimits = FHIRLimits()) throws(FHIRFaults) -> FHIRElement {
        let tree: FrozenTree
        do {
            // A document stands in an attribute: a start tag may be as long as the text.
            let parsing = ParseLimits(bytes: limits.bytes, depth: limits.depth, nodes: limits.values * 2, startTagBytes: limits.bytes)
            tree = try FrozenTree.parse(bytes, limits: parsing, keepsSource: false)
        } catch {
            let code: FHIRFault.Code =
                switch error.code {
                case .empty: .empty
                case .encoding: .encoding
                case let code where code.rawValue.hasPrefix("xml.limit") || code == .timeout: .limit
                default: .malformed
                }
            throw FHIRFaults(
                faults: [FHIRFault(code, at: "", FHIRPlace(line: error.line, column: error.column), expected: error.code.rawValue)])
        }
        var trail = ReadingTrail()
        let element = XMLReading.resource(tree.root, isRoot: true, &trail)
        guard trail.faults.isEmpty, let element else { throw FHIRFaults(faults: trail.faults) }
        return element
    }
}

/// Turns XML into elements, type by type.
private enum XMLReading {
    static func place(_ node: Node) -> FHIRPlace {
        let (line, column) = node.lineAndColumn
        return FHIRPlace(line: line, column: column)
    }

    static func resource(_ node: Node, isRoot: Bool, _ trail: inout ReadingTrail) -> FHIRElement? {
        guard node.namespaceURI == FHIRNamespace.fhir else {
            trail.fault(.namespace, at: place(node), expected: FHIRNamespace.fhir)
            return nil
        }
        let type = node.localName
        guard TypeDefinition.isResource(type), let definition = TypeDefinition.named(type) else {
            trail.fault(.resourceUnknown, at: place(node))
            return nil
        }
        guard isRoot else { return element(node, type, definition, &trail) }
        return trail.within(type) { trail in element(node, type, definition, &trail) }
    }

    /// An element with children; the id of an element and the url of an extension are attributes.
    static func element(_ node: Node, _ type: String, _ definition: TypeDefinition, _ trail: inout ReadingTrail) -> FHIRElement? {
        var result = FHIRElement(type)
        result.place = place(node)
        for attribute in node.attributes {
            let name = attribute.localName
            let isAttribute = (name == "id" && !definition.isResource) || (name == "url" && type == "Extension")
            guard attribute.namespaceURI == nil, isAttribute, let expected = definition.element(name) else {
                // Where a schema is said to lie is a hint that every XML tool writes.
                if attribute.namespaceURI != "http://www.w3.org/2001/XMLSchema-instance" { trail.fault(.elementUnknown, name, at: result.place) }
                continue
            }
            result.add(name, FHIRElement(expected.type, value: attribute.stringValue))
        }
        refuseText(of: node, &trail)
        var counts: [String: Int] = [:]
        var last = -1
        for child in node.elements {
            guard !trail.isFull else { return nil }
            let name = child.localName
            let isNarrative = type == "Narrative" && name == "div"
            guard child.namespaceURI == (isNarrative ? FHIRNamespace.xhtml : FHIRNamespace.fhir) else {
                trail.fault(.namespace, name, at: place(child), expected: FHIRNamespace.fhir)
                continue
            }
            guard let expected = definition.element(name), !(type == "Extension" && name == "url") else {
                trail.fault(.elementUnknown, name, at: place(child))
                continue
            }
            guard name != "modifierExtension" else {
                trail.fault(.modifier, name, at: place(child))
                continue
            }
            // The order is that of the schema (FHIR R4, 2.6.1).
            if expected.position < last { trail.fault(.elementUnknown, name, at: place(child), expected: definition.elements[last].name) }
            last = max(last, expected.position)
            let index = counts[name, default: 0]
            counts[name] = index + 1
            let value = trail.within(name, expected.isList ? index : nil) { trail in single(child, expected.type, &trail) }
            if let value { result.add(name, value) }
        }
        if result.isEmpty { trail.fault(.value, at: result.place, expected: type) }
        trail.check(result, against: definition)
        return result
    }

    private static func single(_ node: Node, _ type: String, _ trail: inout ReadingTrail) -> FHIRElement? {
        if type == "Resource" {
            let inner = Array(node.elements)
            guard inner.count == 1 else {
                trail.fault(.cardinality, at: place(node), expected: "1..1")
                return nil
            }
            return resource(inner[0], isRoot: false, &trail)
        }
        if type == "xhtml" {
            var narrative = FHIRElement(type, value: String(decoding: node.serialized(comments: false), as: UTF8.self))
            narrative.place = place(node)
            trail.check(primitive: narrative)
            return narrative
        }
        guard PrimitiveForm.all.contains(type) else {
            guard let definition = TypeDefinition.named(type) else { return nil }
            return element(node, type, definition, &trail)
        }
        return primitive(node, type, &trail)
    }

    private static func primitive(_ node: Node, _ type: String, _ trail: inout ReadingTrail) -> FHIRElement? {
        var result = FHIRElement(type)
        result.place = place(node)
        for attribute in node.attributes where attribute.namespaceURI == nil {
            switch attribute.localName {
            case "value": result.value = attribute.stringValue
            case "id": result.add("id", FHIRElement("string", value: attribute.stringValue))
            default: trail.fault(.elementUnknown, attribute.localName, at: result.place)
            }
        }
        refuseText(of: node, &trail)
        for child in node.elements {
            guard child.localName == "extension", child.namespaceURI == FHIRNamespace.fhir, let definition = TypeDefinition.named("Extension") else {
                trail.fault(.elementUnknown, child.localName, at: place(child))
                continue
            }
            if let value = element(child, "Extension", definition, &trail) { result.add("extension", value) }
        }
        trail.check(primitive: result)
        return result
    }

    /// Text between elements has no meaning in FHIR.
    private static func refuseText(of node: Node, _ trail: inout ReadingTrail) {
        for child in node.children where child.kind == .text && !child.isWhitespace { trail.fault(.value, at: place(child), expected: "value") }
    }
}
