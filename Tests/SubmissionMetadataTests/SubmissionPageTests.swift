// The page on XDS.b lists every code that can be raised, with its weight and answer, and no other.

import ClinicalTypes
import Foundation
import SubmissionMetadata
import TestSupport
import Testing
import XDSMessages

struct SubmissionPageTests {
    @Test func `every code of submissions stands on the page with its answer, and no other`() throws {
        let page = try String(contentsOf: projectRoot.appending(path: "docs/xds.md"), encoding: .utf8)
        var rows: [String: String] = [:]
        for row in page.matches(of: #/\| `(xds\.[a-z-]+)` \| ([^|]*) \|/#) { rows[String(row.1)] = String(row.2) }
        let kinds = SubmissionRemark.Kind.allCases
        #expect(Set(rows.keys) == Set(kinds.map(\.rawValue)))
        for kind in kinds where kind.severity >= .error { #expect(rows[kind.rawValue] == kind.registryCode.rawValue, "\(kind.rawValue)") }
        for kind in kinds where kind.severity < .error {
            let names = try page.firstMatch(of: Regex("`\(kind.rawValue)` .*PartialFolderContentNotProcessed")) != nil
            #expect(kind.registryCode == (names ? .partialFolderContent : .extraMetadataNotSaved), "\(kind.rawValue)")
        }
    }
}
