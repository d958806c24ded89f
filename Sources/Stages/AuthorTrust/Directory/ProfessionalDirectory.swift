// What the stage asks of a directory of professionals, whoever keeps it.

public import ClinicalTypes

/// A directory of professionals.
public protocol ProfessionalDirectory: Sendable {
    /// Whom the directory knows by this national identifier (PS_IdNat).
    ///
    /// One entry for each profession that the person practises, with specialities and structures; none where it knows nobody. Throws where the
    /// directory cannot be asked.
    func entries(for person: String) throws -> [NamedIdentity]
}
