// For each assertion of the core Schematron the smallest change that breaks it.

import Foundation
import Testing

/// A change of the small document, and the assertions that it breaks.
struct HeaderCase: Sendable, CustomTestStringConvertible {
    let broken: [String]
    let document: SmallDocument

    init(_ broken: String..., change: (SmallDocument) -> SmallDocument) {
        self.broken = broken
        document = change(SmallDocument())
    }

    var testDescription: String { broken.joined(separator: " ") }
}

/// The changes that break the assertions about the document itself.
let documentCases: [HeaderCase] = [
    HeaderCase("header.realm-code.missing") { $0.without("<realmCode code=\"FR\"/>") },
    HeaderCase("header.realm-code.value") { $0.replacing("code=\"FR\"", with: "code=\"BE\"") },
    HeaderCase("header.type-id.missing") { $0.without(from: "<typeId", to: "/>") },
    HeaderCase("header.type-id.root") { $0.replacing("113883.1.3\" ext", with: "113883.1.4\" ext") },
    HeaderCase("header.type-id.extension") { $0.replacing("POCD_HD000040", with: "POCD_HD000041") },
    HeaderCase("header.template-missing.france") { $0.without("<templateId root=\"2.16.840.1.113883.2.8.2.1\"/>") },
    HeaderCase("header.template-missing.ci-sis") { $0.without("<templateId root=\"1.2.250.1.213.1.1.1.1\"/>") },
    HeaderCase("header.template-order") {
        $0.without("<templateId root=\"2.16.840.1.113883.2.8.2.1\"/>").replacing(
            "  <id root", with: "  <templateId root=\"2.16.840.1.113883.2.8.2.1\"/>\n  <id root")
    },
    HeaderCase("header.template-model.unstructured") { $0.without("<templateId root=\"1.3.6.1.4.1.19376.1.2.20\"/>") },
    HeaderCase("header.template-model.structured") {
        $0.without("<templateId root=\"1.3.6.1.4.1.19376.1.2.20\"/>").without(from: "<nonXMLBody>", to: "</nonXMLBody>")
            .replacing("<component>", with: "<component><structuredBody/>")
    },
    HeaderCase("header.id-missing.element") { $0.without("<id root=\"1.2.250.1.999.1.1.7.42\"/>") },
    HeaderCase("header.id-missing.root") { $0.replacing("<id root=\"1.2.250.1.999.1.1.7.42\"/>", with: "<id root=\" \"/>") },
    HeaderCase("header.id-extension") { $0.replacing("1.1.7.42\"", with: "1.1.7.42\" extension=\"1\"") },
    HeaderCase("header.title-missing") { $0.without("<title>Compte rendu de biologie</title>") },
    HeaderCase("header.title-missing") { $0.replacing("Compte rendu de biologie", with: " \n ") },
    HeaderCase("header.title-length") { $0.replacing("Compte rendu", with: String(repeating: "é", count: 117)) },
    HeaderCase("header.effective-time-missing.element") { $0.without("<effectiveTime value=\"20260301101500+0100\"/>") },
    HeaderCase("header.effective-time-missing.value") { $0.replacing("<effectiveTime value=\"20260301101500+0100\"/>", with: "<effectiveTime/>") },
    HeaderCase("header.confidentiality-missing") { $0.without(from: "<confidentialityCode", to: "/>") },
    HeaderCase("header.confidentiality-unknown.visibility") { $0.replacing("code=\"N\"", with: "code=\"MASQUE_PS\"") },
    HeaderCase("header.confidentiality-unknown.code") { $0.replacing("code=\"N\"", with: "code=\"n\"") },
    HeaderCase("header.confidentiality-unknown.code") { $0.replacing("code=\"N\" ", with: "") },
    HeaderCase("header.confidentiality-unknown.system") { $0.replacing("113883.5.25", with: "113883.5.26") },
    HeaderCase("header.language.missing") { $0.without("<languageCode code=\"fr-FR\"/>") },
    HeaderCase("header.language.value") { $0.replacing("fr-FR", with: "fr") },
    HeaderCase("header.set-id-missing.element") { $0.without("<setId root=\"1.2.250.1.999.1.1.7.40\"/>") },
    HeaderCase("header.set-id-missing.root") { $0.replacing("<setId root=\"1.2.250.1.999.1.1.7.40\"/>", with: "<setId extension=\"1\"/>") },
    HeaderCase("header.version-missing.element") { $0.without("<versionNumber value=\"1\"/>") },
    HeaderCase("header.version-missing.value") { $0.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber/>") },
    HeaderCase("header.version-invalid") { $0.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber value=\"0\"/>") },
    HeaderCase("header.version-invalid") { $0.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber value=\"1.5\"/>") },
    HeaderCase("header.version-invalid") {
        $0.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber value=\"\(String(repeating: "9", count: 40))\"/>")
    },
    HeaderCase("header.version-without-parent") { $0.replacing("<versionNumber value=\"1\"/>", with: "<versionNumber value=\"2\"/>") },
    HeaderCase("header.version-of-replacement.first") { $0.replacement.replacing("<versionNumber value=\"2\"/>", with: "<versionNumber value=\"1\"/>") },
    HeaderCase("header.version-of-replacement.parent") { $0.replacement.replacing("</parentDocument>", with: "<versionNumber value=\"2\"/></parentDocument>") },
    HeaderCase("header.copy-time") { $0.replacing("<recordTarget>", with: "<copyTime value=\"20260301\"/>\n  <recordTarget>") },
    HeaderCase("header.schema-location") { $0.replacing("instance\">", with: "instance\" xsi:schemaLocation=\"urn:hl7-org:v3 CDA.xsd\">") },
    HeaderCase("header.related-many") {
        $0.replacement.replacing(
            "  <componentOf>",
            with: "  <relatedDocument typeCode=\"XFRM\"><parentDocument><id root=\"1.2.250.1.999.3\"/></parentDocument></relatedDocument>\n  <componentOf>")
    },
    HeaderCase("header.related-type") {
        $0.replacement.replacing("typeCode=\"RPLC\"", with: "typeCode=\"APND\"").replacing("<versionNumber value=\"2\"/>", with: "<versionNumber value=\"1\"/>")
    },
    HeaderCase("header.related-parent-missing") { $0.replacement.without("<id root=\"1.2.250.1.999.1.1.7.41\"/>") },
    HeaderCase("header.related-self") { $0.replacement.replacing("1.1.7.41", with: "1.1.7.42") },
    HeaderCase("header.related-set") { $0.replacement.replacing("</parentDocument>", with: "<setId root=\"1.2.250.1.999.4\"/></parentDocument>") },
    HeaderCase("null-flavor.forbidden") { $0.replacing("<title>", with: "<title nullFlavor=\"UNK\">") },
    HeaderCase("null-flavor.forbidden") { $0.replacing("<id root=\"1.2.250.1.213.1.4.10\"", with: "<id nullFlavor=\"MSK\" root=\"1.2.250.1.213.1.4.10\"") },
    HeaderCase("null-flavor.forbidden") { $0.replacing("<text mediaType", with: "<text nullFlavor=\"UNK\" mediaType") },
    HeaderCase("null-flavor.value") { $0.replacing("<city>RENNES</city>", with: "<city nullFlavor=\"NI\"/>") },
    HeaderCase("telecom.prefix") { $0.replacing("tel:0200000001", with: "0200000001") },
    HeaderCase("telecom.space") { $0.replacing("tel:0200000001", with: "tel:02 00000001") },
]

