// Codes, identifiers and times between FHIR and the registry: URIs for OIDs, ISO 8601 for DTM, base64 for hexadecimal.

import ClinicalTypes
import CodeSystems
import FHIRResources
import XDSMessages

/// Names that FHIR gives otherwise than the registry.
enum FHIRNames {
    /// The system of values that are URIs themselves (RFC 3986).
    static let uri = "urn:ietf:rfc:3986"
    private static let wellKnown: [String: String] = [
        "http://loinc.org": CodeSystemOID.loinc, "http://snomed.info/sct": "2.16.840.1.113883.6.96",
        "http://terminology.hl7.org/CodeSystem/v3-Confidentiality": CodeSystemOID.confidentiality,
        "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode": "1.3.6.1.4.1.19376.1.2.3",
        "https://profiles.ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode": "1.3.6.1.4.1.19376.1.2.3",
        "http://hl7.org/fhir/sid/icd-10": "2.16.840.1.113883.6.3", "http://dicom.nema.org/resources/ontology/DCM": "1.2.840.10008.2.16.4",
        "https://rpps.esante.gouv.fr": RootOID.professional, "http://rpps.fr": RootOID.professional, "https://adeli.esante.gouv.fr": RootOID.professional,
        "https://finess.esante.gouv.fr": RootOID.structure, "http://finess.sante.gouv.fr": RootOID.structure, "http://finess.fr": RootOID.structure,
    ]
    private static let written: [String: String] = [
        CodeSystemOID.loinc: "http://loinc.org", CodeSystemOID.confidentiality: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
        "1.3.6.1.4.1.19376.1.2.3": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
    ]

    /// The OID that a URI stands for; the URI itself where none is known.
    static func oid(of system: String) -> String {
        if system.hasPrefix("urn:oid:") { return String(system.dropFirst(8)) }
        if let known = wellKnown[system] { return known }
        // The national code systems are named within their URIs: …/NOS/TRE_A05-TypeDocComplementaireCISIS/FHIR/….
        for part in system.split(separator: "/") where part.hasPrefix("TRE_") {
            if let oid = KnownOIDs.codeSystems(named: String(part.prefix { $0 != "-" })).first { return oid }
        }
        return system
    }

    /// The URI of an OID.
    static func uri(of oid: String) -> String {
        if let known = written[oid] { return known }
        return OID(dotted: oid) == nil ? oid : "urn:oid:" + oid
    }
}

/// The namespaces of people and structures.
enum RootOID {
    static let professional = "1.2.250.1.71.4.2.1"
    static let structure = "1.2.250.1.71.4.2.2"
}

extension Code {
    /// A coding.
    init?(coding: FHIRElement?) {
        guard let coding, let code = coding.text("code") else { return nil }
        self.init(code: code, scheme: FHIRNames.oid(of: coding.text("system") ?? ""), displayName: coding.text("display"))
    }

    /// The first coding of a concept.
    init?(concept: FHIRElement?) { self.init(coding: concept?["coding"]) }
}

extension FHIRElement {
    /// Adds a coding under a name.
    mutating func add(_ name: String, coding code: Code?) {
        guard let code else { return }
        add(name) { coding in
            coding.add("system", code.scheme.isEmpty ? nil : FHIRNames.uri(of: code.scheme))
            coding.add("code", code.code)
            coding.add("display", code.displayName.flatMap { $0.isEmpty ? nil : $0 })
        }
    }

    /// Adds a concept of one coding under a name.
    mutating func add(_ name: String, concept code: Code?) {
        guard let code else { return }
        add(name) { $0.add("coding", coding: code) }
    }

    /// Adds an identifier whose value is a URI.
    mutating func add(_ name: String, uri value: String, use: String? = nil) {
        add(name) { identifier in
            identifier.add("use", use)
            identifier.add("system", FHIRNames.uri)
            identifier.add("value", value)
        }
    }
}

/// Unique ids between URI and registry.
enum UniqueIDText {
    /// The unique id that an identifier states: `urn:oid:…` as a URI, or an OID as system with its extension.
    static func reading(_ identifier: FHIRElement?) -> String? {
        guard let identifier, let value = identifier.text("value") else { return nil }
        if value.hasPrefix("urn:oid:") { return String(value.dropFirst(8)) }
        let system = identifier.text("system") ?? ""
        if system == FHIRNames.uri || system.isEmpty { return value.hasPrefix("urn:uuid:") ? nil : value }
        return FHIRNames.oid(of: system) + "^" + value
    }
}

/// Points in time between ISO 8601 and DTM.
enum TimeText {
    /// A FHIR time as DTM in UTC, that of a search without seconds or zone as well (FHIR R4, 3.1.1.4.7); nil where it is none.
    static func dtm(_ text: String?) -> String? {
        let form = #/[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?/#
        guard let text, text.wholeMatch(of: form) != nil else { return nil }
        var digits = ""
        var zone = ""
        // With its empty pieces: a text may begin with the mark, or hold nothing at all. A time stands behind a whole day, never behind less.
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        digits += parts[0].filter { $0 != "-" }
        guard parts.count == 1 || digits.utf8.count == 8 else { return nil }
        if parts.count > 1 {
            let time = parts[1].prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
            digits += time.filter { $0 != ":" }
            let rest = parts[1].dropFirst(time.count)
            zone = rest == "Z" ? "+0000" : rest.filter { $0 != ":" }
        }
        return (try? HL7Timestamp(digits + zone))?.utcDTM
    }

    /// A DTM in UTC as a FHIR dateTime; hours without minutes get them, since FHIR has no such precision.
    static func iso(_ dtm: String?) -> String? {
        guard let dtm, dtm.utf8.allSatisfy({ (0x30...0x39).contains($0) }), [4, 6, 8, 10, 12, 14].contains(dtm.utf8.count) else { return nil }
        let digits = Array(dtm)
        func part(_ from: Int, _ count: Int = 2) -> String { from + count <= digits.count ? String(digits[from..<from + count]) : "00" }
        var text = part(0, 4)
        if digits.count >= 6 { text += "-" + part(4) }
        if digits.count >= 8 { text += "-" + part(6) }
        if digits.count >= 10 { text += "T\(part(8)):\(part(10)):\(part(12))Z" }
        return text
    }
}
