// The store's own FHIR face over real mutual TLS: what is published there is registered at once, and FHIR and XDS.b tell the same of it.

import AuthorTrust
import CDADocuments
import CredentialChecks
import Delivery
import FHIRResources
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import TestSupport
import Testing
import XDSMessages

@Suite struct StoreFaceTests {
    private static let patient = "258073899904282"
    private static let search = "/fhir/DocumentReference?patient.identifier=urn:oid:1.2.250.1.213.1.4.10%7C\(patient)&status="

    // MARK: What is offered

    @Test func `the store says what it offers, and takes no document within its metadata`() async throws {
        try await withStore { face in
            let statement = try FHIRElement.read(json: await face.get("/fhir/metadata").body)
            #expect(statement.type == "CapabilityStatement" && statement.text("name") == "PasserelleStore")
            let resources = statement["rest"]?.all("resource") ?? []
            let offered = resources.map { resource in
                (resource.text("type") ?? "") + ": " + resource.all("interaction").compactMap { $0.text("code") }.joined(separator: " ")
            }
            #expect(offered == ["DocumentReference: read patch search-type", "List: read search-type", "Binary: read"])
            let created = try await face.post(try sample().simplified, at: "/fhir/DocumentReference")
            #expect(created.status == 405 && created.fields["allow"] == "GET, HEAD")
            #expect(try FHIRElement.read(json: created.body).type == "OperationOutcome")
        }
    }

    @Test func `nobody is heard without a certificate of the sandbox`() async throws {
        try await withStore { face in
            await #expect(throws: TransferFailure.self) { try await face.get("/fhir/metadata", as: nil) }
        }
    }

    // MARK: ITI-65

    @Test(arguments: [FHIRFormat.json, .xml])
    func `a publication is registered at once, and its answer leads back to every part`(form: FHIRFormat) async throws {
        try await withStore { face in
            let sample = try sample()
            let body = form == .json ? sample.json : try FHIRElement.read(json: sample.json).xml
            let answer = try await face.post(body, form: form)
            #expect(answer.status == 200 && answer.contentType == form.mediaType)
            let bundle = try form.read(answer.body)
            #expect(bundle.text("type") == "transaction-response")
            let locations = bundle.all("entry").compactMap { $0["response"]?.text("location") }
            #expect(locations.map { $0.split(separator: "/").dropLast().last } == ["List", "Binary", "DocumentReference"])
            #expect(try await face.repository.documents().map(\.uniqueId) == [sample.oid])
            for location in locations {
                let part = try await face.ask(location, form: form)
                #expect(part.status == 200)
                #expect(try form.read(part.body).text("id") == location.split(separator: "/").last.map(String.init))
            }
            #expect(try await face.ask(locations[1]).body == sample.bytes, "without FHIR in Accept, the document itself")
        }
    }

    @Test func `what is published over FHIR is found over XDS with the same metadata`() async throws {
        try await withStore { face in
            let sample = try sample {
                $0.reference["authenticator"] = ["reference": "#author"]
                $0.context { $0["related"] = [["identifier": ["system": "urn:oid:1.2.3", "value": "77"]]] }
            }
            #expect(try await face.post(sample.json).status == 200)
            let entry = try #require(try await face.entry(sample.oid))
            #expect(entry.patientId == "\(Self.patient)^^^&1.2.250.1.213.1.4.10&ISO^NH")
            #expect(entry.sourcePatientId == "\(Self.patient)^^^&1.2.250.1.213.1.4.10&ISO^PI", "as an entry written from a document has it")
            #expect(entry.hash == hexadecimal(Digest.sha1(sample.bytes)) && entry.size == sample.bytes.count)
            #expect(entry.typeCode == Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1"))
            #expect(entry.classCode == Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1"))
            #expect(entry.creationTime == "20260312091500" && entry.serviceStartTime == "20260312084500")
            #expect(entry.legalAuthenticator?.hasPrefix("899900042179^ROUVRAY") == true)
            #expect(entry.referenceIdList == ["77^^^&1.2.3&ISO"])
            #expect(entry.logicalId == entry.entryUUID && entry.version == 1 && entry.availabilityStatus == .approved)
            #expect(try await face.repository.bytes(uniqueId: sample.oid) == sample.bytes)
        }
    }

