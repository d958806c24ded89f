// Speaks to the HTTPS door of a gateway as practice software would.

import CDADocuments
import ClinicalTypes
import Delivery
import Foundation
import GatewayServer
import Synchronization

/// A gateway at the other end of the network.
final class GatewayClient: Sendable {
    /// What to show the gateway.
    enum Credentials: Sendable {
        case files(certificate: String, key: String)
        /// The sandbox's certificate that matches the author of each document, unless one is chosen.
        case sandbox(SandboxFolder, chosen: (certificate: String, key: String)?)
    }

    private let url: String
    private let authorities: String
    private let credentials: Credentials
    private let connections = Mutex<[String: StoreConnection]>([:])

    init(url: String, authorities: String, credentials: Credentials) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.authorities = authorities
        self.credentials = credentials
    }

    /// Submits a document.
    func submit(_ bytes: [UInt8], language: Language) async throws -> SubmissionOutcome {
        let (certificate, key) = credentialFiles(for: bytes)
        let contentType = isSelfPresenting(bytes) ? "application/xslt+xml" : "application/xml"
        let request = StoreRequest(
            url: url + "/v1/documents", contentType: contentType, fields: [("Accept-Language", language.rawValue)], body: [bytes])
        do {
            var outcome = SubmissionOutcome(try await connection(certificate, key).send(request))
            outcome.credentials = (certificate, key)
            return outcome
        } catch {
            return SubmissionOutcome(unreached: "\(error.reason.rawValue) \(error.detail)")
        }
    }

    /// Looks a submission up until it has come to an end, or patience does.
    func follow(_ id: String, from first: SubmissionOutcome, patience: Int) async throws -> SubmissionOutcome {
        guard let (certificate, key) = first.credentials else { return first }
        var outcome = first
        let deadline = ContinuousClock.now + .seconds(patience)
        var pause = Duration.milliseconds(20)
        while !outcome.isEnded, ContinuousClock.now < deadline {
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(500))
            guard let answer = try? await connection(certificate, key).send(.question(url + "/v1/submissions/\(id)")), answer.status == 200 else { continue }
            outcome = SubmissionOutcome(answer)
            outcome.credentials = (certificate, key)
        }
        outcome.findings = first.findings
        return outcome
    }

    private func connection(_ certificate: String, _ key: String) -> StoreConnection {
        connections.withLock { open in
            if let connection = open[certificate] { return connection }
            let connection = StoreConnection(
                StoreConnectionSettings(clientCertificate: .file(certificate), clientKey: .file(key), authorities: .file(authorities)))
            open[certificate] = connection
            return connection
        }
    }

    private func credentialFiles(for bytes: [UInt8]) -> (String, String) {
        switch credentials {
        case .files(let certificate, let key): return (certificate, key)
        case .sandbox(_, let chosen?): return chosen
        case .sandbox(let folder, nil):
            let name = SandboxIdentity.matching(bytes)?.name ?? SandboxIdentity.all[0].name
            return (folder.pki("\(name).pem").path, folder.pki("\(name).key").path)
        }
    }

    private func isSelfPresenting(_ bytes: [UInt8]) -> Bool {
        guard case .success(let document) = CDADocument.read(bytes) else { return false }
        return document.isSelfPresenting
    }
}
