// RPLC and the other associations between documents.

import Testing
import XDSMessages

@testable import RecordStore

@Suite struct ReplacementTests {
    private func storeWithOne() async throws -> (TestStore, entryUUID: String) {
        let test = try TestStore()
        try await test.provide(Fixture.request("1.2.1"))
        return (test, try #require(try await test.find().first).entryUUID)
    }

    @Test func `a replaced document is deprecated, its successor approved`() async throws {
        let (test, first) = try await storeWithOne()
        #expect(try await test.codes(Fixture.request("1.2.2", replacing: first)).isEmpty)
        #expect(try await test.find().map(\.uniqueId) == ["1.2.2"])
        #expect(try await test.find(status: .deprecated).map(\.uniqueId) == ["1.2.1"])
        #expect(try await test.find(status: .deprecated).map(\.availabilityStatus) == [.deprecated])
        #expect(try await test.retrieve(["1.2.1"]).response == .success)
        #expect(try await test.store.documents().map(\.status) == [.deprecated, .approved])
    }

    @Test func `a replaced document cannot be replaced again`() async throws {
        let (test, first) = try await storeWithOne()
        try await test.provide(Fixture.request("1.2.2", replacing: first))
        #expect(try await test.codes(Fixture.request("1.2.3", replacing: first)) == [.registryDeprecatedDocumentError])
        #expect(try await test.store.documentCount() == 2)
    }

    @Test func `what is not registered cannot be replaced`() async throws {
        let (test, _) = try await storeWithOne()
        #expect(try await test.codes(Fixture.request("1.2.2", replacing: "urn:uuid:00000000-0000-4000-8000-000000000000")) == [.replaceFailed])
        #expect(try await test.codes(Fixture.request("1.2.2", replacing: "SubmissionSet01")) == [.replaceFailed])
        #expect(try await test.store.documentCount() == 1)
    }

    @Test func `a document of another patient cannot be replaced`() async throws {
        let (test, first) = try await storeWithOne()
        #expect(try await test.codes(Fixture.request("1.2.2", patient: Fixture.otherPatient, replacing: first)) == [.patientIdDoesNotMatch])
        #expect(try await test.find().map(\.uniqueId) == ["1.2.1"])
    }

    @Test func `of two that replace one document at once, one wins`() async throws {
        let (test, first) = try await storeWithOne()
        let results = try await withThrowingTaskGroup(of: [RegistryErrorCode].self) { group in
            for number in 2..<10 { group.addTask { try await test.codes(Fixture.request("1.2.\(number)", replacing: first)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0.isEmpty } == 1)
        #expect(results.count { $0 == [.registryDeprecatedDocumentError] } == 7)
        #expect(try await test.find().count == 1)
    }

    @Test func `other associations need both ends, and a target that is current`() async throws {
        let (test, first) = try await storeWithOne()
        func request(_ uniqueId: String, _ type: AssociationType, to target: String) -> ProvideAndRegisterRequest {
            var request = Fixture.request(uniqueId, replacing: target)
            request.objects.associations[1].type = type
            return request
        }
        #expect(try await test.codes(request("1.2.2", .appends, to: first)).isEmpty)
        #expect(try await test.codes(request("1.2.3", .appends, to: "urn:uuid:00000000-0000-4000-8000-000000000000")) == [.unresolvedReference])
        try await test.provide(Fixture.request("1.2.4", replacing: first))
        #expect(try await test.codes(request("1.2.5", .transforms, to: first)) == [.registryDeprecatedDocumentError])
        #expect(try await test.codes(request("1.2.6", .signs, to: first)).isEmpty)
    }

    @Test func `a document registered before may be a member by reference`() async throws {
        let (test, first) = try await storeWithOne()
        var request = Fixture.request("1.2.2")
        request.objects.associations.append(.member("as02", of: "SubmissionSet01", entry: first, original: false))
        #expect(try await test.codes(request).isEmpty)
        request = Fixture.request("1.2.3")
        request.objects.associations.append(.member("as02", of: "nobody", entry: first, original: false))
        #expect(try await test.codes(request) == [.unresolvedReference])
    }
}
