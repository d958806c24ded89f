// A small valid document of an invented patient, and ways to break it.

import ClinicalTypes
import Foundation
import XMLSchemaEngine

@testable import Validation

/// A document that the judge has nothing to say against, to be broken one fault at a time.
struct SmallDocument {
    /// A PDF of a few bytes, in base64.
    static let file = Data("%PDF-1.4\n%%EOF\n".utf8).base64EncodedString()

    /// The text of the document.
    var text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <realmCode code="FR"/>
          <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
          <templateId root="2.16.840.1.113883.2.8.2.1"/>
          <templateId root="1.2.250.1.213.1.1.1.1"/>
          <templateId root="1.3.6.1.4.1.19376.1.2.20"/>
          <id root="1.2.250.1.999.1.1.7.42"/>
          <code code="11502-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
          <title>Compte rendu de biologie</title>
          <effectiveTime value="20260301101500+0100"/>
          <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25" displayName="Normal"/>
          <languageCode code="fr-FR"/>
          <setId root="1.2.250.1.999.1.1.7.40"/>
          <versionNumber value="1"/>
          <recordTarget>
            <patientRole>
              <id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>
              <id root="1.2.250.1.999.1.1.2" extension="778899"/>
              <addr><postalCode>35000</postalCode><city>RENNES</city></addr>
              <telecom value="tel:0200000001" use="H"/>
              <patient>
                <name>
                  <family qualifier="BR">BRUME</family>
                  <given>MAELLE ODETTE</given>
                  <given qualifier="BR">MAELLE</given>
                  <family qualifier="CL">BRUME</family>
                </name>
                <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
                <birthTime value="19790312"/>
                <birthplace><place><addr><county>51215</county><city>DOMPREMY</city></addr></place></birthplace>
              </patient>
            </patientRole>
          </recordTarget>
          <author>
            <time value="20260301101000+0100"/>
            <assignedAuthor>
              <id root="1.2.250.1.71.4.2.1" extension="899900063480"/>
              <code code="G15_10/SM26" codeSystem="1.2.250.1.213.1.1.4.5"/>
              <telecom value="tel:0200000002" use="WP"/>
              <assignedPerson><name><family>LANDE</family><given>Yann</given></name></assignedPerson>
              <representedOrganization>
                <id root="1.2.250.1.71.4.2.2" extension="1750712184"/>
                <name>Laboratoire du Menhir</name>
              </representedOrganization>
            </assignedAuthor>
          </author>
          <custodian>
            <assignedCustodian>
              <representedCustodianOrganization>
                <id root="1.2.250.1.71.4.2.2" extension="1750712184"/>
                <name>Laboratoire du Menhir</name>
              </representedCustodianOrganization>
            </assignedCustodian>
          </custodian>
          <legalAuthenticator>
            <time value="20260301101200+0100"/>
            <signatureCode code="S"/>
            <assignedEntity>
              <id root="1.2.250.1.71.4.2.1" extension="899900063480"/>
              <assignedPerson><name><family>LANDE</family><given>Yann</given></name></assignedPerson>
            </assignedEntity>
          </legalAuthenticator>
          <documentationOf>
            <serviceEvent>
              <effectiveTime><low value="20260301083000+0100"/><high value="20260301084500+0100"/></effectiveTime>
              <performer typeCode="PRF">
                <assignedEntity>
                  <id root="1.2.250.1.71.4.2.1" extension="899900063480"/>
                  <representedOrganization>
                    <id root="1.2.250.1.71.4.2.2" extension="1750712184"/>
                    <standardIndustryClassCode code="AMBULATOIRE" codeSystem="1.2.250.1.213.1.1.4.9" displayName="Ambulatoire"/>
                  </representedOrganization>
                </assignedEntity>
              </performer>
            </serviceEvent>
          </documentationOf>
          <componentOf>
            <encompassingEncounter>
              <effectiveTime><low value="20260301082000+0100"/></effectiveTime>
              <location>
                <healthCareFacility><code code="SA25" codeSystem="1.2.250.1.71.4.2.4"/></healthCareFacility>
              </location>
            </encompassingEncounter>
          </componentOf>
          <component>
            <nonXMLBody>
              <text mediaType="application/pdf" representation="B64">\(file)</text>
            </nonXMLBody>
          </component>
        </ClinicalDocument>
        """

    /// The document with a text replaced; the text must be there, and the first place counts.
    func replacing(_ old: String, with new: String, every: Bool = false) -> SmallDocument {
        guard let range = text.range(of: old) else { preconditionFailure("the small document has no \(old)") }
        var copy = self
        copy.text = every ? text.replacingOccurrences(of: old, with: new) : text.replacingCharacters(in: range, with: new)
        return copy
    }

    /// The document without a text, and without its line where the text stood alone.
    func without(_ old: String) -> SmallDocument { without(from: old, to: "") }

    /// The document without everything from one text to another, both included, and without the lines where that stood alone.
    func without(from start: String, to end: String) -> SmallDocument {
        guard let first = text.range(of: start), let last = end.isEmpty ? first : text.range(of: end, range: first.upperBound..<text.endIndex) else {
            preconditionFailure("the small document has no \(start)…\(end)")
        }
        var lower = first.lowerBound
        while text[text.index(before: lower)] == " " { lower = text.index(before: lower) }
        let isWholeLine = text[text.index(before: lower)] == "\n" && text[last.upperBound] == "\n"
        var copy = self
        copy.text.removeSubrange(isWholeLine ? lower..<text.index(after: last.upperBound) : first.lowerBound..<last.upperBound)
        return copy
    }

    /// The document with a replacement statement and version 2.
    var replacement: SmallDocument {
        replacing("<versionNumber value=\"1\"/>", with: "<versionNumber value=\"2\"/>")
            .replacing(
                "  <componentOf>",
                with:
                    "  <relatedDocument typeCode=\"RPLC\"><parentDocument><id root=\"1.2.250.1.999.1.1.7.41\"/></parentDocument></relatedDocument>\n  <componentOf>"
            )
    }

    /// The text as bytes.
    var bytes: [UInt8] { Array(text.utf8) }
}

/// The moment at which the tests stand: 1 March 2026, noon in Paris.
let testNow = Date(timeIntervalSince1970: 1_772_362_800)

/// The judge of the tests: the core grammar and a clock that stands still.
enum TestJudge {
    private static let pack: RulePack = {
        do { return try RulePack.core() } catch { preconditionFailure("the core pack does not compile: \(error)") }
    }()

    /// A judge; strict and other options where a test asks.
    static func make(_ change: (inout ValidationOptions) -> Void = { _ in }) -> Validator {
        var options = ValidationOptions(now: { testNow })
        change(&options)
        return Validator(schema: pack.schema, pack: PackIdentity(name: "core", version: "1", digest: "0"), options: options)
    }
}

extension SmallDocument {
    /// What the judge finds.
    func findings(_ change: (inout ValidationOptions) -> Void = { _ in }) -> [Finding] { TestJudge.make(change).examine(bytes).report.findings }

    /// The codes that the judge finds, in order.
    func codes(_ change: (inout ValidationOptions) -> Void = { _ in }) -> [String] { findings(change).map(\.code) }

    /// The document after the edit of a finding.
    func applying(_ edit: SuggestedEdit) -> SmallDocument {
        var bytes = bytes
        bytes.replaceSubrange(edit.byteRange, with: Array(edit.replacement.utf8))
        var copy = self
        copy.text = String(decoding: bytes, as: UTF8.self)
        return copy
    }
}
