// The registry's limits at their edge, attribute by attribute, and what each attribute is missed as.

import SubmissionMetadata
import Testing
import XDSMessages

@Suite struct SelfCheckEdgeTests {
    typealias Change = @Sendable (inout DocumentEntry, inout SubmissionSet, inout Association) -> Void

    private func violations(_ change: Change) throws -> [String] {
        let whole = try submission()
        var (entry, set, membership) = (whole.entry, whole.submissionSet, whole.membership)
        change(&entry, &set, &membership)
        return SelfCheck.violations(in: entry, of: set, membership: membership).map { "\($0.attribute) \($0.reason.rawValue)" }
    }

    private static let limits: [(attribute: String, limit: Int, put: @Sendable (inout DocumentEntry, String) -> Void)] = [
        ("sourcePatientId", 256, { $0.sourcePatientId = $1 }), ("sourcePatientInfo", 256, { $0.sourcePatientInfo = [$1] }), ("title", 128, { $0.title = $1 }),
        ("mimeType", 256, { $0.mimeType = $1 }), ("languageCode", 16, { $0.languageCode = $1 }), ("legalAuthenticator", 256, { $0.legalAuthenticator = $1 }),
        ("referenceIdList", 256, { $0.referenceIdList = [$1] }), ("author", 256, { $0.authors[0].person = $1 }),
        ("author", 256, { $0.authors[0].institutions = [$1] }), ("author", 256, { $0.authors[0].roles = [$1] }),
        ("author", 256, { $0.authors[0].specialties = [$1] }),
    ]

    @Test func `a text may be as long as its limit, counted in characters, and no longer`() throws {
        for (attribute, limit, put) in Self.limits {
            #expect(try violations { entry, _, _ in put(&entry, String(repeating: "é", count: limit)) } == [], "\(attribute)")
            #expect(try violations { entry, _, _ in put(&entry, String(repeating: "é", count: limit + 1)) } == ["DocumentEntry.\(attribute) too-long"])
        }
    }

    @Test func `a text that is empty is missing`() throws {
        for (attribute, _, put) in Self.limits { #expect(try violations { entry, _, _ in put(&entry, "") } == ["DocumentEntry.\(attribute) missing"]) }
    }

    private static let codes: [(attribute: String, put: @Sendable (inout DocumentEntry, Code?) -> Void)] = [
        ("classCode", { $0.classCode = $1 }), ("typeCode", { $0.typeCode = $1 }), ("formatCode", { $0.formatCode = $1 }),
        ("healthcareFacilityTypeCode", { $0.healthcareFacilityTypeCode = $1 }), ("practiceSettingCode", { $0.practiceSettingCode = $1 }),
        ("confidentialityCode", { $0.confidentialityCodes = $1.map { [$0] } ?? [] }),
        ("eventCodeList", { $0.eventCodeList = $1.map { [$0] } ?? [Code(code: "", scheme: "1")] }),
    ]

    @Test func `a code needs its code and its scheme, and a name is its own affair`() throws {
        for (attribute, put) in Self.codes {
            for code in [nil, Code(code: "", scheme: "1"), Code(code: "1", scheme: "")] {
                #expect(try violations { entry, _, _ in put(&entry, code) } == ["DocumentEntry.\(attribute) missing"])
            }
            #expect(try violations { entry, _, _ in put(&entry, Code(code: "1", scheme: "1")) } == [])
        }
        #expect(try violations { _, set, _ in set.contentTypeCode = Code(code: "1", scheme: "") } == ["SubmissionSet.contentTypeCode missing"])
    }

    @Test(arguments: ["2024", "202406", "20240615", "2024061512", "202406151230", "20240615123059"])
    func `a time has any of six precisions`(time: String) throws {
        #expect(
            try violations { entry, set, _ in
                entry.creationTime = time
                set.submissionTime = time
            } == [])
    }

    @Test(arguments: [
        ("20240615", "20240615", true), ("20240615", "202406151200", true), ("202406151200", "20240615", true), ("202406151200", "202406151159", false),
        ("2024", "20240101", true), ("2025", "20241231", false), ("20240615120000", "20240615120000", true),
    ])
    func `an end is not before a beginning, over the digits that both have`(start: String, stop: String, isInOrder: Bool) throws {
        let found = try violations { entry, _, _ in
            entry.serviceStartTime = start
            entry.serviceStopTime = stop
        }
        #expect(found == (isInOrder ? [] : ["DocumentEntry.serviceStopTime inconsistent"]))
    }

