// Every row of the tables of failures: registry codes, statuses of HTTP, reply codes of SMTP, broken exchanges.

import CCurl
import ClinicalTypes
import MailMessages
import Testing
import XDSMessages

@testable import Delivery

@Suite struct FailureTableTests {
    private static let codes: [(kind: FailureKind, codes: [String])] = [
        (
            .transient,
            [
                "XDSRegistryNotAvailable", "XDSRegistryBusy", "XDSRepositoryBusy", "XDSRegistryOutOfResources", "XDSRepositoryOutOfResources",
                "XDSUnavailableCommunity", "UnavailableRecipient",
            ]
        ), (.ambiguous, ["XDSRegistryError", "XDSRepositoryError", "DocumentQueued"]),
        (.duplicate, ["XDSDuplicateUniqueIdInRegistry", "XDSNonIdenticalHash", "XDSNonIdenticalSize"]),
        (
            .needsPerson,
            [
                "XDSUnknownPatientId", "XDSRegistryDeprecatedDocumentError", "XDSReplaceFailed", "UnresolvedReferenceException", "LocalPolicyRestrictionError",
                "XDSUnknownRepositoryId", "XDSUnknownCommunity", "XDSMissingHomeCommunityId", "UnknownRecipient", "XDSUnknownStoredQuery",
                "XDSStoredQueryMissingParam", "XDSStoredQueryParamNumber", "XDSTooManyResults", "XDSPatientIDReconciliationError", "XDSMetadataUpdateError",
                "XDSMetadataVersionError",
            ]
        ),
        (
            .permanent,
            [
                "XDSMissingDocument", "XDSMissingDocumentMetadata", "XDSRegistryMetadataError", "XDSRepositoryMetadataError",
                "XDSRegistryDuplicateUniqueIdInMessage", "XDSRepositoryDuplicateUniqueIdInMessage", "XDSDocumentUniqueIdError", "XDSPatientIdDoesNotMatch",
                "XDSResultNotSinglePatient", "InvalidDocumentContent", "XDSObjectTypeError", "XDSMetadataIdentifierError", "XDSInvalidRequestException",
                "PartialFolderContentNotProcessed", "PartialReplaceContentNotProcessed", "PartialTransformNotProcessed", "PartialAppendContentNotProcessed",
                "PartialRelationshipContentNotProcessed", "PartialTransformReplaceNotProcessed", "XDSMetadataUpdateOperationError", "UnmodifiableMetadataError",
            ]
        ),
    ]

    @Test(arguments: codes)
    func `a registry code has its class, with words in both languages that name it or advise`(kind: FailureKind, codes: [String]) throws {
        for code in codes {
            let told = try #require(DeliveryFailure(RegistryResponse.failure([RegistryError(RegistryErrorCode(rawValue: code), "SECRET")])))
            #expect(told.kind == kind && told.code == code && told.description == "\(kind.rawValue) \(code)")
            #expect(told.message.fr != told.message.en && !told.message.fr.isEmpty && !told.needsOperator && told.retryAfter == nil)
            #expect(!"\(told.message)".contains("SECRET"))
        }
    }

    @Test(arguments: [
        "XDSUnknownPatientId", "XDSRegistryDeprecatedDocumentError", "XDSReplaceFailed", "UnresolvedReferenceException", "LocalPolicyRestrictionError",
        "XDSMetadataUpdateError", "XDSMetadataVersionError", "XDSUnknownRepositoryId",
    ])
    func `eight codes have advice of their own, and no other has`(code: String) throws {
        func words(_ code: String) throws -> Bilingual {
            try #require(DeliveryFailure(RegistryResponse.failure([RegistryError(RegistryErrorCode(rawValue: code), "")]))).message
        }
        #expect(try !words(code).en.contains(code) && !words(code).fr.contains(code))
        #expect(try words("UnknownRecipient").en == "The store refused with code UnknownRecipient: find out why, then retry or discard.")
    }

    @Test func `of two classes the one that decides is duplicate, then permanent, then a person's, then doubt, then another try`() throws {
        let order = ["XDSNonIdenticalHash", "XDSRegistryMetadataError", "XDSUnknownPatientId", "XDSRegistryError", "XDSRegistryBusy"]
        for (index, first) in order.enumerated() {
            for second in order[index...] {
                for codes in [[first, second], [second, first]] {
                    let errors = codes.map { RegistryError(RegistryErrorCode(rawValue: $0), "") }
                    #expect(DeliveryFailure(RegistryResponse.failure(errors))?.code == first)
                }
            }
        }
    }

