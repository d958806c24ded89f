// The header, read part by part.

import CDADocuments
import ClinicalTypes
import Testing
import XMLTree

@Suite struct HeaderTests {
    @Test func `the identity of a document`() throws {
        let document = try document(
            """
            <realmCode code="FR"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
            <templateId root="1.1"/><templateId root="1.2" extension="2024"/>
            <id root="1.2.3" extension="A"/><code code="11502-2" codeSystem="2.16" displayName="CR" codeSystemName="LOINC"><translation code="x" codeSystem="1.9"/></code>
            <title> Un titre </title><effectiveTime value="20260301101500+0100"/>
            <confidentialityCode code="N" codeSystem="5.25"/><languageCode code="fr-FR"/><setId root="1.2.4"/><versionNumber value="3"/><copyTime value="2026"/>
            """)
        #expect(document.realmCodes.map(\.code) == ["FR"])
        #expect(document.typeID?.extension == "POCD_HD000040")
        #expect(document.templateIDs.map(\.uniqueID) == ["1.1", "1.2^2024"])
        #expect(document.uniqueID == "1.2.3^A")
        #expect(document.id?.value == InstanceIdentifier(root: "1.2.3", extension: "A"))
        #expect(document.code?.value == CodedValue(code: "11502-2", system: "2.16", displayName: "CR", systemName: "LOINC"))
        #expect(document.code?.translations.first?.code == "x")
        #expect(document.title?.text == "Un titre")
        #expect(document.effectiveTime?.value?.utcDTM == "20260301091500")
        #expect(document.confidentialityCode?.code == "N")
        #expect(document.languageCode?.code == "fr-FR")
        #expect(document.setID?.root == "1.2.4")
        #expect(document.versionNumber?.value == 3)
        #expect(document.copyTime?.rawValue == "2026")
    }

    @Test func `what is malformed stays as written and has no value`() throws {
        let document = try document("<code code=\"a\"/><effectiveTime value=\"hier\"/><versionNumber value=\"trois\"/><id nullFlavor=\"UNK\"/>")
        #expect(document.code?.value == nil)
        #expect(document.effectiveTime?.rawValue == "hier")
        #expect(document.effectiveTime?.value == nil)
        if case .failure? = document.effectiveTime?.timestamp {} else { Issue.record("no fault") }
        #expect(document.versionNumber?.value == nil)
        #expect(document.id?.nullFlavor == "UNK")
        #expect(document.uniqueID == nil)
    }

    @Test func `elements of other namespaces are not the header`() throws {
        let document = try document("<id xmlns=\"urn:x\" root=\"1.2.3\"/><sdtc:setId root=\"1\"/>")
        #expect(document.id == nil)
        #expect(document.setID == nil)
    }

    @Test func `every value knows its place`() throws {
        let document = try document("\n  <author><assignedAuthor><id root=\"1.2\"/></assignedAuthor></author>")
        let place = try #require(document.authors.first?.entity?.ids.first?.place)
        #expect(place.line == 2)
        #expect(place.column == 27)
        #expect(place.xpath == "/ClinicalDocument/author/assignedAuthor/id")
        #expect(document.place(of: document.node).line == 1)
    }

    @Test func `the patient with identity, names, birth and birthplace`() throws {
        let document = try document(
            """
            <recordTarget><patientRole>
              <id root="1.2.250.1.213.1.4.13" extension="9"/><id root="1.2.250.1.213.1.4.10" extension="279035121518989"/><id root="1.9" extension="77"/>
              <addr use="H"><city>RENNES</city><postalCode> 35000 </postalCode><inconnu>x</inconnu></addr><telecom value="tel:02" use="H"/>
              <patient>
                <name use="L"><family qualifier="BR">BRUME</family><given>MAELLE ODETTE</given><given qualifier="BR CL">MAELLE</given><family qualifier="CL">LANDE</family></name>
                <administrativeGenderCode code="F" codeSystem="5.1"/><birthTime value="19790312"/>
                <birthplace><place><addr><county>51215</county></addr></place></birthplace>
              </patient>
              <providerOrganization><name>Clinique</name></providerOrganization>
            </patientRole></recordTarget>
            """)
        let patient = try #require(document.patient)
        #expect(patient.ins?.extension == "279035121518989")
        #expect(patient.ins?.healthIdentifierSpace == .test)
        #expect(patient.localID?.extension == "77")
        #expect(patient.name?.birthFamily?.text == "BRUME")
        #expect(patient.name?.usedFamily?.text == "LANDE")
        #expect(patient.name?.birthGivens.map(\.text) == ["MAELLE ODETTE"])
        #expect(patient.name?.firstBirthGiven?.text == "MAELLE")
        #expect(patient.name?.usedGiven?.text == "MAELLE")
        #expect(patient.name?.value.birthFamilyName == "BRUME")
        #expect(patient.name?.value.use == "L")
        #expect(patient.gender?.code == "F")
        #expect(patient.birthTime?.value?.precision == .day)
        #expect(patient.birthplaceCode?.text == "51215")
        #expect(patient.addresses.first?.value[.postalCode] == "35000")
        #expect(patient.addresses.first?.value.parts.count == 2)
        #expect(patient.telecoms.first?.value.scheme == "tel")
        #expect(patient.providerOrganization?.name == "Clinique")
        #expect(document.patients.count == 1 && document.recordTargets.count == 1)
    }

    @Test func `a name and an address without parts keep their text`() throws {
        let document = try document(
            "<recordTarget><patientRole><addr> 3 rue du Puits </addr><patient><name>Maelle Brume</name></patient></patientRole></recordTarget>")
        #expect(document.patient?.name?.value.freeText == "Maelle Brume")
        #expect(document.patient?.addresses.first?.value.freeText == "3 rue du Puits")
    }