    @Test(arguments: [(40, true), (39, false), (41, false)])
    func `a hash has forty digits`(count: Int, isOne: Bool) throws {
        #expect(try violations { entry, _, _ in entry.hash = String(repeating: "0", count: count) } == (isOne ? [] : ["DocumentEntry.hash malformed"]))
    }

    @Test(arguments: ["0", "9", "a", "f"])
    func `a digit of a hash is hexadecimal in lower case`(digit: String) throws {
        #expect(try violations { entry, _, _ in entry.hash = String(repeating: digit, count: 40) } == [])
    }

    @Test(arguments: ["g", "A", "/", ":", "`", " "])
    func `any other digit is none`(digit: String) throws {
        #expect(try violations { entry, _, _ in entry.hash = String(repeating: digit, count: 40) } == ["DocumentEntry.hash malformed"])
    }

    @Test(arguments: [(0, []), (-1, ["DocumentEntry.size missing"])])
    func `a size is not negative`(size: Int, found: [String]) throws { #expect(try violations { entry, _, _ in entry.size = size } == found) }

    @Test func `an id of a document has an OID of at most 64 characters and is at most 128 long`() throws {
        let oid = "1." + String(repeating: "2", count: 62)
        #expect(try violations { entry, _, _ in entry.uniqueId = oid + "^" + String(repeating: "x", count: 63) } == [])
        #expect(try violations { entry, _, _ in entry.uniqueId = oid + "^" + String(repeating: "x", count: 64) } == ["DocumentEntry.uniqueId too-long"])
        #expect(try violations { entry, _, _ in entry.uniqueId = oid + "2" } == ["DocumentEntry.uniqueId too-long"])
    }

    @Test(arguments: [
        ("1^^^&1.2.3&ISO", []), ("1^^^&1.2.3&ISO^NH", []), ("", ["missing"]), ("1^^^&1.2.3&L", ["malformed"]), ("1^^^&1.2.3", ["malformed"]),
        ("1^^^N&1.2.3&ISO", ["malformed"]),
        ("^^^&1.2.3&ISO", ["malformed"]), ("1^^&1.2.3&ISO", ["malformed"]), ("1^^^&3.2.3&ISO", ["malformed"]),
    ])
    func `a patient is an identifier of an authority with an OID`(text: String, reasons: [String]) throws {
        let found = try violations { entry, set, _ in
            entry.patientId = text
            set.patientId = text
        }
        #expect(found == reasons.map { "DocumentEntry.patientId \($0)" } + reasons.map { "SubmissionSet.patientId \($0)" })
    }

    @Test(arguments: [
        (Author(person: "1^A"), true), (Author(institutions: ["A"]), true), (Author(telecommunications: ["^^Internet^a@b.fr"]), true),
        (Author(roles: ["A"]), false),
        (Author(specialties: ["A"]), false), (Author(), false),
    ])
    func `an author is a person, an institution or an address`(author: Author, isOne: Bool) throws {
        #expect(try violations { entry, _, _ in entry.authors = [author] } == (isOne ? [] : ["DocumentEntry.author missing"]))
        #expect(try violations { _, set, _ in set.authors = [author] } == (isOne ? [] : ["SubmissionSet.author missing"]))
    }

    @Test(arguments: ["1.2.250.1", "2.25.1", "0.9"])
    func `ids of a set are OIDs`(oid: String) throws {
        #expect(
            try violations { _, set, _ in
                set.uniqueId = oid
                set.sourceId = oid
            } == [])
        #expect(try violations { _, set, _ in set.uniqueId = oid + "." } == ["SubmissionSet.uniqueId malformed"])
        #expect(try violations { _, set, _ in set.sourceId = "." + oid } == ["SubmissionSet.sourceId malformed"])
    }

    private static let memberships: [Change] = [
        { $2.type = .replaces }, { $2.source = "urn:uuid:other" }, { $2.target = "urn:uuid:other" },
        { entry, _, _ in entry.entryUUID = "urn:uuid:00000000-0000-4000-8000-000000000000" },
    ]

    @Test(arguments: memberships.indices)
    func `a membership joins the set and the entry`(index: Int) throws {
        #expect(try violations(Self.memberships[index]) == ["Association.HasMember inconsistent"])
    }

    @Test(arguments: [["Reference"], ["Original", "Original"], [], ["original"]])
    func `a membership of a new entry is original`(values: [String]) throws {
        #expect(try violations { $2.slots = [Slot("SubmissionSetStatus", values)] } == ["Association.SubmissionSetStatus malformed"])
    }
}
