// The official examples, judged: none is refused, and what is found in them is counted.

import ClinicalTypes
import Foundation
import TestSupport
import Testing

@testable import Validation

@Suite struct SampleTests {
    static let folder = sharedFolder?.appending(path: "ans/ExemplesCDA")
    static let names = (folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []).filter { $0.hasSuffix(".xml") }.sorted()

    private func findings(in name: String) throws -> [Finding] {
        let bytes = [UInt8](try Data(contentsOf: try #require(Self.folder).appending(path: name)))
        return TestJudge.make { $0.now = { Date(timeIntervalSince1970: 1_795_000_000) } }.examine(bytes).report.findings
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"), arguments: names)
    func `no official example is refused`(name: String) throws {
        let refusals = try findings(in: name).filter { $0.severity >= .error }
        #expect(refusals.isEmpty)
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared")) func `what is found in the official examples is known, code by code`() throws {
        #expect(Self.names.count == 62)
        var counts: [String: Int] = [:]
        for name in Self.names {
            for finding in try findings(in: name) { counts["\(finding.severity.rawValue) \(finding.code)", default: 0] += 1 }
        }
        #expect(
            counts == [
                "warning author.code-missing": 4, "warning author.organization-missing": 5, "warning code-system.name": 1,
                "warning header.effective-time-precision": 1, "warning header.schema-location": 61, "warning header.template-order": 4,
                "warning header.version-without-parent": 6, "warning null-flavor.value": 44, "warning participation.time-future": 2,
                "warning patient.ins-key": 8, "warning professional.id-form": 3, "warning professional.id-key": 37,
                "warning professional.id-root": 3, "warning structure.id-form": 10, "warning structure.id-key": 48,
                "warning structure.name-missing": 4, "warning timestamp.malformed": 1, "warning timestamp.zone": 3,
                "info header.type-display-name": 10,
            ])
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"), arguments: names)
    func `no message holds content of the document`(name: String) throws {
        for finding in try findings(in: name) {
            // What was found is content; a message that repeats it would carry it into logs. Short codes and the beginnings of OIDs occur by chance.
            guard let found = finding.found, found.count > 6, found.contains(where: { !$0.isNumber && $0 != "." }) || !found.contains(".") else { continue }
            #expect(!finding.message.fr.contains(found) && !finding.message.en.contains(found), "\(finding)")
            #expect(!finding.description.contains(found) && finding.edit.map { !$0.summary.en.contains(found) } ?? true, "\(finding)")
        }
    }
}
