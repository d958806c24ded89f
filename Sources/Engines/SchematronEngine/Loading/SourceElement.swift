// An element of a schema file while includes and abstract patterns are worked out.

import XMLTree

/// An element that can be changed, unlike the tree it was read from.
struct SourceElement {
    /// What an element holds.
    enum Item {
        case element(SourceElement)
        case text(String)
    }

    struct Attribute {
        let name: String
        var value: String
        let origin: RuleOrigin
    }

    static let schematron = "http://purl.oclc.org/dsdl/schematron"
    static let stylesheet = "http://www.w3.org/1999/XSL/Transform"

    let name: String
    let namespace: String?
    var attributes: [Attribute]
    var items: [Item]
    let origin: RuleOrigin

    /// Copies an element and all below it.
    init(_ node: Node, file: String) {
        name = node.localName
        namespace = node.namespaceURI
        origin = RuleOrigin(node, file: file, bytes: node.startTagRange)
        attributes = node.attributes.map { attribute in
            // The attribute `xml:lang` is the only one in a namespace that means something here.
            Attribute(
                name: attribute.prefix.map { "\($0):\(attribute.localName)" } ?? attribute.localName, value: attribute.stringValue,
                origin: RuleOrigin(attribute, file: file, bytes: attribute.valueRange))
        }
        items = []
        for child in node.children {
            switch child.kind {
            case .element: items.append(.element(SourceElement(child, file: file)))
            case .text:
                // Texts on both sides of a comment are one.
                if case .text(let before)? = items.last {
                    items[items.count - 1] = .text(before + child.stringValue)
                } else {
                    items.append(.text(child.stringValue))
                }
            default: continue
            }
        }
    }

    /// Whether this is the Schematron element of that name.
    func isNamed(_ name: String) -> Bool { self.name == name && namespace == Self.schematron }

    /// An attribute's value.
    subscript(name: String) -> String? { attribute(name)?.value }

    func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }

    /// An attribute as an expression.
    func expression(_ name: String) -> SchemaExpression? {
        attribute(name).map { SchemaExpression(text: $0.value, origin: $0.origin) }
    }

    /// The child elements, of every name.
    var elements: [SourceElement] {
        items.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// How many elements it is, those inside counted.
    var count: Int { elements.reduce(1) { $0 + $1.count } }

    func elements(_ name: String) -> [SourceElement] { elements.filter { $0.isNamed(name) } }

    /// All text inside, white space folded.
    var foldedText: String { WhiteSpace.folded(text) }

    private var text: String {
        items.map { item in
            switch item {
            case .text(let text): text
            case .element(let element): element.text
            }
        }.joined()
    }
}

extension RuleOrigin {
    init(_ node: Node, file: String, bytes: Range<Int>) {
        let place = node.lineAndColumn
        self.init(file: file, line: place.line, column: place.column, bytes: bytes)
    }
}

/// The white space of XML: space, tab, carriage return and line feed; no other character counts.
enum WhiteSpace {
    /// Runs of white space made one space, none at the ends (`fn:normalize-space`).
    static func folded(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isPending = false
        for byte in text.utf8 {
            if isSpace(byte) {
                isPending = !bytes.isEmpty
            } else {
                if isPending { bytes.append(0x20) }
                isPending = false
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The words between white space.
    static func words(_ text: String?) -> [String] {
        (text ?? "").utf8.split(whereSeparator: isSpace).map { String(decoding: $0, as: UTF8.self) }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
}
