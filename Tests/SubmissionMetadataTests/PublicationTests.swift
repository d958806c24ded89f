// Publications over FHIR: read as the submission that they stand for, and held against MHD and PDSm, element by element.

import CredentialChecks
import FHIRResources
import Foundation
import SubmissionMetadata
import TestSupport
import Testing
import XDSMessages

@Suite struct PublicationTests {
    private static let bytes = Array("<ClinicalDocument/>".utf8)

    private func sample(_ change: (inout PublishedSample) -> Void = { _ in }) -> PublishedSample {
        var sample = PublishedSample("1.2.3.4", bytes: Self.bytes, sha1: Digest.sha1(Self.bytes))
        change(&sample)
        return sample
    }

    private func publication(_ change: (inout PublishedSample) -> Void = { _ in }) throws -> Publication {
        Publication(transaction: try FHIRElement.read(json: sample(change).json))
    }

    @Test func `a Bundle is the submission that it stands for, attribute by attribute`() throws {
        let publication = try publication()
        #expect(publication.remarks == [])
        #expect(publication.parts == [.submissionSet, .bytes(of: "urn:uuid:reference"), .entry("urn:uuid:reference")])
        let entry = try #require(publication.request.objects.documentEntries.first)
        #expect(entry.uniqueId == "1.2.3.4")
        #expect(entry.patientId == "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH")
        #expect(entry.typeCode?.matches(Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1")) == true)
        #expect(entry.classCode?.scheme == "1.2.250.1.213.1.1.4.1", "a national table is known by its name within the URL")
        #expect(entry.formatCode?.scheme == "1.3.6.1.4.1.19376.1.2.3")
        #expect(entry.confidentialityCodes.map(\.code) == ["N"])
        #expect(entry.creationTime == "20260312091500")
        #expect(entry.serviceStartTime == "20260312084500")
        #expect(entry.hash == hexadecimal(Digest.sha1(Self.bytes)))
        #expect(entry.size == Self.bytes.count)
        #expect(entry.authors.first?.person == "899900042179^ROUVRAY^Hélène^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS")
        let set = try #require(publication.request.objects.submissionSets.first)
        #expect(set.sourceId == "1.2.250.1.213.4.1.99")
        #expect(set.contentTypeCode?.code == "07")
        #expect(set.authors.first?.person?.hasPrefix("899900042179^") == true)
        #expect(publication.request.documents.map(\.bytes) == [Self.bytes])
        #expect(ProvidedSubmission(publication.request).remarks == [])
    }

    @Test(arguments: [
        "masterIdentifier", "subject", "date", "author", "custodian", "contained", "type", "category", "securityLabel", "content[0].attachment.hash",
        "content[0].attachment.size", "content[0].attachment.title", "content[0].attachment.language", "content[0].attachment.creation",
        "content[0].attachment.url", "content[0].attachment.contentType",
    ])
    func `each element that PDSm demands of a document is asked for by its name`(element: String) throws {
        let last = element.split(separator: ".").last.map(String.init) ?? ""
        let found = try publication { if element.hasPrefix("content") { $0.attachment { $0[last] = nil } } else { $0.reference[last] = nil } }
        #expect(found.remarks.contains { $0.kind == .required && $0.expression == "Bundle.entry[2].resource.\(element)" })
    }

    @Test(arguments: [
        "masterIdentifier", "subject", "date", "author", "custodian", "content[0].attachment.title", "content[0].attachment.contentType",
        "content[0].attachment.data",
    ])
    func `each element that MHD and PDSm demand of a simplified publication is asked for by its name`(element: String) throws {
        let last = element.split(separator: ".").last.map(String.init) ?? ""
        let whole = sample()
        #expect(Publication(simplified: try FHIRElement.read(json: whole.simplified), sourceID: "1.2.3", named: UUID()).remarks == [])
        var resource = try FHIRElement.read(json: whole.simplified)
        if element.hasPrefix("content") {
            resource.change("content") { $0.change("attachment") { $0.remove(last) } }
        } else {
            resource.remove(element)
        }
        let found = Publication(simplified: resource, sourceID: "1.2.3", named: UUID())
        #expect(found.remarks.contains { $0.kind == .required && $0.expression == "DocumentReference.\(element)" })
    }

