// The nine spaces of the record.

/// One of the nine spaces in which the French shared medical record (DMP) shows its documents.
public enum Space: String, Sendable, Hashable, Codable, CaseIterable {
    /// Compte-rendu.
    case report
    /// Imagerie.
    case imaging
    /// Synthèse.
    case summary
    /// Traitement.
    case treatment
    /// Analyse.
    case laboratory
    /// Prévention.
    case prevention
    /// Certificat.
    case certificate
    /// Historique de remboursement.
    case reimbursement
    /// Espace personnel.
    case personal

    /// The name as the record shows it to patients and professionals.
    public var label: String {
        switch self {
        case .report: "Compte-rendu"
        case .imaging: "Imagerie"
        case .summary: "Synthèse"
        case .treatment: "Traitement"
        case .laboratory: "Analyse"
        case .prevention: "Prévention"
        case .certificate: "Certificat"
        case .reimbursement: "Historique de remboursement"
        case .personal: "Espace personnel"
        }
    }

    /// The space of that name, if it is one of the nine.
    public init?(label: String) {
        guard let space = Self.allCases.first(where: { $0.label == label }) else { return nil }
        self = space
    }
}
