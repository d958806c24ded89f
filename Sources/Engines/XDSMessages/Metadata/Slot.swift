// The three ways in which ebRIM hangs facts on an object: slots, classifications and external identifiers.

/// A named list of values (ebRIM 3.0, 2.5 Slot).
public struct Slot: Sendable, Hashable, Codable {
    /// The name, unique within its object.
    public var name: String
    /// The values in order.
    public var values: [String]

    /// Names a list of values.
    public init(_ name: String, _ values: [String]) {
        self.name = name
        self.values = values
    }
}

/// A classification of an object by a scheme (ebRIM 3.0, 4.3); kept whole where its scheme is none of XDS.
public struct ObjectClassification: Sendable, Hashable, Codable {
    /// The classification scheme, a `urn:uuid:`; nil for a classification by node.
    public var scheme: String?
    /// The classification node, a `urn:uuid:`, as for the node that makes a package a submission set.
    public var node: String?
    /// The code, for a classification by scheme.
    public var nodeRepresentation: String
    /// The slots.
    public var slots: [Slot]
    /// The displayed name.
    public var name: String?

    /// States a classification.
    public init(scheme: String?, node: String? = nil, nodeRepresentation: String = "", slots: [Slot] = [], name: String? = nil) {
        self.scheme = scheme
        self.node = node
        self.nodeRepresentation = nodeRepresentation
        self.slots = slots
        self.name = name
    }
}

/// An identifier of an object within a scheme (ebRIM 3.0, 2.11).
public struct ExternalIdentifier: Sendable, Hashable, Codable {
    /// The identification scheme, a `urn:uuid:`.
    public var scheme: String
    /// The identifier.
    public var value: String
    /// The name of the attribute, for instance `XDSDocumentEntry.uniqueId`.
    public var name: String

    /// States an identifier.
    public init(scheme: String, value: String, name: String) {
        self.scheme = scheme
        self.value = value
        self.name = name
    }
}

/// What an object carries beyond the attributes that XDS names: kept on reading, written back as it came.
public struct ExtraMetadata: Sendable, Hashable, Codable {
    /// Slots of other names.
    public var slots: [Slot] = []
    /// Classifications by other schemes.
    public var classifications: [ObjectClassification] = []
    /// Identifiers in other schemes.
    public var identifiers: [ExternalIdentifier] = []

    /// Carries nothing.
    public init() {}

    /// Whether there is nothing extra.
    public var isEmpty: Bool { slots.isEmpty && classifications.isEmpty && identifiers.isEmpty }
}
