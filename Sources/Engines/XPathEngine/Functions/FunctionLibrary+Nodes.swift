// Functions on nodes and documents (F&O 2, 14 and 15.5).

import XMLTree

extension FunctionLibrary {
    private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

    static let nodes: [FunctionEntry] =
        [
            .standard("nilled", [optionalNode], .optional(.boolean)) { call in
                guard let node = try subject(call), node.kind == .element else { return .empty }
                return XPathSequence(false)
            },
            .standard("data", [.anything], .any(.anyAtomicType)) { call in
                try call.focus.scope.spend(call.arguments[0].count)
                return XPathSequence(Conversion.atomized(call.arguments[0]).map { .atomic($0) })
            },
            .standard("base-uri", [], .optional(.anyURI)) { try baseURI($0) },
            .standard("base-uri", [optionalNode], .optional(.anyURI)) { try baseURI($0) },
            .standard("document-uri", [optionalNode], .optional(.anyURI)) { call in
                guard let node = try subject(call), node.kind == .document else { return .empty }
                return XPathSequence(call.context.invariant(node.tree).flatMap { $0.uri.isEmpty ? nil : .anyURI($0.uri) })
            },
        ]
        + FunctionEntry.standard("lang", [.optional(.string), anyNode], from: 1, .one(.boolean)) { call in
            guard case .node(let node)? = try call.itemOrContext(1) else { throw XPathError(.xpty0004, "an atomic value where a node is expected") }
            let asked = call.text(0).lowercased()
            var element: Node? = node.kind == .element ? node : node.parent
            while let scope = element {
                if let own = scope.kind == .element ? scope.attribute("lang", in: xmlNamespace)?.stringValue.lowercased() : nil {
                    return XPathSequence(own == asked || own.hasPrefix(asked + "-"))
                }
                element = scope.parent
            }
            return XPathSequence(false)
        }
        + FunctionEntry.standard("root", [optionalNode], from: 0, optionalNode) { call in
            guard let node = try subject(call) else { return .empty }
            return XPathSequence(node.tree.document)
        }
        + FunctionEntry.standard("id", [.any(.string), anyNode], from: 1, .items(.node(.node), .any)) { call in
            let wanted = Set(tokens(call))
            return try elements(call) { identifiers($0).contains { wanted.contains($0) } }
        }
        + FunctionEntry.standard("idref", [.any(.string), anyNode], from: 1, .items(.node(.node), .any)) { call in
            // Without a schema or document type no attribute is known to be a reference.
            try elements(call) { _ in false }
        }
        + documents

    private static let documents: [FunctionEntry] =
        [
            .standard("doc", [.optional(.string)], optionalNode, special: .doc) { call in
                guard let given = call.value(0) else { return .empty }
                guard let document = try document(given.stringValue, call) else {
                    throw XPathError(.fodc0002, "there is no such document")
                }
                return XPathSequence(document.tree.document)
            },
            .standard("doc-available", [.optional(.string)], .one(.boolean)) { call in
                guard let given = call.value(0) else { return XPathSequence(false) }
                let found = try? document(given.stringValue, call)
                return XPathSequence(found != nil)
            },
        ]
        + FunctionEntry.standard("collection", [.optional(.string)], from: 0, .items(.node(.node), .any)) { call in
            let uri = try call.value(0).map { try absolute($0.stringValue, call, orThrow: .fodc0004) }
            guard let documents = try call.context.resolver?.collection(at: uri) else {
                throw XPathError(.fodc0002, "there is no such collection")
            }
            for document in documents { call.context.register(document) }
            return XPathSequence(documents.map { .node($0.tree.document) })
        }

    private static func document(_ reference: String, _ call: FunctionCall) throws -> InvariantDocument? {
        try call.context.document(reference, from: call.statics.baseURI ?? "") { () throws(XPathError) in
            try call.context.document(at: try absolute(reference, call))
        }
    }

    private static func absolute(_ uri: String, _ call: FunctionCall, orThrow code: XPathError.Code = .fodc0005) throws(XPathError) -> String {
        guard URIReference.isAcceptable(uri) else { throw XPathError(code, "not a URI") }
        guard let base = call.statics.baseURI else { return uri }
        return call.statics.absolute(uri) { (try? URIFunctions.resolve($0, base: base)) ?? $0 }
    }

    private static func baseURI(_ call: FunctionCall) throws -> XPathSequence {
        guard let node = try subject(call) else { return .empty }
        var bases: [String] = []
        var scope: Node? = node.kind == .element ? node : node.parent
        while let element = scope, element.kind == .element {
            if let base = element.attribute("base", in: xmlNamespace)?.stringValue { bases.append(base) }
            scope = element.parent
        }
        let document = call.context.invariant(node.tree)?.uri ?? ""
        let result = bases.reversed().reduce(document) { base, relative in (try? URIFunctions.resolve(relative, base: base)) ?? relative }
        return result.isEmpty ? .empty : XPathSequence(.anyURI(result))
    }

    // MARK: Identifiers

    private static func tokens(_ call: FunctionCall) -> [String] {
        call.arguments[0].flatMap { $0.stringValue.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    /// Only `xml:id` makes an identifier where there is no schema and no document type.
    private static func identifiers(_ element: Node) -> [String] {
        element.attribute("id", in: xmlNamespace).map { [StringFunctions.normalizeSpace($0.stringValue)] } ?? []
    }

    private static func elements(_ call: FunctionCall, _ passes: (Node) -> Bool) throws -> XPathSequence {
        guard let item = try call.itemOrContext(1) else { return .empty }
        guard case .node(let node) = item else { throw XPathError(.xpty0004, "an atomic value where a node is expected") }
        try call.focus.scope.spend(node.tree.nodeCount)
        var seen: Set<String> = []
        return XPathSequence(
            node.tree.document.descendants.filter { candidate in
                guard candidate.kind == .element, passes(candidate) else { return false }
                // The first element with an identifier has it.
                return identifiers(candidate).contains { seen.insert($0).inserted }
            }.map { .node($0) })
    }
}
