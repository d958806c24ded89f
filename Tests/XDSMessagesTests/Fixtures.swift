// A submission of an invented patient, and the names that make messages the same in every run.

@testable import XDSMessages

enum Fixture {
    static let patient = "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
    static let names = PackageNames(boundary: "frontiere", host: "test.invalid")
    static let header = SOAPHeader(
        action: TransactionAction.provideAndRegister.rawValue, messageID: "urn:uuid:00000000-0000-4000-8000-000000000001",
        to: "https://store.test.invalid/repository")

    /// An entry in which every attribute has a value.
    static var entry: DocumentEntry {
        var entry = DocumentEntry(entryUUID: "Document01", uniqueId: "1.2.3.4^12", patientId: patient, mimeType: "text/xml")
        entry.logicalId = "urn:uuid:00000000-0000-4000-8000-00000000000a"
        entry.version = 1
        entry.homeCommunityId = "urn:oid:1.2.3"
        entry.availabilityStatus = .approved
        entry.sourcePatientId = "1234^^^&1.2.3.4.5&ISO^PI"
        entry.sourcePatientInfo = ["PID-3|1234^^^&1.2.3.4.5&ISO^PI", "PID-5|D'ESSAI^Zoé & <Jeanne>^^^^^D"]
        entry.authors = [
            Author(
                person: "801234567897^ESSAI^Alice^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
                institutions: ["Cabinet \"Nord\"^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1750100125"],
                roles: ["Médecin traitant"], specialties: ["G15_10/SM54^Médecin^1.2.250.1.213.1.1.4.5"], telecommunications: ["^^Internet^alice@test.invalid"]),
            Author(institutions: ["Laboratoire"]),
        ]
        entry.legalAuthenticator = "801234567897^ESSAI^Alice^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
        entry.title = "Compte rendu d'essai <1> & \"2\""
        entry.comments = "Une ligne\nune autre\ttabulée"
        entry.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1", displayName: "Compte rendu")
        entry.typeCode = Code(code: "11488-4", scheme: "2.16.840.1.113883.6.1", displayName: "Consultation")
        entry.formatCode = Code(code: "urn:ihe:iti:xds-sd:pdf:2008", scheme: "1.3.6.1.4.1.19376.1.2.3")
        entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4", displayName: "Cabinet individuel")
        entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9", displayName: "Ambulatoire")
        entry.confidentialityCodes = [
            Code(code: "N", scheme: "2.16.840.1.113883.5.25", displayName: "Normal"),
            Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13", displayName: "Masqué"),
        ]
        entry.eventCodeList = [Code(code: "DEQP003", scheme: "1.2.250.1.213.2.5", displayName: "Électrocardiographie")]
        entry.creationTime = "20260102030405"
        entry.serviceStartTime = "20260102"
        entry.serviceStopTime = "202601021200"
        entry.languageCode = "fr-FR"
        entry.hash = "4b6fcb2d521ef0fd442a5301e7932d16cc9f375a"
        entry.size = 21
        entry.uri = "DOC0001.XML"
        entry.repositoryUniqueId = "1.2.3.9"
        entry.documentAvailability = "Online"
        entry.referenceIdList = ["77^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:order"]
        entry.extra.slots = [Slot("urn:example:colour", ["blue", "green"])]
        entry.extra.classifications = [
            ObjectClassification(scheme: "urn:uuid:ab9b591b-83ab-4d03-8f5d-f93b1fb92e85", nodeRepresentation: "x", slots: [Slot("a", ["b"])], name: "Extra")
        ]
        entry.extra.identifiers = [ExternalIdentifier(scheme: "urn:uuid:00000000-0000-4000-8000-00000000000b", value: "7", name: "Extra")]
        return entry
    }

    static var submissionSet: SubmissionSet {
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: "2.25.1", sourceId: "1.2.3.8", patientId: patient)
        set.submissionTime = "20260102030406"
        set.authors = [Author(person: "801234567897^ESSAI^Alice")]
        set.contentTypeCode = Code(code: "07", scheme: "1.2.250.1.213.2.2", displayName: "Consultation")
        set.intendedRecipients = ["Hôpital|^ESSAI"]
        set.title = "Envoi"
        set.comments = "Sans commentaire"
        set.homeCommunityId = "urn:oid:1.2.3"
        set.availabilityStatus = .approved
        set.extra.slots = [Slot("urn:example:colour", ["red"])]
        return set
    }

    static var folder: Folder {
        var folder = Folder(entryUUID: "Folder01", uniqueId: "2.25.2", patientId: patient)
        folder.codeList = [Code(code: "1", scheme: "1.2.3.7", displayName: "Suivi")]
        folder.lastUpdateTime = "20260102"
        folder.title = "Dossier"
        folder.comments = "Rien"
        folder.availabilityStatus = .approved
        return folder
    }

    static var objects: RegistryObjectList {
        RegistryObjectList(
            documentEntries: [entry], submissionSets: [submissionSet], folders: [folder],
            associations: [
                .member("as01", of: "SubmissionSet01", entry: "Document01"), .member("as02", of: "SubmissionSet01", entry: "Folder01"),
                Association(
                    entryUUID: "as03", type: .replaces, source: "Document01", target: "urn:uuid:00000000-0000-4000-8000-0000000000ff",
                    slots: [Slot("urn:example:colour", ["white"])], documentationCode: Code(code: "r", scheme: "1.2.3", displayName: "Correction")),
            ])
    }

    static var request: ProvideAndRegisterRequest {
        ProvideAndRegisterRequest(
            objects: objects, documents: [ProvidedDocument(id: "Document01", mediaType: "text/xml", bytes: Array("<a>\r\n\r\n--frontiere </a>\r\n".utf8))])
    }

    /// A whole package around a body, written by hand, with one document part.
    static func package(
        envelope: String, document: [UInt8] = Array("<d/>".utf8), documentHeaders: [String] = ["Content-ID: <doc1@x>"], end: String = "\r\n"
    ) -> CarriedMessage {
        let head = ["--B", "Content-Type: application/xop+xml; type=\"application/soap+xml\"", "Content-ID: <root@x>", "", envelope, "--B"]
        let bytes = Array((head + documentHeaders + ["", ""]).joined(separator: end).utf8) + document + Array("\(end)--B--\(end)".utf8)
        return CarriedMessage(contentType: "multipart/related; type=\"application/xop+xml\"; start=\"<root@x>\"; boundary=B", body: bytes)
    }

    /// An envelope with those header blocks and that body.
    static func envelope(header: String = "", body: String) -> String {
        """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>\(header)</s:Header>\
        <s:Body>\(body)</s:Body></s:Envelope>
        """
    }

    static func plain(_ envelope: String) -> CarriedMessage {
        CarriedMessage(contentType: "application/soap+xml; charset=utf-8", body: Array(envelope.utf8))
    }

    static let include = #"<d xmlns="urn:d"><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:doc1@x"/></d>"#

    static func failure(_ work: () throws(MessageFailure) -> Void) -> MessageFailureCode? {
        do {
            try work()
            return nil
        } catch {
            return error.code
        }
    }
}
