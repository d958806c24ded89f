// What every value read from a header has in common: the element that it stands in.

public import ClinicalTypes
public import XMLTree

/// A value read from the header, with the element that it stands in; its `description` holds no content.
public protocol HeaderElement: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The element.
    var node: Node { get }
}

extension HeaderElement {
    /// Where the element stands.
    public var place: Place { node.place }

    /// The path to the element alone, which costs less than its whole place.
    public var path: String { node.path }

    /// The kind of value and its place: never content.
    public var description: String { "\(Self.self) at \(node.line):\(node.column)" }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The HL7 reason for a missing value (`@nullFlavor`), as written.
    public var nullFlavor: String? { node.trimmed("nullFlavor") }
}

extension Node {
    /// Where this node stands, in the terms of findings.
    public var place: Place { Place(line: line, column: column, byteRange: byteRange, xpath: path) }
}
