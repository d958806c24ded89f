// An entry of another system held against the one that is written from the document itself.

import XDSMessages

extension ProvidedEntry {
    /// What the entry says otherwise than the document does; what concerns identity refuses, of the rest the document's value is registered.
    ///
    /// An attribute that the entry lacks is no difference: it is written from the document.
    public func differences(from described: DescribedSubmission) -> [SubmissionRemark] {
        let own = described.entry
        return identityDifferences(own) + relationDifferences(described.relation) + codeDifferences(own) + textDifferences(own) + unforwarded
    }

    private func remark(_ kind: SubmissionRemark.Kind, _ found: String?, _ expected: String?) -> SubmissionRemark {
        SubmissionRemark(kind, at: entry.entryUUID, found: found, expected: expected)
    }

    private func identityDifferences(_ own: DocumentEntry) -> [SubmissionRemark] {
        var found: [SubmissionRemark] = []
        if PatientKey(entry.patientId) != PatientKey(own.patientId) { found.append(remark(.patientDiffers, nil, nil)) }
        if entry.uniqueId != own.uniqueId { found.append(remark(.uniqueIDDiffers, entry.uniqueId, own.uniqueId)) }
        return found
    }

    private func relationDifferences(_ own: PendingRelation?) -> [SubmissionRemark] {
        guard let relation else { return own == nil ? [] : [SubmissionRemark(.relationNotInSubmission, at: entry.entryUUID)] }
        guard let own, own.type == relation.type else { return [SubmissionRemark(.relationNotInDocument, at: relation.entryUUID)] }
        guard let siblingUniqueID, siblingUniqueID != own.targetUniqueID else { return [] }
        return [SubmissionRemark(.parentDiffers, at: relation.entryUUID, found: siblingUniqueID, expected: own.targetUniqueID)]
    }

    private func codeDifferences(_ own: DocumentEntry) -> [SubmissionRemark] {
        let pairs: [(SubmissionRemark.Kind, Code?, Code?)] = [
            (.typeDiffers, entry.typeCode, own.typeCode), (.classDiffers, entry.classCode, own.classCode), (.formatDiffers, entry.formatCode, own.formatCode),
            (.facilityDiffers, entry.healthcareFacilityTypeCode, own.healthcareFacilityTypeCode),
            (.practiceSettingDiffers, entry.practiceSettingCode, own.practiceSettingCode),
        ]
        var found = pairs.compactMap { kind, stated, written -> SubmissionRemark? in
            guard let stated, written.map({ !$0.matches(stated) }) ?? true else { return nil }
            return remark(kind, stated.code, written?.code)
        }
        // Restrictions are asked for by the envelope alone, and were put to ours.
        let levels = entry.confidentialityCodes.filter { Visibility(code: $0.code) == nil }
        if let other = levels.first(where: { level in !own.confidentialityCodes.contains { $0.matches(level) } }) {
            found.append(remark(.confidentialityDiffers, other.code, own.confidentialityCodes.first?.code))
        }
        return found
    }

    private func textDifferences(_ own: DocumentEntry) -> [SubmissionRemark] {
        var found: [SubmissionRemark] = []
        // Both are XML; which of the names is chosen says nothing.
        let xml = ["text/xml", "application/xml", "application/hl7-cda+xml"]
        let stated = entry.mimeType.lowercased()
        if !stated.isEmpty, stated != own.mimeType, !(xml.contains(stated) && xml.contains(own.mimeType)) {
            found.append(remark(.mediaTypeDiffers, entry.mimeType, own.mimeType))
        }
        if Self.differ(entry.creationTime, own.creationTime) { found.append(remark(.creationTimeDiffers, entry.creationTime, own.creationTime)) }
        if Self.differ(entry.serviceStartTime, own.serviceStartTime) {
            found.append(remark(.serviceTimeDiffers, entry.serviceStartTime, own.serviceStartTime))
        } else if Self.differ(entry.serviceStopTime, own.serviceStopTime) {
            found.append(remark(.serviceTimeDiffers, entry.serviceStopTime, own.serviceStopTime))
        }
        if let language = entry.languageCode, language.lowercased() != own.languageCode?.lowercased() {
            found.append(remark(.languageDiffers, language, own.languageCode))
        }
        if let title = entry.title, title != own.title { found.append(remark(.titleDiffers, nil, nil)) }
        let people = own.authors.compactMap(\.person).map(Self.identifier)
        if entry.authors.compactMap(\.person).map(Self.identifier).contains(where: { !$0.isEmpty && !people.contains($0) }) {
            found.append(remark(.authorDiffers, nil, nil))
        }
        return found
    }

    private var unforwarded: [SubmissionRemark] {
        var names = entry.extra.slots.map(\.name)
        if entry.comments != nil { names.append("comments") }
        if !entry.extra.classifications.isEmpty { names.append("Classification") }
        if !entry.extra.identifiers.isEmpty { names.append("ExternalIdentifier") }
        guard !names.isEmpty else { return [] }
        let listed = names.prefix(8).map { $0.prefix(60) }.joined(separator: ", ")
        return [SubmissionRemark(.notForwarded, at: entry.entryUUID, attribute: listed)]
    }

    /// Whether two times differ in what both of them say (DTM, UTC).
    private static func differ(_ stated: String?, _ written: String?) -> Bool {
        guard let stated else { return false }
        guard let written else { return true }
        let digits = min(stated.utf8.count, written.utf8.count)
        return stated.utf8.prefix(digits).elementsEqual(written.utf8.prefix(digits)) == false
    }

    /// The identifier of a person (XCN.1).
    private static func identifier(_ xcn: String) -> Substring { xcn.prefix { $0 != "^" } }
}
