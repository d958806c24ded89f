// What each stored query finds (ITI TF-2 3.18.4.1.2.3.7.1 to 7.14).

import XDSMessages

/// The search of one stored query in the registry.
struct ObjectSearch {
    let registry: RegistryReader
    let parameters: QueryParameters
    /// How many objects are gathered before the search is given up.
    let limit: Int

    /// Where the objects of a patient that are asked for stand; nil for a query by id.
    func rows(of query: StoredQueryID) throws -> FoundRows? {
        switch query {
        case .findDocuments, .findDocumentsByReferenceId: FoundRows(documents: try documentRows("$XDSDocumentEntryPatientId"))
        case .findSubmissionSets: FoundRows(sets: try setRows("$XDSSubmissionSetPatientId"))
        case .findFolders: FoundRows(folders: try folderRows("$XDSFolderPatientId"))
        case .getAll: try allRows()
        default: nil
        }
    }

    /// The objects that a query by id asks for.
    func objects(of query: StoredQueryID) throws -> RegistryObjectList {
        switch query {
        case .getDocuments: RegistryObjectList(documentEntries: try documents())
        case .getFolders: RegistryObjectList(folders: try folders())
        case .getAssociations: RegistryObjectList(associations: try registry.associations(touching: uuids()))
        case .getDocumentsAndAssociations: try getDocumentsAndAssociations()
        case .getSubmissionSets: try getSubmissionSets()
        case .getSubmissionSetAndContents: try getSubmissionSetAndContents()
        case .getFolderAndContents: try getFolderAndContents()
        case .getFoldersForDocument: try getFoldersForDocument()
        case .getRelatedDocuments: try getRelatedDocuments()
        default: throw QueryRefused(.unknownStoredQuery, "not offered", at: "AdhocQuery/@id")
        }
    }

    // MARK: Of a patient

    private func patient(_ name: String) throws -> String { PatientIdentity.key(of: try parameters.single(name) ?? "") }

    private func documentRows(_ patientName: String) throws -> [Int64] {
        let found = try registry.documentRows(ofPatient: try patient(patientName), try EntryFilter(parameters), limit: limit + 1)
        guard found.count <= limit else { throw QueryRefused(.tooManyResults, "more than \(limit); ask for less") }
        return found
    }

    private func setRows(_ patientName: String) throws -> [Int64] {
        let filter = try SetFilter(parameters)
        return try registry.setRows(ofPatient: try patient(patientName), filter)
    }

    private func folderRows(_ patientName: String) throws -> [Int64] {
        let filter = try FolderFilter(parameters)
        return try registry.folderRows(ofPatient: try patient(patientName), filter)
    }

    /// All that is registered of a patient, and the associations within it.
    private func allRows() throws -> FoundRows {
        var found = FoundRows(documents: try documentRows("$patientId"))
        found.sets = try setRows("$patientId")
        found.folders = try folderRows("$patientId")
        found.associations = try registry.associationRows(within: found)
        return found
    }

    // MARK: By id

    private func uuids() -> [String] { (parameters.texts("$uuid") ?? []).map { $0.lowercased() } }

    private func documents() throws -> [DocumentEntry] {
        guard let name = parameters.key, let ids = parameters.texts(name) else { return [] }
        let all = try parameters.wantsFormerVersions
        if name.hasSuffix("UniqueId") { return try registry.entries(.uniqueId, ids, allVersions: all) }
        return try registry.entries(name.hasSuffix("LogicalID") ? .logicalId : .entryUUID, ids.map { $0.lowercased() }, allVersions: all)
    }

    private func folders() throws -> [Folder] {
        guard let name = parameters.key, let ids = parameters.texts(name) else { return [] }
        return name.hasSuffix("UniqueId") ? try registry.folders(.uniqueId, ids) : try registry.folders(.entryUUID, ids.map { $0.lowercased() })
    }

    private func sets() throws -> [SubmissionSet] {
        guard let name = parameters.key, let ids = parameters.texts(name) else { return [] }
        return name.hasSuffix("UniqueId") ? try registry.sets(.uniqueId, ids) : try registry.sets(.entryUUID, ids.map { $0.lowercased() })
    }

    private func getDocumentsAndAssociations() throws -> RegistryObjectList {
        let entries = try documents()
        return RegistryObjectList(documentEntries: entries, associations: try registry.associations(touching: entries.map(\.entryUUID)))
    }

    /// The sets that brought objects, with the associations that say so.
    private func getSubmissionSets() throws -> RegistryObjectList {
        let memberships = try uuids().flatMap(registry.memberships)
        let sets = try registry.sets(.entryUUID, memberships.map(\.source))
        let ids = Set(sets.map(\.entryUUID))
        return RegistryObjectList(submissionSets: sets, associations: memberships.filter { ids.contains($0.source) })
    }

    /// A set, the entries and folders that it holds as far as the filter admits them, the associations that it holds, and those within.
    private func getSubmissionSetAndContents() throws -> RegistryObjectList {
        guard let set = try sets().first else { return RegistryObjectList() }
        let filter = try EntryFilter(parameters)
        let members = try registry.members(of: set.entryUUID).map(\.target)
        var found = RegistryObjectList(
            documentEntries: try registry.entries(.entryUUID, members, allVersions: true).filter(filter.admits), submissionSets: [set],
            folders: try registry.folders(.entryUUID, members))
        let held = try registry.associations(members)
        let within = try registry.associations(within: found.ids + held.map(\.entryUUID))
        found.associations = held + within.filter { !held.contains($0) }
        return found
    }

    /// A folder, the entries that it holds as far as the filter admits them, and the associations between.
    private func getFolderAndContents() throws -> RegistryObjectList {
        guard let folder = try folders().first else { return RegistryObjectList() }
        let filter = try EntryFilter(parameters)
        let members = try registry.members(of: folder.entryUUID)
        let entries = try registry.entries(.entryUUID, members.map(\.target), allVersions: true).filter { entry in
            try filter.admits(entry) && (filter.wantsFormerVersions || registry.isLastVersion(entry))
        }
        let ids = Set(entries.map(\.entryUUID))
        return RegistryObjectList(documentEntries: entries, folders: [folder], associations: members.filter { ids.contains($0.target) })
    }

    private func getFoldersForDocument() throws -> RegistryObjectList {
        let memberships = try documents().flatMap { try registry.memberships(of: $0.entryUUID) }
        return RegistryObjectList(folders: try registry.folders(.entryUUID, memberships.map(\.source)))
    }

    /// A document, those that it is associated with, and the associations; nothing where it is associated with none.
    private func getRelatedDocuments() throws -> RegistryObjectList {
        let types = Set(parameters.texts("$AssociationTypes") ?? [])
        let own = try documents()
        let related = try registry.associations(touching: own.map(\.entryUUID)).filter { types.contains($0.type.rawValue) }
        let others = try registry.entries(.entryUUID, related.flatMap { [$0.source, $0.target] }, allVersions: true)
        let ids = Set(others.map(\.entryUUID))
        let between = related.filter { ids.contains($0.source) && ids.contains($0.target) }
        guard !between.isEmpty else { return RegistryObjectList() }
        let ends = Set(between.flatMap { [$0.source, $0.target] })
        return RegistryObjectList(documentEntries: others.filter { ends.contains($0.entryUUID) }, associations: between)
    }
}

extension RegistryObjectList {
    /// The ids of entries, sets and folders.
    var ids: [String] { documentEntries.map(\.entryUUID) + submissionSets.map(\.entryUUID) + folders.map(\.entryUUID) }
}
