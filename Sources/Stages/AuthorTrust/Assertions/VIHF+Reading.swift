// Reads the claims out of the attributes, each with its type and its number, and names each that is not as it should be.

import ClinicalTypes
import CodeSystems
import CredentialChecks
import SignedXML

extension VIHF {
    /// Reads the claims of a proven assertion; nil where one is missing or unreadable, which `verdict` then tells.
    init?(reading assertion: Assertion, into verdict: inout AssertionVerdict) {
        var reader = VIHFReader(assertion: assertion)
        let version = reader.text(VIHFAttribute.version, among: ["3.0", "4.0"], code: "assertion.version")
        let mode = reader.mode()
        let structure = reader.identifier(VIHFAttribute.structure)
        let sector = reader.sector()
        let roles = reader.roles()
        let access = reader.access()
        let reason = reader.text(VIHFAttribute.reason, required: access == .breakGlass, code: "assertion.reason-missing")
        let patient = reader.patient()
        let isIndirect = mode.map { $0 != .direct } ?? false
        let subjectName = reader.text(VIHFAttribute.subjectName, required: isIndirect)
        let software = reader.software()
        let confidentiality = reader.confidentiality()
        _ = reader.text(VIHFAttribute.resource, among: [VIHFAttribute.recordURN], code: "assertion.attribute-value")
        reader.subject()
        reader.statement(mode)
        verdict.checks += reader.failures
        guard reader.failures.isEmpty, let version, let mode, let structure, let sector, let profession = roles.first, let access, let patient, let software
        else { return nil }
        verdict.pass("assertion.claims", "AttributeStatement", received: "VIHF \(version)")
        self.init(
            version: version, mode: mode, subject: assertion.subject, subjectName: subjectName, profession: profession,
            expertise: roles.count > 1 ? roles[1] : nil, structure: structure, sector: sector, access: access, reason: reason, patient: patient,
            software: software, confidentiality: confidentiality)
    }
}

/// Reads attribute by attribute and collects what is wrong.
struct VIHFReader {
    let assertion: Assertion
    private(set) var failures: [CredentialCheck] = []

    init(assertion: Assertion) { self.assertion = assertion }

    mutating func fail(_ code: String, _ field: String, expected: String?, received: String?) {
        failures.append(assertionFailed(code, field: field, expected: expected, received: received.map { printable($0) }))
    }

    /// The only text of an attribute.
    mutating func text(_ name: String, required: Bool = true, among allowed: [String] = [], code: String? = nil) -> String? {
        guard let attribute = assertion.attribute(name) else {
            if required {
                let code = code == "assertion.reason-missing" ? "assertion.reason-missing" : "assertion.attribute-missing"
                fail(code, name, expected: allowed.isEmpty ? "a value" : allowed.joined(separator: " | "), received: nil)
            }
            return nil
        }
        guard attribute.values.count == 1 else {
            fail("assertion.attribute-count", name, expected: "1", received: "\(attribute.values.count)")
            return nil
        }
        guard case .text(let text) = attribute.values[0], !text.isEmpty, text.utf8.count <= 512 else {
            fail("assertion.attribute-value", name, expected: "a text of 1 to 512 bytes", received: nil)
            return nil
        }
        guard allowed.isEmpty || allowed.contains(text) else {
            fail(code ?? "assertion.attribute-value", name, expected: allowed.joined(separator: " | "), received: text)
            return nil
        }
        return text
    }

    mutating func identifier(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        let isSound = text.utf8.count <= 64 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isSound else {
            fail("assertion.attribute-value", name, expected: "Struct_IdNat", received: text)
            return nil
        }
        return text
    }

    mutating func mode() -> AuthenticationMode? {
        let present = VIHFAttribute.mode.filter { assertion.attribute($0) != nil }
        guard present.count < 2 else {
            fail("assertion.attribute-count", VIHFAttribute.mode[0], expected: "one spelling", received: "both")
            return nil
        }
        let allowed = AuthenticationMode.allCases.map(\.rawValue)
        return text(present.first ?? VIHFAttribute.mode[0], among: allowed, code: "assertion.mode-unknown").flatMap(AuthenticationMode.init)
    }

    /// `SA07^1.2.250.1.71.4.2.4`, a code of JDV_J61 or of the wider list that it comes from.
    mutating func sector() -> CodedValue? {
        guard let text = text(VIHFAttribute.sector) else { return nil }
        let parts = text.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, let known = CodeTables.facilityTypes[parts[0], parts[1]] else {
            let nearest = CodeTables.facilityTypes.nearest(to: parts[0]).map(\.code).joined(separator: " | ")
            let expected = "code^1.2.250.1.71.4.2.4" + (nearest.isEmpty ? "" : ", \(nearest)")
            fail("assertion.sector-unknown", VIHFAttribute.sector, expected: expected, received: text)
            return nil
        }
        return known
    }

    mutating func access() -> AccessMode? {
        let allowed = AccessMode.allCases.map(\.rawValue).joined(separator: " | ")
        guard let coded = coded(VIHFAttribute.access, element: "PurposeOfUse", atMost: 1, allowsText: true), let value = coded.first else { return nil }
        guard let mode = AccessMode(rawValue: value.code) else {
            fail("assertion.access-unknown", VIHFAttribute.access, expected: allowed, received: value.code)
            return nil
        }
        return mode
    }

    mutating func patient() -> ClaimedPatient? {
        guard let text = text(VIHFAttribute.patient) else { return nil }
        guard let patient = ClaimedPatient(written: text) else {
            fail("assertion.patient-unreadable", VIHFAttribute.patient, expected: "INS^^^&OID&ISO^NH", received: nil)
            return nil
        }
        return patient
    }

    mutating func software() -> SendingSoftware? {
        let name = text(VIHFAttribute.softwareName)
        let version = text(VIHFAttribute.softwareVersion)
        let instance = text(VIHFAttribute.softwareInstance, required: false)
        let homologation = text(VIHFAttribute.homologation)
        guard let name, let version, let homologation else { return nil }
        return SendingSoftware(name: name, version: version, instance: instance, homologation: homologation)
    }

    mutating func confidentiality() -> CodedValue? {
        guard assertion.attribute(VIHFAttribute.confidentiality) != nil else { return nil }
        return coded(VIHFAttribute.confidentiality, element: "ConfidentialityCode", atMost: 1, allowsText: true)?.first
    }
}
