// What a message asks of the submission of its documents.

import ClinicalTypes
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

extension Author {
    /// Who submits, as a message names one in PRT: identifiers of other authorities than the national ones are left out.
    fileprivate init?(_ sender: TransmittedParticipant) {
        let isNational = sender.authority == ProfessionalIdentifier.root
        let structure = sender.organisationID.flatMap { try? StructureIdentifier(unverified: $0) }
        guard isNational, let person = sender.personID, (try? ProfessionalIdentifier(unverified: person)) != nil else { return nil }
        self.init(person: person, family: sender.family, given: sender.given, structure: structure?.value, structureName: sender.organisation)
    }
}
