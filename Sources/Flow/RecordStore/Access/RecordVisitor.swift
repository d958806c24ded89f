// Somebody who comes to a patient's record, as an assertion that holds names them.

public import AuthorTrust
import ClinicalTypes

/// Somebody who comes to a patient's record; whoever made one has judged the assertion.
public struct RecordVisitor: Sendable {
    /// What the assertion claims.
    let claims: VIHF

    /// Takes the claims of an assertion that holds.
    public init(_ claims: VIHF) { self.claims = claims }

    /// The patient whose record it is, as the registry knows patients.
    var patient: String { claims.patient.identifier + "^" + claims.patient.root }

    /// Whether a structure acts by itself: in plain indirect mode the person that it names is not authenticated.
    var isStructure: Bool { claims.mode == .indirect }

    /// The circumstances.
    var access: RecordAccess {
        switch claims.access {
        case .normal: .normal
        case .breakGlass: .emergency
        case .regulation: .regulation
        }
    }

    /// The column of the functional matrices.
    func actor(isTreatingPhysician: Bool) -> RightsActor {
        isStructure ? RightsActor(category: .structure) : RightsActor(claims.identity, isTreatingPhysician: isTreatingPhysician)
    }
}

extension RecordVisitor: CustomStringConvertible {
    /// Mode and access: nobody's name.
    public var description: String { "visitor \(claims.mode.rawValue) \(claims.access.rawValue)" }
}