    @Test func `a warning decides nothing beside an error`() {
        let errors = [RegistryError(.nonIdenticalHash, "", severity: .warning), RegistryError(.registryBusy, "")]
        #expect(DeliveryFailure(RegistryResponse.failure(errors))?.code == "XDSRegistryBusy")
        #expect(DeliveryFailure(RegistryResponse.failure([errors[0]]))?.code == "answer.contradiction")
    }

    @Test func `each status of an answer has its class, at the ends of every range`() {
        let retried: Set<Int> = [401, 407, 408, 425, 429, 503]
        let doubtful: Set<Int> = [500, 502, 504]
        for status in 200...599 where status != 200 {
            let told = DeliveryFailure(StoreAnswer(status: status))
            let kind: FailureKind = retried.contains(status) ? .transient : doubtful.contains(status) ? .ambiguous : .needsPerson
            #expect(told.kind == kind && told.code == "http.\(status)", "\(status)")
            let isForOperator = [401, 407, 501].contains(status) || status >= 505 || (300..<400).contains(status)
            #expect(told.needsOperator == isForOperator, "\(status)")
            #expect(told.message.fr.contains("\(status)") && told.message.en.contains("\(status)"))
        }
    }

    @Test(arguments: [(408, true), (503, true), (429, true), (401, true), (500, true), (501, false), (404, false), (302, false)])
    func `a pause is kept where the delivery is tried again`(status: Int, isKept: Bool) {
        #expect(DeliveryFailure(StoreAnswer(status: status, fields: ["retry-after": "7"])).retryAfter == (isKept ? 7 : nil))
    }

    @Test func `each reply code of a relay has its class`() {
        let operators: Set<Int> = [500, 501, 502, 503, 504, 521, 530, 534, 535, 538, 555]
        for code in 400...599 {
            let told = DeliveryFailure(smtp: code)
            let kind: FailureKind = code < 500 ? .transient : operators.contains(code) ? .needsPerson : .permanent
            #expect(told.kind == kind && told.needsOperator == (kind == .needsPerson) && told.code == "smtp.\(code)", "\(code)")
            #expect(told.message.fr.contains("\(code)") && told.message.en.contains("\(code)") && told.message.fr != told.message.en)
        }
    }

    @Test(arguments: [
        (CURLE_USE_SSL_FAILED, 0, "tls.handshake-failed"), (CURLE_PEER_FAILED_VERIFICATION, 550, "tls.server-certificate-refused"),
        (CURLE_SSL_ISSUER_ERROR, 0, "tls.server-certificate-refused"), (CURLE_SSL_CERTPROBLEM, 0, "tls.own-credentials-unusable"),
        (CURLE_SSL_CACERT_BADFILE, 0, "tls.own-credentials-unusable"), (CURLE_SSL_CONNECT_ERROR, 0, "tls.handshake-failed"),
        (CURLE_SSL_CIPHER, 0, "tls.handshake-failed"), (CURLE_LOGIN_DENIED, 0, "smtp.535"), (CURLE_LOGIN_DENIED, 454, "smtp.454"),
        (CURLE_LOGIN_DENIED, 399, "smtp.535"), (CURLE_LOGIN_DENIED, 400, "smtp.400"), (CURLE_SEND_ERROR, 451, "smtp.451"), (CURLE_SEND_ERROR, 599, "smtp.599"),
        (CURLE_SEND_ERROR, 600, "network.connection-lost"), (CURLE_SEND_ERROR, 250, "network.connection-lost"),
        (CURLE_COULDNT_RESOLVE_HOST, 0, "network.unknown-host"), (CURLE_COULDNT_CONNECT, 0, "network.no-connection"),
        (CURLE_OPERATION_TIMEDOUT, 0, "network.timed-out"), (CURLE_OPERATION_TIMEDOUT, 421, "smtp.421"), (CURLE_GOT_NOTHING, 0, "network.connection-lost"),
    ])
    func `a broken conversation with a relay has its code`(code: CURLcode, reply: Int, told: String) {
        #expect(DeliveryFailure(mail: code, replyCode: reply).code == told)
    }

