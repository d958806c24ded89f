// Says whether a node passes a test.

import XMLTree

/// A node test with its names as numbers of the pool.
enum NodeMatch {
    case name(Int, kind: UInt8)
    case wildcard(Int, kind: UInt8)
    case kind(UInt8)
    case any
    case instruction(Int)
    case never
    case document(elementNamed: Int?)

    static let element = Node.Kind.element.rawValue
    static let attribute = Node.Kind.attribute.rawValue

    init(_ test: NodeTest, on axis: Axis, _ pool: NamePool) {
        let principal = axis == .attribute ? Self.attribute : Self.element
        switch test {
        case .name(let name): self = .name(pool.number(of: name), kind: principal)
        case .anyName: self = .kind(principal)
        case .namespace(let uri): self = .wildcard(pool.number(of: .namespace(uri)), kind: principal)
        case .localName(let local): self = .wildcard(pool.number(of: .localName(local)), kind: principal)
        case .kind(let kind): self.init(kind, pool)
        }
    }

    init(_ test: KindTest, _ pool: NamePool) {
        switch test {
        case .node: self = .any
        case .text: self = .kind(Node.Kind.text.rawValue)
        case .comment: self = .kind(Node.Kind.comment.rawValue)
        case .processingInstruction(nil): self = .kind(Node.Kind.processingInstruction.rawValue)
        case .processingInstruction(let target?): self = .instruction(pool.number(of: ExpandedName(target)))
        case .element(_, typeFits: false), .attribute(_, typeFits: false), .document(.element(_, typeFits: false)): self = .never
        case .element(let name, typeFits: true):
            self = name.map { .name(pool.number(of: $0), kind: Self.element) } ?? .kind(Self.element)
        case .attribute(let name, typeFits: true):
            self = name.map { .name(pool.number(of: $0), kind: Self.attribute) } ?? .kind(Self.attribute)
        case .document(.element(let name?, typeFits: true)): self = .document(elementNamed: pool.number(of: name))
        case .document(.element(nil, typeFits: true)): self = .document(elementNamed: -1)
        case .document: self = .document(elementNamed: nil)
        }
    }

    @inline(__always)
    func passes(_ scope: Scope, _ node: UInt32) -> Bool {
        let tables = scope.pointee.tables
        switch self {
        case .name(let name, let kind): return tables.kind[Int(node)] == kind && tables.name[Int(node)] == scope.name(name)
        case .wildcard(let wildcard, let kind):
            return tables.kind[Int(node)] == kind && scope.wildcard(wildcard, fits: tables.name[Int(node)])
        case .kind(let kind): return tables.kind[Int(node)] == kind
        case .any: return true
        case .instruction(let target):
            return tables.kind[Int(node)] == Node.Kind.processingInstruction.rawValue && tables.name[Int(node)] == scope.name(target)
        case .never: return false
        case .document(let name): return node == 0 && (name == nil || Self.hasElement(scope, named: name ?? -1))
        }
    }

    /// Whether the document has one element alone, of a name (-1: of any), and no text beside it.
    private static func hasElement(_ scope: Scope, named name: Int) -> Bool {
        let tables = scope.pointee.tables
        var child = tables.firstChild(0)
        var elements = 0
        while child != 0 {
            if tables.kind[Int(child)] == Self.element {
                elements += 1
                if name >= 0, tables.name[Int(child)] != scope.name(name) { return false }
            }
            child = tables.next[Int(child)]
        }
        return elements == 1
    }
}
