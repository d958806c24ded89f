// Pages of a search over FHIR before a real registry of thousands: what is asked of it, and how much is read, stays the same.

import ClinicalTypes
import FHIRResources
import Foundation
import Gateway
import RecordStore
import SandboxSupport
import SubmissionMetadata
import Synchronization
import Testing
import XDSMessages

@Suite struct PagingTests {
    private static let count = 2200
    private static let asked = [SearchParameter("patient.identifier", "urn:oid:1.2.250.1.213.1.4.10|258073899904282"), SearchParameter("status", "current")]

    /// What was asked of the registry.
    private final class Questions: Sendable {
        private let list = Mutex<[StoredQueryRequest]>([])
        func note(_ query: StoredQueryRequest) { list.withLock { $0.append(query) } }
        func taken() -> [StoredQueryRequest] {
            list.withLock { list in
                defer { list = [] }; return list
            }
        }
    }

    private func withRegistry(_ work: (SearchWay, Questions) async throws -> Void) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        do {
            for start in stride(from: 0, to: Self.count, by: 100) {
                var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: "1.2.\(start).1", sourceId: "1.2.3.8", patientId: Invented.patient)
                (set.submissionTime, set.contentTypeCode) = ("20260102", Code(code: "07", scheme: "1.2.250.1.213.2.2"))
                var request = ProvideAndRegisterRequest(objects: RegistryObjectList(submissionSets: [set]), documents: [])
                for number in start..<start + 100 {
                    var entry = Invented("\(number + 1)").entry
                    entry.entryUUID = "Document\(number)"
                    request.objects.documentEntries.append(entry)
                    request.objects.associations.append(.member("as\(number)", of: "SubmissionSet01", entry: entry.entryUUID))
                    request.documents.append(ProvidedDocument(id: entry.entryUUID, bytes: Array("<a>\(number)</a>".utf8)))
                }
                #expect(try await store.repository.register(request) == .success)
            }
            let questions = Questions()
            let access = RegistryAccess(
                query: { query throws(RegistryRefusal) in
                    questions.note(query)
                    do throws(StoreMisbehaved) { return try await store.repository.query(query) } catch { throw .notOffered }
                }, retrieve: { _ throws(RegistryRefusal) in throw .notOffered }, update: { _ throws(RegistryRefusal) in throw .notOffered })
            try await work(SearchWay(registry: access, base: "https://x/fhir/", language: .english), questions)
        } catch { Issue.record(error) }
        try await store.services.stop()
    }

    private func page(_ way: SearchWay, _ parameters: [SearchParameter]) async throws -> (bundle: FHIRElement, next: String?) {
        guard case .resource(let bundle, 200) = await way.documents(parameters, strict: false, link: { $0 ?? "" }) else { throw CocoaError(.fileReadUnknown) }
        return (bundle, bundle.all("link").first { $0.text("relation") == "next" }?.text("url"))
    }

    @Test func `a page asks for references once, and for the entries of the page alone`() async throws {
        try await withRegistry { way, questions in
            for (count, steps) in [(7, [7]), (250, [100, 100, 50])] {
                let page = try await page(way, Self.asked + [SearchParameter("_count", "\(count)")])
                #expect(page.bundle.all("entry").count == count && page.next != nil && page.bundle.text("total") == nil)
                let asked = questions.taken()
                #expect(asked.map(\.returnType) == [.objectRef] + steps.map { _ in .leafClass })
                #expect(asked.dropFirst().map { $0.parameters[0].values.count } == steps)
            }
            let usual = try await page(way, Self.asked)
            #expect(usual.bundle.all("entry").count == 100, "a page that is not told how long is bounded, too")
        }
    }

    @Test func `thousands are told page by page, each once`() async throws {
        try await withRegistry { way, _ in
            var seen: [String] = []
            var parameters = Self.asked + [SearchParameter("_count", "1000")]
            while true {
                let page = try await page(way, parameters)
                seen += page.bundle.all("entry").compactMap { $0["resource"]?.text("id") }
                guard let next = page.next else { break }
                parameters = Self.asked + [SearchParameter("_count", "1000"), SearchParameter("_after", next)]
            }
            #expect(seen.count == Self.count && Set(seen).count == Self.count)
        }
    }

    @Test func `a search that admits hardly anything reads a bounded part of the record for a page`() async throws {
        try await withRegistry { way, questions in
            let wanted = Self.asked + [SearchParameter("identifier", "urn:oid:1.2.77")]
            var found: [FHIRElement] = []
            var parameters = wanted
            var pages = 0
            while true {
                let page = try await page(way, parameters)
                let asked = questions.taken()
                #expect(asked.count == (pages < 2 ? 11 : 3), "a thousand entries in tens of a hundred, and the rest")
                found += page.bundle.all("entry").compactMap { $0["resource"] }
                pages += 1
                guard let next = page.next else { break }
                parameters = wanted + [SearchParameter("_after", next)]
            }
            #expect(pages == 3)
            #expect(found.compactMap { $0["masterIdentifier"]?.text("value") } == ["urn:oid:1.2.77"])
        }
    }
}
