// The page on FHIR lists every code that can be raised of a publication, with its answer, and no other.

import ClinicalTypes
import FHIRResources
import Foundation
import SubmissionMetadata
import TestSupport
import Testing
import XDSMessages

struct PublicationPageTests {
    @Test func `every code of publications stands on the page with its answer, and no other`() throws {
        let page = try String(contentsOf: projectRoot.appending(path: "docs/fhir.md"), encoding: .utf8)
        let kinds = PublicationRemark.Kind.allCases
        var rows: [String: String] = [:]
        for row in page.matches(of: #/\| `(fhir\.[a-z-]+)` \| ([A-Za-z]+) \|/#) { rows[String(row.1)] = String(row.2) }
        for kind in kinds where kind.severity >= .error { #expect(rows[kind.rawValue] == kind.registryCode.rawValue, "\(kind.rawValue)") }
        #expect(rows.count == kinds.count { $0.severity >= .error })
        for kind in kinds where kind.severity < .error { #expect(page.contains("`\(kind.rawValue)`"), "\(kind.rawValue)") }
        let told = Set(page.matches(of: #/`(fhir\.[a-z-]+)`/#).map { String($0.1) })
        let ofSearches = SearchFault.Kind.allCases.map(\.rawValue) + ["fhir.search-unserved", "fhir.deleted"]
        #expect(told == Set(kinds.map(\.rawValue)).union(FHIRFault.Code.allCases.map(\.rawValue)).union(ofSearches))
        #expect(Set(kinds.map(\.rawValue)).isDisjoint(with: FHIRFault.Code.allCases.map(\.rawValue)))
    }

    @Test func `every parameter that is offered stands on the page`() throws {
        let page = try String(contentsOf: projectRoot.appending(path: "docs/fhir.md"), encoding: .utf8)
        for parameter in DocumentSearch.offered + ListSearch.offered { #expect(page.contains("`\(parameter.name)`"), "\(parameter.name)") }
    }

    @Test func `every remark has words in both languages`() {
        for kind in PublicationRemark.Kind.allCases {
            #expect(kind.words.fr.count > 10 && kind.words.en.count > 10 && kind.words.fr != kind.words.en, "\(kind.rawValue)")
        }
    }
}
