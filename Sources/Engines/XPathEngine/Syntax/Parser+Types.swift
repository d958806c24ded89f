// Sequence types and kind tests.

extension Parser {
    /// `SequenceType`.
    mutating func sequenceType() throws(XPathError) -> SequenceType {
        if token.isWord("empty-sequence"), token(ahead: 1).isSign("(") {
            advance()
            advance()
            try expect(sign: ")")
            return .empty
        }
        let item = try itemType()
        if take(sign: "?") { return .items(item, .optional) }
        if take(sign: "*") { return .items(item, .any) }
        if take(sign: "+") { return .items(item, .some) }
        return .items(item, .one)
    }

    private mutating func itemType() throws(XPathError) -> ItemType {
        guard case .name(let prefix, let local) = token.kind else { throw unexpected("a type is expected here") }
        if token(ahead: 1).isSign("(") {
            if prefix == nil, local == "item" {
                advance()
                advance()
                try expect(sign: ")")
                return .item
            }
            guard prefix == nil, Self.kindTests.contains(local) else { throw unexpected() }
            return .node(try kindTest())
        }
        return .atomic(try atomicType())
    }

    /// The name of an atomic type.
    private mutating func atomicType() throws(XPathError) -> AtomicType {
        guard case .name(let prefix, let local) = token.kind else { throw unexpected("a type is expected here") }
        let uri = try prefix.map { prefix throws(XPathError) in try namespace(prefix) } ?? context.defaultElementNamespace
        guard uri == AtomicType.namespaceURI, let type = AtomicType(rawValue: local) else {
            throw XPathError(.xpst0051, "no atomic type has this name", offset: token.start, length: token.end - token.start)
        }
        advance()
        return type
    }

    /// `SingleType`: the target of a cast.
    mutating func singleType() throws(XPathError) -> (AtomicType, allowsEmpty: Bool) {
        let start = token
        let type = try atomicType()
        guard type != .anyAtomicType, type != .notation else {
            throw XPathError(.xpst0080, "nothing can be cast to this type", offset: start.start, length: start.end - start.start)
        }
        return (type, take(sign: "?"))
    }

    /// `KindTest`.
    mutating func kindTest() throws(XPathError) -> KindTest {
        guard case .name(nil, let word) = token.kind else { throw unexpected() }
        let start = token
        advance()
        try expect(sign: "(")
        let test: KindTest
        switch word {
        case "node": test = .node
        case "text": test = .text
        case "comment": test = .comment
        case "processing-instruction": test = .processingInstruction(try target())
        case "document-node":
            if token.isSign(")") {
                test = .document(nil)
            } else {
                guard token.isWord("element") || token.isWord("schema-element") else { throw unexpected() }
                test = .document(try kindTest())
            }
        case "element": test = try named(isElement: true)
        case "attribute": test = try named(isElement: false)
        default:
            guard case .name(let prefix, _) = token.kind else { throw unexpected() }
            if let prefix { _ = try namespace(prefix) }
            throw XPathError(.xpst0008, "no schema is imported", offset: start.start, length: token.end - start.start)
        }
        try expect(sign: ")")
        return test
    }

    private mutating func target() throws(XPathError) -> String? {
        switch token.kind {
        case .name(nil, let local):
            advance()
            return local
        case .string(let text):
            let target = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            advance()
            return target
        default: return nil
        }
    }

    private mutating func named(isElement: Bool) throws(XPathError) -> KindTest {
        var name: ExpandedName?
        var typeFits = true
        if !token.isSign(")") {
            switch token.kind {
            case .sign("*"): advance()
            case .name(let prefix, let local):
                let uri = try prefix.map { prefix throws(XPathError) in try namespace(prefix) } ?? (isElement ? context.defaultElementNamespace : "")
                name = ExpandedName(local, in: uri)
                advance()
            default: throw unexpected()
            }
            if take(sign: ",") {
                typeFits = try fits(isElement: isElement)
                if isElement { _ = take(sign: "?") }
            }
        }
        return isElement ? .element(name, typeFits: typeFits) : .attribute(name, typeFits: typeFits)
    }

    /// Whether the nodes of a document without schema have the type that is named here: `xs:untyped` or `xs:untypedAtomic`, and what they derive from.
    private mutating func fits(isElement: Bool) throws(XPathError) -> Bool {
        guard case .name(let prefix, let local) = token.kind else { throw unexpected("a type is expected here") }
        let uri = try prefix.map { prefix throws(XPathError) in try namespace(prefix) } ?? context.defaultElementNamespace
        let others = ["anyType", "anySimpleType", "untyped", "NMTOKENS", "IDREFS", "ENTITIES"]
        guard uri == AtomicType.namespaceURI, others.contains(local) || AtomicType(rawValue: local) != nil else {
            throw XPathError(.xpst0008, "no type has this name", offset: token.start, length: token.end - token.start)
        }
        advance()
        return (isElement ? ["anyType", "untyped"] : ["anyType", "anySimpleType", "anyAtomicType", "untypedAtomic"]).contains(local)
    }
}
