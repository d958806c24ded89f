// Whether a sender is let in, before anything of a document is read.

public import AuthorTrust

/// A sender whose credentials were judged, for one submission: they are not judged again with the document.
public struct AdmittedSender: Sendable {
    let standing: SenderStanding

    /// What the sender shows.
    public var credential: PresentedCredential { standing.credential }
}

/// Whether a sender is let in.
public enum Admission: Sendable {
    /// The credentials hold by themselves, or the policy refuses nobody.
    case admitted(AdmittedSender)
    /// What is said to somebody whose credential does not hold: nothing is looked at, nothing is kept.
    case turnedAway(Reception)
}
