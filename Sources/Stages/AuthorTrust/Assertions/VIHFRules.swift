// Holds the claims against what is known otherwise: the signer, the sender of the connection, and the document.

import ClinicalTypes
import CredentialChecks

/// The coherence of an assertion with the certificates and the document around it.
struct VIHFRules {
    let claims: VIHF
    let signer: NationalCertificate
    let sender: NationalCertificate?
    let target: AssertionTarget?

    func checks() -> [CredentialCheck] {
        [product, signing, connection, patient, author, structure].compactMap(\.self)
    }

    private var isDirect: Bool { claims.mode == .direct }

    /// The signer is a card in direct mode, an organisation in the others.
    private var product: CredentialCheck? {
        let field = "Signature/KeyInfo, extension.1.2.250.1.71.1.2.5"
        let category = signer.category.map { "category 0x" + hexadecimal([$0]) }
        guard let product = signer.product, product.isPerson == isDirect else {
            let expected = isDirect ? "a card (CPS, CPF, CPE, CPA) in mode DIRECTE" : "an organisation certificate in mode \(claims.mode.rawValue)"
            return assertionFailed("assertion.signer-product", field: field, expected: expected, received: signer.product?.rawValue ?? category)
        }
        return nil
    }

    /// Direct: the user signs for himself or herself; indirect: the structure signs in its own name.
    private var signing: CredentialCheck? {
        switch signer.identity {
        case .person(let person) where isDirect:
            guard person.value == claims.subject else {
                return assertionFailed(
                    "assertion.other-signer", field: "Subject/NameID", expected: person.value, received: printable(claims.subject, limit: 40))
            }
            if let profession = signer.profession, profession.code != claims.profession.code || profession.system != claims.profession.system {
                return assertionFailed(
                    "assertion.other-profession", field: VIHFAttribute.role + "[1]", expected: "\(profession.code) (\(profession.system))",
                    received: "\(claims.profession.code) (\(claims.profession.system))")
            }
            let known = signer.expertise.map(\.code)
            if let stated = claims.expertise, !known.isEmpty, !known.contains(stated.code) {
                return assertionFailed(
                    "assertion.other-speciality", field: VIHFAttribute.role + "[2]", expected: known.joined(separator: " | "), received: stated.code)
            }
        case .structure(let structure) where !isDirect:
            guard structure.value == claims.structure else {
                return assertionFailed(
                    "assertion.other-structure", field: VIHFAttribute.structure, expected: structure.value, received: printable(claims.structure, limit: 40))
            }
        default: return nil
        }
        return assertionPassed("assertion.mode", field: VIHFAttribute.mode[0], received: claims.mode.rawValue)
    }

    /// The connection belongs to the user in direct mode, to the structure in the others.
    private var connection: CredentialCheck? {
        guard let sender else { return nil }
        let field = "tls.client-certificate"
        switch sender.identity {
        case .person(let person) where isDirect:
            guard person.value != claims.subject else { return assertionPassed("assertion.sender", field: field, received: person.value) }
            return assertionFailed("assertion.other-sender", field: field, expected: printable(claims.subject, limit: 40), received: person.value)
        case .structure(let structure) where !isDirect:
            guard structure.value != claims.structure else { return assertionPassed("assertion.sender", field: field, received: structure.value) }
            return assertionFailed("assertion.other-sender", field: field, expected: printable(claims.structure, limit: 40), received: structure.value)
        default:
            let expected =
                isDirect ? "the card of \(printable(claims.subject, limit: 40))" : "the organisation certificate of \(printable(claims.structure, limit: 40))"
            return assertionFailed("assertion.other-sender", field: field, expected: expected, received: sender.product?.rawValue)
        }
    }

    /// The patient of the assertion is that of the document.
    private var patient: CredentialCheck? {
        guard let target, target.namesPatient else { return nil }
        guard !target.patients.contains(claims.patient) else { return assertionPassed("assertion.patient", field: VIHFAttribute.patient) }
        let expected = target.patients.prefix(3).map { "\(shortenedIdentifier($0.identifier)) (\(printable($0.root, limit: 64)))" }
        let received = "\(shortenedIdentifier(claims.patient.identifier)) (\(claims.patient.root))"
        return assertionFailed("assertion.other-patient", field: VIHFAttribute.patient, expected: expected.joined(separator: " | "), received: received)
    }

    /// The user is an author of the document, or answers for it.
    private var author: CredentialCheck? {
        // A system's document names nobody: then the structure alone can be compared.
        guard let target, !target.persons.isEmpty else { return nil }
        if let match = target.persons.first(where: { $0.value == claims.subject }) {
            return assertionPassed("assertion.author", field: match.field, received: match.value)
        }
        let expected = target.persons.prefix(3).map { "\(printable($0.value, limit: 40)) (\($0.field))" }.joined(separator: " | ")
        return assertionFailed("assertion.other-author", field: "Subject/NameID", expected: expected, received: printable(claims.subject, limit: 40))
    }

    /// The structure is one that the document names.
    private var structure: CredentialCheck? {
        guard let target, !target.structures.isEmpty else { return nil }
        if let match = target.structures.first(where: { $0.value == claims.structure }) {
            return assertionPassed("assertion.author-structure", field: match.field, received: match.value)
        }
        let expected = target.structures.prefix(3).map { "\($0.value) (\($0.field))" }.joined(separator: " | ")
        return assertionFailed(
            "assertion.other-author-structure", field: VIHFAttribute.structure, expected: expected, received: printable(claims.structure, limit: 40))
    }
}
