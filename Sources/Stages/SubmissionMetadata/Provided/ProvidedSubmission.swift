// A submission of another system (ITI-41), taken apart: each document with its entry, what is asked for it, and what is wrong with the whole.

public import ClinicalTypes
import CodeSystems
import CredentialChecks
public import XDSMessages

/// A document of a submission, with what the submission says of it.
public struct ProvidedEntry: Sendable {
    /// The entry as it came.
    public let entry: DocumentEntry
    /// The bytes as they came.
    public let bytes: [UInt8]
    /// What the submission says of an earlier document.
    let relation: Association?
    /// The unique id of the related document, where that is submitted beside it.
    let siblingUniqueID: String?

    /// The restrictions of visibility among the levels of confidentiality; a restriction is heeded whatever its scheme.
    public var visibility: [Visibility] { entry.confidentialityCodes.compactMap { Visibility(code: $0.code) } }
}

/// A submission of another system, taken apart.
public struct ProvidedSubmission: Sendable {
    /// The documents in order.
    public let entries: [ProvidedEntry]
    /// What is wrong with the submission as a whole, or not forwarded of it; one that refuses refuses all.
    public private(set) var remarks: [SubmissionRemark] = []
    /// The kind of activity, where the table has it.
    public let contentType: CodedValue?
    /// Who submits.
    public let submitter: Author?

    /// Takes a request apart (ITI TF-2 3.41.4.1, ITI TF-3 4.1.4).
    public init(_ request: ProvideAndRegisterRequest) {
        let objects = request.objects
        let set = objects.submissionSets.first
        let stated = set?.contentTypeCode
        contentType = stated.flatMap { CodeTables.contentTypes[$0.code, $0.scheme] }
        submitter = set?.authors.first.flatMap { $0.person == nil && $0.institutions.isEmpty ? nil : $0 }
        let uniqueIDs = Dictionary(objects.documentEntries.map { ($0.entryUUID, $0.uniqueId) }) { first, _ in first }
        let documents = Dictionary(request.documents.map { ($0.id, $0.bytes) }) { first, _ in first }
        entries = objects.documentEntries.map { entry in
            let relation = objects.associations.first { $0.type.relatesDocuments && $0.source == entry.entryUUID }
            return ProvidedEntry(
                entry: entry, bytes: documents[entry.entryUUID] ?? [], relation: relation, siblingUniqueID: relation.flatMap { uniqueIDs[$0.target] })
        }
        remarks = structure(of: request) + identifiers(in: objects)
        for provided in entries where documents[provided.entry.entryUUID] != nil { remarks += provided.byteRemarks }
        if let set, stated != nil, contentType == nil { remarks.append(SubmissionRemark(.contentTypeUnknown, at: set.entryUUID)) }
        if let set, !set.extra.isEmpty || set.comments != nil || set.title != nil || !set.intendedRecipients.isEmpty {
            remarks.append(SubmissionRemark(.notForwarded, at: set.entryUUID, attribute: "SubmissionSet"))
        }
    }

    private func structure(of request: ProvideAndRegisterRequest) -> [SubmissionRemark] {
        let objects = request.objects
        var found = objects.irregularities.map { SubmissionRemark(.metadataUnreadable, at: $0.object, attribute: "\($0.kind.rawValue): \($0.attribute)") }
        if objects.submissionSets.count != 1 { found.append(SubmissionRemark(.submissionSetCount, at: "", attribute: "\(objects.submissionSets.count)")) }
        if objects.documentEntries.isEmpty { found.append(SubmissionRemark(.noEntry, at: "")) }
        found += objects.folders.map { SubmissionRemark(.folderUnserved, at: $0.entryUUID) }
        let ids = Set(objects.documentEntries.map(\.entryUUID))
        var seen: Set<String> = []
        for document in request.documents {
            if !ids.contains(document.id) { found.append(SubmissionRemark(.entryMissing, at: document.id)) }
            if !seen.insert(document.id).inserted { found.append(SubmissionRemark(.documentRepeated, at: document.id)) }
        }
        for entry in objects.documentEntries {
            if entry.kind == .onDemand { found.append(SubmissionRemark(.onDemandUnserved, at: entry.entryUUID)) }
            if !seen.contains(entry.entryUUID) { found.append(SubmissionRemark(.documentMissing, at: entry.entryUUID)) }
        }
        return found + associations(in: objects)
    }

