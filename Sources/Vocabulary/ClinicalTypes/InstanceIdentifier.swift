// An identifier as CDA writes it: a root, an extension, who assigns it.

/// An instance identifier (HL7 v3 data type II), as written: nothing in it is proven.
public struct InstanceIdentifier: Sendable, Hashable, Codable {
    /// The namespace, normally an OID; nil only under a null flavor.
    public var root: String?
    /// The identifier within the namespace.
    public var `extension`: String?
    /// Who assigns it, in words.
    public var assigningAuthorityName: String?
    /// Why there is no value, for instance `UNK`.
    public var nullFlavor: String?

    /// States an identifier.
    public init(root: String?, extension: String? = nil, assigningAuthorityName: String? = nil, nullFlavor: String? = nil) {
        self.root = root
        self.extension = `extension`
        self.assigningAuthorityName = assigningAuthorityName
        self.nullFlavor = nullFlavor
    }

    /// The root as an object identifier, nil when it is none (a UUID, a wrong text).
    public var oid: OID? { root.flatMap(OID.init(dotted:)) }

    /// The identifier in one string, as XDS writes it: the root, or `root^extension`; nil without a root.
    public var uniqueID: String? {
        guard let root, !root.isEmpty else { return nil }
        guard let `extension`, !`extension`.isEmpty else { return root }
        return "\(root)^\(`extension`)"
    }

    /// The extension, nil also where it is written but empty.
    public var value: String? { `extension`.flatMap { $0.isEmpty ? nil : $0 } }
}

extension InstanceIdentifier: CustomStringConvertible, CustomDebugStringConvertible {
    /// The root alone: the extension may name a patient.
    public var description: String {
        let space = root ?? nullFlavor.map { "nullFlavor \($0)" } ?? "no root"
        return value == nil ? space : "\(space)^…"
    }

    /// The same as `description`.
    public var debugDescription: String { description }
}

/// The namespaces of the French identifiers.
public enum IdentifierRoot {
    /// Professionals and systems (PS_IdNat, IDNPS).
    public static let professional = "1.2.250.1.71.4.2.1"
    /// Structures (Struct_IdNat, IDNST).
    public static let structure = "1.2.250.1.71.4.2.2"
    /// The number of a professional at the health insurance.
    public static let healthInsurance = "1.2.250.1.215.300.5"
    /// SIRENE: SIREN and SIRET without prefix.
    public static let sirene = "1.3.2"
    /// The shared medical record itself, as custodian.
    public static let sharedRecord = "1.2.250.1.213.4.1"
}
