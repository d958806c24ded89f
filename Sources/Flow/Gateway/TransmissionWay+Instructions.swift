// What a message asks of the submission of its documents, and which of its wishes are served here.

import ClinicalTypes
import HL7v2Messages
import Intake
import SubmissionMetadata
import XDSMessages

extension SubmissionInstructions {
    /// What a message asks for: the restrictions of its flags, the activity of its stay (PV1-2), and who submits (PRT `SB`), else the document's author.
    init(_ transmission: DocumentTransmission) {
        self.init()
        if transmission.flags.hidesFromProfessionals { visibility.append(.maskedFromProfessionals) }
        if transmission.flags.hidesFromPatient { visibility.append(.invisibleToPatient) }
        if transmission.flags.hidesFromLegalRepresentatives { visibility.append(.invisibleToLegalRepresentatives) }
        contentType = transmission.patientClass.flatMap(MetadataOptions.activity(ofPatientClass:))
        submitter = transmission.sender.flatMap { Author($0) }
    }
}

extension DocumentTransmission {
    /// What this gateway cannot do with the message: the error, the place and the finding; nil where it can do all that is asked.
    ///
    /// A message is taken as a whole or not at all: one that asks for a mailbox beside the record is not acknowledged for half of it, unless the
    /// configuration says that mailboxes are somebody else's work.
    func unserved(ignoringMailboxes: Bool) -> TransmissionDisagreement? {
        if action == .delete {
            return unserved(
                "hl7.deletion-unserved", at: ErrorLocation("ORC", field: 1),
                Bilingual(fr: "Cette passerelle ne transmet pas encore les suppressions.", en: "This gateway does not yet forward deletions."))
        }
        let asksMailbox = flags.goesToProfessionals || flags.goesToPatient
        if flags.goesToRecord == false || (flags.goesToRecord == nil && asksMailbox) {
            return unserved(
                "hl7.no-destination", at: ErrorLocation("OBX", field: 5),
                Bilingual(
                    fr: "Le message n'est pas destiné au dossier partagé (DESTDMP), seule destination servie ici.",
                    en: "The message is not for the shared record (DESTDMP), the only destination served here."))
        }
        if asksMailbox, !ignoringMailboxes {
            return unserved(
                "hl7.mailbox-unserved", at: ErrorLocation("OBX", field: 5),
                Bilingual(
                    fr: "Le message demande un envoi par messagerie, que cette passerelle ne fait pas (mllp.mailboxes).",
                    en: "The message asks for a mail, which this gateway does not send (mllp.mailboxes)."))
        }
        return nil
    }

    private func unserved(_ code: String, at place: ErrorLocation, _ words: Bilingual) -> TransmissionDisagreement {
        TransmissionDisagreement(finding: Finding(code: code, severity: .error, stage: .intake, message: words), error: .other, place: place)
    }
}

extension Author {
    /// Who submits, as a message names one in PRT: identifiers of other authorities than the national ones are left out.
    fileprivate init?(_ sender: TransmittedParticipant) {
        let isNational = sender.authority == ProfessionalIdentifier.root
        let structure = sender.organisationID.flatMap { try? StructureIdentifier(unverified: $0) }
        guard isNational, let person = sender.personID, (try? ProfessionalIdentifier(unverified: person)) != nil else { return nil }
        self.init(person: person, family: sender.family, given: sender.given, structure: structure?.value, structureName: sender.organisation)
    }
}
