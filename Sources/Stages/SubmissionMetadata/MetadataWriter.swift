// Writes the entry of a document and the set that it is submitted in.

public import CDADocuments
public import ClinicalTypes
import CodeSystems
import CredentialChecks
import XDSMessages

/// Writes the entry of a document and the set that it is submitted in, as the French record wants them.
///
/// Every fact comes from the header, the classification, the bytes as received, the options or the identity: nothing is guessed. A
/// fact that the registry demands and the document lacks is a finding with its place, and refuses.
public struct MetadataWriter: Sendable {
    /// What the submitting system decides.
    public var options: MetadataOptions

    /// Takes the decisions of the submitting system.
    public init(options: MetadataOptions) { self.options = options }

    /// Describes one document.
    ///
    /// - Parameters:
    ///   - document: the document.
    ///   - classified: its type and class.
    ///   - bytes: the document as received; hash and size are taken of them, unchanged.
    ///   - identity: the names and the time of the submission.
    ///   - visibility: restrictions for this document, added to those of the options.
    public func description(
        of document: CDADocument, classified: Classified, bytes: [UInt8], identity: SubmissionIdentity, visibility: [Visibility] = []
    ) -> MetadataVerdict {
        var facts = HeaderFacts(document: document, classified: classified)
        let patientID = facts.patientID()
        var entry = DocumentEntry(
            entryUUID: identity.entry.urn, uniqueId: facts.uniqueID() ?? "", patientId: patientID ?? "", mimeType: document.mimeType)
        entry.logicalId = identity.entry.urn
        entry.sourcePatientId = facts.sourcePatientID()
        entry.sourcePatientInfo = document.patient?.sourceInfo ?? []
        entry.authors = facts.authors()
        entry.legalAuthenticator = facts.legalAuthenticator()
        entry.title = facts.title()
        entry.classCode = Code(classified.classCode)
        entry.typeCode = facts.typeCode()
        entry.formatCode = facts.formatCode()
        entry.healthcareFacilityTypeCode = facts.facilityType()
        entry.practiceSettingCode = facts.practiceSetting()
        entry.confidentialityCodes = facts.confidentiality(with: options.visibility + visibility)
        entry.eventCodeList = facts.eventCodes()
        entry.creationTime = facts.creationTime()
        (entry.serviceStartTime, entry.serviceStopTime) = facts.serviceTimes()
        entry.languageCode = facts.language()
        entry.hash = hexadecimal(Digest.sha1(bytes))
        entry.size = bytes.count
        entry.referenceIdList = facts.referenceIDs()

        let set = submissionSet(under: identity, patientID: entry.patientId, author: entry.authors.first)
        let membership = Association.member(identity.membership.urn, of: set.entryUUID, entry: entry.entryUUID)
        let relation = facts.relation()
        if facts.isComplete { facts.findings += SelfCheck.findings(in: entry, of: set, membership: membership) }
        guard facts.isComplete else { return .refused(facts.findings) }
        return .described(
            DescribedSubmission(
                entry: entry, submissionSet: set, membership: membership, relation: relation, custodian: document.custodian?.organization?.extendedOrganization,
                remarks: facts.findings, relationID: identity.relation))
    }

    /// The set that a document is submitted in.
    func submissionSet(under identity: SubmissionIdentity, patientID: String, author: Author?) -> SubmissionSet {
        var set = SubmissionSet(
            entryUUID: identity.submissionSet.urn, uniqueId: identity.submissionSetUniqueID.dotted, sourceId: options.sourceID.dotted, patientId: patientID)
        set.submissionTime = HL7Timestamp.dtm(identity.submissionTime)
        set.contentTypeCode = Code(options.contentType)
        set.authors = (options.submitter ?? author).map { [$0] } ?? []
        return set
    }
}

extension Code {
    /// The code as the registry writes it.
    init(_ value: CodedValue) { self.init(code: value.code, scheme: value.system, displayName: value.displayName) }
}
