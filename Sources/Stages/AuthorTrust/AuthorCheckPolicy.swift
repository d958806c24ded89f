// What follows from a credential that does not hold.

/// What the gateway does with the verdict on who sends.
public enum AuthorCheckPolicy: String, Sendable, Hashable, Codable, CaseIterable {
    /// A failed check refuses the document.
    case require
    /// Checks are made and kept with the document; none refuses it.
    case report
    /// No check is made.
    case off
}
