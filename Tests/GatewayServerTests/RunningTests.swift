// How a gateway starts, ends, and lives through a full disk.

import AuthorTrust
import Delivery
import Foundation
import GatewayServer
import Journal
import RecordStore
import SandboxSupport
import Testing

@Suite struct RunningTests {
    @Test func `a graceful end finishes the request in work, and takes no other`() async throws {
        let gateway = try await TestSandbox().startGateway { $0.author.policy = .off }
        let bytes = try SampleDocuments.consultation()
        let socket = try PlainSocket(port: gateway.plainPort)
        await socket.write("POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\nContent-Length: \(bytes.count)\r\n\r\n")
        await socket.write(Array(bytes.prefix(1000)))
        _ = try await gateway.get("/health/live", as: nil)
        async let end: Void = gateway.services.stop()
        try await eventually("the door is closed") { (try? PlainSocket(port: gateway.plainPort)) == nil }
        await socket.write(Array(bytes.dropFirst(1000)))
        #expect(await socket.read().hasPrefix("HTTP/1.1 202"))
        try await end
        #expect(try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 10).passages.count } == 1)
    }

    @Test func `a graceful end lets go of the journal, whole`() async throws {
        let sandbox = try TestSandbox()
        let first = try await sandbox.startGateway()
        let bytes = try SampleDocuments.consultation()
        let receipt = try await first.submit(bytes, as: "doctor").receipt
        try await first.services.stop()
        let second = try await sandbox.startGateway()
        let again = try await second.submit(bytes, as: "doctor")
        #expect(again.status == 200 && again.receipt == receipt)
        try await second.services.stop()
    }

    @Test func `an end while the store is silent leaves nothing in sending`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(misbehaviour: Misbehaviour(delay: .seconds(2), answer: .garbage))
        let gateway = try await sandbox.startGateway(storePort: store.port)
        _ = try await gateway.submit(SampleDocuments.consultation(), as: "doctor")
        try await eventually("it is on its way") { try await gateway.withJournal { try await $0.counters().byStoreLeg[.sending] == 1 } }
        try await gateway.services.stop()
        let counters = try await gateway.withJournal { try await $0.counters().byStoreLeg }
        #expect(counters[.sending] == 0 && counters[.inDoubt] == 1)
        try await store.services.stop()
    }

    @Test(.enabled(if: SmallDisk.isPossible, "needs the right to mount a small tmpfs"))
    func `a full disk is answered 503 with Retry-After, ready says so, and all is well when there is room`() async throws {
        let disk = try SmallDisk()
        defer { disk.remove() }
        let gateway = try await TestSandbox().startGateway {
            $0.journal.folder = disk.folder.appending(path: "journal").path
            $0.limits.bodyBytes = 1 << 20
        }
        let kept = try SampleDocuments.consultation()
        let receipt = try await gateway.submit(kept, as: "doctor").receipt
        try disk.fill()
        var refused: Delivery.StoreAnswer?
        try await eventually("the disk is full") {
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor")
            if answer.status == 503 { refused = answer }
            return answer.status == 503
        }
        #expect(refused?.code == "unavailable" && refused?.fields["retry-after"] == "30")
        #expect((refused?.json["detail"] as? String)?.contains("full") == true)
        let ready = try await gateway.get("/health/ready", as: nil)
        #expect(ready.status == 503 && ready.json["ready"] as? Bool == false)
        #expect(try await gateway.get("/health/live", as: nil).status == 200)
        try disk.makeRoom()
        #expect(try await gateway.submit(SampleDocuments.consultation(), as: "doctor").status == 202)
        let again = try await gateway.submit(kept, as: "doctor")
        #expect(again.status == 200 && again.receipt == receipt)
        #expect(try await gateway.get("/health/ready", as: nil).status == 200)
        try await gateway.services.stop()
    }

    @Test(arguments: [
        ("listen.certificate", "a file was expected, and none is set"), ("listen.key", "no such file"), ("author.authorities", "a PEM file of certificates"),
        ("store.certificate", "a PEM file of certificates"), ("store.repositoryURL", "an https address"), ("identity.sourceID", "an object identifier"),
        ("identity.contentType", "JDV_J59"), ("journal.folder", ""), ("journal.keyFile", "32 bytes in hexadecimal"),
    ])
    func `what cannot work is named by its key before any door opens`(key: String, problem: String) throws {
        let sandbox = try TestSandbox()
        var configuration = try sandbox.configuration()
        let noise = sandbox.folder.root.appending(path: "noise").path
        try "noise".write(toFile: noise, atomically: true, encoding: .utf8)
        switch key {
        case "listen.certificate": configuration.listen.certificate = ""
        case "listen.key": configuration.listen.key = "/nowhere"
        case "author.authorities": configuration.author.authorities = noise
        case "store.certificate": configuration.store.certificate = noise
        case "store.repositoryURL": configuration.store.repositoryURL = "http://localhost"
        case "identity.sourceID": configuration.identity.sourceID = "x"
        case "identity.contentType": configuration.identity.contentType = "x"
        case "journal.folder": configuration.journal.folder = noise
        default: configuration.journal.keyFile = noise
        }
        let failure = #expect(throws: ConfigurationFailure.self) {
            _ = try GatewayRuntime(configuration, logger: quiet).services()
        }
        #expect(failure?.key == key)
        #expect(problem.isEmpty || failure?.problem.contains(problem) == true)
    }

    @Test func `a key that is not the certificate's is named`() throws {
        let sandbox = try TestSandbox()
        var configuration = try sandbox.configuration()
        configuration.listen.key = sandbox.folder.pki("store.key").path
        let failure = #expect(throws: ConfigurationFailure.self) { _ = try GatewayRuntime(configuration, logger: quiet).services() }
        #expect(failure?.key == "listen.key")
    }

    @Test func `two gateways do not share a folder`() async throws {
        try await withGateway { gateway in
            let failure = #expect(throws: ConfigurationFailure.self) { _ = try GatewayRuntime(gateway.configuration, logger: quiet) }
            #expect(failure?.key == "journal.folder" && failure?.problem.contains("another gateway") == true)
        }
    }

    @Test func `a visitor makes no key`() async throws {
        try await withGateway { gateway in
            var configuration = gateway.configuration
            configuration.journal.keyFile = gateway.sandbox.folder.root.appending(path: "other.key").path
            #expect(throws: ConfigurationFailure.self) { _ = try GatewayRuntime.secondaryJournal(configuration) }
            #expect(!FileManager.default.fileExists(atPath: configuration.journal.keyFile))
        }
    }
}
