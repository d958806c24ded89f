// The examples that the French agency publishes, the whole way.

import AuthorTrust
import Delivery
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import TestSupport
import Testing

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared")) struct OfficialExampleTests {
    @Test func `every published example is forwarded and comes back byte for byte`() async throws {
        let folder = try #require(sharedFolder).appending(path: "ans/ExemplesCDA")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension.lowercased() == "xml" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        #expect(files.count >= 60)
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let gateway = try await sandbox.startGateway(storePort: store.port) { $0.author.policy = .report }
        for file in files {
            let name = file.lastPathComponent
            let bytes = [UInt8](try Data(contentsOf: file))
            let answer = try await gateway.submit(bytes, as: "doctor")
            #expect([200, 202].contains(answer.status), "\(name): \(answer.code ?? "-")")
            guard let document = answer.json["document"] as? [String: Any], let id = document["uniqueId"] as? String else { continue }
            let shown = try await forwarded(answer, gateway, as: "doctor")
            #expect(shown.json["state"] as? String == "forwarded", "\(name): \(shown.json["failure"] ?? "-")")
            #expect(try await StoreAccess(gateway.configuration).retrieve(id) == bytes, "\(name)")
        }
        try await gateway.services.stop()
        try await store.services.stop()
    }
}
