// The words of the standards that travel in messages, row by row.

import Testing
import XMLTree

@testable import XDSMessages

@Suite struct CodeTableTests {
    @Test(arguments: [
        (RegistryErrorCode.missingDocument, "XDSMissingDocument"), (.missingDocumentMetadata, "XDSMissingDocumentMetadata"),
        (.registryMetadataError, "XDSRegistryMetadataError"), (.repositoryMetadataError, "XDSRepositoryMetadataError"),
        (.extraMetadataNotSaved, "XDSExtraMetadataNotSaved"), (.registryDuplicateUniqueIdInMessage, "XDSRegistryDuplicateUniqueIdInMessage"),
        (.repositoryDuplicateUniqueIdInMessage, "XDSRepositoryDuplicateUniqueIdInMessage"), (.duplicateUniqueIdInRegistry, "XDSDuplicateUniqueIdInRegistry"),
        (.nonIdenticalHash, "XDSNonIdenticalHash"), (.nonIdenticalSize, "XDSNonIdenticalSize"), (.documentUniqueIdError, "XDSDocumentUniqueIdError"),
        (.unknownPatientId, "XDSUnknownPatientId"), (.patientIdDoesNotMatch, "XDSPatientIdDoesNotMatch"),
        (.resultNotSinglePatient, "XDSResultNotSinglePatient"), (.registryNotAvailable, "XDSRegistryNotAvailable"), (.registryBusy, "XDSRegistryBusy"),
        (.repositoryBusy, "XDSRepositoryBusy"), (.registryOutOfResources, "XDSRegistryOutOfResources"),
        (.repositoryOutOfResources, "XDSRepositoryOutOfResources"), (.registryError, "XDSRegistryError"), (.repositoryError, "XDSRepositoryError"),
        (.unknownStoredQuery, "XDSUnknownStoredQuery"), (.storedQueryMissingParam, "XDSStoredQueryMissingParam"),
        (.storedQueryParamNumber, "XDSStoredQueryParamNumber"), (.tooManyResults, "XDSTooManyResults"),
        (.registryDeprecatedDocumentError, "XDSRegistryDeprecatedDocumentError"), (.replaceFailed, "XDSReplaceFailed"),
        (.unknownRepositoryId, "XDSUnknownRepositoryId"), (.unresolvedReference, "UnresolvedReferenceException"),
        (.invalidDocumentContent, "InvalidDocumentContent"), (.documentQueued, "DocumentQueued"), (.metadataUpdateError, "XDSMetadataUpdateError"),
        (.metadataUpdateOperationError, "XDSMetadataUpdateOperationError"), (.metadataVersionError, "XDSMetadataVersionError"),
        (.patientIDReconciliationError, "XDSPatientIDReconciliationError"), (.metadataIdentifierError, "XDSMetadataIdentifierError"),
        (.unmodifiableMetadata, "UnmodifiableMetadataError"), (.localPolicyRestriction, "LocalPolicyRestrictionError"),
        (.invalidRequest, "XDSInvalidRequestException"), (.partialFolderContent, "PartialFolderContentNotProcessed"),
        (.partialAppendContent, "PartialAppendContentNotProcessed"), (.partialTransformContent, "PartialTransformNotProcessed"),
        (.partialRelationshipContent, "PartialRelationshipContentNotProcessed"),
    ])
    func `a registry error has its code`(code: RegistryErrorCode, text: String) throws {
        #expect(code.rawValue == text)
        let told = RegistryResponse.failure([RegistryError(code, "context")])
        #expect(try RegistryResponse(reading: SOAPMessage.read(told.message(header: Fixture.header))) == told)
    }

    @Test(arguments: [
        (AssociationType.hasMember, "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember", false, false),
        (.replaces, "urn:ihe:iti:2007:AssociationType:RPLC", true, true), (.appends, "urn:ihe:iti:2007:AssociationType:APND", false, true),
        (.transforms, "urn:ihe:iti:2007:AssociationType:XFRM", false, true),
        (.transformsAndReplaces, "urn:ihe:iti:2007:AssociationType:XFRM_RPLC", true, true), (.signs, "urn:ihe:iti:2007:AssociationType:signs", false, true),
        (.isSnapshotOf, "urn:ihe:iti:2010:AssociationType:IsSnapshotOf", false, true),
        (.updatesAvailabilityStatus, "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus", false, false),
        (.submitsAssociation, "urn:ihe:iti:2010:AssociationType:SubmitAssociation", false, false), (AssociationType(rawValue: "urn:x"), "urn:x", false, false),
    ])
    func `an association has its type, which says whether it replaces and whether it relates documents`(
        type: AssociationType, text: String, replaces: Bool, relates: Bool
    ) {
        #expect(type.rawValue == text && type.replacesTarget == replaces && type.relatesDocuments == relates)
    }

