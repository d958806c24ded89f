// Whether a sender is let in, before anything of a document is read.

public import AuthorTrust

/// A sender whose credential was judged, for one submission: it is not judged again with the document.
public struct AdmittedSender: Sendable {
    /// What the sender shows.
    public let credential: PresentedCredential
    let standing: CredentialStanding
}

/// Whether a sender is let in.
public enum Admission: Sendable {
    /// The credential holds by itself, or the policy refuses nobody.
    case admitted(AdmittedSender)
    /// What is said to somebody whose credential does not hold: nothing is looked at, nothing is kept.
    case turnedAway(Reception)
}
