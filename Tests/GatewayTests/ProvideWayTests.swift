// Submissions over XDS.b with all that they may hold: from the answer to what a real store has registered.

import ClinicalTypes
import Delivery
import Foundation
import Gateway
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

extension GatewayParts {
    /// Hands a submission in.
    func provide(_ sample: ProvidedSample, as name: String = "doctor") async throws -> ProvideReception {
        guard case .admitted(let sender) = way.admit(try credential(name), now: clock.now) else { throw CocoaError(.userCancelled) }
        return await ProvideWay(documents: way).receive(sample.request, from: sender, at: clock.now)
    }
}

extension ProvideReception {
    /// The codes of what is told.
    var codes: [String] { problems.compactMap(\.code) }
    /// Whether all was taken.
    var isSuccess: Bool {
        guard case .registry(let response) = answer else { return false }
        return response.status == .success
    }
}

/// A store, and a gateway before it that may be stopped and started again.
struct ProvidingHouse {
    let sandbox: TestSandbox
    let store: RunningStore

    init(_ misbehaviour: Misbehaviour = .none) async throws {
        sandbox = try TestSandbox()
        store = try await sandbox.startStore(misbehaviour: misbehaviour)
    }

    /// Works with a gateway that has the journal of the one before; then closes it.
    func withGateway<Value>(_ body: (GatewayParts) async throws -> Value) async throws -> Value {
        let parts = try GatewayParts(sandbox)
        let value = try await body(parts)
        try await parts.journal.close()
        return value
    }

    /// Forwards until these passages stand there.
    func forward(_ passages: [Passage], _ parts: GatewayParts, until leg: StoreLeg = .forwarded) async throws {
        let forwarder = RunningForwarder(parts, journal: parts.journal, storePort: store.port)
        for passage in passages { _ = try await parts.eventually(passage.id, is: leg, forwarder) }
        await forwarder.stop()
    }

    /// Submits and forwards.
    @discardableResult
    func deliver(_ sample: ProvidedSample, sourceLocation: SourceLocation = #_sourceLocation) async throws -> [Passage] {
        try await withGateway { parts in
            let reception = try await parts.provide(sample)
            #expect(reception.isSuccess, "\(reception.codes) \(reception.findings.map(\.code))", sourceLocation: sourceLocation)
            try await forward(reception.passages, parts)
            return reception.passages
        }
    }

    func query(_ id: StoredQueryID, _ parameters: [QueryParameter]) async throws -> RegistryObjectList {
        let parts = try GatewayParts(sandbox, journal: "asking-\(UUID().uuidString)")
        return try await parts.storeClient(store.port).query(StoredQueryRequest(query: id, parameters: parameters)).objects
    }

    /// The folders of the samples' patient.
    func folders() async throws -> [Folder] {
        let status = QueryParameter("$XDSFolderStatus", anyOf: [.string(AvailabilityStatus.approved.rawValue)])
        return try await query(.findFolders, [QueryParameter("$XDSFolderPatientId", .string(ProvidedSample.patient)), status]).folders
    }

    /// The unique ids of what a folder holds.
    func contents(ofFolder id: String) async throws -> [String] {
        try await query(.getFolderAndContents, [QueryParameter("$XDSFolderUniqueId", .string(id))]).documentEntries.map(\.uniqueId)
    }

    /// The relations of a document to others.
    func relations(of id: String) async throws -> [AssociationType] {
        let found = try await query(.getDocumentsAndAssociations, [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string(id)])])
        let own = Set(found.documentEntries.map(\.entryUUID))
        return found.associations.filter { own.contains($0.source) }.map(\.type)
    }
}

@Suite struct ProvideWayTests {
    /// A consultation report that relates to an earlier document.
    private func related(_ id: String, _ kinds: String..., to target: String) throws -> [UInt8] {
        let relations = kinds.map { "<relatedDocument typeCode=\"\($0)\"><parentDocument><id root=\"\(target)\"/></parentDocument></relatedDocument>" }
        let text = String(decoding: try SampleDocuments.consultation(id), as: UTF8.self)
        return Array(text.replacing("<componentOf>", with: relations.joined() + "<componentOf>", maxReplacements: 1).utf8)
    }

    @Test func `a folder of a submission is registered once, with all documents that go into it`() async throws {
        let house = try await ProvidingHouse()
        let (one, two, folder) = (SampleDocuments.freshID(), SampleDocuments.freshID(), SampleDocuments.freshID())
        var sample = try ProvidedSample(one, two, SampleDocuments.freshID())
        sample.add(folder: folder, holding: "Document01", "Document02")
        try await house.deliver(sample)
        let found = try await house.folders()
        #expect(found.map(\.uniqueId) == [folder] && found.map(\.title) == ["Suivi"] && found.first?.codeList.map(\.code) == ["SUIVI"])
        #expect(try await house.contents(ofFolder: folder) == [one, two])
        #expect(try await house.store.repository.documentCount() == 3)
        try await house.store.services.stop()
    }