    @Test(arguments: [
        (AvailabilityStatus.approved, "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"),
        (.deprecated, "urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated"), (.archived, "urn:asip:ci-sis:2010:StatusType:Archived"),
        (.deleted, "urn:asip:ci-sis:2010:StatusType:Deleted"),
    ])
    func `a status has its name`(status: AvailabilityStatus, text: String) { #expect(status.rawValue == text) }

    @Test(arguments: [
        (StoredQueryID.findDocuments, "14d4debf-8f97-4251-9a74-a90016b0af0d"), (.findDocumentsByReferenceId, "12941a89-e02e-4be5-967c-ce4bfc8fe492"),
        (.findSubmissionSets, "f26abbcb-ac74-4422-8a30-edb644bbc1a9"), (.findFolders, "958f3006-baad-4929-a4de-ff1114824431"),
        (.getAll, "10b545ea-725c-446d-9b95-8aeb444eddf3"), (.getDocuments, "5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"),
        (.getFolders, "5737b14c-8a1a-4539-b659-e03a34a5e1e4"), (.getAssociations, "a7ae438b-4bc2-4642-93e9-be891f7bb155"),
        (.getDocumentsAndAssociations, "bab9529a-4a10-40b3-a01f-f68a615d247a"), (.getSubmissionSets, "51224314-5390-4169-9b91-b1980040715a"),
        (.getSubmissionSetAndContents, "e8e3cb2c-e39c-46b9-99e4-c12f57260b83"), (.getFolderAndContents, "b909a503-523d-4517-8acf-8e5834dfc4c7"),
        (.getFoldersForDocument, "10cae35a-c7f9-4cf5-b61e-fc3278ffb578"), (.getRelatedDocuments, "d90e5407-b356-4d91-a89f-873917b4b0e6"),
    ])
    func `a stored query has its id, read in letters of either case`(query: StoredQueryID, uuid: String) throws {
        #expect(query.rawValue == "urn:uuid:" + uuid)
        let request = StoredQueryRequest(query: StoredQueryID(rawValue: query.rawValue.uppercased()), parameters: [QueryParameter("$x", .number("1"))])
        #expect(try StoredQueryRequest(reading: SOAPMessage.read(request.message(header: Fixture.header))).query == query)
    }

    @Test(arguments: [
        (TransactionAction.provideAndRegister, "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b"), (.register, "urn:ihe:iti:2007:RegisterDocumentSet-b"),
        (.storedQuery, "urn:ihe:iti:2007:RegistryStoredQuery"), (.retrieve, "urn:ihe:iti:2007:RetrieveDocumentSet"),
        (.update, "urn:ihe:iti:2010:UpdateDocumentSet"),
    ])
    func `a transaction has its action, and its answer the same with a word behind`(action: TransactionAction, text: String) {
        #expect(action.rawValue == text && action.response == text + "Response")
    }

    @Test func `no transaction is left out of the table above`() { #expect(TransactionAction.allCases.count == 5) }

    private static let tooMuch: [MessageFailureCode] = [.tooManyBytes, .tooManyParts, .preambleTooLong, .headersTooLong, .tooManyIncludes]

    @Test(arguments: MessageFailureCode.allCases)
    func `a failure has its fault, its subcodes and its status`(code: MessageFailureCode) {
        let fault = MessageFailure(code, detail: "d").asFault
        let whose: SOAPFaultCode =
            switch code {
            case .soapVersion: .versionMismatch
            case .mustUnderstand: .mustUnderstand
            case .character: .receiver
            default: .sender
            }
        let status = code == .contentType ? 415 : Self.tooMuch.contains(code) ? 413 : whose == .sender ? 400 : 500
        #expect(fault.code == whose && MessageFailure(code).httpStatus == status && fault.language == "en")
        let standard: [String] =
            code == .addressingMissing ? ["MessageAddressingHeaderRequired"] : code == .addressingInvalid ? ["InvalidAddressingHeader"] : []
        #expect(fault.subcodes.map(\.local) == standard + [code.rawValue])
        #expect(fault.subcodes.first?.namespace == (standard.isEmpty ? "urn:passerelle:fault" : "http://www.w3.org/2005/08/addressing"))
        #expect(fault.reason == "\(code.rawValue): d")
    }

    @Test(arguments: [(SOAPFaultCode.sender, 400), (.receiver, 500), (.versionMismatch, 500), (.mustUnderstand, 500), (.dataEncodingUnknown, 500)])
    func `a fault of the sender is 400, and any other 500`(code: SOAPFaultCode, status: Int) {
        #expect(SOAPFault(code: code, reason: "r").httpStatus == status)
    }

    @Test func `an action that is not served has the standard's own subcode, and its fault the standard's own action`() throws {
        let fault = SOAPFault.actionNotSupported("no")
        #expect(fault.code == .sender && fault.subcodes == [QualifiedName("ActionNotSupported", in: "http://www.w3.org/2005/08/addressing")])
        let message = try SOAPMessage.read(fault.message(messageID: "urn:uuid:1", relatesTo: "urn:uuid:2"))
        #expect(message.header.action == "http://www.w3.org/2005/08/addressing/fault" && message.header.relatesTo == "urn:uuid:2")
        let other = try SOAPMessage.read(SOAPFault(code: .receiver, reason: "r").message(messageID: "urn:uuid:1", relatesTo: nil))
        #expect(other.header.action == "http://www.w3.org/2005/08/addressing/soap/fault" && other.header.relatesTo == nil)
    }

    @Test func `every code of a failure is written once`() {
        let codes = MessageFailureCode.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count && codes.allSatisfy { $0.contains(".") })
    }

    @Test func `a failure tells code, detail and the parser's place`() {
        var parse: ParseFailure?
        do { _ = try FrozenTree.parse(Array("<a>\n<b></a>".utf8)) } catch { parse = error }
        #expect(MessageFailure(.notXML, parse: parse).description.hasPrefix("soap.not-xml: "))
        #expect(MessageFailure(.notXML, detail: "d", parse: parse).description.contains("at 2:"))
        #expect(MessageFailure(.boundary).description == "mime.boundary")
    }
}
