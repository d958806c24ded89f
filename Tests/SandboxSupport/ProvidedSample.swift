// A submission of our own samples, described as another system would.

import CredentialChecks
import Foundation
public import XDSMessages

/// A submission of our own samples, described as another system would: symbolic ids, and no more in the entries than has to be.
public struct ProvidedSample: Sendable {
    /// The submission.
    public var request = ProvideAndRegisterRequest(objects: RegistryObjectList(), documents: [])

    /// The patient of the samples.
    public static let patient = "258073899904282^^^&1.2.250.1.213.1.4.10&ISO^NH"

    /// Consultation reports under these ids, changed at will.
    public init(_ ids: String..., change: (String) -> String = { $0 }) throws {
        try self.init(documents: ids.map { id in (id, Array(change(String(decoding: try SampleDocuments.consultation(id), as: UTF8.self)).utf8)) })
    }

    /// Documents under their ids.
    public init(documents: [(id: String, bytes: [UInt8])], patient: String = Self.patient) throws {
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: SampleDocuments.freshID(), sourceId: "1.2.250.1.213.4.1.99", patientId: patient)
        set.submissionTime = "20260301080000"
        set.contentTypeCode = Code(code: "07", scheme: "1.2.250.1.213.2.2")
        request.objects.submissionSets = [set]
        for (id, bytes) in documents { add(id, bytes, patient: patient) }
    }

    /// Adds a document, as a member of the set; gives its symbolic id.
    @discardableResult
    public mutating func add(_ id: String, _ bytes: [UInt8], patient: String = Self.patient) -> String {
        let number = request.objects.documentEntries.count + 1
        let name = "Document0\(number)"
        request.objects.documentEntries.append(DocumentEntry(entryUUID: name, uniqueId: id, patientId: patient, mimeType: "text/xml"))
        request.objects.associations.append(.member("Association0\(number)", of: "SubmissionSet01", entry: name))
        request.documents.append(ProvidedDocument(id: name, mediaType: "text/xml", bytes: bytes))
        return name
    }

    /// Adds an association.
    public mutating func relate(_ source: String, _ type: AssociationType, _ target: String) {
        request.objects.associations.append(
            Association(entryUUID: "Relation\(request.objects.associations.count)", type: type, source: source, target: target))
    }

    /// Adds a folder that holds these objects.
    public mutating func add(folder id: String, named name: String = "Folder01", holding objects: String...) {
        var folder = Folder(entryUUID: name, uniqueId: id, patientId: Self.patient)
        folder.title = "Suivi"
        folder.codeList = [Code(code: "SUIVI", scheme: "1.2.250.1.999.1", displayName: "Suivi")]
        request.objects.folders.append(folder)
        relate("SubmissionSet01", .hasMember, name)
        for object in objects { relate(name, .hasMember, object) }
    }

    /// Adds a detached signature of a document of the submission; gives its symbolic id.
    @discardableResult
    public mutating func add(signature id: String, of target: String, digestOf signed: [UInt8]? = nil) throws -> String {
        guard let place = request.objects.documentEntries.firstIndex(where: { $0.entryUUID == target }) else { throw CocoaError(.keyValueValidation) }
        let digest = Data(Digest.sha256(signed ?? request.documents[place].bytes)).base64EncodedString()
        let text = """
            <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="S"><ds:SignedInfo>\
            <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>\
            <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>\
            <ds:Reference URI="urn:oid:\(request.objects.documentEntries[place].uniqueId)">\
            <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>\(digest)</ds:DigestValue></ds:Reference>\
            </ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>
            """
        let name = add(id, Array(text.utf8))
        let index = request.objects.documentEntries.count - 1
        request.objects.documentEntries[index].describeAsSignature()
        relate(name, .signs, target)
        return name
    }
}

extension DocumentEntry {
    /// States what a registry asks of the entry of a signature (IHE DSG).
    fileprivate mutating func describeAsSignature() {
        creationTime = "20260301080000"
        languageCode = "fr-FR"
        sourcePatientId = ProvidedSample.patient
        title = "Signature"
        classCode = Code(code: "95", scheme: "1.2.250.1.213.1.1.4.1", displayName: "Document de gestion")
        typeCode = Code(code: "E1762", scheme: "1.2.840.10065.1.12", displayName: "Full Document")
        formatCode = Code(code: "urn:ihe:iti:dsg:detached:2014", scheme: "1.3.6.1.4.1.19376.1.2.3")
        healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4")
        practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9")
        confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")]
        authors = [Author(person: "899700218896^Durand^Alain^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS")]
    }
}