/// The changes that break the assertions about the patient.
let patientCases: [HeaderCase] = [
    HeaderCase("patient.count.missing") { $0.without(from: "<recordTarget>", to: "</recordTarget>") },
    HeaderCase("patient.count.many") {
        $0.replacing("  <author>", with: "  <recordTarget nullFlavor=\"UNK\"/>\n  <author>").replacing(" nullFlavor=\"UNK\"", with: "")
    },
    HeaderCase("patient.count.role") { $0.without(from: "<patientRole>", to: "</patientRole>") },
    HeaderCase("patient.ins-missing") { $0.without("<id root=\"1.2.250.1.213.1.4.10\" extension=\"279035121518989\"/>") },
    HeaderCase("patient.ins-order") {
        $0.without("<id root=\"1.2.250.1.213.1.4.10\" extension=\"279035121518989\"/>")
            .replacing("<addr><postal", with: "<id root=\"1.2.250.1.213.1.4.10\" extension=\"279035121518989\"/><addr><postal")
    },
    HeaderCase("patient.birth-family-missing") { $0.replacing("<family qualifier=\"BR\">", with: "<family>") },
    HeaderCase("patient.given-names-missing") { $0.without("<given>MAELLE ODETTE</given>") },
    HeaderCase("patient.first-given-missing") { $0.replacing("<given qualifier=\"BR\">MAELLE", with: "<given qualifier=\"BR\"> ") },
    HeaderCase("patient.birthplace-missing") { $0.without("<county>51215</county>") },
    HeaderCase("patient.birthplace-form") { $0.replacing("<county>51215", with: "<county>2C215") },
    HeaderCase("patient.gender-missing") { $0.without(from: "<administrativeGenderCode", to: "/>") },
    HeaderCase("patient.gender-unknown.code") { $0.replacing("code=\"F\"", with: "code=\"f\"") },
    HeaderCase("patient.gender-unknown.system") { $0.replacing("113883.5.1\"", with: "113883.5.2\"") },
    HeaderCase("patient.birth-time-missing") { $0.without("<birthTime value=\"19790312\"/>") },
    HeaderCase("patient.birth-time-missing") { $0.replacing("<birthTime value=\"19790312\"/>", with: "<birthTime value=\"\"/>") },
    HeaderCase("patient.forbidden-element") { $0.replacing("<birthplace>", with: "<raceCode code=\"1\"/><birthplace>") },
]