    @Test(arguments: TransferFailureReason.allCases)
    func `a relay that cannot be trusted or understood is for the operator, and any other is tried again alone`(reason: TransferFailureReason) {
        let trust: Set<TransferFailureReason> = [
            .unusableURL, .ownCredentialsUnusable, .serverCertificateRefused, .clientCertificateRefused, .handshakeFailed,
        ]
        let told = DeliveryFailure(mail: reason)
        #expect(told.kind == .transient && told.code == reason.rawValue && told.needsOperator == trust.contains(reason))
        #expect(told.message.fr.contains(reason.rawValue) && told.message.fr != told.message.en)
        let store = DeliveryFailure(TransferFailure(reason: reason, requestMayHaveArrived: true))
        #expect(store.needsOperator == trust.contains(reason) && store.message.fr != store.message.en)
    }

    @Test(arguments: [
        ("no claim", "InvalidSecurityToken", "(InvalidSecurityToken)"),
        ("x [assertion.expired] DUPONT", "FailedAuthentication", "(FailedAuthentication, assertion.expired)"),
        ("[certificate.other-person]", "Failed<>", "(Failed__, certificate.other-person)"), ("[patient.name]", "X", "(X)"),
    ])
    func `a refused identity is for the operator, with the claim and no words of the store`(reason: String, subcode: String, told: String) {
        let fault = SOAPFault(code: .receiver, subcodes: [QualifiedName(subcode, in: QualifiedName.security.namespace)], reason: reason)
        let failure = DeliveryFailure(fault, StoreAnswer(status: 500))
        #expect(failure.code == "soap.security" && failure.kind == .needsPerson && failure.needsOperator)
        #expect(failure.message.en.contains(told) && failure.message.fr.contains(told) && !failure.message.en.contains("DUPONT"))
    }

    @Test func `the envelope of a mail asks for reports where the relay and the sender can`() throws {
        let sender = try #require(MailAddress("a@b.fr")), reader = try #require(MailAddress("x+y=z@c.fr"))
        let whole = MailEnvelope(sender: sender, recipients: [reader], reportName: "R1")
        #expect(whole.senderArgument(reports: true) == "<a@b.fr> RET=HDRS ENVID=R1" && whole.senderArgument(reports: false) == "a@b.fr")
        #expect(whole.argument(for: reader, reports: true) == "<x+y=z@c.fr> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x+2By+3Dz@c.fr")
        #expect(whole.argument(for: reader, reports: false) == "x+y=z@c.fr")
        let plain = MailEnvelope(sender: sender, recipients: [reader])
        #expect(plain.senderArgument(reports: true) == "a@b.fr" && plain.argument(for: reader, reports: true) == "x+y=z@c.fr")
        #expect(MailEnvelope(sender: nil, recipients: [reader], reportName: "R1").senderArgument(reports: true) == "")
    }

    @Test(arguments: [
        (MailRelaySettings.Security.implicit, "smtps://h:465/me"), (.startTLS, "smtp://h:465/me"), (.none, "smtp://h:465/me"),
    ])
    func `a relay's address says whether the conversation begins with TLS`(security: MailRelaySettings.Security, url: String) {
        #expect(MailRelaySettings(host: "h", port: 465, security: security, ownName: "me").url == url)
    }

    @Test(arguments: [
        ("h:1", true), ("h:65535", true), ("h:0", false), ("h:65536", false), ("h:-1", false), ("h", false), (":80", false), ("[::1]:80", true),
        ("::1:80", false),
        ("[]:80", false), ("a/b:80", false), ("a@b:80", false), ("A-b.c_d:80", true), ("[g::1]:80", false),
    ])
    func `an address over MLLP is a name or a number, and a port within bounds`(address: String, isOne: Bool) {
        #expect((MLLPDestination(address) != nil) == isOne)
    }

    @Test func `an address over MLLP shakes hands where it has security`() throws {
        let plain = try #require(MLLPDestination("h:2575"))
        let safe = try #require(MLLPDestination("h:2576", security: .init(authorities: .file("a.pem"))))
        #expect(plain.url == "http://h:2575" && safe.url == "https://h:2576" && "\(safe)" == "h:2576")
        #expect(plain.connectSeconds == 10 && plain.answerSeconds == 60 && plain.largestAnswer == 1_048_576)
    }

    @Test func `the standard policy begins with two seconds, never pauses beyond a quarter of an hour, and gives up after three days`() {
        let policy = RetryPolicy()
        #expect([policy.first, policy.longest, policy.budget, policy.longestRetryAfter] == [2, 900, 259_200, 3_600])
        #expect(policy.pause(after: 1, draw: 1, retryAfter: 3_601) == 3_600 && policy.pause(after: 1, draw: 1, retryAfter: 3_600) == 3_600)
    }
}
