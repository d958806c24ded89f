// A resource read from JSON (FHIR R4, 2.6.2).

import StrictJSON
import XMLTree

extension FHIRElement {
    /// Reads a resource.
    ///
    /// Members that the type does not define, values of another form than the type's and modifier extensions are refused, each with its place.
    public static func read(json bytes: [UInt8], limits: FHIRLimits = FHIRLimits()) throws(FHIRFaults) -> FHIRElement {
        guard !bytes.isEmpty else { throw FHIRFaults(faults: [FHIRFault(.empty, at: "", nil)]) }
        guard bytes.count <= limits.bytes else { throw FHIRFaults(faults: [FHIRFault(.limit, at: "", nil, expected: "\(limits.bytes) bytes")]) }
        guard bytes.first != 0xEF, String(validating: bytes, as: UTF8.self) != nil else { throw FHIRFaults(faults: [FHIRFault(.encoding, at: "", nil)]) }
        let item: JSONItem
        do {
            item = try JSONScanner.read(bytes, depth: limits.depth, values: limits.values)
        } catch {
            var places = TextPlaces(bytes)
            throw FHIRFaults(faults: [FHIRFault(error, &places, limits)])
        }
        var reading = JSONReading(places: TextPlaces(bytes))
        var trail = ReadingTrail()
        let element = reading.resource(item, as: nil, &trail)
        guard trail.faults.isEmpty, let element else { throw FHIRFaults(faults: trail.faults) }
        return element
    }
}

/// Turns JSON into elements, type by type.
struct JSONReading {
    var places: TextPlaces

    /// A resource; `name` is its place in the parent, nil for the root.
    mutating func resource(_ item: JSONItem, as name: String?, _ trail: inout ReadingTrail) -> FHIRElement? {
        guard case .object(let members) = item.node, case .string(let type)? = members.first(where: { $0.name == "resourceType" })?.value.node,
            TypeDefinition.isResource(type), let definition = TypeDefinition.named(type)
        else {
            trail.fault(.resourceUnknown, at: places.place(of: item.offset))
            return nil
        }
        // Below the root the element's own name stands on the trail already.
        guard name == nil else { return object(members, at: item.offset, type, definition, &trail) }
        return trail.within(type) { trail in object(members, at: item.offset, type, definition, &trail) }
    }

    mutating func object(
        _ members: [JSONMember], at offset: Int, _ type: String, _ definition: TypeDefinition, _ trail: inout ReadingTrail
    ) -> FHIRElement? {
        var element = FHIRElement(type)
        element.place = places.place(of: offset)
        if members.isEmpty { trail.fault(.value, at: element.place, expected: type) }
        let companions = Dictionary(members.filter { $0.name.hasPrefix("_") }.map { (String($0.name.dropFirst()), $0.value) }) { first, _ in first }
        var seen: Set<String> = []
        for member in members {
            guard !trail.isFull else { return nil }
            if member.name == "resourceType", definition.isResource { continue }
            let name = member.name.hasPrefix("_") ? String(member.name.dropFirst()) : member.name
            guard let expected = definition.element(name) else {
                trail.fault(.elementUnknown, name, at: places.place(of: member.value.offset))
                continue
            }
            if name == "modifierExtension" {
                trail.fault(.modifier, name, at: places.place(of: member.value.offset))
                continue
            }
            let isPrimitive = PrimitiveForm.all.contains(expected.type)
            if member.name.hasPrefix("_") {
                guard isPrimitive else {
                    trail.fault(.elementUnknown, name, at: places.place(of: member.value.offset))
                    continue
                }
                // Read with the value beside it, where there is one.
                if members.contains(where: { $0.name == name }) { continue }
            }
            guard seen.insert(name).inserted else { continue }
            let value: JSONItem? = member.name.hasPrefix("_") ? nil : member.value
            for child in children(value, beside: isPrimitive ? companions[name] : nil, expected, &trail) { element.add(name, child) }
        }
        trail.check(element, against: definition)
        return element
    }

