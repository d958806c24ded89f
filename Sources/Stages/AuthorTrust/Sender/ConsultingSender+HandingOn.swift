// What another system can be told of somebody who consults a record: the assertion as it came, or the claims of one that a structure writes.

import ClinicalTypes
import SignedXML
import XMLTree

/// Why an assertion cannot be handed on as it came.
public enum HandingOnObstacle: String, Error, Sendable, Hashable, CaseIterable {
    /// A card signed it: the record asks for the same card on the connection.
    case ofCard = "of-card"
    /// The structure that signed it is not the one of the connection to the record.
    case otherConnection = "other-connection"
    /// It says for whom it is meant, and that was this gateway.
    case audience
    /// It says that it may be used once, and it was.
    case usedOnce = "used-once"
    /// Only the holder of a key may show it, or it names its recipient.
    case bound
    /// The sender acts in another mode than it says, since a token was shown beside it.
    case otherMode = "other-mode"
}

/// Why nothing can be stated of somebody in an assertion of a structure.
public enum StatementObstacle: Error, Sendable, Hashable {
    /// Not all of the credentials is proven.
    case unproven
    /// Nothing says the person's name, which the indirect modes ask for.
    case nameless
}

extension ConsultingSender {
    /// The block of a SOAP header (`wsse:Security`) that holds the assertion as it came.
    ///
    /// The signature stays good, since it is over an exclusive canonical form: the element is taken with the namespaces that it needs.
    ///
    /// - Parameter connection: the structure that the certificate of the onward connection names (Struct_IdNat), nil where it names none. The record
    ///   compares it with the assertion's in the indirect modes.
    public func handedOn(over connection: String?) throws(HandingOnObstacle) -> [UInt8] {
        guard let claims, let shown else { throw .bound }
        guard claims.mode != .direct else { throw .ofCard }
        guard mode == claims.mode else { throw .otherMode }
        guard connection == claims.structure else { throw .otherConnection }
        let conditions = shown.assertion.conditions
        guard conditions.audiences.isEmpty else { throw .audience }
        guard !conditions.isOneTimeUse else { throw .usedOnce }
        let open = [SubjectConfirmation.bearer, SubjectConfirmation.senderVouches]
        guard shown.assertion.confirmations.allSatisfy({ open.contains($0.method) && $0.recipient == nil }) else { throw .bound }
        let namespace = "urn:oasis:names:tc:SAML:2.0:assertion"
        guard let tree = try? FrozenTree.parse(shown.bytes, limits: .assertion), let element = tree.elements("Assertion", in: namespace).first else {
            throw .bound
        }
        return VIHFWriter.securityHeader(around: element.serialized())
    }

    /// What a structure states of the sender, with everything that is proven of person, patient and circumstances.
    ///
    /// Somebody who showed a card is stated in the reinforced mode: in plain indirect mode the structure would speak for itself, and may read nothing.
    public func statement() throws(StatementObstacle) -> IndirectClaims {
        guard let claims, let mode, let shown else { throw .unproven }
        guard let name = claims.subjectName ?? name(of: claims.subject) else { throw .nameless }
        let authentication = shown.assertion.authentications.first
        return IndirectClaims(
            mode: mode == .direct ? .reinforced : mode, person: claims.subject, name: name, profession: claims.profession, expertise: claims.expertise,
            structure: claims.structure, sector: claims.sector, patient: claims.patient, confidentiality: claims.confidentiality,
            authenticated: authentication?.instant ?? shown.assertion.issueInstant, authenticatedBy: authentication?.contextClass, access: claims.access,
            reason: claims.reason)
    }

    /// A person's name as another credential has it.
    private func name(of person: String) -> String? {
        let named = verdict.identities.first { $0.person == person && $0.familyName != nil && $0.kind != .directory }
        return named.map { [$0.familyName, $0.givenName].compactMap(\.self).joined(separator: " ") }
    }
}
