// What a hospital's message asks: which documents, for whom, from whom, with which restrictions, and what is to be done with them.

public import ClinicalTypes
import CredentialChecks
public import Foundation
public import HL7v2Messages

/// What is to be done with the documents of a message.
public enum TransmissionAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// A document that was not sent before: event T02, ORC-1 `NW`, OBX-11 `F`.
    case new
    /// One that takes the place of an earlier one: event T10, ORC-1 `RO`, OBX-11 `C`.
    case replace
    /// One that is to be deleted: event T04, ORC-1 `CA`, OBX-11 `D`.
    case delete
}

/// A document out of an observation.
public struct EnclosedDocument: Sendable {
    /// The bytes, decoded and else unchanged.
    public let bytes: [UInt8]
    /// OBX-3.1, the type.
    public let typeCode: String?
    /// Where it stands in the message.
    public let place: ErrorLocation

    /// The document as every door hands it on.
    public func received(at moment: Date, door: String) -> ReceivedDocument {
        ReceivedDocument(
            bytes: bytes, sha256: hexadecimal(Digest.sha256(bytes)), mediaType: "text/xml", receivedAt: moment, door: door, sender: nil, remarks: [])
    }
}

/// The flags of a message (table MetaDMPMSS); they hold for all its documents.
public struct TransmissionFlags: Sendable, Hashable, Codable {
    /// Hidden from professionals.
    public var hidesFromProfessionals = false
    /// Not visible to the patient.
    public var hidesFromPatient = false
    /// Not visible to the patient's legal representatives.
    public var hidesFromLegalRepresentatives = false
    /// The patient's record is opened in secret.
    public var isSecretConnection = false
    /// A replacement that changes the visibility alone.
    public var changesVisibilityOnly = false
    /// For the shared record; nil where the message does not say.
    public var goesToRecord: Bool?
    /// For professional mailboxes.
    public var goesToProfessionals = false
    /// For the patient's mailbox.
    public var goesToPatient = false
    /// The patient may not answer the mail (NTE-4 `FIN` behind the patient's flag).
    public var endsPatientMail = false
    /// Delivery is to be reported.
    public var wantsReceipt = false
    /// Reading of the mail is to be reported.
    public var wantsReadReceipt = false

    /// No flag is set.
    public init() {}
}

/// An identifier of the patient in PID-3.
public struct TransmittedPatientID: Sendable, Hashable {
    /// CX-1.
    public let value: String
    /// CX-4.2, the authority's OID; its name (CX-4.1) where it has none.
    public let authority: String?
    /// CX-5, the type: `INS`, `PI` and others.
    public let type: String?
    /// Where it stands.
    public let place: ErrorLocation
}

/// A person, an organisation or a patient that PRT names.
public struct TransmittedParticipant: Sendable, Hashable {
    /// PRT-5.1, the person's identifier.
    public let personID: String?
    /// PRT-5.2 and 5.3, family and given name.
    public let family: String?, given: String?
    /// PRT-5.9.2, the authority of the identifier; a bare OID in 5.9.1 is met, too.
    public let authority: String?
    /// PRT-5.13, the type of the identifier.
    public let idType: String?
    /// PRT-8.1 and 8.10, the organisation.
    public let organisation: String?, organisationID: String?
    /// PRT-15.4, the mail address.
    public let mailAddress: String?
    /// Where it stands.
    public let place: ErrorLocation

    /// Whether it is a patient, by the identifier's type or authority.
    public var isPatient: Bool { idType == "INS" || authority.flatMap(NationalHealthIdentifierSpace.init) != nil }
}

/// Whom a message goes from and to, as its header says: what an answer that comes later turns round.
public struct MessageOrigin: Sendable, Hashable, Codable {
    /// MSH-3 and MSH-4, with their components.
    public var sendingApplication: [String], sendingFacility: [String]
    /// MSH-5 and MSH-6, with their components.
    public var receivingApplication: [String], receivingFacility: [String]
    /// MSH-11.
    public var processingID: String
    /// The character set that the message was read in, as MSH-18 names it.
    public var characterSet: String

    /// Reads a header.
    init(_ header: MessageHeader, characterSet: MessageCharacterSet) {
        func components(_ number: Int) -> [String] {
            let field = header.segment.field(number)
            return (1...3).map { field.component($0).text ?? "" }
        }
        (sendingApplication, sendingFacility) = (components(3), components(4))
        (receivingApplication, receivingFacility) = (components(5), components(6))
        processingID = header.processingID ?? "P"
        self.characterSet = characterSet.rawValue
    }
}

/// A message that carries documents, read.
public struct DocumentTransmission: Sendable {
    /// MSH-10, by which a repetition is known.
    public let controlID: String
    /// MSH-3 and MSH-4, the sending system, as `RIS/HOPITAL`.
    public let sendingSystem: String
    /// Whom it goes from and to.
    public let origin: MessageOrigin
    /// What is to be done.
    public let action: TransmissionAction
    /// The documents: one or two.
    public let documents: [EnclosedDocument]
    /// The flags.
    public let flags: TransmissionFlags
    /// PID-3.
    public let patientIDs: [TransmittedPatientID]
    /// PID-7, the birth date as written, and PID-8, the sex.
    public let birthDate: String?, sex: String?
    /// PV1-2, the class of the stay.
    public let patientClass: String?
    /// TXA-12.1, the document's unique id.
    public let uniqueID: String?
    /// TXA-13.1, the unique id of the document that this one replaces.
    public let parentID: String?
    /// OBR-4.1 and TXA-2, the types beside those of the observations.
    public let statedTypes: [(code: String, place: ErrorLocation)]
    /// PRT `SB`, who sends.
    public let sender: TransmittedParticipant?
    /// PRT `RCT`, who is to receive.
    public let recipients: [TransmittedParticipant]
    /// PRT `REPLY`, who is to be answered.
    public let replyTo: TransmittedParticipant?
    /// The texts of the mails, by `CORPSMAIL_PS` and `CORPSMAIL_PATIENT`.
    public let mailTexts: [String: String]
    /// What was overlooked, as findings.
    public let remarks: [Finding]
}

/// What a message says of the patient's consent (segment ZFA of PAM-FR).
public struct ConsentNotice: Sendable, Hashable {
    /// Whether the patient opposes the feeding of the record (ZFA-9); nil where it was not asked.
    public let opposesFeeding: Bool?
    /// Whether the patient lets the record be consulted (ZFA-11); nil where it was not asked.
    public let allowsConsultation: Bool?
    /// ZFA-1, the state of the record, for instance `ACTIF`.
    public let recordState: String?
    /// PID-3.
    public let patientIDs: [TransmittedPatientID]
    /// ZFA-10 or EVN-2, since when, as written.
    public let since: String?
}

/// What intake says of a message.
public enum TransmissionVerdict: Sendable {
    /// Documents.
    case documents(DocumentTransmission)
    /// A consent, and no document.
    case consent(ConsentNotice)
    /// A message of a kind that is taken and says nothing for this gateway.
    case nothing
    /// Neither: the answer that is owed, and the findings behind it.
    case refused(Reply, [Finding])
}
