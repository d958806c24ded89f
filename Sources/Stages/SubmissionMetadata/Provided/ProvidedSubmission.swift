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
    /// The unique id of the related document, where that is submitted beside it or named so.
    let siblingUniqueID: String?
    /// What it signs; nothing where it is no signature.
    public let signed: [SignedObject]
    /// The folders that it goes into, and those that travel with it.
    public let folders: [FolderPlace]
    /// The registered documents that the submission refers to; they travel with the first document.
    public let references: [String]

    /// The restrictions of visibility among the levels of confidentiality; a restriction is heeded whatever its scheme.
    public var visibility: [Visibility] { entry.confidentialityCodes.compactMap { Visibility(code: $0.code) } }

    /// The kind of relation to an earlier document.
    public var relationType: AssociationType? { relation?.type }

    /// Whether it signs others: a signature is registered as it came, for it has no header to say what it is.
    public var isSignature: Bool { !signed.isEmpty }
}

/// What a signature signs.
public enum SignedObject: Sendable, Hashable {
    /// A document of the submission, by its place there and its unique id.
    case sibling(Int, uniqueID: String)
    /// A registered document, by its entryUUID.
    case registered(String)
}

/// A submission of another system, taken apart.
public struct ProvidedSubmission: Sendable {
    /// The documents in order.
    public let entries: [ProvidedEntry]
    /// The places of the documents in an order in which what others relate to comes first.
    public let order: [Int]
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
        let places = Dictionary(objects.documentEntries.enumerated().map { ($1.entryUUID, $0) }) { first, _ in first }
        let documents = Dictionary(request.documents.map { ($0.id, $0.bytes) }) { first, _ in first }
        let associations = AssociationReading(objects)
        let first = objects.documentEntries.first { associations.signed[$0.entryUUID] == nil }?.entryUUID
        entries = objects.documentEntries.map { entry in
            let relation = associations.relations[entry.entryUUID]
            let isFirst = entry.entryUUID == first
            return ProvidedEntry(
                entry: entry, bytes: documents[entry.entryUUID] ?? [], relation: relation,
                siblingUniqueID: relation.flatMap { relation in
                    places[relation.target].map { objects.documentEntries[$0].uniqueId } ?? ObjectName.uniqueID(relation.target)
                },
                signed: (associations.signed[entry.entryUUID] ?? []).map { association in
                    places[association.target].map { .sibling($0, uniqueID: objects.documentEntries[$0].uniqueId) }
                        ?? .registered(association.target.lowercased())
                }, folders: associations.places(of: entry.entryUUID, isFirst: isFirst), references: isFirst ? associations.references : [])
        }
        order = Self.order(of: entries, places)
        remarks = structure(of: request) + associations.remarks + identifiers(in: objects)
        for provided in entries where documents[provided.entry.entryUUID] != nil {
            remarks += provided.byteRemarks + provided.signatureRemarks(beside: entries)
        }
        if let set, stated != nil, contentType == nil { remarks.append(SubmissionRemark(.contentTypeUnknown, at: set.entryUUID)) }
        if let set, !set.extra.isEmpty || set.comments != nil || set.title != nil || !set.intendedRecipients.isEmpty {
            remarks.append(SubmissionRemark(.notForwarded, at: set.entryUUID, attribute: "SubmissionSet"))
        }
    }

    /// The places of documents, what others relate to or sign before those; a circle is cut where it is met.
    private static func order(of entries: [ProvidedEntry], _ places: [String: Int]) -> [Int] {
        var (order, seen): ([Int], Set<Int>) = ([], [])
        func visit(_ place: Int) {
            guard seen.insert(place).inserted else { return }
            if let target = entries[place].relation.flatMap({ places[$0.target] }) { visit(target) }
            for case .sibling(let target, _) in entries[place].signed { visit(target) }
            order.append(place)
        }
        for place in entries.indices { visit(place) }
        return order
    }

    private func structure(of request: ProvideAndRegisterRequest) -> [SubmissionRemark] {
        let objects = request.objects
        var found = objects.irregularities.map { SubmissionRemark(.metadataUnreadable, at: $0.object, attribute: "\($0.kind.rawValue): \($0.attribute)") }
        if objects.submissionSets.count != 1 { found.append(SubmissionRemark(.submissionSetCount, at: "", attribute: "\(objects.submissionSets.count)")) }
        if objects.documentEntries.isEmpty { found.append(SubmissionRemark(.noEntry, at: "")) }
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
        return found
    }

    private func identifiers(in objects: RegistryObjectList) -> [SubmissionRemark] {
        var found: [SubmissionRemark] = []
        let named =
            objects.submissionSets.map { ($0.entryUUID, $0.uniqueId, $0.patientId) }
            + objects.documentEntries.map { ($0.entryUUID, $0.uniqueId, $0.patientId) } + objects.folders.map { ($0.entryUUID, $0.uniqueId, $0.patientId) }
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

    /// The document came before without the folders or references that it now has.
    public var companionsLate: SubmissionRemark { SubmissionRemark(.companionsLate, at: entry.entryUUID) }
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
