// Judges the assertion of a message to the sandbox's record store, as the shared record would: by the gateway's own judge.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Logging
import RecordStore
import SubmissionMetadata
import XDSMessages

/// Lets a message through to the record store, or refuses it with a fault that names the claim.
struct StoreIdentityCheck: Sendable {
    private let check: AssertionCheck
    private let isRequired: Bool
    private let revocation: RevocationService

    /// Trusts the sandbox's authority, but for what is on its revocation lists.
    init(_ folder: SandboxFolder, isRequired: Bool, logger: Logger) throws {
        let authorities = try Certificate.chain(pem: String(contentsOf: folder.pki("authorities.pem"), encoding: .utf8))
        let trust = CertificateTrust(anchors: try TrustAnchors(authorities), requirements: CertificateRequirements(lists: .required, acceptsTestProducts: true))
        revocation = RevocationService(
            trust: trust, files: RevocationFiles(paths: [folder.pki("revoked.crl").path]), reloadSeconds: 1, logger: logger)
        check = AssertionCheck(trust: trust, policy: .national(isRequired: isRequired))
        self.isRequired = isRequired
    }

    /// Who sends a message, as far as it says.
    ///
    /// - Parameter chain: the certificates of the connection, DER. One of a structure has to be that of the assertion; the sandbox's gateway acts for
    ///   several and shows one that names none.
    func standing(of message: SOAPMessage, chain: [[UInt8]], now: Date) -> StoreStanding {
        standing(of: message.presentsAssertion ? message.envelope : nil, chain: chain, target: AssertionTarget(message), now: now)
    }

    /// Who shows an assertion, whatever it stands in.
    ///
    /// - Parameters:
    ///   - assertion: what was presented as the assertion.
    ///   - chain: the certificates of the connection, DER.
    ///   - target: what the request is about, as far as it says.
    ///   - now: when it came.
    func standing(of assertion: [UInt8]?, chain: [[UInt8]], target: AssertionTarget?, now: Date) -> StoreStanding {
        guard let assertion else {
            guard isRequired else { return .unnamed }
            let absent = check.completed(AuthorVerdict(checks: []), by: PresentedCredential(clientChain: []), target: target, now: now).verdict
            return .refused(absent.failures)
        }
        // Short lists, and only here: each assertion is judged by what the file says now.
        revocation.look()
        let sender = chain.first.flatMap { try? Certificate(der: $0) }.flatMap { NationalCertificate($0).product == nil ? nil : $0 }
        let verdict = check.verdict(on: assertion, sender: sender, target: target, now: now)
        guard let claims = verdict.claims else { return .refused(verdict.failures) }
        return .visitor(RecordVisitor(claims))
    }
}

/// Who comes to the sandbox's record store.
enum StoreStanding: Sendable {
    /// Nobody is named, and nobody need be.
    case unnamed
    /// Somebody is named by an assertion that holds.
    case visitor(RecordVisitor)
    /// The assertion does not hold: the checks that failed.
    case refused([CredentialCheck])
}

extension AssertionTarget {
    /// What a message is about, as far as it says: the metadata that it registers or changes, or the patient that it asks about.
    fileprivate init?(_ message: SOAPMessage) {
        switch TransactionAction(rawValue: message.header.action) {
        case .provideAndRegister: self.init((try? ProvideAndRegisterRequest(reading: message))?.objects)
        case .update: self.init(changing: (try? UpdateDocumentSetRequest(reading: message))?.objects)
        case .storedQuery: self.init((try? StoredQueryRequest(reading: message))?.parameters ?? [])
        case .retrieve, .register, nil: return nil
        }
    }

    /// A question: the patients that its parameters name.
    init(_ parameters: [QueryParameter]) {
        let patients = parameters.filter { $0.name.lowercased().hasSuffix("patientid") }.flatMap(\.values)
        self.init(patients: patients.compactMap { ClaimedPatient(written: $0.text) })
    }

    /// A change: whom its metadata name; whoever changes an entry need not be its author, the rights say what may be done.
    init?(changing objects: RegistryObjectList?) {
        guard let objects else { return nil }
        self.init(patients: StatedIdentities(objects).patients.compactMap(ClaimedPatient.init), purpose: objects.submissionSets.first?.uniqueId)
    }

    /// A submission: whom and whose its metadata name.
    init?(_ objects: RegistryObjectList?) {
        guard let objects else { return nil }
        let stated = StatedIdentities(objects)
        self.init(
            patients: stated.patients.compactMap(ClaimedPatient.init), persons: stated.persons.map { Named($0.value, field: $0.attribute) },
            structures: stated.structures.map { Named($0.value, field: $0.attribute) }, purpose: objects.submissionSets.first?.uniqueId)
    }
}
