// A coded value (CD, CE, CV, CS) as it stands in a document.

public import ClinicalTypes
public import XMLTree

/// A coded value: HL7 v3 data types CD, CE, CV and CS (CDA R2, data types 2.4 to 2.9).
public struct CodedElement: HeaderElement {
    /// The element, for instance `code` or `confidentialityCode`.
    public let node: Node
    /// The code, as written.
    public let code: String?
    /// The OID of the code system, as written.
    public let system: String?
    /// The name of the code system, as written.
    public let systemName: String?
    /// The displayed name, as written.
    public let displayName: String?

    /// Reads a coded element.
    public init(_ node: Node) {
        self.node = node
        code = node.trimmed("code")
        system = node.trimmed("codeSystem")
        systemName = node.trimmed("codeSystemName")
        displayName = node.trimmed("displayName")
    }

    /// The code in its system, nil unless both are there.
    public var value: CodedValue? {
        guard let code, !code.isEmpty, let system, !system.isEmpty else { return nil }
        return CodedValue(code: code, system: system, displayName: displayName, systemName: systemName)
    }

    /// The other codes given for the same concept (`translation`).
    public var translations: [CodedElement] { node.hl7All("translation").map(CodedElement.init) }
}