    /// The values of one member: several where the element is a list.
    private mutating func children(
        _ value: JSONItem?, beside companion: JSONItem?, _ expected: ElementDefinition, _ trail: inout ReadingTrail
    ) -> [FHIRElement] {
        guard expected.isList else {
            let child = trail.within(expected.name) { trail in single(value, beside: companion, expected.type, &trail) }
            return child.map { [$0] } ?? []
        }
        let values = list(value, expected, &trail)
        let companions = list(companion, expected, &trail)
        if values?.isEmpty == true || (companion != nil && values != nil && values?.count != companions?.count) {
            trail.fault(.cardinality, expected.name, at: (value ?? companion).map { places.place(of: $0.offset) })
            return []
        }
        return (0..<(values ?? companions ?? []).count).compactMap { index in
            trail.within(expected.name, index) { trail in
                single(Self.present(values?[index]), beside: Self.present(companions?[index]), expected.type, &trail)
            }
        }
    }

    /// A null holds a place in a list of primitives.
    private static func present(_ item: JSONItem?) -> JSONItem? {
        if case .null? = item?.node { nil } else { item }
    }

    private mutating func list(_ item: JSONItem?, _ expected: ElementDefinition, _ trail: inout ReadingTrail) -> [JSONItem]? {
        guard let item else { return nil }
        guard case .array(let items) = item.node else {
            trail.fault(.cardinality, expected.name, at: places.place(of: item.offset), expected: "[]")
            return nil
        }
        return items
    }

    private mutating func single(_ value: JSONItem?, beside companion: JSONItem?, _ type: String, _ trail: inout ReadingTrail) -> FHIRElement? {
        guard let offset = (value ?? companion)?.offset else {
            trail.fault(.value, at: nil, expected: type)
            return nil
        }
        if type == "Resource" { return value.flatMap { resource($0, as: "resource", &trail) } }
        guard PrimitiveForm.all.contains(type) else {
            guard case .object(let members)? = value?.node, let definition = TypeDefinition.named(type) else {
                trail.fault(.value, at: places.place(of: offset), expected: type)
                return nil
            }
            return object(members, at: offset, type, definition, &trail)
        }
        return primitive(value, beside: companion, at: offset, type, &trail)
    }

    private mutating func primitive(
        _ value: JSONItem?, beside companion: JSONItem?, at offset: Int, _ type: String, _ trail: inout ReadingTrail
    ) -> FHIRElement? {
        var element = FHIRElement(type)
        element.place = places.place(of: offset)
        switch value?.node {
        case nil: break
        case .number(let digits)? where PrimitiveForm.numbers.contains(type): element.value = digits
        case .boolean(let flag)? where type == "boolean": element.value = flag ? "true" : "false"
        case .string(let text)? where type != "boolean" && !PrimitiveForm.numbers.contains(type): element.value = text
        default:
            trail.fault(.value, at: element.place, expected: type)
            return nil
        }
        if type == "xhtml", let text = element.value, !Self.isNarrative(text) {
            trail.fault(.value, at: element.place, expected: type)
            return nil
        }
        if let companion {
            guard case .object(let members) = companion.node, let definition = TypeDefinition.named("Element") else {
                trail.fault(.value, at: places.place(of: companion.offset), expected: "Element")
                return nil
            }
            for child in object(members, at: companion.offset, "Element", definition, &trail)?.children ?? [] { element.add(child.name, child.element) }
        }
        trail.check(primitive: element)
        return element
    }

    /// Whether a text is one XHTML `div`, so that it can stand as it is within XML.
    private static func isNarrative(_ text: String) -> Bool {
        guard let tree = try? FrozenTree.parse(Array(text.utf8), limits: ParseLimits(bytes: 1 << 20, depth: 64, nodes: 20_000), keepsSource: false) else {
            return false
        }
        return tree.root.localName == "div" && tree.root.namespaceURI == FHIRNamespace.xhtml && !text.hasPrefix("<?")
    }
}
