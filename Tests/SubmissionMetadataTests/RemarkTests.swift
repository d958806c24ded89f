// Facts that are odd and do not refuse: the entry is written, and a remark says so.

import ClinicalTypes
import SubmissionMetadata
import Testing
import XDSMessages

private func remarks(_ old: String, _ new: String) throws -> [String] {
    try submission(replacing: [(old, new)]).remarks.map(\.code)
}

struct RemarkTests {
    @Test func `an identifier with an extension is no identifier for the record`() throws {
        let submission = try submission(replacing: [("<id root=\"1.2.250.1.999.1.42.7\"/>", "<id root=\"1.2.250.1.999.1.42.7\" extension=\"A\"/>")])
        #expect(submission.entry.uniqueId == "1.2.250.1.999.1.42.7^A")
        #expect(submission.remarks.map(\.code) == ["metadata.unique-id-form"])
        #expect(try remarks("<id root=\"1.2.250.1.999.1.42.7\"/>", "<id root=\"0E0A9B8C-1111-4222-8333-444455556666\"/>") == ["metadata.unique-id-form"])
    }

    @Test func `a long title is cut at 128 characters`() throws {
        let long = String(repeating: "é", count: 128)
        let whole = try submission(replacing: [("Consultation d'ophtalmologie", long)])
        #expect(whole.entry.title == long)
        #expect(whole.remarks.isEmpty)
        let cut = try submission(replacing: [("Consultation d'ophtalmologie", long + "e")])
        #expect(cut.entry.title == long)
        #expect(cut.remarks.map(\.code) == ["metadata.title-too-long"])
    }

    @Test func `a code outside the record's value set is kept, with what is nearest`() throws {
        let submission = try submission(replacing: [("code=\"SA07\"", "code=\"SA0\"")])
        #expect(submission.entry.healthcareFacilityTypeCode?.code == "SA0")
        #expect(submission.remarks.first?.code == "metadata.facility-type-outside-record")
        #expect(submission.remarks.first?.allowed?.closest.isEmpty == false)
        #expect(try remarks("code=\"AMBULATOIRE\"", "code=\"AMBULANT\"") == ["metadata.practice-setting-outside-record"])
        #expect(try remarks("<confidentialityCode code=\"N\"", "<confidentialityCode code=\"X\"") == ["metadata.confidentiality-outside-record"])
    }

    @Test func `a document that follows no published model has the format of such documents`() throws {
        let submission = try submission(replacing: [("<templateId root=\"1.2.250.1.213.1.1.1.13\"/>", "")])
        #expect(submission.entry.formatCode?.code == "urn:asipSante:modelesHorsProfils:2011")
        #expect(submission.remarks.map(\.code) == ["metadata.format-fallback"])
        #expect(submission.remarks.first?.severity == .info)
    }

    @Test func `templates of two formats are remarked and the last decides`() throws {
        let two = "<templateId root=\"1.2.250.1.213.1.1.1.13\"/><templateId root=\"1.2.250.1.213.1.1.1.55\"/>"
        let differing = try submission(replacing: [("<templateId root=\"1.2.250.1.213.1.1.1.13\"/>", two)])
        #expect(differing.entry.formatCode?.code == "urn:ihe:lab:xd-lab:2008")
        #expect(differing.remarks.map(\.code) == ["metadata.formats-differ"])
        let same = "<templateId root=\"1.3.6.1.4.1.19376.1.3.3\"/><templateId root=\"1.2.250.1.213.1.1.1.55\"/>"
        #expect(try remarks("<templateId root=\"1.2.250.1.213.1.1.1.13\"/>", same).isEmpty)
    }

    @Test(arguments: [
        ("application/pdf", "urn:ihe:iti:xds-sd:pdf:2008"), ("text/plain", "urn:ihe:iti:xds-sd:text:2008"), ("text/rtf", "urn:ihe:iti-fr:xds-sd:rtf:2010"),
        ("image/jpeg", "urn:ihe:iti-fr:xds-sd:jpeg:2010"), ("image/tiff", "urn:ihe:iti-fr:xds-sd:tiff:2010"),
        ("application/zip", "urn:asipSante:modelesHorsProfils:2011"),
    ])
    func `an enclosed file has the format of its media type`(mediaType: String, format: String) throws {
        let body = "<component><nonXMLBody><text mediaType=\"\(mediaType)\" representation=\"B64\">QQ==</text></nonXMLBody></component>"
        let structured = "<component><structuredBody><component><section/></component></structuredBody></component>"
        let submission = try submission(replacing: [(structured, body)])
        #expect(submission.entry.formatCode?.code == format)
        #expect(submission.remarks.map(\.code) == (mediaType == "application/zip" ? ["metadata.format-fallback"] : []))
    }

    @Test func `restrictions of visibility follow the document's own confidentiality, each once`() throws {
        let submission = try submission(visibility: [.invisibleToLegalRepresentatives, .invisibleToPatient, .invisibleToPatient])
        #expect(submission.entry.confidentialityCodes.map(\.code) == ["N", "INVISIBLE_REPRESENTANTS_LEGAUX", "INVISIBLE_PATIENT"])
        #expect(submission.entry.confidentialityCodes.last?.scheme == "1.2.250.1.213.1.1.4.13")
        #expect(submission.entry.confidentialityCodes.last?.displayName == "Non visible par le patient")
        #expect(submission.remarks.isEmpty)
    }

    @Test func `masked and invisible at once is remarked`() throws {
        var options = inventedOptions
        options.visibility = [.maskedFromProfessionals]
        let submission = try submission(options: options, visibility: [.invisibleToPatient])
        #expect(submission.entry.confidentialityCodes.count == 3)
        #expect(submission.remarks.map(\.code) == ["metadata.visibility-conflict"])
    }

    @Test func `the spelling of HL7 v2 messages is understood`() {
        #expect(Visibility(code: "INVISIBLE_REP_LEGAUX") == .invisibleToLegalRepresentatives)
        #expect(Visibility(code: "MASQUE_PS") == .maskedFromProfessionals)
        #expect(Visibility(code: "CONNEXION_SECRETE") == nil)
    }

    @Test func `an author who cannot be named is left out beside one who can`() throws {
        let submission = try submission(replacing: [("<custodian>", "<author><assignedAuthor/></author><custodian>")])
        #expect(submission.entry.authors.count == 1)
        #expect(submission.remarks.map(\.code) == ["metadata.author-unnamed"])
    }
}
