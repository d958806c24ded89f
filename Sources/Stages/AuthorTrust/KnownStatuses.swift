// What responders said of certificates, kept until they are to be asked again.

public import CredentialChecks
public import Foundation
import Synchronization

/// The answers of responders, by the certificate's fingerprint.
final class KnownStatuses: Sendable {
    /// What came of asking, and until when it stands.
    struct Known {
        var result: Result<ResponderStatus, ResponderFailure>
        var until: Date
    }

    /// How much is asked of responders.
    let use: ResponderUse
    let check: ResponderAnswerCheck
    /// The most answers kept; beyond it all are forgotten, which costs one question each.
    private let capacity = 4096
    private let known = Mutex<[String: Known]>([:])

    /// How long an answer without a next update stands, and how long a responder that gave none is left alone, in seconds.
    static let (freshFor, leftAloneFor): (TimeInterval, TimeInterval) = (300, 60)

    init(use: ResponderUse, check: ResponderAnswerCheck) {
        self.use = use
        self.check = check
    }

    subscript(_ certificate: Certificate, at now: Date) -> Result<ResponderStatus, ResponderFailure>? {
        guard let found = known.withLock({ $0[certificate.fingerprint] }), now < found.until else { return nil }
        return found.result
    }

    /// Takes an answer in; nil says that none came in time.
    func take(_ answer: [UInt8]?, to question: ResponderQuestion, at now: Date) {
        let result: Result<ResponderStatus, ResponderFailure>
        do throws(ResponderFailure) {
            guard let answer else { throw .unavailable }
            result = .success(try check.status(answer, to: question, at: now))
        } catch {
            result = .failure(error)
        }
        var until = now + Self.leftAloneFor
        if case .success(let status) = result { until = status.nextUpdate.map { max($0, now + 1) } ?? now + Self.freshFor }
        let found = Known(result: result, until: until)
        known.withLock {
            if $0.count >= capacity { $0.removeAll(keepingCapacity: true) }
            $0[question.certificate.fingerprint] = found
        }
    }
}

extension CertificateTrust {
    /// What responders have to be asked before a chain is judged: one question for each certificate that names a responder and whose status is not known.
    ///
    /// Nothing where responders are off, and nothing of a chain that is refused anyway.
    public func questions(about presented: [[UInt8]], for purpose: CertificatePurpose = .tlsClient, at now: Date) -> [ResponderQuestion] {
        guard requirements.responders != .off, !presented.isEmpty else { return [] }
        let path = verdict(on: presented, for: purpose, at: now)
        guard path.isTrusted else { return [] }
        return zip(path.chain, path.chain.dropFirst()).compactMap { certificate, issuer in
            guard !certificate.responders.isEmpty, statuses[certificate, at: now] == nil else { return nil }
            return try? ResponderQuestion(about: certificate, issuedBy: issuer)
        }
    }

    /// Takes in what a responder answered, or that none did in time.
    public func take(_ answer: [UInt8]?, to question: ResponderQuestion, at now: Date) { statuses.take(answer, to: question, at: now) }

    /// Takes in answers that came with the credential (stapled); those that do not hold are passed over.
    public func take(stapled answers: [[UInt8]], with presented: [[UInt8]], for purpose: CertificatePurpose = .tlsClient, at now: Date) {
        guard requirements.responders != .off else { return }
        let path = verdict(on: presented, for: purpose, at: now)
        for (certificate, issuer) in zip(path.chain, path.chain.dropFirst()) where path.isTrusted && statuses[certificate, at: now] == nil {
            guard let question = try? ResponderQuestion(about: certificate, issuedBy: issuer, withNonce: false) else { continue }
            for answer in answers {
                if (try? statuses.check.status(answer, to: question, at: now)) != nil { statuses.take(answer, to: question, at: now) }
            }
        }
    }
}
