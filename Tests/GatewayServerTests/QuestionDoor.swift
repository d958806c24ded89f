// A gateway before a record store that holds invented documents, asked over FHIR with an assertion for each request.

import AuthorTrust
import CDADocuments
import Delivery
import FHIRResources
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import TestSupport
import Testing
import XDSMessages

/// A document that is registered without a gateway: its unique id is `1.2.` and its name.
struct Invented {
    static let patient = "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH"
    static let otherPatient = "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
    static let doctor = Author(person: "899900042179^ROUVRAY^Hélène^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS")
    static let radiologist = Author(person: "899900043052^PELLETAN^Yvan^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS")

    let name: String
    var entry: DocumentEntry
    var activity = "07"
    var sourceID = "1.2.3.8"
    /// The document that it replaces.
    var former: String?

    /// A consultation of the doctor on 1 January 2026.
    init(_ name: String, _ change: (inout DocumentEntry) -> Void = { _ in }) {
        self.name = name
        entry = DocumentEntry(entryUUID: "Document01", uniqueId: "1.2." + name, patientId: Self.patient, mimeType: "text/xml")
        entry.authors = [Self.doctor]
        entry.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1")
        entry.typeCode = Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1")
        entry.formatCode = Code(code: "f", scheme: "1.2.3")
        entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4")
        entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")
        entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")]
        (entry.creationTime, entry.languageCode, entry.title) = ("20260101090000", "fr-FR", name)
        (entry.serviceStartTime, entry.serviceStopTime) = ("20260101", "20260102")
        entry.referenceIdList = ["A\(name)^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:order"]
        change(&entry)
        entry.sourcePatientId = entry.patientId
    }

    /// An imaging report of the radiologist in February: different in everything.
    static var imaging: Invented {
        var other = Invented("2") { entry in
            entry.authors = [radiologist]
            entry.classCode = Code(code: "31", scheme: "1.2.250.1.213.1.1.4.1")
            entry.typeCode = Code(code: "18748-4", scheme: "2.16.840.1.113883.6.1")
            entry.formatCode = Code(code: "g", scheme: "1.2.3")
            entry.healthcareFacilityTypeCode = Code(code: "SA01", scheme: "1.2.250.1.71.4.2.4")
            entry.practiceSettingCode = Code(code: "IMAGERIE", scheme: "1.2.250.1.213.1.1.4.9")
            entry.confidentialityCodes = [Code(code: "R", scheme: "2.16.840.1.113883.5.25")]
            entry.eventCodeList = [Code(code: "ZBQK002", scheme: "1.2.250.1.213.2.5")]
            (entry.creationTime, entry.serviceStartTime, entry.serviceStopTime) = ("20260201090000", "20260201", "20260203")
        }
        other.activity = "03"
        other.sourceID = "1.2.3.9"
        return other
    }

    /// The submission.
    func request(replacing formerUUID: String?) -> ProvideAndRegisterRequest {
        let bytes = Array("<a>\(name)</a>".utf8)
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: "1.2.\(name).1", sourceId: sourceID, patientId: entry.patientId)
        set.submissionTime = entry.creationTime
        set.contentTypeCode = Code(code: activity, scheme: "1.2.250.1.213.2.2")
        set.authors = entry.authors
        var associations = [Association.member("as01", of: "SubmissionSet01", entry: "Document01")]
        if let formerUUID { associations.append(Association(entryUUID: "as02", type: .replaces, source: "Document01", target: formerUUID)) }
        return ProvideAndRegisterRequest(
            objects: RegistryObjectList(documentEntries: [entry], submissionSets: [set], associations: associations),
            documents: [ProvidedDocument(id: "Document01", bytes: bytes)])
    }
}

/// A gateway that is asked over FHIR.
///
/// The store holds of the patient: `1` a consultation, `2` imaging, `3` one that is archived, of March, `4` one that `3` replaced, `5` one that was deleted; and `6` of
/// somebody else.
struct QuestionDoor {
    let gateway: RunningGateway
    let store: RegistryRepository

