// A message held against its grammar: its segments in their groups, and what does not fit.

/// Segments that belong together.
public struct MessageGroup: Sendable {
    /// The group's name; the structure's for the whole message.
    public let name: String
    /// Its own segments, in order.
    public internal(set) var segments: [Segment] = []
    /// The groups in it, in order.
    public internal(set) var groups: [MessageGroup] = []

    /// The first segment of a name, in the group itself.
    public func first(_ segment: String) -> Segment? { segments.first { $0.name == segment } }

    /// All segments of a name, in the group itself.
    public func all(_ segment: String) -> [Segment] { segments.filter { $0.name == segment } }

    /// The groups of a name, at any depth, in order.
    public func groups(named name: String) -> [MessageGroup] {
        groups.flatMap { ($0.name == name ? [$0] : []) + $0.groups(named: name) }
    }
}

/// A message and how it agrees with its structure.
public struct StructuredMessage: Sendable {
    /// The segments in their groups, as far as they fit.
    public let root: MessageGroup
    /// What must be mended.
    public let faults: [MessageFault]
    /// What was overlooked: segments that older profiles left out.
    public let remarks: [MessageFault]
}

extension HL7Message {
    /// Holds the message against a structure.
    ///
    /// Segments that the structure does not know may stand anywhere and belong to no group. Codes: `hl7.segment-missing`,
    /// `hl7.segment-unexpected`, `hl7.field-missing`, `hl7.field-value`.
    public func structured(by structure: MessageStructure) -> StructuredMessage {
        var fitting = StructureFitting(segments: segments.filter { structure.segmentNames.contains($0.name) })
        var root = MessageGroup(name: structure.name)
        fitting.fit(structure.elements, into: &root)
        fitting.refuseRest()
        let fields = structure.fields.flatMap { rule in all(rule.segment).compactMap { rule.fault(in: $0) } }
        return StructuredMessage(root: root, faults: fitting.faults + fields, remarks: fitting.remarks)
    }
}

/// One walk along a grammar; each step looks one segment ahead.
private struct StructureFitting {
    let segments: [Segment]
    var next = 0
    var faults: [MessageFault] = []
    var remarks: [MessageFault] = []

    init(segments: [Segment]) { self.segments = segments }

    mutating func fit(_ elements: [StructureElement], into group: inout MessageGroup) {
        for element in elements {
            var count = 0
            while next < segments.count, element.begins(with: segments[next].name), count < element.occurrence.maximum ?? .max {
                switch element {
                case .segment:
                    group.segments.append(segments[next])
                    next += 1
                case .group(let name, _, let elements):
                    var inner = MessageGroup(name: name)
                    fit(elements, into: &inner)
                    group.groups.append(inner)
                }
                count += 1
            }
            if count < element.occurrence.minimum { note(missing: element) }
        }
    }

    mutating func refuseRest() {
        guard next < segments.count else { return }
        faults.append(MessageFault("hl7.segment-unexpected", .segmentSequence, at: segments[next].location()))
    }

    private mutating func note(missing element: StructureElement) {
        // What comes instead tells where; at the end of the message there is only the name.
        let place = next < segments.count ? segments[next].location() : ErrorLocation(element.segmentNames.count == 1 ? element.name : "OBX")
        let fault = MessageFault("hl7.segment-missing", .segmentSequence, at: place, detail: .name(element.name))
        if element.occurrence.isTolerant { remarks.append(fault) } else { faults.append(fault) }
    }
}

extension FieldRule {
    /// What a segment lacks; component 0 asks for any content of the field.
    func fault(in segment: Segment) -> MessageFault? {
        let field = segment.field(field)
        if component == 0 {
            return field.isEmpty ? MessageFault("hl7.field-missing", .requiredFieldMissing, at: segment.location(self.field)) : nil
        }
        let place = segment.location(self.field, component: component > 1 ? component : nil)
        guard let text = field.component(component).text else { return MessageFault("hl7.field-missing", .requiredFieldMissing, at: place) }
        guard let allowed, !allowed.contains(where: { $0.lowercased() == text.lowercased() }) else { return nil }
        let condition: MessageCondition =
            switch (segment.name, self.field) {
            case ("MSH", 11): .unsupportedProcessingID
            case ("MSH", 12): .unsupportedVersion
            default: .tableValueNotFound
            }
        return MessageFault("hl7.field-value", condition, at: place, detail: .allowed(allowed))
    }
}
