// Takes the validator's errors as they come and finds the node that each is about.

import CXML
import XMLTree

/// An error as libxml2 raised it, with the nodes that it is about.
struct RaisedError {
    let code: Int
    let message: String
    /// The element that was begun, ended, or around the text.
    let element: UInt32
    /// The text, for errors about text.
    var text: UInt32 = 0
    /// The attribute that the message names, 0 for none.
    var attribute: UInt32 = 0
}

/// Gathers the errors of one replay.
///
/// The validator's callback reaches it through a raw pointer.
struct ViolationCollector {
    let tree: FrozenTree
    let limit: Int
    /// Where the replay stands: the element that is begun, ended, or around the text.
    var element: UInt32 = 0
    /// The last text that was told.
    var text: UInt32 = 0
    private(set) var violations: [SchemaViolation] = []
    /// How many errors the validator raised, those counted that were merged into others.
    private(set) var raised = 0
    private var lastAttribute: UInt32 = 0

    init(tree: FrozenTree, limit: Int) {
        self.tree = tree
        self.limit = limit
    }

    var isFull: Bool { violations.count >= limit }

    mutating func add(_ error: xmlError) {
        guard error.level != XML_ERR_WARNING, !isFull else { return }
        raised += 1
        var text = error.message.map { String(cString: $0) } ?? ""
        if text.last == "\n" { text.removeLast() }
        let message = ValidatorMessage(text)
        if let copy = error.node { place(error, at: DocumentCopy.index(of: copy), message) }
        let attribute = message.attribute.map { self.attribute($0.localName, in: $0.namespace) } ?? 0
        let raised = RaisedError(
            code: Int(error.code), message: text, element: element, text: message.isAboutText ? self.text : 0, attribute: attribute)
        // libxml2 complains of a value once for each facet and list item, and again for the type as a whole.
        if attribute != 0 && attribute == lastAttribute, let last = violations.last, last.kind.isAboutValue {
            violations[violations.count - 1] = last.merged(with: message)
            return
        }
        lastAttribute = attribute
        let violation = SchemaViolation(raised, message, in: tree)
        // Where `xsi:type` does not help, libxml2 goes on with the element's own type and may find that abstract: one fault, not two.
        if violation.kind == .typeMissing, let last = violations.last, last.kind == .typeUnknown || last.kind == .typeNotAllowed,
            last.node.parent == violation.node
        {
            return
        }
        violations.append(violation)
    }

    /// The validator itself failed: an answer of "no violations" would be a lie.
    mutating func addFailure() {
        let error = RaisedError(code: Int(XML_SCHEMAV_INTERNAL.rawValue), message: "the validator stopped", element: element)
        violations.append(SchemaViolation(error, ValidatorMessage(""), in: tree))
    }

    /// In a copied document the error says where it is; what a replay knows beyond that is looked up.
    private mutating func place(_ error: xmlError, at index: UInt32, _ message: ValidatorMessage) {
        var node = tree.node(index)
        if node.kind == .attribute, let parent = node.parent { node = parent }
        if message.isAboutChild, let child = node.elements.first(where: { _ in true }) { node = child }
        element = node.index
        if message.isAboutText { text = node.children.first { $0.kind == .text && !$0.stringValue.allSatisfy(\.isWhitespace) }?.index ?? 0 }
    }

    private func attribute(_ localName: String, in namespace: String?) -> UInt32 {
        guard let name = tree.nameID(localName, in: namespace) else { return 0 }
        return tree.withTables { tables in
            let first = element + 1
            return (first..<first + tables.attributeCount(element)).first { tables.name[Int($0)] == name } ?? 0
        }
    }
}

extension SchemaViolation {
    init(_ error: RaisedError, _ message: ValidatorMessage, in tree: FrozenTree) {
        var kind = Kind(error, message)
        let text = error.text != 0 ? tree.node(error.text) : nil
        let node = tree.node(error.attribute != 0 ? error.attribute : error.element)
        // libxml2 has one message for an identifier that is no name and for one that is taken.
        if kind == .valueMalformed && message.typeName == "xs:ID" && xmlValidateNCName(node.stringValue, 1) == 0 { kind = .keyBroken }
        self.init(
            kind: kind, node: node, text: text,
            expected: kind == .attributeMissing ? [message.requiredAttribute].compactMap { $0 } : message.expected,
            allowed: kind == .valueNotAllowed ? message.allowed : [],
            found: kind == .attributeUnexpected ? nil : node.kind == .attribute ? node.stringValue : text.map { Self.excerpt($0.stringValue) },
            typeName: kind == .valueNotAllowed || kind == .valueMalformed ? message.typeName : nil,
            libxmlCode: error.code, rawMessage: error.message)
    }

    /// The first breach of a value says what is wrong with it; later ones may still name the type, or the values.
    func merged(with message: ValidatorMessage) -> SchemaViolation {
        SchemaViolation(
            kind: kind, node: node, text: text, expected: expected, allowed: allowed.isEmpty && kind == .valueNotAllowed ? message.allowed : allowed,
            found: found, typeName: typeName ?? message.typeName, libxmlCode: libxmlCode, rawMessage: rawMessage)
    }

    /// Stray text without the space around it, cut where it is long.
    private static func excerpt(_ text: String) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        var rest = text.drop(while: blank)
        while let last = rest.last, blank(last) { rest.removeLast() }
        return String(rest.prefix(200))
    }
}