/// The changes that break the assertions about people.
let peopleCases: [HeaderCase] = [
    HeaderCase("author.missing") { $0.without(from: "<author>", to: "</author>") },
    HeaderCase("participation.time-missing.author") { $0.without("<time value=\"20260301101000+0100\"/>") },
    HeaderCase("professional.id-missing.author") { $0.without("<id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/>") },
    HeaderCase("professional.id-missing.author") {
        $0.replacing("<id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/>", with: "<id extension=\"8\"/>")
    },
    HeaderCase("professional.id-missing.author") { $0.replacing("4.2.1\" extension=\"899900063480\"", with: "4.2.1\" extension=\"\"") },
    HeaderCase("professional.id-root.author") { $0.replacing("1.2.250.1.71.4.2.1", with: "1.2.250.1.71.4.2.3") },
    HeaderCase("professional.name-missing.author") { $0.without("<family>LANDE</family>") },
    HeaderCase("author.nobody") { $0.without("<assignedPerson><name><family>LANDE</family><given>Yann</given></name></assignedPerson>") },
    HeaderCase("author.organization-missing") { $0.without(from: "<representedOrganization>", to: "</representedOrganization>") },
    HeaderCase("author.code-missing") { $0.without("<code code=\"G15_10/SM26\" codeSystem=\"1.2.250.1.213.1.1.4.5\"/>") },
    HeaderCase("structure.id-missing.author") { $0.without("<id root=\"1.2.250.1.71.4.2.2\" extension=\"1750712184\"/>") },
    HeaderCase("structure.id-root.author") { $0.replacing("1.2.250.1.71.4.2.2", with: "1.2.250.1.71.4.2.4") },
    HeaderCase("structure.name-missing") { $0.without("<name>Laboratoire du Menhir</name>") },
    HeaderCase("legal-authenticator.missing") { $0.without(from: "<legalAuthenticator>", to: "</legalAuthenticator>") },
    HeaderCase("participation.time-missing.legal-authenticator") { $0.without("<time value=\"20260301101200+0100\"/>") },
    HeaderCase("legal-authenticator.signature.missing") { $0.without("<signatureCode code=\"S\"/>") },
    HeaderCase("legal-authenticator.signature.value") { $0.replacing("<signatureCode code=\"S\"/>", with: "<signatureCode code=\"X\"/>") },
    HeaderCase("professional.id-missing.legal-authenticator") {
        $0.replacing("S\"/>\n    <assignedEntity>\n      <id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/>", with: "S\"/>\n    <assignedEntity>")
    },
    HeaderCase("professional.id-root.legal-authenticator") {
        $0.replacing(
            "S\"/>\n    <assignedEntity>\n      <id root=\"1.2.250.1.71.4.2.1\"", with: "S\"/>\n    <assignedEntity>\n      <id root=\"1.2.250.1.71.4.2.9\"")
    },
    HeaderCase("professional.name-missing.legal-authenticator") {
        $0.replacing(
            "<assignedPerson><name><family>LANDE</family><given>Yann</given></name></assignedPerson>\n    </assignedEntity>",
            with: "<assignedPerson><name><given>Yann</given></name></assignedPerson>\n    </assignedEntity>")
    },
    HeaderCase("structure.id-missing.legal-authenticator") { $0.answering(for: "<name>Maison</name>") },
    HeaderCase("structure.id-root.legal-authenticator") { $0.answering(for: "<id root=\"1.2.250.1.71.4.2.7\" extension=\"1\"/>") },
    HeaderCase("custodian.missing.element") { $0.without(from: "<custodian>", to: "</custodian>") },
    HeaderCase("custodian.missing.organization") { $0.without(from: "<representedCustodianOrganization>", to: "</representedCustodianOrganization>") },
    HeaderCase("structure.id-missing.custodian") { $0.keeping("") },
    HeaderCase("structure.id-root.custodian") { $0.keeping("<id root=\"1.2.250.1.71.4.2.8\" extension=\"1\"/>") },
    HeaderCase("professional.id-missing.other") { $0.performing("1.2.250.1.71.4.2.1\" extension=\"899900063480\"", as: "1.2.250.1.71.4.2.1\"") },
    HeaderCase("structure.id-missing.other") { $0.performing("1.2.250.1.71.4.2.2\" extension=\"1750712184\"", as: "1.2.250.1.71.4.2.2\" extension=\" \"") },
]

