// The rules of the patient: identity, traits, birth, sex.

import ClinicalTypes
import Foundation
import Testing

@testable import Validation

@Suite struct PatientRuleTests {
    let valid = SmallDocument()
    static let ins = "<id root=\"1.2.250.1.213.1.4.10\" extension=\"279035121518989\"/>"

    @Test func `a document is about one patient`() {
        let start = valid.text.range(of: "  <recordTarget>")!.lowerBound
        let end = valid.text.range(of: "</recordTarget>")!.upperBound
        let target = String(valid.text[start..<end])
        valid.replacing(target, with: target + target).expectOnly(.patientCount, at: "recordTarget[2]")
    }

    @Test func `the patient has a national health identity`() {
        let document = valid.without("\(Self.ins)")
        document.expectOnly(.patientINSMissing, at: "patientRole/id")
        document.expectOnly(.patientINSMissing, .warning, at: "patientRole/id", options: { $0.requiresHealthIdentity = false })
    }

    @Test func `the national health identity comes first`() {
        let second = "<id root=\"1.2.250.1.999.1.1.2\" extension=\"778899\"/>"
        valid.without(second).replacing(Self.ins, with: second + Self.ins).expectOnly(.patientINSOrder, .warning, at: "patientRole/id[2]")
    }

    @Test func `an identity under a root that is none is recognised`() {
        let findings = valid.replacing("1.2.250.1.213.1.4.10", with: "1.2.250.1.213.1.4.12").findings()
        #expect(findings.map(\.code).sorted() == ["patient.id-root", "patient.ins-missing"])
        #expect(findings.first { $0.code == "patient.id-root" }?.allowed?.closest.contains("1.2.250.1.213.1.4.10") == true)
    }

    @Test func `the national health identity has fifteen characters`() {
        valid.replacing("279035121518989", with: "27903512151898").expectOnly(.patientINSForm, at: "patientRole/id[1]/@extension", found: "27903512151898")
        valid.replacing("279035121518989", with: "27903512151898X").expectOnly(.patientINSForm, at: "patientRole/id[1]/@extension")
    }

    @Test func `the month of an identity is possible`() {
        // 15 is no month; the key of 2791551215189 is computed for it.
        let number = "2791551215189"
        let key = NationalHealthIdentifier.key(of: number)!
        valid.replacing("279035121518989", with: number + key).replacing("19790312", with: "1979").expectOnly(.patientINSPart, .warning, at: "id[1]/@extension")
    }

    @Test func `a wrong key warns, and refuses real identities in strict mode alone`() {
        let test = valid.replacing("279035121518989", with: "279035121518988")
        test.expectOnly(.patientINSKey, .warning, at: "patientRole/id[1]/@extension", found: "88")
        test.expectOnly(.patientINSKey, .warning, at: "patientRole/id[1]/@extension", options: { $0.strict = true })
        let real = test.replacing("1.2.250.1.213.1.4.10", with: "1.2.250.1.213.1.4.8")
        real.expectOnly(.patientINSKey, .warning, at: "patientRole/id[1]/@extension")
        real.expectOnly(.patientINSKey, .error, at: "patientRole/id[1]/@extension", options: { $0.strict = true })
    }

    @Test func `the identity agrees with sex and birth date`() {
        valid.replacing("code=\"F\"", with: "code=\"M\"").expectOnly(.patientINSDisagrees, .warning, at: "administrativeGenderCode/@code")
        valid.replacing("19790312", with: "19800312").expectOnly(.patientINSDisagrees, .warning, at: "birthTime/@value")
        valid.replacing("19790312", with: "19790412").expectOnly(.patientINSDisagrees, .warning, at: "birthTime/@value")
    }

    @Test func `with an identity come the birth names`() {
        valid.without("<family qualifier=\"BR\">BRUME</family>").expectOnly(.patientBirthFamily, at: "patient/name")
        valid.replacing("<family qualifier=\"BR\">BRUME", with: "<family>BRUME").expectOnly(.patientBirthFamily, at: "patient/name", isMendable: true)
        valid.without("<given>MAELLE ODETTE</given>").expectOnly(.patientGivenNames, at: "patient/name")
        valid.replacing("<given>MAELLE ODETTE", with: "<given> ").expectOnly(.patientGivenNames, at: "patient/name/given[1]")
        valid.without("<given qualifier=\"BR\">MAELLE</given>").expectOnly(.patientFirstGiven, at: "patient/name")
    }

    @Test func `with an identity comes the place of birth, by its geographic code`() {
        valid.without("<county>51215</county>").expectOnly(.patientBirthplace, at: "birthplace/place/addr")
        valid.without("<birthplace><place><addr><county>51215</county><city>DOMPREMY</city></addr></place></birthplace>")
            .expectOnly(.patientBirthplace, at: "patientRole/patient")
        valid.replacing(">51215<", with: ">5121<").expectOnly(.patientBirthplaceForm, .warning, at: "addr/county", found: "5121")
        #expect(valid.replacing(">51215<", with: ">2A004<").codes() == [])
        valid.replacing(">51215<", with: ">A2004<").expectOnly(.patientBirthplaceForm, .warning, at: "addr/county")
    }

    @Test func `with an identity come sex and birth date`() {
        valid.without("<administrativeGenderCode code=\"F\" codeSystem=\"2.16.840.1.113883.5.1\"/>").expectOnly(.patientGender, at: "patientRole/patient")
        valid.without("<birthTime value=\"19790312\"/>").expectOnly(.patientBirthTime, at: "patientRole/patient")
    }

    @Test func `nobody is born in the future`() {
        valid.replacing("<birthTime value=\"19790312\"/>", with: "<birthTime value=\"20790312\"/>").expectOnly(.patientBirthTimeFuture, at: "birthTime/@value")
    }

    @Test func `the sex is a code of HL7`() {
        valid.replacing("code=\"F\" codeSystem", with: "code=\"f\" codeSystem").expectOnly(
            .patientGenderUnknown, at: "administrativeGenderCode/@code", isMendable: true)
        valid.replacing("code=\"F\" codeSystem=\"2.16.840.1.113883.5.1\"", with: "code=\"F\" codeSystem=\"2.16.840.1.113883.5.2\"")
            .expectOnly(.patientGenderUnknown, at: "administrativeGenderCode/@codeSystem", isMendable: true)
    }

    @Test(arguments: ["religiousAffiliationCode", "raceCode", "ethnicGroupCode"])
    func `race, ethnic group and religion are not recorded`(name: String) {
        let element = "<\(name) code=\"1\" codeSystem=\"1.2.3\"/>"
        valid.replacing("<birthplace>", with: element + "<birthplace>").expectOnly(.patientForbidden, at: name, isMendable: true)
    }
}
