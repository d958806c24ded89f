// Asks OCSP responders before a credential is judged, within a deadline, and once for all who wait.

import AuthorTrust
import CredentialChecks
import Delivery
import Foundation

/// Asks the responders that certificates name.
///
/// Only chains that lead to a trusted authority are asked about, so the addresses are those that an authority wrote. A responder that hangs costs one
/// deadline; the trust leaves it alone for a while then.
actor ResponderClient {
    private let trust: CertificateTrust
    private let connection: StoreConnection
    private let patience: Duration
    private var underway: [Certificate: Task<Void, Never>] = [:]

    init(trust: CertificateTrust, seconds: Int) {
        self.trust = trust
        patience = .seconds(seconds)
        var settings = StoreConnectionSettings(
            authorities: .bytes(Array(trust.anchors.roots.map(\.pem).joined().utf8)), connectSeconds: Double(seconds), totalSeconds: Double(seconds),
            largestAnswer: ResponderAnswerCheck.maximumByteCount)
        settings.allowsPlainHTTP = true
        connection = StoreConnection(settings)
    }

    /// Asks what is not known about a chain; returns when every answer is in, or its time is over.
    func ask(about presented: [[UInt8]]) async {
        let waiting = trust.questions(about: presented, at: Date()).map { question in
            if let task = underway[question.certificate] { return task }
            let task = Task { await self.settle(question) }
            underway[question.certificate] = task
            return task
        }
        for task in waiting { await task.value }
    }

    private func settle(_ question: ResponderQuestion) async {
        let answer = await answer(to: question)
        trust.take(answer, to: question, at: Date())
        underway[question.certificate] = nil
    }

    /// The responders named are asked in turn until one answers; a next one only while less than half of the time was used, so that a sender waits
    /// for one and a half at most.
    private func answer(to question: ResponderQuestion) async -> [UInt8]? {
        let start = ContinuousClock.now
        for address in question.certificate.responders.prefix(3) where ContinuousClock.now - start < patience / 2 {
            let request = StoreRequest(url: address, contentType: "application/ocsp-request", body: [question.der])
            if let answer = try? await connection.send(request), answer.status == 200 { return answer.body }
        }
        return nil
    }
}