    static func opened(_ work: (QuestionDoor) async throws -> Void) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore()
        let gateway = try await sandbox.startGateway(storePort: store.port)
        do {
            let door = QuestionDoor(gateway: gateway, store: store.repository)
            try await door.fill()
            try await work(door)
        } catch { Issue.record(error) }
        try await gateway.services.stop()
        try await store.services.stop()
    }

    private func fill() async throws {
        try await register(Invented("1"))
        try await register(.imaging)
        let march: (inout DocumentEntry) -> Void = { ($0.creationTime, $0.serviceStartTime, $0.serviceStopTime) = ("20260301090000", "20260301", "20260303") }
        try await register(Invented("4"))
        var third = Invented("3", march)
        third.former = "4"
        try await register(third)
        try await change("3", to: .archived)
        try await register(Invented("5"))
        try await change("5", to: .deleted)
        try await register(Invented("6") { $0.patientId = Invented.otherPatient })
    }

    // MARK: The store

    func register(_ document: Invented) async throws {
        var former: String?
        if let name = document.former { former = try await entry(name).entryUUID }
        #expect(try await store.register(document.request(replacing: former)) == .success)
    }

    /// The last version of an entry.
    func entry(_ name: String) async throws -> DocumentEntry {
        let query = StoredQueryRequest(
            query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string("1.2." + name)])])
        return try #require(try await store.query(query).objects.documentEntries.max { $0.version ?? 1 < $1.version ?? 1 })
    }

    /// Changes the status of a document.
    func change(_ name: String, to status: AvailabilityStatus) async throws {
        let entry = try await entry(name)
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: SampleDocuments.freshID(), sourceId: "1.2.3.8", patientId: entry.patientId)
        (set.submissionTime, set.contentTypeCode) = ("20260102", Code(code: "07", scheme: "1.2.250.1.213.2.2"))
        let request = UpdateDocumentSetRequest.statusChange(of: entry.entryUUID, from: entry.availabilityStatus ?? .approved, to: status, in: set)
        #expect(try await store.update(request) == .success)
    }

    /// The ids of the resources, by the names of the documents.
    func ids() async throws -> [String: String] {
        var ids: [String: String] = [:]
        for name in ["1", "2", "3", "4", "5", "6"] {
            let entry = try await entry(name)
            ids[name] = String((entry.logicalId ?? entry.entryUUID).dropFirst("urn:uuid:".count))
        }
        return ids
    }

    // MARK: Questions

    /// The field that presents an assertion for a patient; it is good for one request.
    func assertion(_ name: String, patient: String? = nil) throws -> (name: String, value: String) {
        let identity = try #require(SandboxIdentity.everybody.first { $0.name == name })
        let document = try CDADocument.read(SampleDocuments.consultation(patient: patient)).get()
        let bytes = try #require(try gateway.sandbox.folder.issueAssertion(for: identity, mode: .direct, document: document, fault: nil, now: Date()))
        return ("Authorization", "SAML " + Data(bytes).base64EncodedString())
    }

    /// Asks with a fresh assertion.
    func get(_ path: String, as name: String = "doctor", fields: [(name: String, value: String)] = []) async throws -> Delivery.StoreAnswer {
        try await get(path, as: name, field: try assertion(name), fields: fields)
    }

    /// Asks with an assertion, or with none.
    func get(
        _ path: String, as name: String = "doctor", field: (name: String, value: String)?, fields: [(name: String, value: String)] = []
    ) async throws -> Delivery.StoreAnswer {
        try await gateway.sandbox.client(name).send(.question(gateway.url(path), fields: fields + [field].compactMap { $0 }))
    }

    /// Posts with a fresh assertion.
    func post(
        _ path: String, _ body: [UInt8], as name: String = "doctor", contentType: String, fields: [(name: String, value: String)] = []
    ) async throws -> Delivery.StoreAnswer {
        try await gateway.sandbox.client(name).send(
            StoreRequest(url: gateway.url(path), contentType: contentType, fields: fields + [try assertion(name)], body: [body]))
    }

    /// Searches; the answer has to be a searchset.
    func search(_ kind: String, _ query: String, as name: String = "doctor") async throws -> FHIRElement {
        let answer = try await get("/fhir/\(kind)?\(query)", as: name)
        #expect(answer.status == 200, "\(query)")
        let bundle = try FHIRElement.read(json: answer.body)
        #expect(bundle.type == "OperationOutcome" || bundle.text("type") == "searchset")
        return bundle
    }

    /// Any other method, which curl knows; with a fresh assertion unless one is given.
    func send(
        _ method: String, _ path: String, _ body: [UInt8], as name: String = "doctor", contentType: String, fields: [(name: String, value: String)] = [],
        field: (name: String, value: String)? = nil
    ) async throws -> Delivery.StoreAnswer {
        let folder = gateway.sandbox.folder
        let process = ChildProcess()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "curl", "-sS", "-i", "--http1.1", "-X", method, "--cacert", folder.pki("authorities.pem").path, "--cert", folder.pki("\(name).pem").path,
                "--key",
                folder.pki("\(name).key").path, "--data-binary", "@-", "-H", "Expect:", "-H", "Content-Type: \(contentType)",
            ] + (fields + [try field ?? assertion(name)]).flatMap { ["-H", "\($0.name): \($0.value)"] } + [gateway.url(path)]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(body))
        try input.fileHandleForWriting.close()
        let bytes = await besides { [UInt8](output.fileHandleForReading.readDataToEndOfFile()) }
        process.waitUntilExit()
        let end = try #require(bytes.indices.first { bytes[$0...].starts(with: "\r\n\r\n".utf8) })
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) }
        let read = lines.dropFirst().compactMap { line in line.firstIndex(of: ":").map { (line[..<$0].lowercased(), line[$0...].dropFirst(2)) } }
        return Delivery.StoreAnswer(
            status: try #require(status), fields: Dictionary(read.map { ($0.0, String($0.1)) }) { _, last in last }, body: Array(bytes[(end + 4)...]))
    }
}

extension FHIRElement {
    /// The names of the invented documents of a searchset, in their order.
    var documents: [String] {
        all("entry").compactMap { $0["resource"]?["masterIdentifier"]?.text("value") }.map { String($0.dropFirst("urn:oid:1.2.".count)) }.sorted()
    }

    /// The names of the invented documents whose submission sets stand in a searchset; sets of changes are left out.
    var sets: [String] {
        let ids = all("entry").compactMap { $0["resource"]?["identifier"]?.text("value") }
        return ids.compactMap { $0.wholeMatch(of: #/urn:oid:1\.2\.([0-9]+)\.1/#).map { String($0.1) } }.sorted()
    }

    /// Our codes of an OperationOutcome.
    var codes: [String] { all("issue").compactMap { $0["details"]?["coding"]?.text("code") } }
}
