// The associations of a submission, each held against the objects that it names.

import XDSMessages

/// What the associations of a submission say; one that says nothing which can be forwarded is a remark.
struct AssociationReading {
    private let objects: RegistryObjectList
    private let set: String?
    private let entries: Set<String>
    private let folders: Set<String>
    /// What is wrong.
    private(set) var remarks: [SubmissionRemark] = []
    /// What is said of an earlier document, by the document that it is said of.
    private(set) var relations: [String: Association] = [:]
    /// What is signed, by the signature.
    private(set) var signed: [String: [Association]] = [:]
    /// Which folder holds what, in the order in which it is said.
    private(set) var contents: [(folder: String, object: String)] = []
    /// Registered documents that the submission set refers to.
    private(set) var references: [String] = []

    /// The relations between documents that are forwarded.
    private static let served: Set<AssociationType> = [.replaces, .appends, .transforms, .transformsAndReplaces]

    init(_ objects: RegistryObjectList) {
        self.objects = objects
        set = objects.submissionSets.first?.entryUUID
        entries = Set(objects.documentEntries.map(\.entryUUID))
        folders = Set(objects.folders.map(\.entryUUID))
        for association in objects.associations where !reads(association) {
            let name = association.type.rawValue.split(separator: ":").last.map { String($0.prefix(40)) }
            let ends = [association.source, association.target]
            let isKnown = ends.allSatisfy { isHere($0) || ObjectName.isUniversal($0) }
            remarks.append(SubmissionRemark(isKnown ? .associationUnserved : .referenceUnknown, at: association.entryUUID, attribute: name))
        }
        remarks += missingMemberships
    }

    /// Whether the submission brings an object of this id.
    private func isHere(_ id: String) -> Bool {
        entries.contains(id) || folders.contains(id) || id == set || objects.associations.contains { $0.entryUUID == id }
    }

    /// Whether an id is that of an object which is registered, as far as the submission can tell.
    private func isElsewhere(_ id: String) -> Bool { ObjectName.isUniversal(id) && !isHere(id) }

    /// Takes an association in; false where it cannot be forwarded.
    private mutating func reads(_ association: Association) -> Bool {
        let (source, target) = (association.source, association.target)
        guard !source.isEmpty, !target.isEmpty, source != target else { return false }
        if association.type == .hasMember { return source == set ? readsMember(association) : readsContent(source, target) }
        guard entries.contains(source), entries.contains(target) || isElsewhere(target) || isNamed(association) else { return false }
        if association.type == .signs {
            guard relations[source] == nil else { return false }
            signed[source, default: []].append(association)
            return true
        }
        guard Self.served.contains(association.type), relations[source] == nil, signed[source] == nil else { return false }
        relations[source] = association
        return true
    }

    /// Whether an association relates a document to one that is named by its unique id, as FHIR names it (PublicationReading); a signature does not.
    private func isNamed(_ association: Association) -> Bool {
        Self.served.contains(association.type) && ObjectName.uniqueID(association.target) != nil
    }

    /// What the submission set holds: its documents and folders, what puts documents into folders, and references.
    private mutating func readsMember(_ association: Association) -> Bool {
        let target = association.target
        if entries.contains(target) || folders.contains(target) { return true }
        if let content = objects.associations.first(where: { $0.entryUUID == target }) { return content.type == .hasMember && content.source != set }
        guard isElsewhere(target), association.values(of: "SubmissionSetStatus") == ["Reference"] else { return false }
        references.append(target.lowercased())
        return true
    }

    /// What a folder holds: a document of the submission, or one that is registered.
    private mutating func readsContent(_ folder: String, _ object: String) -> Bool {
        guard folders.contains(folder) || isElsewhere(folder), entries.contains(object) || isElsewhere(object) else { return false }
        let said = (folder: folders.contains(folder) ? folder : folder.lowercased(), object: entries.contains(object) ? object : object.lowercased())
        if !contents.contains(where: { $0 == said }) { contents.append(said) }
        return true
    }

    /// Every document and every folder is a member of the set, once (ITI TF-3 4.2.1.4).
    private var missingMemberships: [SubmissionRemark] {
        guard let set else { return [] }
        func own(_ object: String) -> [Association] {
            objects.associations.filter { $0.type == .hasMember && $0.source == set && $0.target == object }
        }
        let documents = objects.documentEntries.map(\.entryUUID).filter { entry in
            let own = own(entry)
            return own.count != 1 || own[0].values(of: "SubmissionSetStatus") != ["Original"]
        }
        return documents.map { SubmissionRemark(.notMember, at: $0) }
            + objects.folders.map(\.entryUUID).filter { own($0).count != 1 }.map { SubmissionRemark(.folderNotMember, at: $0) }
    }

    /// The folders that a document brings along; the first one also those that hold no document of the submission.
    func places(of entry: String, isFirst: Bool) -> [FolderPlace] {
        func registered(in folder: String) -> [String] {
            isFirst ? contents.filter { $0.folder == folder && !entries.contains($0.object) }.map(\.object) : []
        }
        func holds(_ folder: String) -> Bool { contents.contains { $0 == (folder, entry) } }
        let new = objects.folders.compactMap { folder -> FolderPlace? in
            let (holds, others) = (holds(folder.entryUUID), registered(in: folder.entryUUID))
            let isAlone = isFirst && !contents.contains { $0.folder == folder.entryUUID && entries.contains($0.object) }
            guard holds || !others.isEmpty || isAlone else { return nil }
            return FolderPlace(new: folder, holdsDocument: holds, registered: others)
        }
        var seen: Set<String> = []
        let known = contents.map(\.folder).filter { !folders.contains($0) && seen.insert($0).inserted }.compactMap { folder -> FolderPlace? in
            let (holds, others) = (holds(folder), registered(in: folder))
            return holds || !others.isEmpty ? FolderPlace(folder: nil, entryUUID: folder, holdsDocument: holds, registered: others) : nil
        }
        return new + known
    }
}