/// The changes that break the assertions about acts.
let actCases: [HeaderCase] = [
    HeaderCase("service-event.missing") { $0.without(from: "<documentationOf>", to: "</documentationOf>") },
    HeaderCase("service-event.start-missing") { $0.without("<low value=\"20260301083000+0100\"/>") },
    HeaderCase("service-event.performer-missing") { $0.without(from: "<performer typeCode", to: "</performer>") },
    HeaderCase("service-event.setting-missing") { $0.without(from: "<standardIndustryClassCode", to: "/>") },
    HeaderCase("encounter.missing") { $0.without(from: "<componentOf>", to: "</componentOf>") },
    HeaderCase("encounter.facility-missing") { $0.without("<code code=\"SA25\" codeSystem=\"1.2.250.1.71.4.2.4\"/>") },
]

extension SmallDocument {
    /// A legal authenticator who answers for a structure.
    func answering(for organization: String) -> SmallDocument {
        let entity = "</assignedPerson>\n    </assignedEntity>"
        return replacing(
            entity, with: "</assignedPerson><representedOrganization>\(organization)</representedOrganization>\n    </assignedEntity>")
    }

    /// Another identifier of the custodian.
    func keeping(_ id: String) -> SmallDocument {
        let organization = "<representedCustodianOrganization>\n        "
        return replacing(organization + "<id root=\"1.2.250.1.71.4.2.2\" extension=\"1750712184\"/>", with: organization + id)
    }

    /// Another identifier of the performer.
    func performing(_ old: String, as new: String) -> SmallDocument {
        guard let start = text.range(of: "<performer"), let range = text.range(of: old, range: start.upperBound..<text.endIndex) else {
            preconditionFailure("the performer has no \(old)")
        }
        var copy = self
        copy.text.replaceSubrange(range, with: new)
        return copy
    }

    /// A document in which every rule of the header applies: a replacement, with other participants.
    var populous: SmallDocument {
        let entity = "<assignedEntity><id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/></assignedEntity>"
        return replacement.answering(for: "<id root=\"1.2.250.1.71.4.2.2\" extension=\"1750712184\"/>")
            .replacing("  <custodian>", with: "  <dataEnterer><time value=\"20260301101000+0100\"/>\(entity)</dataEnterer>\n  <custodian>")
            .replacing("<city>RENNES</city>", with: "<city nullFlavor=\"UNK\"/>")
    }
}
