// Functions on qualified names and on the names of nodes (F&O 11 and 14).

import XMLTree

extension FunctionLibrary {
    private static let node = optionalNode

    static let names: [FunctionEntry] = qualified + ofNodes

    private static let qualified: [FunctionEntry] = [
        .standard("resolve-QName", [.optional(.string), .items(.node(.element(nil, typeFits: true)), .one)], .optional(.qName)) { call in
            guard let lexical = call.value(0), case .node(let element)? = call.arguments[1].first else { return .empty }
            return XPathSequence(try QNameFunctions.resolve(lexical.stringValue) { element.namespaceURI(forPrefix: $0) })
        },
        .standard("QName", [.optional(.string), .one(.string)], .one(.qName)) { call in
            XPathSequence(try QNameFunctions.make(uri: call.text(0), lexical: call.text(1)))
        },
        .standard("prefix-from-QName", [.optional(.qName)], .optional(.ncName)) { call in
            XPathSequence(name(call).flatMap { QNameFunctions.prefix(of: $0) })
        },
        .standard("local-name-from-QName", [.optional(.qName)], .optional(.ncName)) { call in
            XPathSequence(name(call).map { QNameFunctions.localName(of: $0) })
        },
        .standard("namespace-uri-from-QName", [.optional(.qName)], .optional(.anyURI)) { call in
            XPathSequence(name(call).map { QNameFunctions.namespaceURI(of: $0) })
        },
        .standard("namespace-uri-for-prefix", [.optional(.string), .items(.node(.element(nil, typeFits: true)), .one)], .optional(.anyURI)) { call in
            guard case .node(let element)? = call.arguments[1].first else { return .empty }
            return XPathSequence(element.namespaceURI(forPrefix: call.text(0)).map { .anyURI($0) })
        },
        .standard("in-scope-prefixes", [.items(.node(.element(nil, typeFits: true)), .one)], .any(.string)) { call in
            guard case .node(let element)? = call.arguments[0].first else { return .empty }
            let prefixes = element.namespacesInScope.map { $0.prefix ?? "" }
            return XPathSequence((prefixes + ["xml"]).map { $0.isEmpty ? .atomic(.string("")) : .atomic(.string($0, .ncName)) })
        },
    ]

    private static func name(_ call: FunctionCall) -> QNameValue? {
        if case .qName(let name, _)? = call.value(0) { name } else { nil }
    }

    private static let ofNodes: [FunctionEntry] =
        FunctionEntry.standard("name", [node], from: 0, .one(.string)) { call in
            if case .namespace(let namespace)? = try call.itemOrContext(0) { return XPathSequence(namespace.prefix) }
            return XPathSequence(try subject(call).map { hasName($0) ? $0.qualifiedName : "" } ?? "")
        }
        + FunctionEntry.standard("local-name", [node], from: 0, .one(.string)) { call in
            if case .namespace(let namespace)? = try call.itemOrContext(0) { return XPathSequence(namespace.prefix) }
            return XPathSequence(try subject(call).map { hasName($0) ? $0.localName : "" } ?? "")
        }
        + FunctionEntry.standard("namespace-uri", [node], from: 0, .one(.anyURI)) { call in
            XPathSequence(.anyURI(try subject(call)?.namespaceURI ?? ""))
        }
        + [
            .standard("node-name", [node], .optional(.qName)) { call in
                guard let node = try subject(call), hasName(node) else { return .empty }
                let name = QNameValue(prefix: node.prefix ?? "", localName: node.localName, namespaceURI: node.namespaceURI ?? "")
                return XPathSequence(.qName(name))
            }
        ]

    private static func hasName(_ node: Node) -> Bool {
        switch node.kind {
        case .element, .attribute, .processingInstruction: true
        default: false
        }
    }

    /// The node that a function is about: its argument, or the context item.
    static func subject(_ call: FunctionCall) throws -> Node? {
        guard let item = try call.itemOrContext(0) else { return nil }
        guard case .node(let node) = item else { throw XPathError(.xpty0004, "an atomic value where a node is expected") }
        return node
    }
}
