// A FHIR resource or data type as a tree: named children in order, and values as they were written.

/// Where something stands in the text that was read.
public struct FHIRPlace: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int

    /// Names a place.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// A resource, a data type or a primitive value of FHIR R4.
///
/// The tree is the same for JSON and XML. A child that repeats stands several times under its name. Primitive values are kept as they were
/// written, so that a number keeps its precision and a time its zone. Two trees are equal however and wherever they were written.
public struct FHIRElement: Sendable {
    /// A child under its name.
    public struct Child: Sendable, Hashable {
        /// The name within the parent.
        public let name: String
        /// The child.
        public var element: FHIRElement
    }

    /// The type: `DocumentReference`, `Identifier`, `code`, or a component such as `Bundle.entry`.
    public let type: String
    /// The value of a primitive, as it was written; nil for everything else, and for a primitive that has extensions alone.
    public var value: String?
    /// The children in the order in which they were read or added.
    public private(set) var children: [Child] = []
    /// Where it was read; nil for what was made here.
    public var place: FHIRPlace?

    /// An element without content.
    public init(_ type: String, value: String? = nil) {
        self.type = type
        self.value = value
    }

    /// The first child of a name.
    public subscript(_ name: String) -> FHIRElement? { children.first { $0.name == name }?.element }

    /// All children of a name, in order.
    public func all(_ name: String) -> [FHIRElement] { children.filter { $0.name == name }.map(\.element) }

    /// The value of the first child of a name.
    public func text(_ name: String) -> String? { self[name]?.value }

    /// Adds a child; the name is one that the type defines.
    public mutating func add(_ name: String, _ element: FHIRElement) { children.append(Child(name: name, element: element)) }

    /// Adds a primitive child where there is a value.
    public mutating func add(_ name: String, _ value: String?) {
        guard let value else { return }
        add(name, FHIRElement(TypeDefinition.named(type)?.element(name)?.type ?? "string", value: value))
    }

    /// Adds a child that is made in place.
    public mutating func add(_ name: String, _ build: (inout FHIRElement) -> Void) {
        var child = FHIRElement(TypeDefinition.named(type)?.element(name)?.type ?? "Element")
        build(&child)
        add(name, child)
    }

    /// Takes every child of a name away.
    public mutating func remove(_ name: String) { children.removeAll { $0.name == name } }

    /// Puts one primitive child in the place of all of a name; nil takes them away.
    public mutating func set(_ name: String, _ value: String?) {
        remove(name)
        add(name, value)
    }

    /// Changes each child of a name.
    public mutating func change(_ name: String, _ change: (inout FHIRElement) -> Void) {
        for index in children.indices where children[index].name == name { change(&children[index].element) }
    }

    /// Whether it holds neither a value nor children.
    public var isEmpty: Bool { value == nil && children.isEmpty }

    /// The extensions of one definition.
    public func extensions(_ url: String) -> [FHIRElement] { all("extension").filter { $0.text("url") == url } }
}

extension FHIRElement: Hashable {
    /// Whether both say the same, wherever they were read.
    public static func == (one: FHIRElement, other: FHIRElement) -> Bool {
        one.type == other.type && one.value == other.value && one.children == other.children
    }

    /// Feeds type, value and children.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(value)
        hasher.combine(children)
    }
}

extension FHIRElement: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The type and the number of children: never content.
    public var description: String { "\(type) (\(children.count) children)" }
    /// The same as `description`.
    public var debugDescription: String { description }
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
