// Facts that the registry demands: each one taken away refuses, with its place.

import ClinicalTypes
import SubmissionMetadata
import Testing
import XDSMessages

struct MissingFactTests {
    @Test(arguments: [
        ("<id root=\"1.2.250.1.999.1.42.7\"/>", "", "metadata.unique-id-missing"),
        ("<id root=\"1.2.250.1.213.1.4.10\" extension=\"279035121518989\"/>", "", "metadata.patient-id-missing"),
        ("1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.13", "metadata.patient-id-missing"),
        ("<title>Consultation d'ophtalmologie</title>", "<title> </title>", "metadata.title-missing"),
        ("<effectiveTime value=\"20240615143000+0200\"/>", "", "metadata.creation-time-missing"),
        ("<effectiveTime value=\"20240615143000+0200\"/>", "<effectiveTime value=\"2024-06-15\"/>", "metadata.creation-time-malformed"),
        ("<confidentialityCode code=\"N\" codeSystem=\"2.16.840.1.113883.5.25\"/>", "", "metadata.confidentiality-missing"),
        ("<languageCode code=\"fr-FR\"/>", "", "metadata.language-missing"),
        ("<code code=\"SA07\" codeSystem=\"1.2.250.1.71.4.2.4\"/>", "", "metadata.facility-type-missing"),
        ("<standardIndustryClassCode code=\"AMBULATOIRE\" codeSystem=\"1.2.250.1.213.1.1.4.9\"/>", "", "metadata.practice-setting-missing"),
        ("<low value=\"20240615140000+0200\"/>", "", "metadata.service-start-missing"),
        ("<low value=\"20240615140000+0200\"/>", "<low value=\"202406151\"/>", "metadata.service-start-malformed"),
        ("<high value=\"20240615142000+0200\"/>", "<high value=\"20249915\"/>", "metadata.service-stop-malformed"),
        ("<high value=\"20240615142000+0200\"/>", "<high value=\"20240615135959+0200\"/>", "metadata.service-interval"),
        ("<legalAuthenticator>", "<legalAuthenticator><assignedEntity/>", "metadata.legal-authenticator-missing"),
    ])
    func `a missing or malformed fact refuses with its own code and place`(old: String, new: String, code: String) throws {
        let errors = try refusal(replacing: [(old, new)]).filter { $0.severity >= .error }
        #expect(errors.map(\.code) == [code])
        #expect(errors.first?.place?.line ?? 0 > 0)
        #expect(errors.first?.stage == .metadata)
        #expect(errors.first?.message.en.contains("20240615") == false)
    }

    @Test func `a document without any author that can be named is refused`() throws {
        let findings = try refusal(replacing: [
            ("<id root=\"1.2.250.1.71.4.2.1\" extension=\"899900063480\"/>\n      <code code=\"G15", "<code code=\"G15"),
            ("<assignedPerson><name><prefix>DR</prefix><given>Max</given><family>LIBRE</family></name></assignedPerson>", "<assignedPerson/>"),
        ])
        #expect(findings.map(\.code) == ["metadata.author-unnamed", "metadata.author-missing"])
    }

    @Test func `several missing facts are told at once`() throws {
        let findings = try refusal(replacing: [("<languageCode code=\"fr-FR\"/>", ""), ("<title>Consultation d'ophtalmologie</title>", "")])
        #expect(Set(findings.map(\.code)) == ["metadata.language-missing", "metadata.title-missing"])
    }

    @Test func `an end that is missing or of no value is no fault`() throws {
        #expect(try submission(replacing: [("<high value=\"20240615142000+0200\"/>", "")]).entry.serviceStopTime == nil)
        #expect(try submission(replacing: [("<high value=\"20240615142000+0200\"/>", "<high nullFlavor=\"UNK\"/>")]).entry.serviceStopTime == nil)
        let point = "<effectiveTime><low value=\"20240615140000+0200\"/><high value=\"20240615142000+0200\"/></effectiveTime>"
        #expect(try submission(replacing: [(point, "<effectiveTime value=\"20240615\"/>")]).entry.serviceStartTime == "20240615")
    }

    @Test(arguments: [
        // The act of a day whose end, in the night, is the day before in UTC; and one overseas whose beginning is the day after.
        ("20240615", "20240615013000+0200", "20240614", "20240614233000"), ("20240615210000-0400", "20240615", "20240616010000", "20240616"),
        ("20240615", "20240615", "20240615", "20240615"), ("202406", "20240615120000+0200", "202406", "20240615100000"),
        ("20240615235900", "20240616000100", "20240615215900", "20240615220100"),
    ])
    func `a date beside a time stays in order in UTC`(low: String, high: String, start: String, stop: String) throws {
        let entry = try submission(replacing: [("20240615140000+0200", low), ("20240615142000+0200", high)]).entry
        #expect(entry.serviceStartTime == start)
        #expect(entry.serviceStopTime == stop)
    }

    @Test(arguments: [("20240616", "20240615235900+0200"), ("20240616000000+0200", "20240615"), ("2025", "20241231")])
    func `a date after the day of the end refuses`(low: String, high: String) throws {
        #expect(try refusal(replacing: [("20240615140000+0200", low), ("20240615142000+0200", high)]).map(\.code) == ["metadata.service-interval"])
    }
}
