// The edit that mends a violation of the grammar, where one is certain enough to be offered.

import ClinicalTypes
import XMLSchemaEngine
import XMLTree

/// The edit for a violation: a slip in a name, a letter case, a value that can only be one.
func structureEdit(_ violation: SchemaViolation) -> SuggestedEdit? {
    let node = violation.node
    switch violation.kind {
    case .elementUnexpected:
        return misspelt(node.localName, among: violation.expected).flatMap { DocumentEdits(node).renaming(to: $0) }
    case .attributeUnexpected:
        guard node.kind == .attribute, node.prefix == nil else { return nil }
        let present = node.parent.map { Set($0.attributes.map(\.localName)) } ?? []
        return misspelt(node.localName, among: commonAttributes.filter { !present.contains($0) }).flatMap { DocumentEdits(node).renamingAttribute(to: $0) }
    case .attributeMissing:
        guard let name = violation.expected.first, violation.allowed.count == 1 else { return nil }
        return DocumentEdits(node).setting(name, to: violation.allowed[0])
    case .valueNotAllowed:
        guard node.kind == .attribute, let parent = node.parent, let found = violation.found else { return nil }
        let wanted = trimmingXMLSpace(found).lowercased()
        // Booleans are words here, not digits.
        let boolean = ["0": "false", "1": "true", "non": "false", "oui": "true", "no": "false", "yes": "true"][wanted]
        let same = violation.allowed.first { $0.lowercased() == wanted || $0 == boolean }
        return (same ?? (violation.allowed.count == 1 ? violation.allowed[0] : nil)).flatMap { DocumentEdits(parent).setting(node.localName, to: $0) }
    case .valueMalformed:
        guard node.kind == .attribute, let parent = node.parent, let found = violation.found else { return nil }
        let written = trimmingXMLSpace(found)
        if isTimestamp(node) {
            return DateRepair.timestamp(from: written).flatMap { DocumentEdits(parent).setting(node.localName, to: $0) }
        }
        return nil
    default:
        return nil
    }
}

/// The expected name that a slip of the hand made into the written one; a name that the standard knows is no slip but misplaced.
func misspelt(_ name: String, among expected: [String]) -> String? {
    if let same = expected.first(where: { $0.lowercased() == name.lowercased() && $0 != name }) { return same }
    guard !headerOrder.contains(name), !expected.contains(name), name.unicodeScalars.count >= 4 else { return nil }
    let candidates = nearest(to: name, among: expected, count: 2)
    return candidates.count == 1 ? candidates[0] : nil
}

private let commonAttributes = [
    "code", "codeSystem", "codeSystemName", "codeSystemVersion", "displayName", "root", "extension", "assigningAuthorityName", "value", "unit", "nullFlavor",
    "classCode", "moodCode", "typeCode", "use", "qualifier", "mediaType", "representation", "language", "operator", "determinerCode", "contextControlCode",
    "negationInd", "inversionInd", "ID",
]