    @Test func `what is registered over XDS is found over FHIR`() async throws {
        try await withStore { face in
            let provided = try ProvidedSample(SampleDocuments.freshID())
            let published = try sample()
            #expect(try await face.post(published.json).status == 200)
            let request = try face.registrable(provided.request)
            #expect(try await face.repository.register(request) == .success)
            let page = try await face.page(Self.search + "current")
            let found = page.all("entry").compactMap { $0["resource"]?["masterIdentifier"]?.text("value") }
            #expect(Set(found) == ["urn:oid:" + published.oid, "urn:oid:" + request.objects.documentEntries[0].uniqueId])
        }
    }

    @Test func `a publication is taken whole or not at all`() async throws {
        try await withStore { face in
            let taken = try sample()
            #expect(try await face.post(taken.json).status == 200)
            var both = try sample()
            both.add(taken)
            let refused = try await face.post(both.json)
            #expect(refused.status == 409)
            #expect(try await face.repository.documents().map(\.uniqueId) == [taken.oid])
            let issue = try #require(try FHIRElement.read(json: refused.body)["issue"])
            #expect(issue.text("code") == "duplicate" && issue["details"]?["coding"]?.text("code") == "XDSDuplicateUniqueIdInRegistry")
            #expect(issue.text("expression")?.hasPrefix("Bundle.entry[") == true)
        }
    }

    @Test func `the same again is told as a duplicate, other bytes under its id as a conflict`() async throws {
        try await withStore { face in
            let first = try sample()
            #expect(try await face.post(first.json).status == 200)
            let again = try await face.post(first.json)
            #expect(again.status == 409)
            var other = PublishedSample(first.oid, bytes: Array("<a/>".utf8), sha1: Digest.sha1(Array("<a/>".utf8)))
            other.list["identifier"] = [["system": "urn:ietf:rfc:3986", "value": "urn:oid:\(SampleDocuments.freshID())"]]
            let refused = try await face.post(other.json)
            #expect(refused.status == 409)
            let issue = try #require(try FHIRElement.read(json: refused.body)["issue"])
            #expect(issue["details"]?["coding"]?.text("code") == "XDSNonIdenticalHash")
            #expect(issue.text("expression") == "Bundle.entry[2].resource.masterIdentifier")
            #expect(try await face.repository.bytes(uniqueId: first.oid) == first.bytes)
        }
    }

