// What the tests of the rules expect: one fault, one finding.

import ClinicalTypes
import Testing

@testable import Validation

extension SmallDocument {
    /// Expects that a broken document gets exactly one finding, at its place, and that its edit mends it.
    ///
    /// - Parameters:
    ///   - code: the code of the finding.
    ///   - severity: its weight.
    ///   - path: the end of the path of its place.
    ///   - found: what it says that stands there, where the test cares.
    ///   - isMendable: whether the finding carries an edit after which nothing is found any more.
    func expectOnly(
        _ code: FindingCode, _ severity: Severity = .error, at path: String, found: String? = nil, isMendable: Bool = false,
        options: (inout ValidationOptions) -> Void = { _ in }, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectOnly(code.rawValue, severity, at: path, found: found, isMendable: isMendable, options: options, sourceLocation: sourceLocation)
    }

    /// The same for a code of the grammar or of the parser.
    func expectOnly(
        _ code: String, _ severity: Severity = .error, at path: String, found: String? = nil, isMendable: Bool = false,
        options: (inout ValidationOptions) -> Void = { _ in }, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let findings = findings(options)
        #expect(findings.map(\.code) == [code], sourceLocation: sourceLocation)
        guard let finding = findings.first(where: { $0.code == code }) else { return }
        #expect(finding.severity == severity, sourceLocation: sourceLocation)
        #expect(finding.place?.xpath?.hasSuffix(path) ?? false, "\(finding.place?.xpath ?? "no path")", sourceLocation: sourceLocation)
        if let found { #expect(finding.found == found, sourceLocation: sourceLocation) }
        guard isMendable else { return #expect(finding.edit == nil, "an edit is offered", sourceLocation: sourceLocation) }
        guard let edit = finding.edit else {
            Issue.record("no edit is offered", sourceLocation: sourceLocation)
            return
        }
        #expect(applying(edit).codes(options) == [], "the edit mends it", sourceLocation: sourceLocation)
    }
}
