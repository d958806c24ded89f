// Checks metadata against the rules of the registry before they leave (ITI TF-3, 4.2).

import ClinicalTypes
public import XDSMessages

/// One rule of the registry that metadata break.
public struct MetadataViolation: Sendable, Hashable {
    /// What is wrong.
    public enum Reason: String, Sendable, Hashable {
        /// The attribute is required and missing.
        case missing
        /// The value is longer than it may be.
        case tooLong = "too-long"
        /// The value has the wrong form.
        case malformed
        /// Two values contradict each other.
        case inconsistent
    }

    /// The attribute, under the name of XDS, for instance `DocumentEntry.creationTime`.
    public let attribute: String
    /// What is wrong.
    public let reason: Reason
}

/// The rules that a registry holds metadata to.
public enum SelfCheck {
    /// The rules that a submission of one document breaks; none in what this stage writes.
    public static func violations(in entry: DocumentEntry, of set: SubmissionSet, membership: Association) -> [MetadataViolation] {
        var check = Check()
        check.entry(entry)
        check.set(set)
        check.require(set.patientId == entry.patientId, "SubmissionSet.patientId", .inconsistent)
        check.require(
            membership.type == .hasMember && membership.source == set.entryUUID && membership.target == entry.entryUUID, "Association.HasMember", .inconsistent)
        check.require(membership.values(of: "SubmissionSetStatus") == ["Original"], "Association.SubmissionSetStatus", .malformed)
        return check.violations
    }

    static func findings(in entry: DocumentEntry, of set: SubmissionSet, membership: Association) -> [Finding] {
        violations(in: entry, of: set, membership: membership).map { violation in
            .metadata(
                "rule-\(violation.reason.rawValue)", .error, place: nil,
                message: Bilingual(
                    fr: "Le registre refuserait l'attribut \(violation.attribute) (\(violation.reason.rawValue)).",
                    en: "The registry would refuse the attribute \(violation.attribute) (\(violation.reason.rawValue))."))
        }
    }
}

private struct Check {
    var violations: [MetadataViolation] = []

    mutating func require(_ holds: Bool, _ attribute: String, _ reason: MetadataViolation.Reason) {
        if !holds { violations.append(MetadataViolation(attribute: attribute, reason: reason)) }
    }

    mutating func entry(_ entry: DocumentEntry) {
        let name = "DocumentEntry."
        uuid(entry.entryUUID, name + "entryUUID")
        text(entry.uniqueId, name + "uniqueId", limit: 128)
        require(entry.uniqueId.prefix { $0 != "^" }.utf8.count <= OID.maximumLength, name + "uniqueId", .tooLong)
        patient(entry.patientId, name + "patientId")
        text(entry.sourcePatientId, name + "sourcePatientId", limit: 256)
        for info in entry.sourcePatientInfo { text(info, name + "sourcePatientInfo", limit: 256) }
        text(entry.title, name + "title", limit: 128)
        text(entry.mimeType, name + "mimeType", limit: 256)
        text(entry.languageCode, name + "languageCode", limit: 16)
        text(entry.legalAuthenticator, name + "legalAuthenticator", limit: 256)
        code(entry.classCode, name + "classCode")
        code(entry.typeCode, name + "typeCode")
        code(entry.formatCode, name + "formatCode")
        code(entry.healthcareFacilityTypeCode, name + "healthcareFacilityTypeCode")
        code(entry.practiceSettingCode, name + "practiceSettingCode")
        require(!entry.confidentialityCodes.isEmpty, name + "confidentialityCode", .missing)
        for confidentiality in entry.confidentialityCodes { code(confidentiality, name + "confidentialityCode") }
        for event in entry.eventCodeList { code(event, name + "eventCodeList") }
        for reference in entry.referenceIdList { text(reference, name + "referenceIdList", limit: 256) }
        time(entry.creationTime, name + "creationTime")
        time(entry.serviceStartTime, name + "serviceStartTime")
        if let stop = entry.serviceStopTime {
            time(stop, name + "serviceStopTime")
            // Compared over the digits that both have: a day is not before an hour within it.
            let start = entry.serviceStartTime ?? ""
            let digits = min(start.utf8.count, stop.utf8.count)
            require(start.prefix(digits) <= stop.prefix(digits), name + "serviceStopTime", .inconsistent)
        }
        require(
            entry.hash?.utf8.count == 40 && entry.hash?.utf8.allSatisfy(Self.isHexadecimal) == true, name + "hash", entry.hash == nil ? .missing : .malformed)
        require((entry.size ?? -1) >= 0, name + "size", .missing)
        authors(entry.authors, name + "author")
    }

    mutating func set(_ set: SubmissionSet) {
        let name = "SubmissionSet."
        uuid(set.entryUUID, name + "entryUUID")
        oid(set.uniqueId, name + "uniqueId")
        oid(set.sourceId, name + "sourceId")
        patient(set.patientId, name + "patientId")
        time(set.submissionTime, name + "submissionTime")
        code(set.contentTypeCode, name + "contentTypeCode")
        authors(set.authors, name + "author")
    }

    mutating func text(_ text: String?, _ attribute: String, limit: Int) {
        guard let text, !text.isEmpty else { return require(false, attribute, .missing) }
        require(text.unicodeScalars.count <= limit, attribute, .tooLong)
    }

    mutating func uuid(_ text: String, _ attribute: String) {
        require(text.hasPrefix("urn:uuid:") && text.utf8.count == 45, attribute, .malformed)
    }

    mutating func oid(_ text: String, _ attribute: String) {
        require(OID(dotted: text) != nil, attribute, .malformed)
    }

    /// CX: an identifier, an authority by OID and a type.
    mutating func patient(_ text: String, _ attribute: String) {
        let components = text.split(separator: "^", omittingEmptySubsequences: false)
        let authority = components.count > 3 ? components[3].split(separator: "&", omittingEmptySubsequences: false) : []
        let isWhole = components.first?.isEmpty == false && authority.count == 3 && authority[0].isEmpty && authority[2] == "ISO"
        require(isWhole && OID(dotted: String(authority[1])) != nil, attribute, text.isEmpty ? .missing : .malformed)
    }

    mutating func code(_ code: Code?, _ attribute: String) {
        guard let code, !code.code.isEmpty, !code.scheme.isEmpty else { return require(false, attribute, .missing) }
    }

    mutating func time(_ text: String?, _ attribute: String) {
        guard let text else { return require(false, attribute, .missing) }
        let isDTM = (try? HL7Timestamp(text)).map { !$0.hasZone && $0.fraction.isEmpty } ?? false
        require(isDTM, attribute, .malformed)
    }

    mutating func authors(_ authors: [Author], _ attribute: String) {
        require(!authors.isEmpty, attribute, .missing)
        for author in authors {
            require(author.person != nil || !author.institutions.isEmpty || !author.telecommunications.isEmpty, attribute, .missing)
            for text in [author.person].compactMap({ $0 }) + author.institutions + author.roles + author.specialties {
                self.text(text, attribute, limit: 256)
            }
        }
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) }
}
