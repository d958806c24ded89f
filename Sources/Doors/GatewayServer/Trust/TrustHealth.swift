// What the readiness page tells of trust: switches that weaken it, and the age of revocation lists.

import AuthorTrust
import CredentialChecks
import Foundation

/// The state of what senders are judged by.
struct TrustHealth: Encodable {
    /// A revocation list in force.
    struct List: Encodable {
        var issuer: String
        var ageSeconds: Int
        var nextUpdate: Date?
        var entries: Int
        var isInForce: Bool
    }

    /// The keys of an identity provider.
    struct KeySet: Encodable {
        var issuer: String
        /// How many keys can be used; 0 before the first token, and where none could be had.
        var keys: Int
        var ageSeconds: Int?
        var fault: String?
    }

    /// What the page looks at.
    struct Sources: Sendable {
        let configuration: GatewayConfiguration
        let revocation: RevocationService
        let keySets: KeySetCache?
    }

    /// The keys of the configuration that accept what is refused by default, with their values.
    var switches: [String]
    var revocationLists: [List]
    var keySet: KeySet?
    /// Files that could not be read, by code.
    var faults: [String]

    init(_ sources: Sources, now: Date) async {
        let (configuration, revocation) = (sources.configuration.author, sources.revocation)
        var switches: [String] = []
        if configuration.policy != .require { switches.append("author.policy=\(configuration.policy.rawValue)") }
        if configuration.acceptsTestProducts { switches.append("author.acceptsTestProducts") }
        if configuration.acceptsSHA1Signatures { switches.append("author.acceptsSHA1Signatures") }
        if configuration.revocation != .required { switches.append("author.revocation=\(configuration.revocation.rawValue)") }
        if configuration.responders == .soft { switches.append("author.responders=soft") }
        if sources.configuration.assertion.acceptsSHA1Signatures { switches.append("assertion.acceptsSHA1Signatures") }
        self.switches = switches
        if let state = await sources.keySets?.current {
            keySet = KeySet(
                issuer: sources.configuration.token.issuer, keys: state.keys?.keys.count ?? 0,
                ageSeconds: state.fetchedAt.map { Int(now.timeIntervalSince1970 - $0) }, fault: state.lastFault?.code)
        }
        revocationLists = revocation.trust.lists.lists.map { list in
            List(
                issuer: list.issuer.text(.commonName).map { printable($0) } ?? "-", ageSeconds: Int(now.timeIntervalSince(list.thisUpdate)),
                nextUpdate: list.nextUpdate, entries: list.entryCount, isInForce: list.thisUpdate <= now && list.nextUpdate.map { now < $0 } ?? true)
        }
        faults = revocation.faults.map(\.failure.rawValue)
    }

    /// Why senders cannot be judged; nil where they can.
    func reason(_ configuration: GatewayConfiguration.Author) -> String? {
        guard configuration.policy == .require, configuration.revocation == .required else { return nil }
        if revocationLists.isEmpty { return "no revocation list is at hand, and they are required" }
        let ended = revocationLists.filter { !$0.isInForce }.count
        return ended > 0 ? "\(ended) of \(revocationLists.count) revocation lists are not in force" : nil
    }
}
