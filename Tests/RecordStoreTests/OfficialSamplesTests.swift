// The official sample documents, through messages and store and back.

import CredentialChecks
import Foundation
import TestSupport
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct OfficialSamplesTests {
    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `every official sample comes back byte for byte`() async throws {
        let folder = try #require(sharedFolder).appending(path: "ans/ExemplesCDA")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.lowercased().hasSuffix(".xml") }.sorted()
        #expect(names.count > 50)
        let test = try TestStore()
        let samples = try names.map { [UInt8](try Data(contentsOf: folder.appending(path: $0))) }
        let refused = try await withThrowingTaskGroup(of: [RegistryErrorCode].self) { group in
            for (number, bytes) in samples.enumerated() { group.addTask { try await test.codes(Fixture.request("1.2.\(number)", bytes: bytes)) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(refused.isEmpty)
        let retrieved = try await test.retrieve(samples.indices.map { "1.2.\($0)" })
        #expect(retrieved.response == .success)
        #expect(retrieved.documents.map(\.bytes) == samples)
    }
}
