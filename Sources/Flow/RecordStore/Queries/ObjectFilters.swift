// What a stored query asks of document entries, of submission sets and of folders.

import XDSMessages

/// The conditions that a query puts on document entries; what it does not state is met by all.
struct EntryFilter: Sendable {
    /// The statuses; nil for any.
    let statuses: Set<String>?
    /// Whether versions that a later one has followed are found too (`$MetadataLevel` 2).
    let wantsFormerVersions: Bool
    private let kinds: Set<String>
    private let codes: [(condition: CodeCondition, codes: @Sendable (DocumentEntry) -> [Code])]
    private let times: [(condition: TimeCondition, time: @Sendable (DocumentEntry) -> String?)]
    private let authors: AuthorCondition
    private let references: ReferenceCondition

    private static let coded: [(name: String, codes: @Sendable (DocumentEntry) -> [Code])] = [
        ("ClassCode", { [$0.classCode].compactMap { $0 } }), ("TypeCode", { [$0.typeCode].compactMap { $0 } }),
        ("PracticeSettingCode", { [$0.practiceSettingCode].compactMap { $0 } }),
        ("HealthcareFacilityTypeCode", { [$0.healthcareFacilityTypeCode].compactMap { $0 } }), ("FormatCode", { [$0.formatCode].compactMap { $0 } }),
        ("EventCodeList", { $0.eventCodeList }), ("ConfidentialityCode", { $0.confidentialityCodes }),
    ]
    private static let timed: [(name: String, time: @Sendable (DocumentEntry) -> String?)] = [
        ("CreationTime", { $0.creationTime }), ("ServiceStartTime", { $0.serviceStartTime }), ("ServiceStopTime", { $0.serviceStopTime }),
    ]
    private static let prefix = "$XDSDocumentEntry"

    init(_ parameters: QueryParameters) throws(QueryRefused) {
        let prefix = Self.prefix
        statuses = parameters.texts(prefix + "Status").map(Set.init)
        wantsFormerVersions = try parameters.wantsFormerVersions
        kinds = Set(parameters.texts(prefix + "Type") ?? [DocumentEntryKind.stable.rawValue])
        var codes: [(CodeCondition, @Sendable (DocumentEntry) -> [Code])] = []
        for (name, read) in Self.coded {
            let groups = try parameters.codes(prefix + name)
            if !groups.isEmpty { codes.append((CodeCondition(groups: groups), read)) }
        }
        self.codes = codes
        var times: [(TimeCondition, @Sendable (DocumentEntry) -> String?)] = []
        for (name, read) in Self.timed {
            let condition = try TimeCondition(parameters, prefix + name)
            if condition.isStated { times.append((condition, read)) }
        }
        self.times = times
        authors = AuthorCondition(parameters, prefix + "AuthorPerson")
        references = ReferenceCondition(parameters, prefix + "ReferenceIdList")
    }

    /// Whether an entry meets every condition.
    func admits(_ entry: DocumentEntry) -> Bool {
        if let statuses, !statuses.contains(entry.availabilityStatus?.rawValue ?? "") { return false }
        return kinds.contains(entry.kind.rawValue) && codes.allSatisfy { $0.condition.admits($0.codes(entry)) }
            && times.allSatisfy { $0.condition.admits($0.time(entry)) } && authors.admits(entry.authors) && references.admits(entry.referenceIdList)
    }
}

/// The conditions that a query puts on submission sets.
struct SetFilter: Sendable {
    private let statuses: Set<String>?
    private let sources: Set<String>?
    private let contentTypes: CodeCondition
    private let time: TimeCondition
    private let authors: AuthorCondition

    init(_ parameters: QueryParameters) throws(QueryRefused) {
        let prefix = "$XDSSubmissionSet"
        statuses = parameters.texts(prefix + "Status").map(Set.init)
        sources = parameters.texts(prefix + "SourceId").map(Set.init)
        contentTypes = CodeCondition(groups: try parameters.codes(prefix + "ContentType"))
        time = try TimeCondition(parameters, prefix + "SubmissionTime")
        authors = AuthorCondition(parameters, prefix + "AuthorPerson")
    }

    /// Whether a set meets every condition.
    func admits(_ set: SubmissionSet) -> Bool {
        if let statuses, !statuses.contains(set.availabilityStatus?.rawValue ?? "") { return false }
        if let sources, !sources.contains(set.sourceId) { return false }
        return contentTypes.admits([set.contentTypeCode].compactMap { $0 }) && time.admits(set.submissionTime) && authors.admits(set.authors)
    }
}

/// The conditions that a query puts on folders.
struct FolderFilter: Sendable {
    private let statuses: Set<String>?
    private let codes: CodeCondition
    private let time: TimeCondition

    init(_ parameters: QueryParameters) throws(QueryRefused) {
        statuses = parameters.texts("$XDSFolderStatus").map(Set.init)
        codes = CodeCondition(groups: try parameters.codes("$XDSFolderCodeList"))
        time = try TimeCondition(parameters, "$XDSFolderLastUpdateTime")
    }

    /// Whether a folder meets every condition.
    func admits(_ folder: Folder) -> Bool {
        if let statuses, !statuses.contains(folder.availabilityStatus?.rawValue ?? "") { return false }
        return codes.admits(folder.codeList) && time.admits(folder.lastUpdateTime)
    }
}
