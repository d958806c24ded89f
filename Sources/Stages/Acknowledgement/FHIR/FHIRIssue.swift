// One thing told over FHIR: an issue of an OperationOutcome, with its code, its element and the cure.

public import ClinicalTypes
public import FHIRResources

/// One thing told over FHIR; holds no content.
public struct FHIRIssue: Sendable, Hashable {
    /// How much it weighs.
    public enum Weight: String, Sendable, Hashable {
        /// It refuses.
        case error
        /// It should be mended.
        case warning
        /// It is worth knowing.
        case information
    }

    /// How much it weighs.
    public var weight: Weight
    /// The kind of issue (FHIR R4, value set issue-type).
    public var type: String
    /// The stable code of the finding.
    public var code: String?
    /// The code that a registry would answer (ITI TF-3 table 4.2.4.1-2).
    public var registryCode: String?
    /// What is wrong, and the cure.
    public var words: Bilingual
    /// The element, as FHIRPath names it.
    public var expression: String?
    /// Where it stands in the text.
    public var place: FHIRPlace?
    /// The receipt under which a refused document is kept.
    public var submission: String?

    /// States an issue.
    public init(
        _ weight: Weight = .error, type: String, code: String?, registryCode: String? = nil, words: Bilingual, expression: String? = nil,
        place: FHIRPlace? = nil, submission: String? = nil
    ) {
        self.weight = weight
        self.type = type
        self.code = code
        self.registryCode = registryCode
        self.words = words
        self.expression = expression
        self.place = place
        self.submission = submission
    }

    /// The system of the stable codes.
    public static let findingSystem = "urn:passerelle:finding"
    /// The system of the registry's codes.
    public static let registrySystem = "urn:passerelle:registry-error"

    /// The issues as an OperationOutcome in one language; a success without anything to tell says so.
    public static func outcome(_ issues: [FHIRIssue], in language: Language) -> FHIRElement {
        var outcome = FHIRElement("OperationOutcome")
        outcome.add("language", language == .french ? "fr-FR" : "en")
        for issue in issues.prefix(100) { outcome.add("issue") { issue.write(to: &$0, in: language) } }
        return outcome
    }

    private func write(to issue: inout FHIRElement, in language: Language) {
        issue.add("severity", weight.rawValue)
        issue.add("code", type)
        issue.add("details") { details in
            for (system, code) in [(Self.findingSystem, code), (Self.registrySystem, registryCode)] {
                guard let code else { continue }
                details.add("coding") { coding in
                    coding.add("system", system)
                    coding.add("code", code)
                }
            }
            details.add("text", words[language])
        }
        var spot = place.map { language == .french ? "ligne \($0.line), colonne \($0.column)" : "line \($0.line), column \($0.column)" }
        if let submission { spot = (spot.map { $0 + "; " } ?? "") + (language == .french ? "soumission " : "submission ") + submission }
        issue.add("diagnostics", spot)
        issue.add("expression", expression.flatMap { $0.isEmpty ? nil : $0 })
    }
}