    @Test(arguments: ["type", "category", "securityLabel", "context", "identifier", "size", "hash", "creation", "language", "format"])
    func `what a simplified publication may leave out is asked of nobody`(element: String) throws {
        var resource = try FHIRElement.read(json: sample().simplified)
        resource.remove(element)
        resource.change("content") { content in
            content.remove(element)
            content.change("attachment") { $0.remove(element) }
        }
        #expect(Publication(simplified: resource, sourceID: "1.2.3", named: UUID()).remarks == [])
    }

    @Test(arguments: ["identifier", "subject", "date", "source"])
    func `each element that PDSm demands of a submission set is asked for by its name`(element: String) throws {
        let found = try publication { $0.list[element] = nil }
        #expect(found.remarks.contains { $0.kind == .required && $0.expression == "Bundle.entry[0].resource.\(element)" })
    }

    @Test func `what stands against the profiles is told with its kind and place`() throws {
        let cases: [(PublicationRemark.Kind, String, (inout PublishedSample) -> Void)] = [
            (.codeUnexpected, "Bundle.entry[2].resource.status", { $0.reference["status"] = "superseded" }),
            (.forbidden, "Bundle.entry[2].resource.docStatus", { $0.reference["docStatus"] = "final" }),
            (.codeUnexpected, "Bundle.entry[0].resource.mode", { $0.list["mode"] = "snapshot" }),
            (.hashMalformed, "Bundle.entry[2].resource.content[0].attachment.hash", { $0.attachment { $0["hash"] = "AAAA" } }),
            (.referenceUnresolved, "Bundle.entry[2].resource.content[0].attachment.url", { $0.attachment { $0["url"] = "http://127.0.0.1:9/x" } }),
            (.referenceUnresolved, "Bundle.entry[2].resource.content[0].attachment.url", { $0.attachment { $0["url"] = "file:///etc/passwd" } }),
            (
                .patientUnidentified, "Bundle.entry[2].resource.subject",
                {
                    $0.reference["subject"] = ["reference": "Patient/1"]
                    $0.reference["contained"] = ($0.reference["contained"] as? [Any]).map { Array($0.dropFirst()) }
                }
            ),
            (
                .identifierMalformed, "Bundle.entry[2].resource.masterIdentifier",
                {
                    $0.reference["masterIdentifier"] = ["system": "urn:ietf:rfc:3986", "value": "urn:uuid:0c287d32-01e3-4d87-9953-9fcc9404eb21"]
                }
            ),
            (
                .relationUnserved, "Bundle.entry[2].resource.relatesTo",
                {
                    $0.reference["relatesTo"] = [["code": "signs", "target": ["reference": "DocumentReference/1"]]]
                }
            ),
            (.submissionSetCount, "Bundle.entry", { $0.list["code"] = ["coding": [["code": "folder"]]] }),
            (.codeUnexpected, "Bundle.entry[0].resource.code", { $0.list["code"] = ["coding": [["code": "other"]]] }),
            (.referenceUnresolved, "Bundle.entry[0].resource.entry[0].item", { $0.list["entry"] = [["item": ["reference": "urn:uuid:other"]]] }),
            (.codeUnexpected, "Bundle.entry[1].resource.contentType", { $0.binary["contentType"] = "application/pdf" }),
            (.required, "Bundle.entry[1].resource.data", { $0.binary["data"] = nil }),
            (
                .methodUnserved, "Bundle.entry[3].request.method",
                {
                    $0.further = [["resource": ["resourceType": "Patient", "active": true], "request": ["method": "PUT", "url": "Patient/1"]]]
                }
            ),
            (
                .entryUnserved, "Bundle.entry[3].resource",
                {
                    $0.further = [["resource": ["resourceType": "Parameters"], "request": ["method": "POST", "url": "Parameters"]]]
                }
            ),
            (
                .fullURLRepeated, "Bundle.entry[3].fullUrl",
                {
                    $0.further = [
                        [
                            "fullUrl": "urn:uuid:list", "resource": ["resourceType": "Patient", "active": true],
                            "request": ["method": "POST", "url": "Patient"],
                        ]
                    ]
                }
            ),
        ]
        for (kind, expression, change) in cases {
            let found = try publication(change).remarks
            #expect(found.contains { $0.kind == kind && $0.expression == expression }, "\(kind.rawValue) at \(expression): \(found.map(\.expression))")
        }
    }

