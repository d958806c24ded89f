// An invented document: a consultation report, every part of the header that the registry entry draws on.

import CDADocuments
import ClinicalTypes
import Foundation
import SubmissionMetadata
import Testing

/// The invented document, with texts replaced.
func inventedText(replacing changes: [(String, String)] = [], sourceLocation: SourceLocation = #_sourceLocation) -> String {
    var text = invented
    for (old, new) in changes {
        if !text.contains(old) { Issue.record("the document does not hold what is to be replaced", sourceLocation: sourceLocation) }
        text = text.replacingOccurrences(of: old, with: new)
    }
    return text
}

/// Describes the invented document, with texts replaced.
func described(
    replacing changes: [(String, String)] = [], options: MetadataOptions = inventedOptions, visibility: [Visibility] = [],
    classified: Classified = inventedClass, sourceLocation: SourceLocation = #_sourceLocation
) throws -> MetadataVerdict {
    let bytes = Array(inventedText(replacing: changes, sourceLocation: sourceLocation).utf8)
    let document = try CDADocument.read(bytes).get()
    return MetadataWriter(options: options).description(of: document, classified: classified, bytes: bytes, identity: inventedIdentity, visibility: visibility)
}

/// The description of the invented document, which must not be refused.
func submission(
    replacing changes: [(String, String)] = [], options: MetadataOptions = inventedOptions, visibility: [Visibility] = [],
    classified: Classified = inventedClass, sourceLocation: SourceLocation = #_sourceLocation
) throws -> DescribedSubmission {
    let verdict = try described(replacing: changes, options: options, visibility: visibility, classified: classified, sourceLocation: sourceLocation)
    guard case .described(let submission) = verdict else {
        Issue.record("refused: \(verdict)", sourceLocation: sourceLocation)
        throw CancellationError()
    }
    return submission
}

/// The findings that refuse the invented document, with texts replaced.
func refusal(replacing changes: [(String, String)], sourceLocation: SourceLocation = #_sourceLocation) throws -> [Finding] {
    guard case .refused(let findings) = try described(replacing: changes, sourceLocation: sourceLocation) else { return [] }
    return findings
}

private func uuid(_ text: String) -> UUID {
    guard let uuid = UUID(uuidString: text) else { preconditionFailure("no UUID: \(text)") }
    return uuid
}

let inventedIdentity = SubmissionIdentity(
    entry: uuid("0E0A9B8C-1111-4222-8333-444455556666"), submissionSet: uuid("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"),
    membership: uuid("0E0A9B8C-2222-4222-8333-444455556666"), relation: uuid("0E0A9B8C-3333-4222-8333-444455556666"),
    submissionTime: Date(timeIntervalSince1970: 1_718_452_800))

var inventedOptions: MetadataOptions {
    guard let source = OID(dotted: "1.2.250.1.999.1.7") else { preconditionFailure("no OID") }
    return MetadataOptions(sourceID: source)
}

let inventedClass = Classified(
    type: CodedValue(code: "11488-4", system: "2.16.840.1.113883.6.1"),
    classCode: CodedValue(code: "10", system: "1.2.250.1.213.1.1.4.1", displayName: "Compte rendu"), space: .report, rule: .classDefault, source: "ASS_X16")

private let invented = """
    <?xml version="1.0" encoding="UTF-8"?>
    <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:ps3-20="urn:dicom-org:ps3-20">
      <realmCode code="FR"/>
      <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
      <templateId root="2.16.840.1.113883.2.8.2.1"/>
      <templateId root="1.2.250.1.213.1.1.1.1"/>
      <templateId root="1.2.250.1.213.1.1.1.13"/>
      <id root="1.2.250.1.999.1.42.7"/>
      <code code="11488-4" codeSystem="2.16.840.1.113883.6.1"/>
      <title>Consultation d'ophtalmologie</title>
      <effectiveTime value="20240615143000+0200"/>
      <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
      <languageCode code="fr-FR"/>
      <recordTarget>
        <patientRole>
          <id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>
          <id root="1.2.250.1.999.1.3" extension="IPP-77"/>
          <addr use="H"><houseNumber>3</houseNumber><streetName>rue des Lilas</streetName><postalCode>35000</postalCode><city>Rennes</city></addr>
          <telecom value="tel:0299000000" use="H"/>
          <patient>
            <name>
              <given>Anne Lise</given><given qualifier="BR">Anne</given>
              <family qualifier="BR">KERMADEC</family><family qualifier="CL">LE GALL</family>
            </name>
            <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
            <birthTime value="19790327"/>
          </patient>
        </patientRole>
      </recordTarget>
      <author>
        <functionCode code="PCP" displayName="Médecin traitant" codeSystem="2.16.840.1.113883.5.88"/>
        <time value="20240615142500+0200"/>
        <assignedAuthor>
          <id root="1.2.250.1.71.4.2.1" extension="899900063480"/>
          <code code="G15_10/SM26" displayName="Médecin - Qualifié en Médecine Générale (SM)" codeSystem="1.2.250.1.213.1.1.4.5"/>
          <assignedPerson><name><prefix>DR</prefix><given>Max</given><family>LIBRE</family></name></assignedPerson>
          <representedOrganization><id root="1.2.250.1.71.4.2.2" extension="499900063480001"/><name>CABINET A&amp;B ^LIBRE</name></representedOrganization>
        </assignedAuthor>
      </author>
      <custodian><assignedCustodian><representedCustodianOrganization><id root="1.2.250.1.213.4.1"/></representedCustodianOrganization></assignedCustodian></custodian>
      <legalAuthenticator>
        <time value="20240615143000+0200"/>
        <signatureCode code="S"/>
        <assignedEntity>
          <id root="1.2.250.1.71.4.2.1" extension="3750712184/1453"/>
          <assignedPerson><name><given>Zoé</given><family>MARTIN</family></name></assignedPerson>
        </assignedEntity>
      </legalAuthenticator>
      <inFulfillmentOf>
        <order><id root="1.2.250.1.999.1.9" extension="ORD-1"/><ps3-20:accessionNumber root="1.2.250.1.999.1.8" extension="ACC-1"/></order>
      </inFulfillmentOf>
      <documentationOf>
        <serviceEvent>
          <id root="1.2.250.1.999.1.55"/>
          <code code="BLQP008" displayName="Consultation" codeSystem="1.2.250.1.213.2.5"/>
          <effectiveTime><low value="20240615140000+0200"/><high value="20240615142000+0200"/></effectiveTime>
          <performer typeCode="PRF">
            <assignedEntity>
              <id root="1.2.250.1.71.4.2.1" extension="899900063480"/>
              <representedOrganization>
                <standardIndustryClassCode code="AMBULATOIRE" codeSystem="1.2.250.1.213.1.1.4.9"/>
              </representedOrganization>
            </assignedEntity>
          </performer>
        </serviceEvent>
      </documentationOf>
      <componentOf>
        <encompassingEncounter>
          <effectiveTime/>
          <location><healthCareFacility><code code="SA07" codeSystem="1.2.250.1.71.4.2.4"/></healthCareFacility></location>
        </encompassingEncounter>
      </componentOf>
      <component><structuredBody><component><section/></component></structuredBody></component>
    </ClinicalDocument>

    """
