// What the grammar and the header rules would both say, and only one should.

import CDADocuments
import ClinicalTypes
import XMLTree

/// Knows which assertions are silent where the grammar has spoken.
struct GrammarOverlap {
    private enum Silence {
        /// Where the grammar names the element among those that are due.
        case named(String)
        /// Where an element bears a misspelt form of the name: the grammar may do without it.
        case misspelt(String)
        /// Where the grammar has found something at the element itself, or at one of its attributes.
        case touched
        /// Where the grammar has found something at the very node.
        case judged
        /// Where the grammar has found something at the element or below.
        case within
    }

    private static let silences: [String: Silence] = [
        "header.realm-code.missing": .misspelt("realmCode"), "header.type-id.missing": .named("typeId"), "header.type-id.root": .touched,
        "header.type-id.extension": .touched, "header.id-missing.element": .named("id"), "header.title-missing": .misspelt("title"),
        "header.effective-time-missing.element": .named("effectiveTime"), "header.confidentiality-missing": .named("confidentialityCode"),
        "header.language.missing": .misspelt("languageCode"), "header.set-id-missing.element": .misspelt("setId"),
        "header.version-missing.element": .misspelt("versionNumber"), "header.version-invalid": .touched, "header.related-type": .touched,
        "patient.count.missing": .named("recordTarget"), "patient.count.role": .named("patientRole"), "author.missing": .named("author"),
        "participation.time-missing.author": .named("time"), "participation.time-missing.legal-authenticator": .named("time"),
        "professional.id-missing.author": .named("id"), "professional.id-missing.legal-authenticator": .named("id"),
        "structure.id-missing.author": .named("id"), "structure.id-missing.legal-authenticator": .named("id"), "structure.id-missing.custodian": .named("id"),
        "legal-authenticator.signature.missing": .named("signatureCode"), "legal-authenticator.signature.value": .touched,
        "custodian.missing.element": .named("custodian"), "custodian.missing.organization": .within, "encounter.missing": .within,
        "null-flavor.value": .judged,
    ]

    /// The assertions that may be silent; each is one of the schema.
    static var assertions: [String] { silences.keys.sorted() }

    private let gaps: StructuralGaps
    private let document: CDADocument

    init(_ gaps: StructuralGaps, _ document: CDADocument) {
        self.gaps = gaps
        self.document = document
    }

    /// Whether the grammar has said what an assertion says of a node.
    func hasSaid(_ assertion: String, at node: Node) -> Bool {
        guard let silence = Self.silences[assertion] else { return false }
        switch silence {
        case .named(let name): return gaps.names(name, under: node)
        case .misspelt(let name): return gaps.misspells(name, under: node)
        case .touched: return gaps.touches(node) || (node.kind == .attribute && node.parent.map(gaps.touches) ?? false)
        case .judged: return gaps.touches(node)
        // The whole document is below its own element: there the assertion speaks of what is not there at all.
        case .within: return node != document.node && gaps.isWithin(node)
        }
    }
}
