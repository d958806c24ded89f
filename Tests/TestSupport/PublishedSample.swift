// A publication over FHIR around a document, as another system would write it: JSON that a test changes at will.

import Foundation

/// A Bundle of ITI-65 around one document of the consultation sample's patient and author.
public struct PublishedSample {
    /// The id of the document.
    public let oid: String
    /// The document as it is.
    public let bytes: [UInt8]
    /// The List, the Binary and the DocumentReference, in this order.
    public var list: [String: Any]
    /// The document.
    public var binary: [String: Any]
    /// Its metadata.
    public var reference: [String: Any]
    /// Further entries, whole.
    public var further: [[String: Any]] = []

    /// Describes a document.
    ///
    /// - Parameters:
    ///   - oid: the id of the document.
    ///   - bytes: its bytes.
    ///   - sha1: the SHA-1 of the bytes.
    public init(_ oid: String, bytes: [UInt8], sha1: [UInt8]) {
        (self.oid, self.bytes) = (oid, bytes)
        func coded(_ system: String, _ code: String) -> [String: Any] { ["coding": [["system": system, "code": code]]] }
        let patient: [String: Any] = [
            "resourceType": "Patient", "id": "patient", "identifier": [["system": "urn:oid:1.2.250.1.213.1.4.10", "value": "258073899904282"]],
        ]
        let author: [String: Any] = [
            "resourceType": "Practitioner", "id": "author", "identifier": [["system": "urn:oid:1.2.250.1.71.4.2.1", "value": "899900042179"]],
            "name": [["family": "ROUVRAY", "given": ["Hélène"]]],
        ]
        list = [
            "resourceType": "List", "contained": [patient, author],
            "extension": [
                [
                    "url": "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-designationType",
                    "valueCodeableConcept": coded("urn:oid:1.2.250.1.213.2.2", "07"),
                ],
                [
                    "url": "https://profiles.ihe.net/ITI/MHD/StructureDefinition/ihe-sourceId",
                    "valueIdentifier": ["system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.213.4.1.99"],
                ],
            ],
            "identifier": [["system": "urn:ietf:rfc:3986", "value": "urn:oid:\(oid).1"]], "status": "current", "mode": "working",
            "code": coded("https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "submissionset"), "subject": ["reference": "#patient"],
            "date": "2026-03-01T08:00:00Z", "source": ["reference": "#author"], "entry": [["item": ["reference": "urn:uuid:reference"]]],
        ]
        binary = ["resourceType": "Binary", "contentType": "text/xml", "data": Data(bytes).base64EncodedString()]
        let attachment: [String: Any] = [
            "contentType": "text/xml", "language": "fr-FR", "url": "urn:uuid:binary", "size": bytes.count, "hash": Data(sha1).base64EncodedString(),
            "title": "Compte rendu de consultation", "creation": "2026-03-12T10:15:00+01:00",
        ]
        reference = [
            "resourceType": "DocumentReference", "contained": [patient, author, ["resourceType": "Organization", "id": "custodian", "name": "Cabinet"]],
            "masterIdentifier": ["system": "urn:ietf:rfc:3986", "value": "urn:oid:\(oid)"], "status": "current", "type": coded("http://loinc.org", "11488-4"),
            "category": [coded("https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument-CISIS/FHIR/TRE-A03-ClasseDocument-CISIS", "10")],
            "subject": ["reference": "#patient"], "date": "2026-03-01T08:00:00Z", "author": [["reference": "#author"]],
            "custodian": ["reference": "#custodian"],
            "securityLabel": [coded("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "N")],
            "content": [
                [
                    "attachment": attachment,
                    "format": ["system": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode", "code": "urn:ihe:iti:xds-sd:pdf:2008"],
                ]
            ],
            "context": [
                "period": ["start": "2026-03-12T09:45:00+01:00"], "facilityType": coded("urn:oid:1.2.250.1.71.4.2.4", "SA07"),
                "practiceSetting": coded("urn:oid:1.2.250.1.213.1.1.4.9", "AMBULATOIRE"), "sourcePatientInfo": ["reference": "#patient"],
            ],
        ]
    }

    /// Changes the attachment.
    public mutating func attachment(_ change: (inout [String: Any]) -> Void) {
        guard var content = reference["content"] as? [[String: Any]], var attachment = content[0]["attachment"] as? [String: Any] else { return }
        change(&attachment)
        content[0]["attachment"] = attachment
        reference["content"] = content
    }

    /// Changes the context.
    public mutating func context(_ change: (inout [String: Any]) -> Void) {
        guard var context = reference["context"] as? [String: Any] else { return }
        change(&context)
        reference["context"] = context
    }

    /// Adds the document of another sample to the same submission.
    public mutating func add(_ other: PublishedSample) {
        var copy = other
        copy.attachment { $0["url"] = "urn:uuid:binary-of-\(other.oid)" }
        let items = list["entry"] as? [[String: Any]] ?? []
        list["entry"] = items + [["item": ["reference": "urn:uuid:reference-of-\(other.oid)"]]]
        further += [("binary", copy.binary), ("reference", copy.reference)].map { name, resource in
            ["fullUrl": "urn:uuid:\(name)-of-\(other.oid)", "resource": resource, "request": ["method": "POST", "url": resource["resourceType"] ?? ""]]
        }
    }

    /// The Bundle as JSON.
    public var json: [UInt8] {
        func entry(_ name: String, _ resource: [String: Any]) -> [String: Any] {
            ["fullUrl": "urn:uuid:\(name)", "resource": resource, "request": ["method": "POST", "url": resource["resourceType"] ?? ""]]
        }
        return Self.json([
            "resourceType": "Bundle", "type": "transaction",
            "entry": [entry("list", list), entry("binary", binary), entry("reference", reference)] + further,
        ])
    }

    /// The DocumentReference with its document within, as JSON (ITI-105).
    public var simplified: [UInt8] {
        var copy = self
        copy.attachment {
            $0["url"] = nil
            $0["data"] = binary["data"]
        }
        return Self.json(copy.reference)
    }

    private static func json(_ value: [String: Any]) -> [UInt8] {
        [UInt8]((try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])) ?? Data())
    }
}
