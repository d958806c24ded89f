// The XDS.b door over real HTTPS: submissions are taken whole or not at all, and told what is wrong in the words of a registry.

import Delivery
import Foundation
import GatewayServer
import Journal
import SandboxSupport
import Testing
import XDSMessages

@Suite struct XDSDoorTests {
    private func outcome(_ answer: Delivery.StoreAnswer) throws -> RegistryResponse {
        try RegistryResponse(reading: SOAPMessage.read(CarriedMessage(contentType: answer.contentType, body: answer.body)))
    }

    private func fault(_ answer: Delivery.StoreAnswer) throws -> SOAPFault {
        try #require(try SOAPMessage.read(CarriedMessage(contentType: answer.contentType, body: answer.body)).fault)
    }

    private func count(_ gateway: RunningGateway) async throws -> Int {
        try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 500).passages.count }
    }

    @Test(arguments: [true, false]) func `a submission of two documents is a success once both are on disk, however they travel`(isPackage: Bool) async throws {
        try await withGateway { gateway in
            let submission = try ProvidedSample(SampleDocuments.freshID(), SampleDocuments.freshID())
            let answer = try await gateway.provide(submission.request, as: "doctor", form: isPackage ? .package : .plain)
            #expect(answer.status == 200)
            #expect(try outcome(answer).status == .success)
            #expect(try outcome(answer).errors == [])
            #expect(try await count(gateway) == 2)
            let again = try await gateway.provide(submission.request, as: "doctor")
            #expect(try outcome(again).status == .success)
            #expect(try await count(gateway) == 2)
        }
    }

    @Test func `what the metadata say otherwise is told with a success, and identity refuses all of the set`() async throws {
        try await withGateway { gateway in
            var submission = try ProvidedSample(SampleDocuments.freshID())
            submission.request.objects.documentEntries[0].typeCode = Code(code: "11490-0", scheme: "2.16.840.1.113883.6.1")
            submission.request.objects.documentEntries[0].languageCode = "en-US"
            let told = try outcome(try await gateway.provide(submission.request, as: "doctor"))
            #expect(told.status == .success)
            #expect(told.errors.map(\.severity) == [.warning, .warning])
            #expect(told.errors.map { $0.codeContext.prefix { $0 != " " } } == ["[xds.type-differs]", "[xds.language-differs]"])
        }
        try await withGateway { gateway in
            var submission = try ProvidedSample(SampleDocuments.freshID(), SampleDocuments.freshID())
            submission.request.objects.documentEntries[1].uniqueId = SampleDocuments.freshID()
            let refused = try outcome(try await gateway.provide(submission.request, as: "doctor"))
            #expect(refused.status == .failure)
            #expect(refused.errors.map(\.code) == [.repositoryMetadataError])
            #expect(refused.errors.first?.location == submission.request.objects.documentEntries[1].entryUUID)
            #expect(refused.errors.first?.codeContext.hasPrefix("[xds.unique-id-differs]") == true)
            let legs = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.map(\.storeLeg) }
            #expect(legs == [.refused])
        }
    }

    @Test func `bytes that are not those of the metadata refuse, and nothing is kept`() async throws {
        try await withGateway { gateway in
            var submission = try ProvidedSample(SampleDocuments.freshID())
            submission.request.objects.documentEntries[0].hash = String(repeating: "0", count: 40)
            submission.request.objects.documentEntries[0].size = 1
            let refused = try outcome(try await gateway.provide(submission.request, as: "doctor"))
            #expect(refused.errors.map(\.code) == [.nonIdenticalHash, .nonIdenticalSize])
            #expect(try await count(gateway) == 0)
        }
    }

    @Test func `a document that breaks rules is a failure with the place and no content`() async throws {
        try await withGateway { gateway in
            let submission = try ProvidedSample(SampleDocuments.freshID()) { $0.replacing("<realmCode code=\"FR\"/>", with: "") }
            let answer = try await gateway.provide(submission.request, as: "doctor")
            #expect(answer.status == 200)
            let refused = try outcome(answer)
            #expect(refused.status == .failure && refused.errors.allSatisfy { $0.code == .invalidDocumentContent })
            #expect(refused.errors.first?.codeContext.contains("(CDA ") == true)
        }
    }

    @Test func `other transactions are refused by name`() async throws {
        try await withGateway { gateway in
            for action in [TransactionAction.register.rawValue, "urn:ihe:iti:2010:DeleteDocumentSet"] {
                let answer = try await gateway.provide(try ProvidedSample(SampleDocuments.freshID()).request, as: "doctor", action: action)
                #expect(answer.status == 400)
                #expect(try fault(answer).subcodes.first?.local == "ActionNotSupported")
            }
        }
    }

    @Test func `a credential that does not hold is a fault of WS-Security`() async throws {
        try await withGateway { gateway in
            let request = try ProvidedSample(SampleDocuments.freshID()).request
            let nobody = try fault(try await gateway.provide(request, as: nil))
            #expect(nobody.subcodes.first?.local == "FailedAuthentication")
            let other = try fault(try await gateway.provide(request, as: "pharmacist"))
            #expect(other.subcodes.first?.local == "FailedAuthentication" && other.reason.hasPrefix("["))
        }
    }
}

extension RunningGateway {
    /// Submits over XDS.b with the certificate of this name.
    func provide(
        _ request: ProvideAndRegisterRequest, as name: String?, form: MessageForm = .package, action: String = TransactionAction.provideAndRegister.rawValue,
        blocks: [[UInt8]] = []
    ) async throws -> Delivery.StoreAnswer {
        let header = SOAPHeader(action: action, messageID: "urn:uuid:\(UUID().uuidString.lowercased())", to: url("/xds/repository"), blocks: blocks)
        let message = try request.message(header: header, form: form)
        return try await sandbox.client(name).send(StoreRequest(url: url("/xds/repository"), contentType: message.contentType, body: message.chunks))
    }
}
