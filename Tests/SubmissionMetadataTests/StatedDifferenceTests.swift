// The entry of another system held against its document, attribute by attribute: what differs is told, what says the same in other words is not.

import ClinicalTypes
import Testing
import XDSMessages

@testable import SubmissionMetadata

@Suite struct StatedDifferenceTests {
    private func differences(
        siblingOf uniqueID: String? = nil, relation: Association? = nil, replaces target: String? = nil, _ change: (inout DocumentEntry) -> Void = { _ in }
    )
        throws -> [SubmissionRemark]
    {
        let related = "<relatedDocument typeCode=\"RPLC\"><parentDocument><id root=\"\(target ?? "")\"/></parentDocument></relatedDocument><componentOf>"
        let own = try submission(replacing: target == nil ? [] : [("<componentOf>", related)])
        var entry = own.entry
        change(&entry)
        return ProvidedEntry(
            entry: entry, bytes: [], relation: relation, siblingUniqueID: uniqueID, signed: [], folders: [], references: []
        ).differences(from: own)
    }

    @Test func `an entry that says what the document says differs in nothing`() throws { #expect(try differences().isEmpty) }

    private static let other = Code(code: "X", scheme: "1.2.3")

    private static let changes: [(kind: SubmissionRemark.Kind, change: @Sendable (inout DocumentEntry) -> Void)] = [
        (.patientDiffers, { $0.patientId = "1^^^&1.2.250.1.213.1.4.10&ISO^NH" }),
        (.patientDiffers, { $0.patientId = $0.patientId.replacing("4.10", with: "4.8") }),
        (.uniqueIDDiffers, { $0.uniqueId += "1" }), (.typeDiffers, { $0.typeCode = other }), (.classDiffers, { $0.classCode = other }),
        (.formatDiffers, { $0.formatCode = other }), (.facilityDiffers, { $0.healthcareFacilityTypeCode = other }),
        (.practiceSettingDiffers, { $0.practiceSettingCode = other }), (.confidentialityDiffers, { $0.confidentialityCodes = [other] }),
        (.mediaTypeDiffers, { $0.mimeType = "application/pdf" }), (.creationTimeDiffers, { $0.creationTime = "20240615123001" }),
        (.creationTimeDiffers, { $0.creationTime = "2023" }), (.serviceTimeDiffers, { $0.serviceStartTime = "20240615120001" }),
        (.serviceTimeDiffers, { $0.serviceStopTime = "20240615122001" }), (.languageDiffers, { $0.languageCode = "en-GB" }),
        (.titleDiffers, { $0.title = "Autre" }),
        (.authorDiffers, { $0.authors[0].person = "1^AUTRE^Anne" }), (.notForwarded, { $0.comments = "c" }),
        (.notForwarded, { $0.extra.slots = [Slot("urn:x", ["1"])] }),
        (.notForwarded, { $0.extra.classifications = [ObjectClassification(scheme: "s")] }),
        (.notForwarded, { $0.extra.identifiers = [ExternalIdentifier(scheme: "s", value: "v", name: "n")] }),
    ]

    @Test func `an attribute that says otherwise is told, and nothing else is`() throws {
        for (kind, change) in Self.changes { #expect(try differences(change).map(\.kind) == [kind], "\(kind.rawValue)") }
    }

    private static let same: [@Sendable (inout DocumentEntry) -> Void] = [
        { $0.patientId += "" }, { $0.patientId = $0.patientId.replacing("^NH", with: "^INS") },
        { $0.patientId = $0.patientId.replacing("^^^&", with: "^^^N&") },
        { $0.typeCode = nil }, { $0.typeCode?.displayName = "Autrement dit" }, { $0.mimeType = "" }, { $0.mimeType = "Application/XML" },
        { $0.mimeType = "application/hl7-cda+xml" }, { $0.creationTime = nil }, { $0.creationTime = "20240615" }, { $0.serviceStartTime = "2024" },
        { $0.serviceStopTime = nil }, { $0.languageCode = nil }, { $0.languageCode = "FR-fr" }, { $0.title = nil }, { $0.authors = [] },
        { $0.authors[0].person = $0.authors[0].person?.replacing("LIBRE", with: "AUTRE") }, { $0.authors[0].person = nil }, { $0.confidentialityCodes = [] },
        { $0.confidentialityCodes.append(Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")) }, { $0.hash = nil }, { $0.size = nil },
    ]

    @Test(arguments: same.indices)
    func `an attribute that is silent, or says the same less exactly, is not told`(index: Int) throws { #expect(try differences(Self.same[index]).isEmpty) }

    @Test func `a start that differs is told once, whatever the end says`() throws {
        let found = try differences {
            $0.serviceStartTime = "2023"
            $0.serviceStopTime = "2023"
        }
        #expect(found.map(\.kind) == [.serviceTimeDiffers] && found[0].found == "2023" && found[0].expected == "20240615120000")
    }

    @Test func `a difference names the value and the one expected, but for what may name a person`() throws {
        #expect(try differences { $0.typeCode = Self.other }.map { [$0.found, $0.expected] } == [["X", "11488-4"]])
        #expect(try differences { $0.title = "Autre" }.map { [$0.found, $0.expected] } == [[nil, nil]])
        #expect(try differences { $0.authors[0].person = "1^AUTRE" }.map { [$0.found, $0.expected] } == [[nil, nil]])
        #expect(try differences { $0.patientId = "1^^^&1.2&ISO" }.map { [$0.found, $0.expected] } == [[nil, nil]])
    }

    private func relation(_ type: AssociationType = .replaces) -> Association { Association(entryUUID: "as1", type: type, source: "d", target: "t") }

    @Test func `what the submission and the document say of a replacement must agree`() throws {
        #expect(try differences(relation: relation(), replaces: "1.2.3").isEmpty)
        #expect(try differences(siblingOf: "1.2.3", relation: relation(), replaces: "1.2.3").isEmpty)
        #expect(
            try differences(siblingOf: "1.2.4", relation: relation(), replaces: "1.2.3").map { [$0.kind.rawValue, $0.found, $0.expected] } == [
                ["xds.parent-differs", "1.2.4", "1.2.3"]
            ])
        #expect(try differences(relation: relation()).map { [$0.kind.rawValue, $0.object] } == [["xds.relation-not-in-document", "as1"]])
        #expect(try differences(relation: relation(.appends), replaces: "1.2.3").map(\.kind) == [.relationNotInDocument])
        #expect(try differences(replaces: "1.2.3").map(\.kind) == [.relationNotInSubmission])
    }

    @Test func `eight names of what is not forwarded are told, each cut at 60 characters`() throws {
        let remark = try #require(try differences { $0.extra.slots = (0..<9).map { Slot(String(repeating: "\($0)", count: 61), []) } }.first)
        #expect(remark.attribute == (0..<8).map { String(repeating: "\($0)", count: 60) }.joined(separator: ", "))
    }

    @Test(arguments: [
        ("1^^^&1.2&ISO^NH", "1^^^&1.2&ISO^PI", true), ("1^^^A&1.2&ISO", "1^^^&1.2&ISO", true), ("1", "1^^^", true), ("1^^^&1.2&ISO", "2^^^&1.2&ISO", false),
        ("1^^^&1.2&ISO", "1^^^&1.3&ISO", false), ("1^^^&1.2&ISO", "1", false),
    ])
    func `two identifiers are of one patient by number and authority`(one: String, other: String, isSame: Bool) {
        #expect((PatientKey(one) == PatientKey(other)) == isSame)
    }

    @Test(arguments: SubmissionRemark.Kind.allCases)
    func `a remark refuses by its weight, in both languages, and tells the attribute`(kind: SubmissionRemark.Kind) {
        let remark = SubmissionRemark(kind, at: "o", attribute: "a", found: "f", expected: "e")
        #expect(remark.refuses == (kind.severity >= .error))
        let finding = remark.finding
        #expect(finding.code == kind.rawValue && finding.severity == kind.severity && finding.stage == .metadata)
        #expect(finding.message.fr.hasSuffix(" (a)") && finding.message.en.hasSuffix(" (a)") && finding.message.fr != finding.message.en)
        #expect(finding.found == "f" && finding.allowed?.first == ["e"])
        for language in [(0, "fr"), (1, "en")] {
            let error = remark.registryError(in: language.0 == 0 ? .french : .english)
            #expect(error.codeContext == "[\(kind.rawValue)] \(language.0 == 0 ? finding.message.fr : finding.message.en)")
            #expect(error.code == kind.registryCode && error.severity == (remark.refuses ? .error : .warning) && error.location == "o")
        }
        #expect(SubmissionRemark(kind, at: "").registryError(in: .english).location == nil)
    }
}
