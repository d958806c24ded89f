// What is asked of a sender beside the certificate, out of the configuration.

import AuthorTrust
import CredentialChecks
import Foundation
import PractitionerDirectory

extension GatewayRuntime {
    /// Every check of a sender.
    static func senders(_ configuration: GatewayConfiguration, _ trust: CertificateTrust, uses: any AssertionUses) throws -> SenderTrust {
        let assertion = configuration.assertion
        let policy = AssertionPolicy.national(
            isRequired: assertion.policy == .required, audiences: Set(assertion.audiences), acceptsSHA1: assertion.acceptsSHA1Signatures)
        return SenderTrust(
            certificates: AuthorCheck(trust: trust, policy: configuration.author.policy), tokens: try tokens(configuration.token),
            assertions: assertion.policy == .off ? nil : AssertionCheck(trust: trust, policy: policy, uses: uses),
            together: SenderChecks(
                directory: try directory(configuration.directory), directoryPolicy: configuration.directory.policy, rightsPolicy: configuration.rights.policy))
    }

    /// The keys of the identity provider; nil where no token is looked at.
    static func keySets(_ configuration: GatewayConfiguration) throws -> KeySetCache? {
        guard isAsked(configuration.token) else { return nil }
        let source = try KeySetSource(configuration.token)
        return KeySetCache(source.schedule) { try await source.fetch() }
    }

    private static func isAsked(_ token: GatewayConfiguration.Token) -> Bool { token.policy != .off && !token.issuer.isEmpty }

    private static func tokens(_ token: GatewayConfiguration.Token) throws -> TokenTrust? {
        guard isAsked(token) else {
            if token.policy == .required { throw wrong("token.issuer", "an issuer was expected, since token.policy requires tokens") }
            return nil
        }
        guard !token.audiences.isEmpty else { throw wrong("token.audiences", "the name of this gateway as an audience was expected") }
        let algorithms = token.algorithms.compactMap(SignatureAlgorithm.init(rawValue:))
        guard !algorithms.isEmpty, algorithms.count == token.algorithms.count else {
            throw wrong("token.algorithms", "some of \(SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")) were expected")
        }
        let least = AssuranceLevel(claim: token.leastAssurance)
        guard least != nil || token.leastAssurance.isEmpty else { throw wrong("token.leastAssurance", "eidas1, eidas2, eidas3 or nothing was expected") }
        return TokenTrust(
            policy: TokenPolicy(
                issuer: token.issuer, audiences: Set(token.audiences), algorithms: Set(algorithms),
                authorizedParties: token.authorizedParties.isEmpty ? nil : Set(token.authorizedParties), binding: token.binding),
            leastAssurance: least, isRequired: token.policy == .required)
    }

    private static func directory(_ directory: GatewayConfiguration.Directory) throws -> DirectoryRules? {
        guard directory.policy != .off, !directory.file.isEmpty else {
            if directory.policy == .require { throw wrong("directory.file", "a directory was expected, since directory.policy requires it") }
            return nil
        }
        do {
            return DirectoryRules(try ImportedDirectory(path: directory.file))
        } catch {
            throw wrong("directory.file", "an imported directory was expected (\(error))")
        }
    }
}
