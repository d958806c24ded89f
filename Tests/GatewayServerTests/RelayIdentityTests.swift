// For whom the gateway asks the record store: the assertion in each relayed message, what is refused by name, and what the store refuses.

import AuthorTrust
import CredentialChecks
import Delivery
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct RelayIdentityTests {
    /// A gateway before a store that takes no message without an assertion.
    private func withRelay(
        _ change: (inout GatewayConfiguration, TestSandbox) -> Void = { _, _ in }, _ work: (RunningGateway, RegistryRepository) async throws -> Void
    ) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(requiresAssertion: true)
        let gateway = try await sandbox.startGateway(storePort: store.port) { change(&$0, sandbox) }
        #expect(try await store.repository.register("1.2.1", by: RecordCaller.doctor))
        #expect(try await store.repository.register("1.2.2", by: RecordCaller.radiologist))
        #expect(try await store.repository.register("1.2.6", by: RecordCaller.radiologist, at: RecordCaller.hospital))
        do {
            try await work(gateway, store.repository)
        } catch { Issue.record(error) }
        try await gateway.services.stop()
        try await store.services.stop()
    }

    private static func only(_ structure: String, _ configuration: inout GatewayConfiguration, _ sandbox: TestSandbox) {
        configuration.store.assertion.policy = .required
        configuration.store.assertion.certificates = [sandbox.folder.pki("seal-\(structure).pem").path]
        configuration.store.assertion.keys = [sandbox.folder.pki("seal-\(structure).key").path]
    }

    private static func acting(as name: String, _ configuration: inout GatewayConfiguration, _ sandbox: TestSandbox) {
        configuration.store.certificate = sandbox.folder.pki("\(name).pem").path
        configuration.store.key = sandbox.folder.pki("\(name).key").path
    }

    private static func withoutKeys(_ configuration: inout GatewayConfiguration) {
        (configuration.store.assertion.certificates, configuration.store.assertion.keys) = ([], [])
    }

    private static let search = "/fhir/DocumentReference?patient.identifier=urn:oid:1.2.250.1.213.1.4.10%7C258073899904282&status=current"

    // MARK: Assertions that the gateway writes

    @Test func `whoever shows a card is answered by a store that asks who acts, at every door`() async throws {
        try await withRelay { gateway, store in
            let doctor = RecordCaller(gateway, as: "doctor")
            let found = try await doctor.query(RecordCaller.documents())
            #expect(found.response == .success)
            #expect(found.objects.documentEntries.map(\.uniqueId) == ["1.2.1", "1.2.2", "1.2.6"])
            #expect(
                try await doctor.retrieve("1.2.1", "1.2.2").documents.map { String(decoding: $0.bytes, as: UTF8.self) } == ["<a>1.2.1</a>", "<a>1.2.2</a>"])
            let id = try await store.entryUUID(of: "1.2.1")
            #expect(try await doctor.update(.statusChange(of: id, from: .approved, to: .archived, in: .some())) == .success)
            let bundle = try await doctor.get(Self.search)
            #expect(bundle.status == 200)
            #expect(bundle.json["total"] as? Int == 3)
            let bytes = try await doctor.get("/fhir/Binary/" + id.dropFirst("urn:uuid:".count))
            #expect(bytes.status == 200 && String(decoding: bytes.body, as: UTF8.self) == "<a>1.2.1</a>")
        }
    }

    @Test func `a structure in plain indirect mode is given references, and its own document to delete, and nothing to read`() async throws {
        try await withRelay { gateway, store in
            let hospital = RecordCaller(gateway, as: "hospital", person: "doctor", mode: .indirect, structure: RecordCaller.hospital)
            let whole = try await hospital.query(RecordCaller.documents())
            #expect(whole.response.errors.map(\.code) == [.localPolicyRestriction])
            #expect(whole.response.errors[0].codeContext.contains("searchMetadata, structure/normal, INDIRECTE"))
            #expect(try await hospital.query(RecordCaller.documents(of: RecordCaller.patient, .objectRef)).objects.references.count == 3)
            let read = try await hospital.retrieve("1.2.6")
            #expect(read.response.status == .failure && read.documents.isEmpty)
            #expect(read.response.errors[0].codeContext.contains("read, structure/normal, INDIRECTE"))
            let id = try await store.entryUUID(of: "1.2.6")
            #expect(
                try await hospital.update(.statusChange(of: id, from: .approved, to: .archived, in: .some())).errors.map(\.code) == [.localPolicyRestriction])
            #expect(try await hospital.update(.statusChange(of: id, from: .approved, to: .deleted, in: .some())) == .success)
        }
    }

    @Test func `a structure without a key is refused by name, before anything is asked`() async throws {
        try await withRelay {
            Self.only(RecordCaller.hospital, &$0, $1)
        } _: { gateway, _ in
            let doctor = RecordCaller(gateway, as: "doctor")
            let refused = try await doctor.query(RecordCaller.documents())
            #expect(refused.response.errors.map(\.code) == [.localPolicyRestriction])
            let told = refused.response.errors[0].codeContext
            #expect(told.hasPrefix("[relay.structure-unserved] Identifiant_Structure") && told.hasSuffix("of-card"))
            let outcome = try await doctor.get(Self.search)
            #expect(outcome.status == 403)
            #expect(String(decoding: outcome.body, as: UTF8.self).contains("relay.structure-unserved"))
        }
    }

    @Test func `where assertions are written when possible alone, the store says that it was shown nobody`() async throws {
        try await withRelay {
            Self.only(RecordCaller.hospital, &$0, $1)
            $0.store.assertion.policy = .whenPossible
        } _: { gateway, _ in
            let fault = try #require(try await RecordCaller(gateway, as: "doctor").asked(RecordCaller.documents()).fault)
            #expect(fault.subcodes.map(\.local) == ["InvalidSecurityToken"])
            #expect(fault.reason.hasPrefix("[assertion.absent] Assertion:"))
        }
    }

    // MARK: The caller's own assertion

    @Test func `the assertion of a structure is handed on over that structure's own connection`() async throws {
        try await withRelay {
            Self.withoutKeys(&$0)
            Self.acting(as: "hospital", &$0, $1)
        } _: { gateway, _ in
            let doctor = RecordCaller(gateway, as: "hospital", person: "doctor", mode: .reinforced, structure: RecordCaller.hospital)
            #expect(try await doctor.query(RecordCaller.documents()).objects.documentEntries.map(\.uniqueId) == ["1.2.1", "1.2.2", "1.2.6"])
            #expect(try await doctor.retrieve("1.2.2").documents.count == 1)
            #expect(try await doctor.get(Self.search).status == 200)
            // A card's assertion is for the card's own connection: it stays here, and the store is shown nobody.
            let fault = try #require(try await RecordCaller(gateway, as: "doctor").asked(RecordCaller.documents()).fault)
            #expect(fault.reason.hasPrefix("[assertion.absent]"))
        }
    }

    @Test func `what the store refuses of an identity comes back with its check and its claim`() async throws {
        try await withRelay {
            Self.acting(as: "fund", &$0, $1)
        } _: { gateway, _ in
            let doctor = RecordCaller(gateway, as: "doctor")
            let fault = try #require(try await doctor.asked(RecordCaller.documents()).fault)
            #expect(fault.code == .sender && fault.subcodes.map(\.local) == ["InvalidSecurityToken"])
            #expect(fault.reason.hasPrefix("[assertion.other-sender] tls.client-certificate:"))
            #expect(!fault.reason.contains(RecordCaller.practice))
            let outcome = try await doctor.get(Self.search)
            #expect(outcome.status == 403)
            let text = String(decoding: outcome.body, as: UTF8.self)
            #expect(text.contains("assertion.other-sender") && text.contains("tls.client-certificate"))
        }
    }

    @Test func `an assertion that was used before a restart is a replay after it, at every door`() async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(requiresAssertion: true)
        let first = try await sandbox.startGateway(storePort: store.port)
        let assertion = try RecordCaller(first, as: "doctor").assertion()
        func search(_ gateway: RunningGateway) async throws -> Delivery.StoreAnswer {
            let field = (name: "Authorization", value: "SAML " + Data(assertion).base64EncodedString())
            return try await sandbox.client("doctor").send(.question(gateway.url(Self.search), fields: [field]))
        }
        #expect(try await search(first).status == 200)
        try await first.services.stop()
        let second = try await sandbox.startGateway(storePort: store.port)
        let answer = try await search(second)
        #expect(answer.status == 403)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("assertion.replayed"))
        let field = (name: "Authorization", value: "SAML " + Data(assertion).base64EncodedString())
        let deposit = try await second.submit(SampleDocuments.consultation(), as: "doctor", fields: [field])
        #expect(deposit.status == 403)
        #expect(String(decoding: deposit.body, as: UTF8.self).contains("assertion.replayed"))
        try await second.services.stop()
        try await store.services.stop()
    }

    @Test func `a signer who is revoked meanwhile is refused by the store, and the certificate named`() async throws {
        try await withRelay { gateway, _ async throws in
            let doctor = RecordCaller(gateway, as: "doctor")
            let hospital = RecordCaller(gateway, as: "hospital", person: "doctor", mode: .reinforced, structure: RecordCaller.hospital)
            #expect(try await doctor.query(RecordCaller.documents()).response == .success)
            let pki = gateway.sandbox.folder.pki
            let seal = try #require(
                try Certificate.chain(pem: String(contentsOf: pki("seal-\(RecordCaller.practice).pem"), encoding: .utf8)).first)
            let lists = try gateway.sandbox.authority().revocationLists(revoking: [seal], now: Date(), number: 99)
            try Data(lists.utf8).write(to: pki("revoked.crl"), options: .atomic)
            let fault = try #require(try await doctor.asked(RecordCaller.documents()).fault)
            #expect(fault.reason.hasPrefix("[certificate.revoked] Signature/KeyInfo/X509Data/X509Certificate:"), "\(fault.reason)")
            #expect(try await hospital.query(RecordCaller.documents()).response == .success, "another structure is not concerned")
            // A damaged list leaves the former one in force.
            try Data("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n".utf8).write(to: pki("revoked.crl"))
            #expect(try await doctor.asked(RecordCaller.documents()).fault?.reason.hasPrefix("[certificate.revoked]") == true)
            #expect(try await hospital.query(RecordCaller.documents()).response == .success)
        }
    }
}
