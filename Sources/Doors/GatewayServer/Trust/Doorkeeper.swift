// Lets senders in, or turns them away, the same at every path.

import AuthorTrust
import Foundation
import Gateway

/// Judges who comes, after responders were asked where the configuration wants that.
struct Doorkeeper: Sendable {
    let way: DocumentWay
    let responders: ResponderClient?

    /// Whether a sender is let in.
    func admit(_ credential: PresentedCredential) async -> Admission {
        if way.authors.policy != .off, !credential.clientChain.isEmpty { await responders?.ask(about: credential.clientChain) }
        return way.admit(credential, now: Date())
    }
}
