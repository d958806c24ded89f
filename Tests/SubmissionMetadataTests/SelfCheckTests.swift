// The rules of the registry: each one, broken, is found.

import SubmissionMetadata
import Testing
import XDSMessages

private func violations(_ change: (inout DocumentEntry, inout SubmissionSet, inout Association) -> Void) throws -> [String] {
    let whole = try submission()
    var (entry, set, membership) = (whole.entry, whole.submissionSet, whole.membership)
    change(&entry, &set, &membership)
    return SelfCheck.violations(in: entry, of: set, membership: membership).map { "\($0.attribute) \($0.reason.rawValue)" }
}

struct SelfCheckTests {
    @Test func `what this stage writes breaks no rule`() throws {
        #expect(try violations { _, _, _ in } == [])
    }

    @Test func `every required attribute is missed`() throws {
        let missing = try violations { entry, set, _ in
            entry.classCode = nil
            entry.typeCode = nil
            entry.formatCode = nil
            entry.healthcareFacilityTypeCode = nil
            entry.practiceSettingCode = nil
            entry.confidentialityCodes = []
            entry.creationTime = nil
            entry.languageCode = nil
            entry.sourcePatientId = nil
            entry.hash = nil
            entry.size = nil
            entry.uniqueId = ""
            entry.authors = []
            set.contentTypeCode = nil
            set.submissionTime = nil
            set.authors = []
        }
        #expect(missing.count == 16)
        #expect(missing.allSatisfy { $0.hasSuffix(" missing") })
    }

    @Test func `values that are too long are found`() throws {
        #expect(try violations { entry, _, _ in entry.title = String(repeating: "x", count: 129) } == ["DocumentEntry.title too-long"])
        #expect(try violations { entry, _, _ in entry.uniqueId = "1.2^" + String(repeating: "x", count: 125) } == ["DocumentEntry.uniqueId too-long"])
        #expect(try violations { entry, _, _ in entry.uniqueId = "1." + String(repeating: "2", count: 63) } == ["DocumentEntry.uniqueId too-long"])
        #expect(try violations { entry, _, _ in entry.authors[0].institutions = [String(repeating: "x", count: 257)] } == ["DocumentEntry.author too-long"])
    }

    @Test(arguments: ["20240615T12", "2024061512+0200", "20240615120000.5", "2024061", "", "20241315"])
    func `a time that is no DTM in UTC is found`(text: String) throws {
        #expect(try violations { entry, _, _ in entry.creationTime = text } == ["DocumentEntry.creationTime malformed"])
    }

    @Test(arguments: ["279035121518989", "279035121518989^^^1.2.3", "^^^&1.2.3&ISO^NH", "1^^^&x&ISO^NH", "1^^^NS&1.2.3&ISO^NH"])
    func `a patient without identifier or authority is found`(text: String) throws {
        let found = try violations { entry, set, _ in
            entry.patientId = text
            set.patientId = text
        }
        #expect(found == ["DocumentEntry.patientId malformed", "SubmissionSet.patientId malformed"])
    }

    @Test func `objects that contradict each other are found`() throws {
        #expect(try violations { _, set, _ in set.patientId = "1^^^&1.2.3&ISO^NH" } == ["SubmissionSet.patientId inconsistent"])
        #expect(try violations { entry, _, _ in entry.serviceStopTime = "20240615" } == [])
        #expect(try violations { entry, _, _ in entry.serviceStopTime = "20240614" } == ["DocumentEntry.serviceStopTime inconsistent"])
        #expect(try violations { _, _, membership in membership.target = "urn:uuid:other" } == ["Association.HasMember inconsistent"])
        #expect(try violations { _, _, membership in membership.slots = [] } == ["Association.SubmissionSetStatus malformed"])
    }

    @Test func `a hash that is no SHA-1 in lower case and an identifier of no form are found`() throws {
        #expect(try violations { entry, _, _ in entry.hash = String(repeating: "A", count: 40) } == ["DocumentEntry.hash malformed"])
        #expect(try violations { entry, _, _ in entry.hash = "ab" } == ["DocumentEntry.hash malformed"])
        #expect(try violations { _, set, _ in set.sourceId = "urn:oid:1.2" } == ["SubmissionSet.sourceId malformed"])
        #expect(
            try violations { entry, _, membership in
                entry.entryUUID = "Document01"
                membership.target = "Document01"
            } == ["DocumentEntry.entryUUID malformed"])
        #expect(try violations { entry, _, _ in entry.authors[0] = Author() } == ["DocumentEntry.author missing"])
    }
}
