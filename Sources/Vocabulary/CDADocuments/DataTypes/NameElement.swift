// The name of a person (PN) as it stands in a document.

public import ClinicalTypes
public import XMLTree

/// The name of a person: HL7 v3 data type PN (CDA R2, data types 2.22).
///
/// French usage: `family[@qualifier='BR']` is the birth name, `given` without qualifier holds all given names of birth,
/// `given[@qualifier='BR']` the first of them, and `CL` marks the names in use.
public struct NameElement: HeaderElement {
    /// One part of a name.
    public struct Part: HeaderElement {
        /// The element: `family`, `given`, `prefix`, `suffix` or `delimiter`.
        public let node: Node
        /// The name of the element.
        public var kind: String { node.localName }
        /// The qualifiers, for instance `BR`.
        public let qualifiers: [String]
        /// The text of the part, white space trimmed.
        public let text: String
    }

    /// The `name` element.
    public let node: Node
    /// The parts in the order in which they are written.
    public let parts: [Part]

    /// Reads a PN element.
    public init(_ node: Node) {
        self.node = node
        parts = node.elements.map {
            Part(
                node: $0, qualifiers: $0[attribute: "qualifier"]?.split(whereSeparator: \.isWhitespace).map(String.init) ?? [],
                text: trimmingWhitespace($0.stringValue))
        }
    }

    /// The parts of one kind with that qualifier; nil asks for parts without any.
    public func parts(_ kind: String, qualifier: String?) -> [Part] {
        parts.filter { part in
            guard part.kind == kind else { return false }
            return if let qualifier { part.qualifiers.contains(qualifier) } else { part.qualifiers.isEmpty }
        }
    }

    /// The first part of one kind, whatever its qualifier.
    public func first(_ kind: String) -> Part? { parts.first { $0.kind == kind } }

    /// The birth name (`family[@qualifier='BR']`).
    public var birthFamily: Part? { parts("family", qualifier: "BR").first }
    /// The name in use (`family[@qualifier='CL']`).
    public var usedFamily: Part? { parts("family", qualifier: "CL").first }
    /// The first given name of birth (`given[@qualifier='BR']`).
    public var firstBirthGiven: Part? { parts("given", qualifier: "BR").first }
    /// The given name in use (`given[@qualifier='CL']`).
    public var usedGiven: Part? { parts("given", qualifier: "CL").first }
    /// All given names of birth (`given` without qualifier).
    public var birthGivens: [Part] { parts("given", qualifier: nil) }
    /// The name as a value; parts and qualifiers that the standard does not know are left out.
    public var value: PersonName {
        let known = parts.compactMap { part in
            PersonName.PartKind(rawValue: part.kind).map {
                PersonName.Part($0, part.text, qualifiers: part.qualifiers.compactMap(PersonName.Qualifier.init))
            }
        }
        return PersonName(parts: known, use: node.trimmed("use"), freeText: parts.isEmpty && !text.isEmpty ? text : nil)
    }

    /// The text of the name where it is written without parts, or in all.
    public var text: String { trimmingWhitespace(node.stringValue) }
}
