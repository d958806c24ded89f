// The rules on whom the certificate names: a known product, of the right world, with a readable identifier.

import ClinicalTypes
import CredentialChecks

/// The certificate is a card or a software certificate of the health authority, and one for tests only where tests are made.
struct ProductAccepted: CredentialRule {
    let code = "certificate.product"
    let field = "extension.1.2.250.1.71.1.2.5"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let holder = evidence.holder else { return notApplicable() }
        let category = holder.category.map { "category 0x" + hexadecimal([$0]) }
        guard let product = holder.product else {
            return [failed("certificate.product-unknown", field: field, expected: "CPS, CPF, CPE, CPA (00, 80) or ORG (03, 83)", received: category)]
        }
        guard evidence.requirements.acceptsTestProducts || !holder.isTestProduct else {
            let expected = product.isPerson ? "category 0x00" : "category 0x03"
            return [failed("certificate.test-product", field: field, expected: expected, received: category)]
        }
        return passed(received: "\(product.rawValue), \(category ?? "")")
    }
}

/// The subject holds one national identifier of a known form.
struct IdentityReadable: CredentialRule {
    let code = "certificate.identity"
    let field = "subject"

    func checks(of evidence: CredentialEvidence) -> [CredentialCheck] {
        guard let holder = evidence.holder, let product = holder.product else { return notApplicable() }
        let field = "subject.\(holder.identityAttribute.shortName)"
        if let identity = holder.identity { return passed(field: field, received: identity.value) }
        let carried = holder.certificate.subject.attributes(holder.identityAttribute)
        let received = carried.count == 1 ? carried[0].text.map { printable($0, limit: 40) } : "\(carried.count) values"
        let expected = product.isPerson ? "PS_IdNat: 8 + RPPS, 0 + ADELI, 3 + FINESS/…" : "Struct_IdNat: 1 + FINESS, 2 + SIREN, 3 + SIRET, 4 + RPPS + rank"
        return [failed("certificate.identity-unreadable", field: field, expected: expected, received: received)]
    }
}