    /// Every entry is a member of the set, and every other association is one that can be forwarded: one for each document.
    private func associations(in objects: RegistryObjectList) -> [SubmissionRemark] {
        var found: [SubmissionRemark] = []
        let ids = Set(objects.documentEntries.map(\.entryUUID))
        if let set = objects.submissionSets.first {
            for entry in objects.documentEntries {
                let own = objects.associations.filter { $0.type == .hasMember && $0.source == set.entryUUID && $0.target == entry.entryUUID }
                if own.count != 1 || own[0].values(of: "SubmissionSetStatus") != ["Original"] {
                    found.append(SubmissionRemark(.notMember, at: entry.entryUUID))
                }
            }
        }
        let served: Set<AssociationType> = [.replaces, .appends, .transforms]
        var related: Set<String> = []
        for association in objects.associations {
            let isMembership =
                association.type == .hasMember && association.source == objects.submissionSets.first?.entryUUID && ids.contains(association.target)
            let isRelation =
                served.contains(association.type) && ids.contains(association.source) && !association.target.isEmpty
                && association.target != association.source && related.insert(association.source).inserted
            if !isMembership, !isRelation {
                let name = association.type.rawValue.split(separator: ":").last.map { $0.prefix(40) }
                found.append(SubmissionRemark(.associationUnserved, at: association.entryUUID, attribute: name.map(String.init)))
            }
        }
        return found
    }

    private func identifiers(in objects: RegistryObjectList) -> [SubmissionRemark] {
        var found: [SubmissionRemark] = []
        let named =
            objects.submissionSets.map { ($0.entryUUID, $0.uniqueId, $0.patientId) }
            + objects.documentEntries.map { ($0.entryUUID, $0.uniqueId, $0.patientId) }
        let patient = objects.submissionSets.first.map { PatientKey($0.patientId) }
        var seen: Set<String> = []
        for (object, uniqueID, patientID) in named {
            if uniqueID.isEmpty {
                found.append(SubmissionRemark(.identifierMissing, at: object, attribute: "uniqueId"))
            } else if !seen.insert(uniqueID).inserted {
                found.append(SubmissionRemark(.uniqueIDRepeated, at: object))
            }
            if patientID.isEmpty {
                found.append(SubmissionRemark(.identifierMissing, at: object, attribute: "patientId"))
            } else if let patient, PatientKey(patientID) != patient {
                found.append(SubmissionRemark(.patientsMixed, at: object))
            }
        }
        return found
    }
}

extension ProvidedEntry {
    /// Whether the bytes are those that the entry describes.
    fileprivate var byteRemarks: [SubmissionRemark] {
        var found: [SubmissionRemark] = []
        let hash = hexadecimal(Digest.sha1(bytes))
        if let stated = entry.hash, stated.lowercased() != hash {
            found.append(SubmissionRemark(.hashDiffers, at: entry.entryUUID, found: stated, expected: hash))
        }
        if let stated = entry.size, stated != bytes.count {
            found.append(SubmissionRemark(.sizeDiffers, at: entry.entryUUID, found: "\(stated)", expected: "\(bytes.count)"))
        }
        return found
    }

    /// Other bytes are held under the unique id of this entry.
    public var uniqueIDTaken: SubmissionRemark { SubmissionRemark(.uniqueIDTaken, at: entry.entryUUID) }
}

/// What makes two CX the same patient: the identifier and the universal id of its authority (CX.1 and CX.4.2).
struct PatientKey: Hashable {
    private let identifier: Substring
    private let authority: Substring

    init(_ cx: String) {
        let components = cx.split(separator: "^", omittingEmptySubsequences: false)
        let assigner = components.count > 3 ? components[3].split(separator: "&", omittingEmptySubsequences: false) : []
        identifier = components.first ?? ""
        authority = assigner.count > 1 ? assigner[1] : ""
    }
}
