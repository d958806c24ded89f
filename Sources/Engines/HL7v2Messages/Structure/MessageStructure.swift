// The grammar of a message: which segments stand in it, in which order and how often.

/// How often something may stand.
public struct Occurrence: Sendable, Hashable {
    /// At least so often.
    public let minimum: Int
    /// At most so often; nil without bound.
    public let maximum: Int?
    /// Whether too few are overlooked with a remark, for older profiles left it out.
    public let isTolerant: Bool

    /// Exactly one.
    public static let once = Occurrence(minimum: 1, maximum: 1, isTolerant: false)
    /// One or none.
    public static let optional = Occurrence(minimum: 0, maximum: 1, isTolerant: false)
    /// One or more.
    public static let repeated = Occurrence(minimum: 1, maximum: nil, isTolerant: false)
    /// Any number.
    public static let anyNumber = Occurrence(minimum: 0, maximum: nil, isTolerant: false)
    /// One, whose absence is overlooked.
    public static let expected = Occurrence(minimum: 1, maximum: 1, isTolerant: true)
}

/// One element of a grammar.
public indirect enum StructureElement: Sendable {
    /// A segment by its name.
    case segment(String, Occurrence)
    /// A named group of elements.
    case group(String, Occurrence, [StructureElement])

    var occurrence: Occurrence {
        switch self {
        case .segment(_, let occurrence), .group(_, let occurrence, _): occurrence
        }
    }

    /// The name of the segment or group.
    var name: String {
        switch self {
        case .segment(let name, _), .group(let name, _, _): name
        }
    }

    /// Whether a segment of this name can be the first of the element.
    func begins(with segment: String) -> Bool {
        switch self {
        case .segment(let name, _): return name == segment
        case .group(_, _, let elements):
            for element in elements {
                if element.begins(with: segment) { return true }
                if element.occurrence.minimum > 0, !element.occurrence.isTolerant { return false }
            }
            return false
        }
    }

    /// The names of all segments in it.
    var segmentNames: Set<String> {
        switch self {
        case .segment(let name, _): [name]
        case .group(_, _, let elements): elements.reduce(into: []) { $0.formUnion($1.segmentNames) }
        }
    }
}

/// A message structure: its name and its grammar.
public struct MessageStructure: Sendable {
    /// The name as in MSH-9.3.
    public let name: String
    /// Its elements in order.
    public let elements: [StructureElement]
    /// What must stand in fields.
    public let fields: [FieldRule]
    /// The names of the segments that the grammar knows; others may stand anywhere.
    public let segmentNames: Set<String>

    /// Declares a structure.
    public init(_ name: String, _ elements: [StructureElement], fields: [FieldRule] = []) {
        self.name = name
        self.elements = elements
        self.fields = fields
        segmentNames = elements.reduce(into: []) { $0.formUnion($1.segmentNames) }
    }
}

/// What must stand in a field of every segment of a name.
public struct FieldRule: Sendable, Hashable {
    /// The segment.
    public let segment: String
    /// The field, counted from 1.
    public let field: Int
    /// The component that must be there, counted from 1.
    public let component: Int
    /// What it must be, in letters of either case; nil where any value will do.
    public let allowed: [String]?

    /// Demands a value.
    public init(_ segment: String, _ field: Int, component: Int = 1, oneOf allowed: [String]? = nil) {
        self.segment = segment
        self.field = field
        self.component = component
        self.allowed = allowed
    }
}