    @Test func `what the journal has of folders and relations goes out after a restart`() async throws {
        let house = try await ProvidingHouse()
        let (first, second, folder) = (SampleDocuments.freshID(), SampleDocuments.freshID(), SampleDocuments.freshID())
        var sample = try ProvidedSample(documents: [(first, SampleDocuments.consultation(first)), (second, related(second, "APND", to: first))])
        sample.relate("Document02", .appends, "Document01")
        sample.add(folder: folder, holding: "Document02")
        let signature = SampleDocuments.freshID()
        try sample.add(signature: signature, of: "Document02")
        let passages = try await house.withGateway { try await $0.provide(sample).passages }
        #expect(passages.count == 3)
        try await house.withGateway { try await house.forward(passages, $0) }
        #expect(try await house.contents(ofFolder: folder) == [second])
        #expect(try await house.relations(of: second) == [.appends])
        #expect(try await house.relations(of: signature) == [.signs])
        try await house.store.services.stop()
    }

    @Test func `the same submission again changes nothing, and a folder that comes late is told`() async throws {
        let house = try await ProvidingHouse()
        let (document, folder) = (SampleDocuments.freshID(), SampleDocuments.freshID())
        var sample = try ProvidedSample(document)
        sample.add(folder: folder, holding: "Document01")
        let first = try await house.deliver(sample)
        try await house.withGateway { parts in
            let again = try await parts.provide(sample)
            #expect(again.isSuccess && again.codes.isEmpty && again.passages.map(\.id) == first.map(\.id))
            sample.add(folder: SampleDocuments.freshID(), named: "Folder02", holding: "Document01")
            let late = try await parts.provide(sample)
            #expect(late.isSuccess && late.codes == ["xds.companions-late"])
            #expect(late.problems.map(\.registryCode) == [.partialFolderContent])
        }
        #expect(try await house.folders().count == 1)
        try await house.store.services.stop()
    }

    @Test func `a document goes into a folder that is registered, named by its entryUUID or brought again by its unique id`() async throws {
        let house = try await ProvidingHouse()
        let ids = (0..<3).map { _ in SampleDocuments.freshID() }
        let folder = SampleDocuments.freshID()
        var sample = try ProvidedSample(ids[0])
        sample.add(folder: folder, holding: "Document01")
        try await house.deliver(sample)
        let registered = try #require(try await house.folders().first).entryUUID
        var second = try ProvidedSample(ids[1])
        second.relate(registered, .hasMember, "Document01")
        try await house.deliver(second)
        var third = try ProvidedSample(ids[2])
        third.add(folder: folder, named: "urn:uuid:\(UUID().uuidString.lowercased())", holding: "Document01")
        let passages = try await house.deliver(third)
        #expect(try await house.contents(ofFolder: folder) == ids)
        #expect(try await house.folders().count == 1)
        try await house.withGateway { parts in
            let record = try #require(try await parts.journal.record(of: passages[0].id))
            #expect(record.timeline.last { $0.kind == .forwarded }?.detail?.contains("the store has the folder") == true)
        }
        try await house.store.services.stop()
    }

    @Test func `registered documents go into a folder with the first document of the submission`() async throws {
        let house = try await ProvidingHouse()
        let (earlier, later, folder) = (SampleDocuments.freshID(), SampleDocuments.freshID(), SampleDocuments.freshID())
        try await house.deliver(ProvidedSample(earlier))
        let registered = try #require(try await house.store.repository.documents().first).entryUUID
        var sample = try ProvidedSample(later)
        sample.add(folder: folder, holding: registered)
        sample.request.objects.associations.append(.member("Reference01", of: "SubmissionSet01", entry: registered, original: false))
        try await house.deliver(sample)
        #expect(try await house.contents(ofFolder: folder) == [earlier])
        let sets = try await house.query(.getSubmissionSets, [QueryParameter("$uuid", anyOf: [.string(registered)])])
        #expect(sets.associations.compactMap { $0.values(of: "SubmissionSetStatus")?.first } == ["Original", "Reference"])
        try await house.store.services.stop()
    }

    @Test func `a folder that the store has for another patient rejects the document`() async throws {
        let house = try await ProvidingHouse()
        let folder = SampleDocuments.freshID()
        var sample = try ProvidedSample(SampleDocuments.freshID())
        sample.add(folder: folder, holding: "Document01")
        try await house.deliver(sample)
        let other = ProvidedSample.patient.replacing("258073899904282", with: "279035121518989")
        let id = SampleDocuments.freshID()
        var foreign = try ProvidedSample(documents: [(id, SampleDocuments.consultation(id, patient: "279035121518989"))], patient: other)
        foreign.add(folder: folder, holding: "Document01")
        foreign.request.objects.folders[0].patientId = other
        try await house.withGateway { parts in
            let reception = try await parts.provide(foreign)
            #expect(reception.isSuccess, "\(reception.codes)")
            try await house.forward(reception.passages, parts, until: .rejected)
            let first = try #require(reception.passages.first)
            let passage = try #require(try await parts.journal.passage(first.id))
            #expect(passage.failure?.code == "XDSPatientIdDoesNotMatch")
        }
        #expect(try await house.store.repository.documentCount() == 1)
        try await house.store.services.stop()
    }

