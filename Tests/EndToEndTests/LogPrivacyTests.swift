// The log of a whole run holds nothing of a patient.

import CDADocuments
import Delivery
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import Testing

@Suite struct LogPrivacyTests {
    @Test func `the log of accepted and refused documents names no patient and no title`() async throws {
        let record = LogRecord()
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let gateway = try await sandbox.startGateway(storePort: store.port, logger: record.logger) { _ in }
        var secrets: Set<String> = []
        for row in SampleDocuments.accepted {
            let bytes = try SampleDocuments.bytes("accepted/\(row.name)")
            let document = try CDADocument.read(bytes).get()
            secrets.formUnion(document.patient?.ids.compactMap(\.extension) ?? [])
            if let title = document.header.title?.text { secrets.insert(title) }
            _ = try await gateway.submit(bytes, as: row.credential)
        }
        _ = try await gateway.submit(SampleDocuments.bytes("refused/missing-birth-name"), as: "doctor")
        try await eventually("all are forwarded") { try await store.repository.documentCount() == SampleDocuments.accepted.count }
        try await gateway.services.stop()
        try await store.services.stop()
        let log = record.lines.joined(separator: "\n")
        #expect(record.lines.count > SampleDocuments.accepted.count && log.contains("received"))
        for secret in secrets where secret.count > 4 { #expect(!log.contains(secret)) }
        #expect(secrets.count > 10)
    }
}