    private static func patch(_ path: String, _ value: String, of target: String) -> [String: Any] {
        [
            "resource": [
                "resourceType": "Parameters",
                "parameter": [
                    [
                        "name": "operation",
                        "part": [["name": "type", "valueCode": "replace"], ["name": "path", "valueString": path], ["name": "value", "valueCode": value]],
                    ]
                ],
            ], "request": ["method": "PATCH", "url": "DocumentReference/\(target)"],
        ]
    }

    @Test func `a replacement is an association, and its patch says no more than that`() throws {
        let target = "0c287d32-01e3-4d87-9953-9fcc9404eb21"
        func replacing(_ patch: [String: Any]?) throws -> Publication {
            try publication {
                $0.reference["relatesTo"] = [["code": "replaces", "target": ["reference": "DocumentReference/\(target)"]]]
                if let patch { $0.further = [patch] }
            }
        }
        let whole = try replacing(Self.patch("DocumentReference.status", "superseded", of: target))
        #expect(whole.remarks == [])
        #expect(whole.parts.last == .noted)
        let association = whole.request.objects.associations.first { $0.type == .replaces }
        #expect(association?.target == "urn:uuid:\(target)" && association?.source == "urn:uuid:reference")
        #expect(try replacing(nil).remarks.map(\.kind) == [.patchMissing])
        for wrong in [
            Self.patch("DocumentReference.status", "current", of: target), Self.patch("DocumentReference.type", "superseded", of: target),
            Self.patch("DocumentReference.status", "superseded", of: "another"),
        ] {
            #expect(try replacing(wrong).remarks.contains { $0.kind == .patchUnserved })
        }
    }

    @Test func `a document within its metadata needs no set, and no address`() throws {
        let id = UUID()
        let simple = Publication(simplified: try FHIRElement.read(json: sample().simplified), sourceID: "1.2.250.1", named: id)
        #expect(simple.remarks == [])
        #expect(simple.request.documents.map(\.bytes) == [Self.bytes])
        #expect(simple.request.objects.submissionSets.first?.sourceId == "1.2.250.1")
        #expect(ProvidedSubmission(simple.request).remarks == [])
        let bare = sample { $0.attachment { $0["data"] = $0["url"] } }
        #expect(throws: FHIRFaults.self) { try FHIRElement.read(json: bare.simplified + [0x7D]) }
        let both = try FHIRElement.read(json: sample { _ in }.json)
        #expect(Publication(simplified: both, sourceID: "1.2", named: id).remarks.map(\.kind) == [.notTransaction])
    }

    @Test func `remarks of the submission are told of the element that they are about`() throws {
        let publication = try publication()
        #expect(publication.expression(of: "urn:uuid:reference", code: "xds.hash-differs") == "Bundle.entry[2].resource.content[0].attachment.hash")
        #expect(publication.expression(of: "urn:uuid:reference", code: "structure.element-missing") == "Bundle.entry[1].resource.data")
        #expect(publication.expression(of: "urn:uuid:list", code: "xds.content-type-unknown") == "Bundle.entry[0].resource")
        #expect(publication.expression(of: nil, code: nil) == nil)
    }
}
