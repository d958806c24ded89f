// Judges credentials without a gateway: what a running one with this configuration would say of them.

import AuthorTrust
public import CDADocuments
public import ClinicalTypes
import CredentialChecks
public import Foundation
public import Logging

/// Explains credentials that somebody has as files.
///
/// Nothing is kept and nobody is asked but, for a token, the address of the key set: no responder, and no record of assertions used before.
public struct OfflineJudge: Sendable {
    /// Whether a document of this sender would be refused.
    public let refuses: @Sendable (AuthorVerdict) -> Bool
    private let senders: SenderTrust
    private let keySets: KeySetCache?

    /// Takes authorities, lists and policies out of a configuration; throws what is wrong with it, by its key.
    public init(_ configuration: GatewayConfiguration, logger: Logger) throws {
        var configuration = configuration
        configuration.author.responders = .off
        // What is switched off would say nothing, and here somebody asks.
        if configuration.author.policy == .off { configuration.author.policy = .report }
        let trust = try GatewayRuntime.trust(configuration)
        _ = try GatewayRuntime.revocation(configuration, trust, logger)
        keySets = try GatewayRuntime.keySets(configuration)
        var senders = try GatewayRuntime.senders(configuration, trust, uses: RememberedUses())
        senders.assertions = senders.assertions.map { AssertionCheck(trust: trust, policy: $0.policy, uses: nil) }
        self.senders = senders
        refuses = { [senders] in senders.refuses($0) }
    }

    /// What is to be said of credentials, each nil where there is none; without a document nothing is held against one.
    ///
    /// - Parameters:
    ///   - chain: the client certificates, DER, leaf first.
    ///   - assertion: a SOAP envelope, its security header, or the assertion alone.
    ///   - token: the compact form.
    ///   - document: what is sent.
    ///   - now: the moment to judge at.
    public func verdict(chain: [[UInt8]]?, assertion: [UInt8]?, token: [UInt8]?, document: CDADocument?, now: Date) async -> AuthorVerdict {
        var presented: PresentedToken?
        if let token, let keySets {
            presented = await PresentedToken(token: token, cache: keySets, now: now.timeIntervalSince1970)
        } else if let token {
            presented = PresentedToken(token: token, keys: nil)
        }
        let standing = senders.standing(of: PresentedCredential(clientChain: chain ?? [], assertion: assertion), token: presented, now: now)
        var verdict = senders.verdict(on: standing, for: document)
        if chain == nil { verdict.checks.removeAll { $0.source == .certificate } }
        return verdict
    }
}