    @Test func `a transformation that stands before what it transforms goes after it, and is related to it`() async throws {
        let house = try await ProvidingHouse()
        let (original, form) = (SampleDocuments.freshID(), SampleDocuments.freshID())
        var sample = try ProvidedSample(documents: [(form, related(form, "XFRM", to: original)), (original, SampleDocuments.consultation(original))])
        sample.relate("Document01", .transforms, "Document02")
        let passages = try await house.deliver(sample)
        #expect(passages.map(\.facts.uniqueID) == [form, original])
        #expect(try await house.store.repository.documents().map(\.uniqueId) == [original, form])
        #expect(try await house.store.repository.documents().map(\.status) == [.approved, .approved])
        #expect(try await house.relations(of: form) == [.transforms])
        try await house.store.services.stop()
    }

    @Test(arguments: [["RPLC"], ["RPLC", "XFRM"], ["XFRM", "RPLC"]])
    func `a transformation that replaces is registered as such, whether or not the document says both`(kinds: [String]) async throws {
        let house = try await ProvidingHouse()
        let (original, form) = (SampleDocuments.freshID(), SampleDocuments.freshID())
        try await house.deliver(ProvidedSample(original))
        let bytes = kinds.count == 1 ? try related(form, kinds[0], to: original) : try related(form, kinds[0], kinds[1], to: original)
        var sample = try ProvidedSample(documents: [(form, bytes)])
        sample.relate("Document01", .transformsAndReplaces, try #require(try await house.store.repository.documents().first).entryUUID)
        try await house.deliver(sample)
        #expect(try await house.relations(of: form) == [.transformsAndReplaces])
        #expect(try await house.store.repository.documents().map(\.status) == [.deprecated, .approved])
        try await house.store.services.stop()
    }

    @Test func `a transformation does not replace what the document does not say that it replaces`() async throws {
        let house = try await ProvidingHouse()
        let (original, form) = (SampleDocuments.freshID(), SampleDocuments.freshID())
        var sample = try ProvidedSample(documents: [(form, related(form, "XFRM", to: original)), (original, SampleDocuments.consultation(original))])
        sample.relate("Document01", .transformsAndReplaces, "Document02")
        try await house.withGateway { parts in
            let reception = try await parts.provide(sample)
            #expect(!reception.isSuccess && reception.codes == ["xds.relation-not-in-document"])
        }
        try await house.store.services.stop()
    }

    @Test func `a signature goes to the store as it came, with its entry and what it signs`() async throws {
        let house = try await ProvidingHouse()
        let (document, signature) = (SampleDocuments.freshID(), SampleDocuments.freshID())
        var sample = try ProvidedSample(document)
        try sample.add(signature: signature, of: "Document01")
        try await house.deliver(sample)
        let stored = try await house.store.repository.documents()
        #expect(stored.map(\.uniqueId) == [document, signature])
        #expect(stored[1].typeCode?.code == "E1762")
        #expect(try await house.store.repository.bytes(uniqueId: signature) == sample.request.documents[1].bytes)
        #expect(try await house.relations(of: signature) == [.signs])
        // A second signature of the same document comes later, with the document again.
        let further = SampleDocuments.freshID()
        var second = try ProvidedSample(document)
        try second.add(signature: further, of: "Document01")
        try await house.deliver(second)
        #expect(try await house.relations(of: further) == [.signs])
        #expect(try await house.store.repository.documentCount() == 3)
        try await house.store.services.stop()
    }

    @Test func `a signature waits for what it signs, and goes once that was sent`() async throws {
        let house = try await ProvidingHouse(Misbehaviour(answer: .refusal(RegistryErrorCode(rawValue: "XDSUnknownPatientId")), times: 1))
        var sample = try ProvidedSample(SampleDocuments.freshID())
        try sample.add(signature: SampleDocuments.freshID(), of: "Document01")
        try await house.withGateway { parts in
            let passages = try await parts.provide(sample).passages
            try await house.forward([passages[0]], parts, until: .parked)
            let waiting = try #require(try await parts.journal.passage(passages[1].id))
            #expect(waiting.storeLeg == .queued && waiting.waitsFor == passages[0].facts.uniqueID)
            _ = try await parts.journal.retry(passages[0].id, by: "test", now: parts.clock.now)
            try await house.forward(passages, parts)
        }
        #expect(try await house.store.repository.documentCount() == 2)
        try await house.store.services.stop()
    }

    @Test func `a signature is refused with its document, and nothing of the submission is sent`() async throws {
        let house = try await ProvidingHouse()
        var sample = try ProvidedSample(SampleDocuments.freshID()) { $0.replacing("<realmCode code=\"FR\"/>", with: "") }
        try sample.add(signature: SampleDocuments.freshID(), of: "Document01")
        try await house.withGateway { parts in
            let reception = try await parts.provide(sample)
            #expect(!reception.isSuccess)
            #expect(reception.passages.map(\.storeLeg) == [.refused])
        }
        try await house.store.services.stop()
    }
}
