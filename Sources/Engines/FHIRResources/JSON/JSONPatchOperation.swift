// The operations of a JSON Patch (RFC 6902) on the elements that are patched here.

import StrictJSON

/// One operation of a JSON Patch.
public struct JSONPatchOperation: Sendable, Hashable {
    /// What is put in the place.
    public enum Value: Sendable, Hashable {
        /// A text.
        case text(String)
        /// A data type, or a list of them.
        case elements([FHIRElement])
        /// Anything else.
        case other
    }

    /// The operation, such as `add`, `remove` or `replace`.
    public let operation: String
    /// The path (RFC 6901).
    public let path: String
    /// The value; nil where there is none.
    public let value: Value?

    /// Reads a patch.
    ///
    /// - Parameters:
    ///   - bytes: the patch as JSON.
    ///   - type: the type of the resource that is patched; the values of its elements are read as their types.
    public static func read(_ bytes: [UInt8], of type: String, limits: FHIRLimits = FHIRLimits()) throws(FHIRFaults) -> [JSONPatchOperation] {
        guard !bytes.isEmpty else { throw FHIRFaults(faults: [FHIRFault(.empty, at: "", nil)]) }
        guard bytes.count <= limits.bytes else { throw FHIRFaults(faults: [FHIRFault(.limit, at: "", nil, expected: "\(limits.bytes) bytes")]) }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw FHIRFaults(faults: [FHIRFault(.encoding, at: "", nil)]) }
        var places = TextPlaces(bytes)
        let item: JSONItem
        do {
            item = try JSONScanner.read(bytes, depth: limits.depth, values: limits.values)
        } catch {
            throw FHIRFaults(faults: [FHIRFault(error, &places, limits)])
        }
        guard case .array(let items) = item.node, let definition = TypeDefinition.named(type) else {
            throw FHIRFaults(faults: [FHIRFault(.malformed, at: "", places.place(of: item.offset), expected: "[]")])
        }
        var reading = JSONReading(places: places)
        var trail = ReadingTrail()
        var operations: [JSONPatchOperation] = []
        for item in items {
            guard case .object(let members) = item.node, case .string(let operation)? = members.first(where: { $0.name == "op" })?.value.node,
                case .string(let path)? = members.first(where: { $0.name == "path" })?.value.node, path.hasPrefix("/")
            else {
                trail.fault(.malformed, at: places.place(of: item.offset), expected: "op, path")
                continue
            }
            let name = path.dropFirst().prefix { $0 != "/" }
            let value = members.first { $0.name == "value" }?.value
            operations.append(
                JSONPatchOperation(
                    operation: operation, path: path, value: value.map { reading.patchValue($0, definition.element(String(name))?.type, &trail) }))
        }
        guard trail.faults.isEmpty else { throw FHIRFaults(faults: trail.faults) }
        return operations
    }
}

extension JSONReading {
    /// A value of a patch, read as the type of its element.
    fileprivate mutating func patchValue(_ item: JSONItem, _ type: String?, _ trail: inout ReadingTrail) -> JSONPatchOperation.Value {
        switch item.node {
        case .string(let text): return .text(text)
        case .object, .array:
            guard let type, let definition = TypeDefinition.named(type) else { return .other }
            var items = [item]
            if case .array(let several) = item.node { items = several }
            return .elements(
                items.compactMap { item in
                    guard case .object(let members) = item.node else {
                        trail.fault(.value, at: places.place(of: item.offset), expected: type)
                        return nil
                    }
                    return trail.within(type) { trail in object(members, at: item.offset, type, definition, &trail) }
                })
        default: return .other
        }
    }
}
