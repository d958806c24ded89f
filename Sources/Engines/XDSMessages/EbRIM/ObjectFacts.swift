// Takes the named facts out of an ebRIM object; what nobody asked for is the rest.

/// The slots, classifications and identifiers of one object, taken out one after the other.
struct ObjectFacts {
    /// What was not taken.
    private(set) var rest = ExtraMetadata()
    /// What could not be held.
    private(set) var irregularities: [MetadataIrregularity] = []
    private let id: String

    init(_ object: RegistryObject) {
        id = object.id
        var names: Set<String> = []
        for slot in object.slots where !names.insert(slot.name).inserted { irregularities.append(.init(kind: .repeatedSlot, object: id, attribute: slot.name)) }
        rest.slots = object.slots
        rest.classifications = object.classifications
        rest.identifiers = object.identifiers
    }

    mutating func report(_ kind: MetadataIrregularity.Kind, _ attribute: String) {
        irregularities.append(MetadataIrregularity(kind: kind, object: id, attribute: attribute))
    }

    /// The values of a slot.
    mutating func values(_ name: String) -> [String] {
        guard let index = rest.slots.firstIndex(where: { $0.name == name }) else { return [] }
        return rest.slots.remove(at: index).values
    }

    /// The one value of a slot.
    mutating func value(_ name: String) -> String? {
        let values = values(name)
        if values.count > 1 { report(.tooManyValues, name) }
        return values.first
    }

    /// A number that was written as text.
    mutating func number(_ text: String?, _ attribute: String) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), number >= 0 else {
            report(.notANumber, attribute)
            return nil
        }
        return number
    }

    /// The one identifier in a scheme.
    mutating func identifier(_ scheme: String) -> String? {
        let found = rest.identifiers.filter { $0.scheme.isSameUUID(as: scheme) }
        rest.identifiers.removeAll { $0.scheme.isSameUUID(as: scheme) }
        if found.count > 1 { report(.repeatedAttribute, found[0].name) }
        return found.first?.value
    }

    /// The codes in a scheme.
    mutating func codes(_ scheme: String, _ attribute: String) -> [Code] {
        classifications(scheme).map { classification in
            let codingScheme = classification.slots.first { $0.name == "codingScheme" }?.values.first
            if codingScheme == nil { report(.codeWithoutScheme, attribute) }
            return Code(code: classification.nodeRepresentation, scheme: codingScheme ?? "", displayName: classification.name)
        }
    }

    /// The one code in a scheme.
    mutating func code(_ scheme: String, _ attribute: String) -> Code? {
        let codes = codes(scheme, attribute)
        if codes.count > 1 { report(.repeatedAttribute, attribute) }
        return codes.first
    }

    /// The authors in a scheme.
    mutating func authors(_ scheme: String) -> [Author] {
        classifications(scheme).map { classification in
            if !classification.nodeRepresentation.isEmpty { report(.authorWithCode, "author") }
            func values(_ name: String) -> [String] { classification.slots.filter { $0.name == name }.flatMap(\.values) }
            let persons = values("authorPerson")
            if persons.count > 1 { report(.tooManyValues, "authorPerson") }
            return Author(
                person: persons.first, institutions: values("authorInstitution"), roles: values("authorRole"),
                specialties: values("authorSpecialty"), telecommunications: values("authorTelecommunication"))
        }
    }

    private mutating func classifications(_ scheme: String) -> [ObjectClassification] {
        let found = rest.classifications.filter { $0.scheme?.isSameUUID(as: scheme) ?? false }
        rest.classifications.removeAll { $0.scheme?.isSameUUID(as: scheme) ?? false }
        return found
    }
}

extension String {
    /// Whether the other names the same UUID: hexadecimal digits may be of either case.
    func isSameUUID(as other: String) -> Bool { self == other || (utf8.count == other.utf8.count && lowercased() == other.lowercased()) }
}
