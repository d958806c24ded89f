// Violations of the grammar as findings.

import CDADocuments
import ClinicalTypes
import XMLSchemaEngine
import XMLTree

/// One violation of the grammar as a finding; the code is that of the schema engine.
func structureFinding(_ violation: SchemaViolation, in document: CDADocument, pack: PackIdentity) -> Finding {
    let node = violation.text ?? violation.node
    let isValidatorFailure = violation.kind == .validatorFailed
    return Finding(
        code: violation.code, severity: isValidatorFailure ? .fatal : .error, stage: .structure,
        rule: RuleIdentity(pack: pack.name, id: violation.typeName.map { "type \($0)" } ?? violation.code),
        place: place(of: node), message: structureMessage(violation),
        found: structureFound(violation), allowed: structureAllowed(violation), edit: structureEdit(violation))
}

/// An element by its start tag, a text without the white space around it.
private func place(of node: Node) -> Place {
    guard node.kind == .text else {
        let range = node.kind == .element ? node.startTagRange : node.byteRange
        return Place(line: node.line, column: node.column, byteRange: range, xpath: node.path)
    }
    let source = node.tree.source
    var range = node.byteRange
    while !range.isEmpty, isXMLSpace(source[range.lowerBound]) { range = range.lowerBound + 1..<range.upperBound }
    while !range.isEmpty, isXMLSpace(source[range.upperBound - 1]) { range = range.lowerBound..<range.upperBound - 1 }
    let (line, column) = node.tree.lineAndColumn(ofByte: range.lowerBound)
    return Place(line: line, column: column, byteRange: range, xpath: node.path)
}

/// What stands there: the name for an element or attribute that should not, the value or the text otherwise.
private func structureFound(_ violation: SchemaViolation) -> String? {
    switch violation.kind {
    case .rootUnexpected, .elementUnexpected, .attributeUnexpected: violation.node.qualifiedName
    default: violation.found.map(trimmingXMLSpace).flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What would be right: names, or values.
private func structureAllowed(_ violation: SchemaViolation) -> AllowedValues? {
    if !violation.allowed.isEmpty {
        let closest = violation.found.map { nearest(to: $0, among: violation.allowed) } ?? []
        return AllowedValues(name: violation.typeName, first: Array(violation.allowed.prefix(8)), count: violation.allowed.count, closest: closest)
    }
    guard !violation.expected.isEmpty else { return violation.typeName.map { AllowedValues(name: $0, first: [], count: 0) } }
    let names = violation.expected
    let closest = violation.kind == .elementUnexpected ? nearest(to: violation.node.localName, among: names) : []
    return AllowedValues(first: names, closest: closest)
}
