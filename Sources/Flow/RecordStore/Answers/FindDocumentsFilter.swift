// What FindDocuments asks of an entry.

import XDSMessages

/// The conditions of one FindDocuments query (ITI TF-2 3.18.4.1.2.3.7.1).
struct FindDocumentsFilter: Sendable {
    let patient: String
    private let statuses: Set<String>
    private let kinds: Set<String>
    private let codes: [CodeCondition]
    private let times: [TimeCondition]
    private let authorPatterns: [String]?

    private struct CodeCondition: Sendable {
        var groups: [[Code]]
        var codes: @Sendable (DocumentEntry) -> [Code]
    }

    private struct TimeCondition: Sendable {
        var from: String?
        var to: String?
        var time: @Sendable (DocumentEntry) -> String?
    }

    private static let coded: [(name: String, codes: @Sendable (DocumentEntry) -> [Code])] = [
        ("$XDSDocumentEntryClassCode", { [$0.classCode].compactMap { $0 } }), ("$XDSDocumentEntryTypeCode", { [$0.typeCode].compactMap { $0 } }),
        ("$XDSDocumentEntryPracticeSettingCode", { [$0.practiceSettingCode].compactMap { $0 } }),
        ("$XDSDocumentEntryHealthcareFacilityTypeCode", { [$0.healthcareFacilityTypeCode].compactMap { $0 } }),
        ("$XDSDocumentEntryFormatCode", { [$0.formatCode].compactMap { $0 } }), ("$XDSDocumentEntryEventCodeList", { $0.eventCodeList }),
        ("$XDSDocumentEntryConfidentialityCode", { $0.confidentialityCodes }),
    ]

    private static let timed: [(name: String, time: @Sendable (DocumentEntry) -> String?)] = [
        ("$XDSDocumentEntryCreationTime", { $0.creationTime }), ("$XDSDocumentEntryServiceStartTime", { $0.serviceStartTime }),
        ("$XDSDocumentEntryServiceStopTime", { $0.serviceStopTime }),
    ]

    /// The parameters that the query knows.
    static let parameterNames: Set<String> = Set(
        [
            "$XDSDocumentEntryPatientId", "$XDSDocumentEntryStatus", "$XDSDocumentEntryAuthorPerson", "$XDSDocumentEntryType",
            "$homeCommunityId",
        ] + coded.map(\.name) + timed.flatMap { [$0.name + "From", $0.name + "To"] })

    init(_ parameters: QueryParameters) throws(RegistryError) {
        let patientName = "$XDSDocumentEntryPatientId"
        let patientId = try parameters.required(patientName, try parameters.single(patientName))
        patient = PatientIdentity.key(of: patientId)
        statuses = Set(try parameters.required("$XDSDocumentEntryStatus", parameters.texts("$XDSDocumentEntryStatus")))
        kinds = Set(parameters.texts("$XDSDocumentEntryType") ?? [DocumentEntryKind.stable.rawValue])
        authorPatterns = parameters.texts("$XDSDocumentEntryAuthorPerson")
        var codes: [CodeCondition] = []
        for (name, read) in Self.coded {
            let groups = try parameters.codes(name)
            if !groups.isEmpty { codes.append(CodeCondition(groups: groups, codes: read)) }
        }
        self.codes = codes
        var times: [TimeCondition] = []
        for (name, read) in Self.timed {
            let condition = TimeCondition(from: try parameters.time(name + "From"), to: try parameters.time(name + "To"), time: read)
            if condition.from != nil || condition.to != nil { times.append(condition) }
        }
        self.times = times
    }

    /// Whether an entry of this patient meets every condition.
    ///
    /// A time condition is from its first second up to, not including,
    /// its last; an entry without the time does not meet it.
    func admits(_ entry: DocumentEntry) -> Bool {
        guard statuses.contains(entry.availabilityStatus?.rawValue ?? ""), kinds.contains(entry.kind.rawValue) else { return false }
        for condition in codes {
            let own = condition.codes(entry)
            guard condition.groups.allSatisfy({ group in group.contains { wanted in own.contains { $0.matches(wanted) } } }) else { return false }
        }
        for condition in times {
            guard let time = condition.time(entry).map(RegistryTime.firstSecond(of:)) else { return false }
            if let from = condition.from, time < from { return false }
            if let to = condition.to, time >= to { return false }
        }
        guard let authorPatterns else { return true }
        return entry.authors.contains { author in
            guard let person = author.person else { return false }
            return authorPatterns.contains { LikePattern($0).matches(person) }
        }
    }
}

/// A pattern of SQL's LIKE: `%` is any text, `_` any character.
struct LikePattern {
    private let pattern: [Character]

    init(_ text: String) { pattern = Array(text) }

    /// Whether the whole text fits; linear but for the last `%`.
    func matches(_ text: String) -> Bool {
        let text = Array(text)
        var (inText, inPattern) = (0, 0)
        var retry: (text: Int, pattern: Int)?
        while inText < text.count {
            if inPattern < pattern.count, pattern[inPattern] == "%" {
                inPattern += 1
                retry = (inText, inPattern)
            } else if inPattern < pattern.count, pattern[inPattern] == "_" || pattern[inPattern] == text[inText] {
                inText += 1
                inPattern += 1
            } else if let last = retry {
                retry = (last.text + 1, last.pattern)
                (inText, inPattern) = (last.text + 1, last.pattern)
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == "%" }
    }
}