    @Test func `people in their parts`() throws {
        let document = try document(
            """
            <author typeCode="AUT"><functionCode code="PCP" displayName="Médecin traitant"/><time value="20260301"/><assignedAuthor classCode="ASSIGNED">
              <id root="1.2"/><code code="G15_10" codeSystem="4.5"/>
              <assignedPerson><name><family>LANDE</family></name></assignedPerson>
              <representedOrganization><id root="2.2"/><name/><name>Labo</name><standardIndustryClassCode code="AMBULATOIRE" codeSystem="4.9"/></representedOrganization>
            </assignedAuthor></author>
            <author><assignedAuthor><assignedAuthoringDevice><manufacturerModelName>M1</manufacturerModelName><softwareName>Logiciel</softwareName></assignedAuthoringDevice></assignedAuthor></author>
            <dataEnterer/><informant><relatedEntity classCode="ECON"><relatedPerson><name>Yann</name></relatedPerson></relatedEntity></informant>
            <custodian><assignedCustodian><representedCustodianOrganization><id root="3.3"/></representedCustodianOrganization></assignedCustodian></custodian>
            <informationRecipient/><legalAuthenticator><time value="2026"/><signatureCode code="S"/><assignedEntity><id root="1.3"/></assignedEntity></legalAuthenticator>
            <authenticator/><participant typeCode="REF"><time><low value="2025"/></time><associatedEntity classCode="PROV"><associatedPerson><name>X</name></associatedPerson><scopingOrganization><name>Y</name></scopingOrganization></associatedEntity></participant>
            """)
        let author = try #require(document.authors.first)
        #expect(author.functionCode?.displayName == "Médecin traitant")
        #expect(author.time?.value?.year == 2026)
        #expect(author.entity?.classCode == "ASSIGNED")
        #expect(author.entity?.name?.first("family")?.text == "LANDE")
        #expect(author.entity?.organization?.name == "Labo")
        #expect(author.entity?.organization?.standardIndustryClassCode?.code == "AMBULATOIRE")
        #expect(document.authors[1].entity?.device?.softwareName?.text == "Logiciel")
        #expect(document.authors[1].entity?.device?.modelName?.text == "M1")
        #expect(document.informants.first?.entity?.classCode == "ECON")
        #expect(document.custodian?.organization?.ids.first?.root == "3.3")
        #expect(document.legalAuthenticator?.signatureCode?.code == "S")
        #expect(document.legalAuthenticator?.entity?.ids.first?.root == "1.3")
        #expect(document.participants.first?.interval?.start?.year == 2025)
        #expect(document.participants.first?.entity?.organization?.name == "Y")
        #expect(document.dataEnterers.count == 1 && document.authenticators.count == 1 && document.informationRecipients.count == 1)
    }

    @Test func `acts, orders, related documents and the encounter`() throws {
        let document = try document(
            """
            <inFulfillmentOf><order><id root="1" extension="A"/><ps3-20:accessionNumber root="2" extension="B"/></order></inFulfillmentOf>
            <documentationOf><serviceEvent><code code="c" codeSystem="s"/></serviceEvent></documentationOf>
            <documentationOf><serviceEvent><id root="7"/><effectiveTime><low value="20260301"/><high value="20260302"/></effectiveTime>
              <performer typeCode="PRF"><assignedEntity><representedOrganization><standardIndustryClassCode code="HAD" codeSystem="4.9"/></representedOrganization></assignedEntity></performer></serviceEvent></documentationOf>
            <relatedDocument typeCode="RPLC"><parentDocument><id root="8"/><setId root="9"/><versionNumber value="1"/></parentDocument></relatedDocument>
            <authorization/>
            <componentOf><encompassingEncounter><id root="10"/><code code="AMB" codeSystem="5.4"/><effectiveTime value="20260301"/>
              <location><healthCareFacility><id root="11"/><code code="SA25" codeSystem="2.4"/><serviceProviderOrganization><name>Z</name></serviceProviderOrganization></healthCareFacility></location></encompassingEncounter></componentOf>
            """)
        #expect(document.orders.first?.ids.first?.extension == "A")
        #expect(document.orders.first?.accessionNumbers.first?.extension == "B")
        #expect(document.serviceEvents.count == 2)
        #expect(document.mainServiceEvent?.ids.first?.root == "7")
        #expect(document.practiceSettingCode?.code == "HAD")
        #expect(document.mainServiceEvent?.effectiveTime?.start?.day == 1)
        #expect(document.mainServiceEvent?.effectiveTime?.stop?.day == 2)
        let related = try #require(document.relatedDocuments.first)
        #expect(
            related.typeCode == "RPLC" && related.parentIDs.first?.root == "8" && related.parentSetID?.root == "9" && related.parentVersionNumber?.value == 1)
        #expect(document.authorizations.count == 1)
        let encounter = try #require(document.encompassingEncounter)
        #expect(encounter.code?.code == "AMB" && encounter.facilityCode?.code == "SA25" && encounter.facilityIDs.first?.root == "11")
        #expect(encounter.effectiveTime?.start?.day == 1 && encounter.effectiveTime?.stop?.day == 1)
        #expect(encounter.serviceProvider?.name == "Z")
    }

    @Test func `of elements given twice the first counts`() throws {
        let document = try document("<id root=\"1\"/><id root=\"2\"/><title>a</title><title>b</title>")
        #expect(document.id?.root == "1")
        #expect(document.title?.text == "a")
    }
}
