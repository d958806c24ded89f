// What a stored query asks of document entries, of submission sets and of folders.

import XDSMessages

/// The conditions that a query puts on document entries; what it does not state is met by all.
struct EntryFilter: Sendable {
    /// The statuses; nil for any.
    let statuses: Set<String>?
    /// Whether versions that a later one has followed are found too (`$MetadataLevel` 2).
    let wantsFormerVersions: Bool
    /// Whether stable documents are asked for; no others are registered here.
    let wantsStable: Bool
    /// The conditions on what documents are searched by; all must be met.
    let conditions: [TraitCondition]

    init(_ parameters: QueryParameters) throws(QueryRefused) {
        let prefix = "$XDSDocumentEntry"
        statuses = parameters.texts(prefix + "Status").map(Set.init)
        wantsFormerVersions = try parameters.wantsFormerVersions
        wantsStable = parameters.texts(prefix + "Type")?.contains(DocumentEntryKind.stable.rawValue) ?? true
        var conditions: [TraitCondition] = []
        for trait in DocumentTrait.codes {
            for group in try parameters.codes(prefix + trait.rawValue) {
                conditions.append(TraitCondition(trait: trait, wanted: .anyOf(group.map(DocumentTrait.key))))
            }
        }
        for trait in DocumentTrait.times {
            let time = try TimeCondition(parameters, prefix + trait.rawValue)
            if time.isStated { conditions.append(TraitCondition(trait: trait, wanted: .between(from: time.from, to: time.to))) }
        }
        for group in parameters.groups(prefix + DocumentTrait.reference.rawValue) {
            conditions.append(TraitCondition(trait: .reference, wanted: .anyOf(group.map(ReferenceIdentity.key))))
        }
        if let patterns = parameters.texts(prefix + DocumentTrait.author.rawValue) {
            conditions.append(TraitCondition(trait: .author, wanted: .like(patterns.map(LikePattern.init))))
        }
        self.conditions = conditions
    }

    /// Whether an entry meets every condition.
    func admits(_ entry: DocumentEntry) -> Bool {
        if let statuses, !statuses.contains(entry.availabilityStatus?.rawValue ?? "") { return false }
        return wantsStable && conditions.allSatisfy { $0.admits(entry) }
    }
}

/// The conditions that a query puts on submission sets.
struct SetFilter: Sendable {
    /// Whether every set is meant.
    let isOpen: Bool
    private let statuses: Set<String>?
    private let sources: Set<String>?
    private let contentTypes: CodeCondition
    private let time: TimeCondition
    private let authors: AuthorCondition

    init(_ parameters: QueryParameters) throws(QueryRefused) {
        let prefix = "$XDSSubmissionSet"
        statuses = parameters.texts(prefix + "Status").map(Set.init)
        let isOfAnyStatus = statuses?.contains(AvailabilityStatus.approved.rawValue) ?? true
        sources = parameters.texts(prefix + "SourceId").map(Set.init)
        contentTypes = CodeCondition(groups: try parameters.codes(prefix + "ContentType"))
        time = try TimeCondition(parameters, prefix + "SubmissionTime")
        authors = AuthorCondition(parameters, prefix + "AuthorPerson")
        // A submission set is never anything but Approved.
        isOpen = isOfAnyStatus && sources == nil && contentTypes.groups.isEmpty && !time.isStated && !authors.isStated
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
