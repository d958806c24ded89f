// An object of ebRIM, before it is known what it describes.

/// An object of ebRIM: what all classes have in common, and the few attributes of the classes that XDS uses.
struct RegistryObject {
    enum Element: String {
        case extrinsicObject = "ExtrinsicObject"
        case registryPackage = "RegistryPackage"
        case association = "Association"
    }

    var element: Element
    var id: String
    var logicalId: String?
    var home: String?
    var objectType: String
    var status: String?
    var mimeType: String?
    var associationType: String?
    var source: String?
    var target: String?
    var slots: [Slot] = []
    var name: String?
    var description: String?
    var version: String?
    var classifications: [ObjectClassification] = []
    var identifiers: [ExternalIdentifier] = []

    init(_ element: Element, id: String, objectType: String) {
        self.element = element
        self.id = id
        self.objectType = objectType
    }

    /// Adds a slot, unless there is no value.
    mutating func add(slot name: String, _ values: [String]) {
        if !values.isEmpty { slots.append(Slot(name, values)) }
    }

    /// Adds a slot of one value, unless there is none.
    mutating func add(slot name: String, _ value: String?) {
        if let value { slots.append(Slot(name, [value])) }
    }

    /// Adds the classification of a code, unless there is none.
    mutating func add(_ code: Code?, scheme: String) {
        guard let code else { return }
        classifications.append(
            ObjectClassification(scheme: scheme, nodeRepresentation: code.code, slots: [Slot("codingScheme", [code.scheme])], name: code.displayName))
    }

    /// Adds the classification of an author.
    mutating func add(_ author: Author, scheme: String) {
        let slots = [
            Slot("authorPerson", author.person.map { [$0] } ?? []), Slot("authorInstitution", author.institutions), Slot("authorRole", author.roles),
            Slot("authorSpecialty", author.specialties), Slot("authorTelecommunication", author.telecommunications),
        ]
        classifications.append(ObjectClassification(scheme: scheme, slots: slots.filter { !$0.values.isEmpty }))
    }

    mutating func add(_ extra: ExtraMetadata) {
        slots += extra.slots
        classifications += extra.classifications
        identifiers += extra.identifiers
    }
}
