// Each answer and each silence of a store has its class.

import ClinicalTypes
import Foundation
import Testing
import XDSMessages

@testable import Delivery

@Suite struct FailureClassingTests {
    private func answer(_ codes: [String], status: ResponseStatus = .failure) -> RegistryResponse {
        RegistryResponse(status: status, errors: codes.map { RegistryError(RegistryErrorCode(rawValue: $0), "context with content") })
    }

    @Test func `a success, also with warnings, is no failure`() {
        #expect(DeliveryFailure(RegistryResponse.success) == nil)
        let warned = RegistryResponse(status: .success, errors: [RegistryError(.extraMetadataNotSaved, "", severity: .warning)])
        #expect(DeliveryFailure(warned) == nil)
    }

    @Test(arguments: [
        ("XDSRegistryBusy", FailureKind.transient), ("XDSRepositoryOutOfResources", .transient), ("XDSRegistryError", .ambiguous),
        ("XDSDuplicateUniqueIdInRegistry", .duplicate), ("XDSNonIdenticalHash", .duplicate), ("XDSUnknownPatientId", .needsPerson),
        ("XDSRegistryDeprecatedDocumentError", .needsPerson), ("XDSRegistryMetadataError", .permanent), ("XDSPatientIdDoesNotMatch", .permanent),
        ("NobodyKnowsThisCode", .needsPerson),
    ])
    func `each error code asks for something`(code: String, kind: FailureKind) throws {
        let failure = try #require(DeliveryFailure(answer([code])))
        #expect(failure.kind == kind)
        #expect(failure.code == code)
        #expect(failure.message.fr.contains(code) || failure.message.fr.contains("rejouer") || failure.message.fr.contains("abandonner"))
    }

    @Test(arguments: [
        (["XDSRegistryBusy", "XDSRegistryMetadataError"], "XDSRegistryMetadataError"),
        (["XDSRegistryMetadataError", "XDSDuplicateUniqueIdInRegistry"], "XDSDuplicateUniqueIdInRegistry"),
        (["XDSRegistryBusy", "Unheard", "XDSRegistryError"], "Unheard"), (["XDSRegistryBusy", "XDSRegistryError"], "XDSRegistryError"),
    ])
    func `of several errors the weightiest counts`(codes: [String], deciding: String) {
        #expect(DeliveryFailure(answer(codes))?.code == deciding)
    }

    @Test func `an answer that contradicts itself is doubt`() {
        #expect(DeliveryFailure(answer([]))?.kind == .ambiguous)
        #expect(DeliveryFailure(answer(["XDSRegistryMetadataError"], status: .success))?.kind == .ambiguous)
        #expect(DeliveryFailure(answer(["XDSRegistryMetadataError"], status: .partialSuccess))?.kind == .ambiguous)
    }

    @Test func `neither the store's words nor a wild code reach a message`() throws {
        let failure = try #require(DeliveryFailure(answer(["X\n<DUPONT Jean>" + String(repeating: "y", count: 500)])))
        #expect(failure.code.count == 64)
        #expect(!failure.code.contains("\n") && !failure.code.contains("<"))
        #expect(!failure.message.en.contains("content"))
    }

    @Test(arguments: [
        (408, FailureKind.transient), (425, .transient), (429, .transient), (503, .transient), (401, .transient), (407, .transient), (500, .ambiguous),
        (502, .ambiguous), (504, .ambiguous), (501, .needsPerson), (505, .needsPerson), (302, .needsPerson), (400, .needsPerson), (403, .needsPerson),
        (404, .needsPerson), (413, .needsPerson),
    ])
    func `each status asks for something`(status: Int, kind: FailureKind) {
        let failure = DeliveryFailure(StoreAnswer(status: status))
        #expect(failure.kind == kind)
        #expect(failure.code == "http.\(status)")
    }

    @Test(arguments: [
        ("120", 120.0), ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sun, 06 Nov 1994 08:49:07 GMT", 0),
    ])
    func `a pause is read as seconds or as a date`(field: String, seconds: Double) {
        let answer = StoreAnswer(status: 503, fields: ["retry-after": field, "date": "Sun, 06 Nov 1994 08:49:37 GMT"])
        #expect(DeliveryFailure(answer).retryAfter == seconds)
    }

    @Test(arguments: ["soon", "-5", "1e9", ""])
    func `a pause that cannot be read is none`(field: String) {
        #expect(DeliveryFailure(StoreAnswer(status: 503, fields: ["retry-after": field])).retryAfter == nil)
    }

    @Test(arguments: [SOAPFaultCode.sender, .receiver, .mustUnderstand, .versionMismatch])
    func `a fault of the receiver is doubt, any other is for a person`(code: SOAPFaultCode) {
        let failure = DeliveryFailure(SOAPFault(code: code, reason: "DUPONT Jean"), StoreAnswer(status: 500))
        #expect(failure.kind == (code == .receiver ? .ambiguous : .needsPerson))
        #expect(!failure.message.en.contains("DUPONT"))
    }

    @Test(arguments: TransferFailureReason.allCases)
    func `a broken exchange is doubt only when the request may have arrived`(reason: TransferFailureReason) {
        let before = DeliveryFailure(TransferFailure(reason: reason, requestMayHaveArrived: false))
        #expect(before.kind == .transient)
        #expect(before.code == reason.rawValue)
        let after = DeliveryFailure(TransferFailure(reason: reason, requestMayHaveArrived: true))
        #expect(after.kind == (before.needsOperator ? .transient : .ambiguous))
    }

    @Test func `refused certificates are for an operator`() {
        for reason in [TransferFailureReason.serverCertificateRefused, .clientCertificateRefused, .ownCredentialsUnusable] {
            #expect(DeliveryFailure(TransferFailure(reason: reason, requestMayHaveArrived: false)).needsOperator)
        }
    }
}
