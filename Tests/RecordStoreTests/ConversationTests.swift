// What the store answers to messages that are no transaction of its own, and how it misbehaves on request.

import Foundation
import TestSupport
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct ConversationTests {
    private func carried(_ body: String, header: String) -> CarriedMessage {
        let text = """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>\(header)</s:Header>\
            <s:Body>\(body)</s:Body></s:Envelope>
            """
        return CarriedMessage(contentType: "application/soap+xml", body: Array(text.utf8))
    }

    @Test func `an answer relates to its request and has its action and form`() async throws {
        let test = try TestStore()
        let header = Fixture.header(.provideAndRegister)
        for form in [MessageForm.plain, .package] {
            let answer = await test.store.respond(to: try Fixture.request(Fixture.freshOID()).message(header: header, form: form))
            let message = try SOAPMessage.read(answer.message)
            #expect(answer.status == 200)
            #expect(message.header.relatesTo == header.messageID)
            #expect(message.header.action == "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse")
            #expect(message.isPackage == (form != .plain))
        }
    }

    @Test func `a message may arrive piece by piece`() async throws {
        let test = try TestStore()
        let carried = try Fixture.request("1.2.3").message(header: Fixture.header(.provideAndRegister))
        var reader = try test.store.reader(contentType: carried.contentType)
        for chunk in carried.chunks { try reader.feed(chunk) }
        #expect(await test.store.respond(to: try reader.finish()).status == 200)
        #expect(try await test.store.documentCount() == 1)
    }

    @Test(arguments: [
        ("urn:ihe:iti:2007:RegisterDocumentSet-b", "urn:uuid:1", "ActionNotSupported", "ITI-42"),
        ("urn:ihe:iti:2010:DeleteDocumentSet", "urn:uuid:1", "ActionNotSupported", "ITI-41"),
        ("", "urn:uuid:1", "MessageAddressingHeaderRequired", "Action"),
        ("urn:ihe:iti:2007:RegistryStoredQuery", "", "MessageAddressingHeaderRequired", "MessageID"),
    ])
    func `what is not offered is refused by name`(action: String, id: String, subcode: String, reason: String) async throws {
        let test = try TestStore()
        let answer = await test.store.respond(to: carried("<b/>", header: "<a:Action>\(action)</a:Action><a:MessageID>\(id)</a:MessageID>"))
        let message = try SOAPMessage.read(answer.message)
        let fault = try #require(message.fault)
        #expect(answer.status == 400)
        #expect(fault.subcodes.first?.local == subcode)
        #expect(fault.reason.contains(reason))
        #expect(message.header.relatesTo == (id.isEmpty ? nil : id))
    }

    @Test func `a broken message is a fault with its code and status`() async throws {
        let test = try TestStore()
        func answer(_ carried: CarriedMessage) async throws -> (Int, String?) {
            let answer = await test.store.respond(to: carried)
            return (answer.status, try SOAPMessage.read(answer.message).fault?.subcodes.last?.local)
        }
        #expect(try await answer(CarriedMessage(contentType: "text/html", body: [])) == (415, "mime.content-type"))
        #expect(try await answer(CarriedMessage(contentType: "application/soap+xml", body: Array("<!DOCTYPE a><a/>".utf8))) == (400, "soap.not-xml"))
        let security = "<w:Security xmlns:w='\(QualifiedName.security.namespace)' s:mustUnderstand='1'/>"
        #expect(try await answer(carried("<b/>", header: security)) == (500, "soap.must-understand"))
        let header = "<a:Action>urn:ihe:iti:2007:RetrieveDocumentSet</a:Action><a:MessageID>urn:uuid:1</a:MessageID>"
        #expect(try await answer(carried("<b/>", header: header)) == (400, "message.payload"))
        let small = try TestStore(StoreOptions(limits: ReadingLimits(totalBytes: 100)))
        #expect(await small.store.respond(to: try Fixture.request("1.2.3").message(header: Fixture.header(.provideAndRegister))).status == 413)
        #expect(try await test.store.documentCount() == 0)
    }

    @Test func `a security header may be declared understood`() async throws {
        let test = try TestStore(StoreOptions(understoodHeaders: [.security]))
        var header = Fixture.header(.provideAndRegister)
        header.blocks = [Array("<w:Security xmlns:w='\(QualifiedName.security.namespace)' soap:mustUnderstand='1'/>".utf8)]
        #expect(await test.store.respond(to: try Fixture.request("1.2.3").message(header: header)).status == 200)
        #expect(try await test.store.documentCount() == 1)
    }

    @Test func `garbage is garbage, before or after the work`() async throws {
        let test = try TestStore(StoreOptions(misbehaviour: Misbehaviour(answer: .garbage)))
        let request = try Fixture.request("1.2.3").message(header: Fixture.header(.provideAndRegister))
        let answer = await test.store.respond(to: request)
        #expect(answer.status == 200)
        #expect(throws: MessageFailure.self) { try SOAPMessage.read(answer.message) }
        #expect(try await test.store.documentCount() == 0)
        test.store.misbehave(Misbehaviour(answer: .garbage, carriesOutFirst: true))
        _ = await test.store.respond(to: request)
        #expect(try await test.store.documentCount() == 1)
        test.store.misbehave(.none)
        #expect(try await test.codes(Fixture.request("1.2.3")) == [.duplicateUniqueIdInRegistry])
    }

    @Test func `a refusal carries the chosen code, for the chosen transactions and times`() async throws {
        let test = try TestStore(StoreOptions(misbehaviour: Misbehaviour(answer: .refusal(.registryBusy), actions: [.provideAndRegister], times: 2)))
        #expect(try await test.codes(Fixture.request("1.2.3")) == [.registryBusy])
        #expect(try await test.find().isEmpty)
        #expect(try await test.codes(Fixture.request("1.2.3")) == [.registryBusy])
        #expect(try await test.codes(Fixture.request("1.2.3")).isEmpty)
        test.store.misbehave(Misbehaviour(answer: .refusal(.registryBusy)))
        #expect(try await test.retrieve(["1.2.3"]).response.errors.map(\.code) == [.registryBusy])
        #expect(try await test.query(.getDocuments, []).response.errors.map(\.code) == [.registryBusy])
    }

    @Test func `a fault and a delay are given as told`() async throws {
        let test = try TestStore(StoreOptions(misbehaviour: Misbehaviour(delay: .nanoseconds(1), answer: .fault, carriesOutFirst: true)))
        let answer = await test.store.respond(to: try Fixture.request("1.2.3").message(header: Fixture.header(.provideAndRegister)))
        #expect(answer.status == 500)
        #expect(try await test.store.documentCount() == 1)
    }

    @Test func `silence lasts until the request is cancelled`() async throws {
        let test = try TestStore(StoreOptions(misbehaviour: Misbehaviour(answer: .silence, carriesOutFirst: true)))
        let request = try Fixture.request("1.2.3").message(header: Fixture.header(.provideAndRegister))
        let waiting = Task { await test.store.respond(to: request).status }
        waiting.cancel()
        #expect(await waiting.value == 500)
    }

    /// The transport cases of the security suite against a whole store: `accept` is answered, `reject` is a fault.
    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `the security suite's messages are answered or refused`() async throws {
        struct Manifest: Decodable {
            struct Case: Decodable { var id, category, expected: String; var content_type, file: String? }
            var cases: [Case]
        }
        let folder = try #require(sharedFolder).appending(path: "suites/security")
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: folder.appending(path: "manifest.json")))
        let test = try TestStore()
        for item in manifest.cases where item.category == "mime" {
            guard let file = item.file, let type = item.content_type else { continue }
            let carried = CarriedMessage(contentType: type, body: [UInt8](try Data(contentsOf: folder.appending(path: file))))
            let status = await test.store.respond(to: carried).status
            if item.expected == "accept" { #expect(status == 200, "\(item.id)") }
            if item.expected == "reject" { #expect(status >= 400, "\(item.id)") }
        }
        #expect(try await test.store.documentCount() == 0)
    }
}
