// Lets senders in, or turns them away, the same at every path.

import AuthorTrust
import CredentialChecks
import Foundation
import Gateway
import Hummingbird

/// Judges who comes, after responders and identity providers were asked where the configuration wants that.
struct Doorkeeper: Sendable {
    let way: DocumentWay
    let responders: ResponderClient?
    /// The keys of the identity provider; nil where tokens are not looked at.
    let keySets: KeySetCache?
    /// The clock of the door: what it lets in is written down at this time.
    let now: @Sendable () -> Date

    /// Whether the sender of a request is let in.
    func admit(_ request: Request, _ context: GatewayRequestContext) async -> Admission {
        let fields = PresentedFields(request)
        return await admit(PresentedCredential(clientChain: context.peer?.chain ?? [], assertion: fields.assertion), token: fields.token)
    }

    /// Whether a sender is let in.
    func admit(_ credential: PresentedCredential, token: [UInt8]? = nil) async -> Admission {
        guard way.senders.policy != .off else { return way.admit(credential, now: now()) }
        if !credential.clientChain.isEmpty { await responders?.ask(about: credential.clientChain) }
        return way.admit(credential, token: await presented(token, by: credential), now: now())
    }

    /// A token with the keys that it needs; of somebody without a certificate, nobody is asked for keys.
    private func presented(_ token: [UInt8]?, by credential: PresentedCredential) async -> PresentedToken? {
        guard let token else { return nil }
        guard let keySets, !credential.clientChain.isEmpty else { return PresentedToken(token: token, keys: nil) }
        return await PresentedToken(token: token, cache: keySets, now: now().timeIntervalSince1970)
    }
}