    @Test func `what the store's rules refuse is told at its element`() async throws {
        try await withStore { face in
            let cases: [(PublishedSample, String, String)] = [
                (try sample { $0.attachment { $0["hash"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" } }, "XDSRepositoryMetadataError", "content[0].attachment.hash"),
                (try sample { $0.attachment { $0["size"] = 1 } }, "XDSRepositoryMetadataError", "content[0].attachment.size"),
                (
                    try sample { $0.attachment { $0["title"] = String(repeating: "t", count: 129) } }, "XDSRepositoryMetadataError",
                    "content[0].attachment.title"
                ),
                (
                    try sample { $0.context { $0["period"] = ["start": "2026-03-12T09:45:00Z", "end": "2026-03-11T09:45:00Z"] } },
                    "XDSRepositoryMetadataError", "context.period.end"
                ),
                (
                    try sample { $0.reference["masterIdentifier"] = ["system": "urn:ietf:rfc:3986", "value": "urn:oid:1.02.3"] },
                    "XDSRepositoryMetadataError", "masterIdentifier"
                ),
                (
                    try sample {
                        $0.reference["subject"] = ["identifier": ["system": "urn:oid:1.2.250.1.213.1.4.10", "value": "279035121518989"]]
                    }, "XDSPatientIdDoesNotMatch", "subject"
                ),
            ]
            for (sample, code, element) in cases {
                let refused = try await face.post(sample.json)
                #expect(refused.status == 422, "\(element)")
                let issues = try FHIRElement.read(json: refused.body).all("issue")
                #expect(issues.contains { $0.text("expression") == "Bundle.entry[2].resource." + element }, "\(element)")
                #expect(issues[0]["details"]?["coding"]?.text("code") == code, "\(element)")
            }
            let broken = try await face.post(try sample(of: Array("<a>".utf8)).json)
            let issue = try FHIRElement.read(json: broken.body)["issue"]
            #expect(issue?["details"]?["coding"]?.text("code") == "InvalidDocumentContent")
            #expect(issue?.text("expression") == "Bundle.entry[1].resource.data")
            #expect(try await face.repository.documentCount() == 0)
        }
    }

    @Test func `a replacement supersedes the former, also in the last version of its metadata, and once alone`() async throws {
        try await withStore { face in
            let former = try sample()
            let published = try FHIRElement.read(json: await face.post(former.json).body)
            let id = try #require(published.all("entry")[2]["response"]?.text("location")?.split(separator: "/").last.map(String.init))
            // The resource keeps its id while its metadata get a second version.
            var next = try #require(try await face.entry(former.oid))
            next.confidentialityCodes.append(Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13"))
            #expect(try await face.repository.update(.nextVersion(of: next, in: face.set())) == .success)
            let later = try sample { $0.reference["relatesTo"] = [["code": "replaces", "target": ["reference": "DocumentReference/\(id)"]]] }
            #expect(try await face.post(later.json).status == 200)
            #expect(try FHIRElement.read(json: await face.get("/fhir/DocumentReference/\(id)").body).text("status") == "superseded")
            let current = try await face.page(Self.search + "current")
            #expect(current.all("entry").map { $0["resource"]?["masterIdentifier"]?.text("value") } == ["urn:oid:" + later.oid])
            // Named by its unique id, the former is found too; a document is replaced once.
            let second = try sample {
                $0.reference["relatesTo"] = [
                    ["code": "replaces", "target": ["identifier": ["system": "urn:ietf:rfc:3986", "value": "urn:oid:" + former.oid]]]
                ]
            }
            let refused = try await face.post(second.json)
            #expect(refused.status == 422)
            let issue = try #require(try FHIRElement.read(json: refused.body).all("issue").first { $0.text("severity") == "error" })
            #expect(issue["details"]?["coding"]?.text("code") == "XDSRegistryDeprecatedDocumentError")
            #expect(issue.text("expression") == "Bundle.entry[2].resource.relatesTo[0]")
        }
    }

    @Test func `a document that replaces what nobody knows is refused, and not registered`() async throws {
        try await withStore { face in
            let lost = try sample { $0.reference["relatesTo"] = [["code": "replaces", "target": ["reference": "DocumentReference/\(UUID().uuidString)"]]] }
            let refused = try await face.post(lost.json)
            #expect(refused.status == 422)
            let issue = try #require(try FHIRElement.read(json: refused.body).all("issue").first { $0.text("severity") == "error" })
            #expect(issue.text("code") == "not-found" && issue["details"]?["coding"]?.text("code") == "XDSReplaceFailed")
            #expect(try await face.repository.documentCount() == 0)
        }
    }

    // MARK: ITI-66, 67, 68

    @Test func `documents are searched by GET and by POST, in both forms, page by page`() async throws {
        try await withStore { face in
            for _ in 0..<3 { #expect(try await face.post(try sample().json).status == 200) }
            let all = try await face.page(Self.search + "current")
            #expect(all.text("total") == "3" && all.all("entry").count == 3)
            let form = try await face.post(
                Array(Self.search.split(separator: "?")[1].utf8) + Array("current".utf8), at: "/fhir/DocumentReference/_search",
                contentType: "application/x-www-form-urlencoded", fields: [("Accept", FHIRFormat.xml.mediaType)])
            #expect(form.status == 200 && form.contentType == FHIRFormat.xml.mediaType)
            #expect(try FHIRElement.read(xml: form.body).text("total") == "3")
            var seen: [String] = []
            var next: String? = "\(face.base)\(Self.search)current&_count=2"
            while let url = next {
                let page = try FHIRElement.read(json: await face.ask(url).body)
                seen += page.all("entry").compactMap { $0["resource"]?.text("id") }
                next = page.all("link").first { $0.text("relation") == "next" }?.text("url")
            }
            #expect(seen.count == 3 && Set(seen).count == 3)
            #expect(try await face.page(Self.search + "superseded").text("total") == "0")
            #expect(try await face.get("/fhir/DocumentReference?status=current").status == 400)
        }
    }

    @Test func `submission sets are found with what they hold`() async throws {
        try await withStore { face in
            let sample = try sample()
            let published = try FHIRElement.read(json: await face.post(sample.json).body)
            let ids = published.all("entry").compactMap { $0["response"]?.text("location")?.split(separator: "/").last.map(String.init) }
            let page = try await face.page(
                "/fhir/List?code=submissionset&patient.identifier=urn:oid:1.2.250.1.213.1.4.10%7C\(Self.patient)&status=current")
            let list = try #require(page["entry"]?["resource"])
            #expect(page.text("total") == "1" && list.text("id") == ids[0])
            #expect(list["entry"]?["item"]?.text("reference") == "DocumentReference/" + ids[2])
        }
    }

    @Test func `what nobody knows is 404, and what was deleted 410`() async throws {
        try await withStore { face in
            for kind in ["DocumentReference", "List", "Binary"] {
                let unknown = try await face.get("/fhir/\(kind)/\(UUID().uuidString)")
                #expect(unknown.status == 404, "\(kind)")
                #expect(try FHIRElement.read(json: unknown.body).type == "OperationOutcome")
            }
            let sample = try sample()
            #expect(try await face.post(sample.json).status == 200)
            let entry = try #require(try await face.entry(sample.oid))
            #expect(try await face.repository.update(.statusChange(of: entry.entryUUID, from: .approved, to: .deleted, in: face.set())) == .success)
            #expect(try await face.get("/fhir/DocumentReference/\(entry.entryUUID.dropFirst(9))").status == 410)
            #expect(try await face.page(Self.search + "current").text("total") == "0")
        }
    }

    // MARK: Rights

    @Test func `a store that wants to know who acts asks it of every request over FHIR`() async throws {
        try await withStore(requiresAssertion: true) { face in
            #expect(try await face.get("/fhir/metadata").status == 200, "what is offered is told to everybody")
            for answer in [try await face.post(try sample().json), try await face.get(Self.search + "current")] {
                #expect(answer.status == 403)
                let outcome = try FHIRElement.read(json: answer.body)
                #expect(outcome.all("issue").allSatisfy { $0.text("code") == "forbidden" })
            }
            #expect(try await face.repository.documentCount() == 0)
            let sample = try sample()
            let published = try await face.post(sample.json, fields: [try face.assertion()])
            #expect(published.status == 200)
            let found = try await face.ask(face.base + Self.search + "current", fields: [try face.assertion()])
            #expect(try FHIRElement.read(json: found.body).text("total") == "1")
        }
    }

    @Test func `an assertion that comes is judged, and one for another patient refuses by its code`() async throws {
        try await withStore { face in
            let other = try face.assertion(patient: "279035121518989")
            for answer in [
                try await face.post(try sample().json, fields: [other]), try await face.ask(face.base + Self.search + "current", fields: [other]),
            ] {
                #expect(answer.status == 403)
                let codes = try FHIRElement.read(json: answer.body).all("issue").compactMap { $0["details"]?["coding"]?.text("code") }
                #expect(codes.contains("assertion.other-patient"))
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("279035121518989"))
            }
            #expect(try await face.repository.documentCount() == 0)
        }
    }

    // MARK: Misbehaviour

    @Test func `a store that misbehaves does so over FHIR too`() async throws {
        try await withStore { face in
            face.repository.misbehave(Misbehaviour(answer: .refusal(.repositoryBusy), times: 1))
            #expect(try await face.post(try sample().json).status == 503)
            face.repository.misbehave(Misbehaviour(answer: .garbage, times: 1))
            #expect(try await face.get(Self.search + "current").status == 503)
            let taken = try sample()
            face.repository.misbehave(Misbehaviour(answer: .fault, carriesOutFirst: true, times: 1))
            #expect(try await face.post(taken.json).status == 503)
            #expect(try await face.repository.documents().map(\.uniqueId) == [taken.oid])
        }
    }

    // MARK: -

    private func sample(of bytes: [UInt8]? = nil, _ change: (inout PublishedSample) -> Void = { _ in }) throws -> PublishedSample {
        let id = SampleDocuments.freshID()
        let bytes = try bytes ?? SampleDocuments.consultation(id)
        var sample = PublishedSample(id, bytes: bytes, sha1: Digest.sha1(bytes))
        change(&sample)
        return sample
    }

    private func withStore(requiresAssertion: Bool = false, _ work: (Face) async throws -> Void) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(requiresAssertion: requiresAssertion)
        do {
            try await work(Face(sandbox: sandbox, store: store))
        } catch { Issue.record(error) }
        try await store.services.stop()
    }
}

/// A store that runs, asked over FHIR.
private struct Face {
    let sandbox: TestSandbox
    let store: RunningStore

    var repository: RegistryRepository { store.repository }
    var base: String { "https://localhost:\(store.port)" }

    func ask(
        _ url: String, as name: String? = "doctor", form: FHIRFormat? = nil, fields: [(name: String, value: String)] = []
    ) async throws -> Delivery.StoreAnswer {
        try await sandbox.client(name).send(.question(url, fields: fields + (form.map { [("Accept", $0.mediaType)] } ?? [])))
    }

    func get(_ path: String, as name: String? = "doctor") async throws -> Delivery.StoreAnswer { try await ask(base + path, as: name) }

    func page(_ path: String) async throws -> FHIRElement { try FHIRElement.read(json: await get(path).body) }

    func post(
        _ body: [UInt8], at path: String = "/fhir", form: FHIRFormat = .json, contentType: String? = nil, fields: [(name: String, value: String)] = []
    ) async throws -> Delivery.StoreAnswer {
        try await sandbox.client("doctor").send(
            StoreRequest(url: base + path, contentType: contentType ?? form.mediaType, fields: fields, body: [body]))
    }

    /// The last version of an entry, asked over XDS.
    func entry(_ uniqueID: String) async throws -> DocumentEntry? {
        let query = StoredQueryRequest(
            query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string(uniqueID)])])
        let message = try query.message(
            header: SOAPHeader(action: TransactionAction.storedQuery.rawValue, messageID: "urn:uuid:\(UUID().uuidString.lowercased())"))
        return try StoredQueryResponse(reading: SOAPMessage.read(await repository.respond(to: message).message)).objects.documentEntries.first
    }

    func set() -> SubmissionSet {
        var set = SubmissionSet(
            entryUUID: "SubmissionSet01", uniqueId: SampleDocuments.freshID(), sourceId: "1.2.3.8",
            patientId: "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH")
        (set.submissionTime, set.contentTypeCode) = ("20260102", Code(code: "07", scheme: "1.2.250.1.213.2.2"))
        return set
    }

    /// A submission with every attribute that a registry demands.
    func registrable(_ request: ProvideAndRegisterRequest) throws -> ProvideAndRegisterRequest {
        var request = request
        request.objects.submissionSets[0] = set()
        for index in request.objects.documentEntries.indices {
            var entry = request.objects.documentEntries[index]
            entry.sourcePatientId = entry.patientId
            entry.formatCode = Code(code: "f", scheme: "1.2.3")
            entry.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1")
            entry.typeCode = Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1")
            entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4")
            entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")
            entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")]
            (entry.creationTime, entry.languageCode) = ("20260101", "fr-FR")
            request.objects.documentEntries[index] = entry
        }
        return request
    }

    /// The field that presents an assertion of the doctor for a patient.
    func assertion(patient: String? = nil) throws -> (name: String, value: String) {
        let identity = try #require(SandboxIdentity.everybody.first { $0.name == "doctor" })
        let document = try CDADocument.read(SampleDocuments.consultation(patient: patient)).get()
        let bytes = try #require(try sandbox.folder.issueAssertion(for: identity, mode: .direct, document: document, fault: nil, now: Date()))
        return ("Authorization", "SAML " + Data(bytes).base64EncodedString())
    }
}

extension FHIRFormat {
    /// Reads a resource in this form.
    fileprivate func read(_ bytes: [UInt8]) throws -> FHIRElement { self == .json ? try FHIRElement.read(json: bytes) : try FHIRElement.read(xml: bytes) }
}
