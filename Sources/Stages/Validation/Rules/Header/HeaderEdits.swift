// The edits that would mend what the Schematron of the header finds.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// Writes edits for the assertions of `Header.sch`, by their identifiers.
struct HeaderEdits {
    private static let french = "2.16.840.1.113883.2.8.2.1"
    private static let national = "1.2.250.1.213.1.1.1.1"
    private static let unstructured = "1.3.6.1.4.1.19376.1.2.20"
    private static let normal = "code=\"N\" codeSystem=\"\(CodeSystemOID.confidentiality)\" displayName=\"Normal\""

    private let document: CDADocument

    init(_ document: CDADocument) { self.document = document }

    /// The edit for a broken assertion; nil where only a person knows what is right.
    ///
    /// - Parameters:
    ///   - assertion: its identifier.
    ///   - element: the element that it is about, or that has the attribute that it is about.
    ///   - node: the node itself.
    func edit(_ assertion: String, at element: Node, _ node: Node) -> SuggestedEdit? {
        let edits = DocumentEdits(element)
        switch assertion {
        case "header.realm-code.missing": return edits.insertingHeader("realmCode", "code=\"FR\"")
        case "header.realm-code.value": return edits.setting("code", to: "FR")
        case "header.type-id.missing": return edits.insertingHeader("typeId", "root=\"2.16.840.1.113883.1.3\" extension=\"POCD_HD000040\"")
        case "header.type-id.root": return edits.setting("root", to: "2.16.840.1.113883.1.3")
        case "header.type-id.extension": return edits.setting("extension", to: "POCD_HD000040")
        case "header.template-missing.france": return insertion(of: Self.french)
        case "header.template-missing.ci-sis": return insertion(of: Self.national)
        case "header.template-model.unstructured": return insertion(of: Self.unstructured)
        case "header.id-extension", "header.schema-location": return DocumentEdits(node).removing()
        case "header.copy-time", "patient.forbidden-element": return edits.removing()
        case "header.confidentiality-missing": return edits.insertingHeader("confidentialityCode", Self.normal)
        case "header.confidentiality-unknown.visibility": return edits.rewriting(Self.normal)
        case "header.confidentiality-unknown.code": return capitals("code", of: element, among: ["N", "R", "V"])
        case "header.confidentiality-unknown.system": return edits.setting("codeSystem", to: CodeSystemOID.confidentiality)
        case "header.language.missing": return edits.insertingHeader("languageCode", "code=\"fr-FR\"")
        case "header.language.value": return edits.setting("code", to: "fr-FR")
        case "header.version-missing.element": return isReplacement ? nil : edits.insertingHeader("versionNumber", "value=\"1\"")
        case "header.version-missing.value": return isReplacement ? nil : edits.setting("value", to: "1")
        case "patient.birth-family-missing": return birthName
        case "patient.gender-unknown.code": return capitals("code", of: element, among: ["F", "M", "U", "UN"])
        case "patient.gender-unknown.system": return edits.setting("codeSystem", to: "2.16.840.1.113883.5.1")
        case "legal-authenticator.signature.value": return edits.setting("code", to: "S")
        case "professional.id-root.author", "professional.id-root.legal-authenticator":
            return closeRoot(element, ProfessionalIdentifier.root) { (try? ProfessionalIdentifier(unverified: $0)) != nil }
        case "structure.id-root.author", "structure.id-root.legal-authenticator", "structure.id-root.custodian":
            return closeRoot(element, StructureIdentifier.root) { (try? StructureIdentifier(unverified: $0)) != nil }
        case "telecom.prefix": return prefixed(node.stringValue).flatMap { edits.setting("value", to: $0) }
        case "telecom.space": return edits.setting("value", to: node.stringValue.filter { !$0.isWhitespace })
        default: return nil
        }
    }

    /// Whether the document replaces another: its number is then not 1.
    private var isReplacement: Bool { document.relatedDocuments.contains { $0.typeCode == "RPLC" } }

    /// Writes a template where its rank is: the one of HL7 France before all, that of CI-SIS behind it, others at the end.
    private func insertion(of root: String) -> SuggestedEdit? {
        let edits = DocumentEdits(document.node)
        let markup = "root=\"\(root)\""
        if root == Self.french { return edits.insertingHeader("templateId", markup, behind: "typeId") }
        if root == Self.national, let first = document.templateIDs.first(where: { $0.root == Self.french }) {
            return edits.inserting("templateId", markup, after: first.node)
        }
        return edits.insertingHeader("templateId", markup)
    }

    /// The code in capitals, where that is one of those allowed.
    private func capitals(_ attribute: String, of element: Node, among codes: [String]) -> SuggestedEdit? {
        guard let written = element[attribute: attribute].map(trimmingXMLSpace) else { return nil }
        let capitals = written.uppercased()
        return codes.contains(capitals) && capitals != written ? DocumentEdits(element).setting(attribute, to: capitals) : nil
    }

    /// Qualifies the only family name that has no qualifier.
    private var birthName: SuggestedEdit? {
        guard let plain = document.patient?.name?.parts("family", qualifier: nil), plain.count == 1 else { return nil }
        return DocumentEdits(plain[0].node).setting("qualifier", to: "BR")
    }

    /// The right root, where the written one is a slip away from it and the number fits.
    private func closeRoot(_ id: Node, _ root: String, fits: (String) -> Bool) -> SuggestedEdit? {
        guard let written = id[attribute: "root"].map(trimmingXMLSpace) else { return nil }
        guard root.hasPrefix(written) || nearest(to: written, among: [root], count: 1).first == root else { return nil }
        return fits(id[attribute: "extension"].map(trimmingXMLSpace) ?? "") ? DocumentEdits(id).setting("root", to: root) : nil
    }

    /// A telephone number or an address of mail with the scheme that it lacks.
    private func prefixed(_ address: String) -> String? {
        let isNumber = address.utf8.allSatisfy { (0x30...0x39).contains($0) || [UInt8(ascii: "+"), UInt8(ascii: " "), UInt8(ascii: ".")].contains($0) }
        if isNumber { return "tel:" + address.filter { $0 != " " && $0 != "." } }
        return address.contains("@") && Telecom(value: address).scheme == nil ? "mailto:" + address : nil
    }
}
