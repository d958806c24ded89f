// Rules about the attributes of single objects.

import XDSMessages

/// The attributes without which an entry or a set cannot be registered (ITI TF-3 table 4.3.1-3, for ITI-41).
struct RequiredAttributes: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        submission.objects.documentEntries.flatMap { entry in
            missing(
                in: entry.entryUUID,
                [
                    ("mimeType", !entry.mimeType.isEmpty), ("uniqueId", !entry.uniqueId.isEmpty), ("patientId", !entry.patientId.isEmpty),
                    ("creationTime", entry.creationTime != nil), ("languageCode", entry.languageCode != nil),
                    ("sourcePatientId", entry.sourcePatientId != nil), ("classCode", entry.classCode != nil), ("typeCode", entry.typeCode != nil),
                    ("formatCode", entry.formatCode != nil), ("healthcareFacilityTypeCode", entry.healthcareFacilityTypeCode != nil),
                    ("practiceSettingCode", entry.practiceSettingCode != nil), ("confidentialityCode", !entry.confidentialityCodes.isEmpty),
                ])
        }
            + submission.objects.submissionSets.flatMap { set in
                missing(
                    in: set.entryUUID,
                    [
                        ("uniqueId", !set.uniqueId.isEmpty), ("sourceId", !set.sourceId.isEmpty), ("patientId", !set.patientId.isEmpty),
                        ("submissionTime", set.submissionTime != nil), ("contentTypeCode", set.contentTypeCode != nil),
                    ])
            }
            + submission.objects.folders.flatMap { folder in
                missing(in: folder.entryUUID, [("uniqueId", !folder.uniqueId.isEmpty), ("patientId", !folder.patientId.isEmpty)])
            }
    }

    private func missing(in object: String, _ attributes: [(name: String, isThere: Bool)]) -> [RegistryError] {
        attributes.filter { !$0.isThere }.map { MetadataRules.error("\($0.name) is missing", at: object) }
    }
}

/// No text is longer than its attribute holds (ITI TF-3 table 4.2.3.1.7-2; ebRIM LongName).
struct LengthLimits: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        let objects = submission.objects
        let titles = objects.documentEntries.map { ($0.entryUUID, $0.title) } + objects.submissionSets.map { ($0.entryUUID, $0.title) }
        let slots =
            objects.documentEntries.flatMap { entry in entry.slotValues.map { (entry.entryUUID, $0) } }
            + objects.submissionSets.flatMap { set in (set.intendedRecipients + set.authors.flatMap(\.slotValues)).map { (set.entryUUID, $0) } }
        return titles.filter { ($0.1?.count ?? 0) > 128 }.map { MetadataRules.error("title is longer than 128 characters", at: $0.0) }
            + objects.documentEntries.filter { $0.uniqueId.count > 128 }.map { MetadataRules.error("uniqueId is longer than 128 characters", at: $0.entryUUID) }
            + slots.filter { $0.1.count > 256 }.map { MetadataRules.error("a slot value is longer than 256 characters", at: $0.0) }
    }
}

extension DocumentEntry {
    /// The values that travel in slots.
    fileprivate var slotValues: [String] {
        sourcePatientInfo + referenceIdList + [legalAuthenticator, sourcePatientId].compactMap { $0 } + authors.flatMap(\.slotValues)
            + extra.slots.flatMap(\.values)
    }
}

extension Author {
    fileprivate var slotValues: [String] { [person].compactMap { $0 } + institutions + roles + specialties + telecommunications }
}

/// An author names a person, an institution or an address (ITI TF-3 4.2.3.2.1).
struct AuthorsAreSomeone: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        let authors =
            submission.objects.documentEntries.flatMap { entry in entry.authors.map { (entry.entryUUID, $0) } }
            + submission.objects.submissionSets.flatMap { set in set.authors.map { (set.entryUUID, $0) } }
        return authors.filter { $0.1.person == nil && $0.1.institutions.isEmpty && $0.1.telecommunications.isEmpty }.map {
            MetadataRules.error("author without person, institution or address", at: $0.0)
        }
    }
}

/// The hash and size in the metadata are those of the bytes that came (ITI TF-2 3.41.4.1.3); what is absent is filled in.
struct HashAndSizeMatch: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        submission.objects.documentEntries.flatMap { entry -> [RegistryError] in
            guard let bytes = submission.documents[entry.entryUUID] else { return [] }
            var errors: [RegistryError] = []
            if let hash = entry.hash, hash.lowercased() != submission.hashes[entry.entryUUID] {
                let isHash = hash.utf8.count == 40 && hash.allSatisfy { $0.isHexDigit && $0.isASCII }
                errors.append(MetadataRules.error(isHash ? "hash is not that of the document" : "hash is not 40 hexadecimal digits", at: entry.entryUUID))
            }
            if let size = entry.size, size != bytes.count { errors.append(MetadataRules.error("size is not that of the document", at: entry.entryUUID)) }
            return errors
        }
    }
}
