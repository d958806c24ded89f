// The FHIR door over real HTTPS: publications are taken whole or not at all, and told what is wrong element by element.

import CredentialChecks
import Delivery
import FHIRResources
import Foundation
import GatewayServer
import Journal
import SandboxSupport
import TestSupport
import Testing

@Suite struct PublishDoorTests {
    private func sample(_ change: (inout PublishedSample) -> Void = { _ in }) throws -> PublishedSample {
        let id = SampleDocuments.freshID()
        let bytes = try SampleDocuments.consultation(id)
        var sample = PublishedSample(id, bytes: bytes, sha1: Digest.sha1(bytes))
        change(&sample)
        return sample
    }

    private func count(_ gateway: RunningGateway) async throws -> Int {
        try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 500).passages.count }
    }

    @Test func `a Bundle is answered entry by entry in its order, and the same again under the same names`() async throws {
        try await withGateway { gateway in
            let sample = try sample()
            let first = try await gateway.publish(sample.json)
            #expect(first.status == 200)
            let answer = try FHIRElement.read(json: first.body)
            let parts = answer.all("entry").compactMap { $0["response"] }
            #expect(answer.text("type") == "transaction-response")
            #expect(parts.map { $0.text("status") } == ["201 Created", "201 Created", "201 Created"])
            let kinds = parts.map { $0.text("location")?.split(separator: "/").dropLast().last }
            #expect(kinds == ["List", "Binary", "DocumentReference"])
            #expect(parts[0]["outcome"] == nil, "nothing differs, so nothing is told")
            let again = try await gateway.publish(FHIRElement.read(json: sample.json).xml, as: "doctor", form: .xml)
            #expect(again.contentType == FHIRFormat.xml.mediaType)
            #expect(try FHIRElement.read(xml: again.body) == answer)
            #expect(try await count(gateway) == 1)
        }
    }

    @Test func `a document within its metadata is created with its place`() async throws {
        try await withGateway { gateway in
            let created = try await gateway.publish(try sample().simplified, at: "/fhir/DocumentReference")
            #expect(created.status == 201)
            let location = try #require(created.fields["location"])
            let resource = try FHIRElement.read(json: created.body)
            #expect(location.hasSuffix("/fhir/DocumentReference/\(resource.text("id") ?? "-")"))
            #expect(resource["content"]?["attachment"]?["data"] == nil)
            #expect(resource["content"]?["attachment"]?.text("url") == location.replacing("/DocumentReference/", with: "/Binary/"))
        }
    }

    @Test func `what differs in identity or bytes refuses with the element, and nothing is forwarded`() async throws {
        try await withGateway { gateway in
            let cases: [(PublishedSample, Int, String, String)] = [
                (try sample { $0.attachment { $0["hash"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" } }, 422, "xds.hash-differs", "content[0].attachment.hash"),
                (try sample { $0.attachment { $0["size"] = 1 } }, 422, "xds.size-differs", "content[0].attachment.size"),
                (
                    try sample { $0.reference["masterIdentifier"] = ["system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3"] }, 422,
                    "xds.unique-id-differs", "masterIdentifier"
                ),
            ]
            for (sample, status, code, element) in cases {
                let refused = try await gateway.publish(sample.json)
                #expect(refused.status == status)
                let issue = try #require(try FHIRElement.read(json: refused.body)["issue"])
                #expect(issue["details"]?["coding"]?.text("code") == code)
                #expect(issue.text("expression") == "Bundle.entry[2].resource.\(element)")
            }
        }
    }

    @Test func `an id that names other bytes already is a conflict`() async throws {
        try await withGateway { gateway in
            let id = SampleDocuments.freshID()
            for (title, status) in [("Un", 200), ("Deux", 409)] {
                let bytes = try SampleDocuments.consultation(id, title: title)
                #expect(try await gateway.publish(PublishedSample(id, bytes: bytes, sha1: Digest.sha1(bytes)).json).status == status)
            }
        }
    }

    @Test func `a document that breaks rules is told at its bytes, with the receipt and no content`() async throws {
        try await withGateway { gateway in
            let id = SampleDocuments.freshID()
            let bytes = Array(String(decoding: try SampleDocuments.consultation(id), as: UTF8.self).replacing("<realmCode code=\"FR\"/>", with: "").utf8)
            let refused = try await gateway.publish(PublishedSample(id, bytes: bytes, sha1: Digest.sha1(bytes)).json, language: "fr")
            #expect(refused.status == 422)
            let issue = try #require(try FHIRElement.read(json: refused.body)["issue"])
            #expect(issue.text("expression") == "Bundle.entry[1].resource.data")
            #expect(issue["details"]?.all("coding").last?.text("code") == "InvalidDocumentContent")
            #expect(issue.text("diagnostics")?.hasPrefix("soumission ") == true)
            #expect(!String(decoding: refused.body, as: UTF8.self).contains("258073899904282"))
        }
    }

    @Test func `what is no FHIR, no publication, or in no form spoken here has its status`() async throws {
        try await withGateway { gateway in
            #expect(try await gateway.publish(Array("{".utf8)).status == 400)
            #expect(try await gateway.publish(Array("{\"resourceType\":\"Patient\",\"active\":true}".utf8)).status == 422)
            #expect(try await gateway.publish(try sample().json, contentType: "text/plain").status == 415)
            #expect(try await gateway.publish(try sample().json, accept: "text/html").status == 406)
            #expect(try await gateway.publish(try sample().json, as: nil).status == 401)
            let other = try await gateway.publish(try sample().json, as: "pharmacist")
            #expect(other.status == 403)
            #expect(try FHIRElement.read(json: other.body)["issue"]?.text("code") == "forbidden")
            let unknown = try await gateway.get("/fhir/Observation", as: "doctor")
            #expect(unknown.status == 404)
            #expect(try FHIRElement.read(json: unknown.body).type == "OperationOutcome")
        }
    }

    @Test func `folders are left out with a warning, and the documents are taken`() async throws {
        try await withGateway { gateway in
            let sample = try sample {
                var folder = $0.list
                folder["code"] = ["coding": [["code": "folder"]]]
                $0.further = [["fullUrl": "urn:uuid:folder", "resource": folder, "request": ["method": "POST", "url": "List"]]]
            }
            let taken = try await gateway.publish(sample.json)
            #expect(taken.status == 200)
            let answer = try FHIRElement.read(json: taken.body)
            #expect(answer.all("entry").count == 4)
            let issue = answer["entry"]?["response"]?["outcome"]?["issue"]
            #expect(issue?["details"]?.all("coding").map { $0.text("code") } == ["fhir.folder-unserved", "PartialFolderContentNotProcessed"])
        }
    }
}

extension RunningGateway {
    /// Publishes over FHIR.
    func publish(
        _ body: [UInt8], as name: String? = "doctor", at path: String = "/fhir", form: FHIRFormat = .json, contentType: String? = nil, accept: String? = nil,
        language: String? = nil
    ) async throws -> Delivery.StoreAnswer {
        var fields: [(name: String, value: String)] = []
        if let accept { fields.append(("Accept", accept)) }
        if let language { fields.append(("Accept-Language", language)) }
        return try await sandbox.client(name).send(
            StoreRequest(url: url(path), contentType: contentType ?? form.mediaType, fields: fields, body: [body]))
    }
}
