// Reads coded values, the roles among them: the profession first, then the speciality of those who must have one.

import ClinicalTypes
import CodeSystems
import CredentialChecks
import SignedXML

extension VIHFReader {
    /// The coded values of an attribute, HL7 CE elements in as many values as there are; nil where something is wrong.
    mutating func coded(_ name: String, element wanted: String, atMost limit: Int, allowsText: Bool = false) -> [CodedValue]? {
        guard let attribute = assertion.attribute(name) else {
            fail("assertion.attribute-missing", name, expected: wanted, received: nil)
            return nil
        }
        var read: [CodedValue] = []
        for value in attribute.values {
            switch value {
            case .text(let text) where allowsText && !text.isEmpty && text.utf8.count <= 64: read.append(CodedValue(code: text, system: ""))
            case .text(let text):
                fail("assertion.attribute-value", name, expected: "\(wanted) with code and codeSystem", received: text)
                return nil
            case .elements(let elements):
                for element in elements {
                    guard element.name == wanted, element.namespace == "urn:hl7-org:v3", let code = element.attributes["code"], !code.isEmpty,
                        let system = element.attributes["codeSystem"], code.utf8.count <= 64, system.utf8.count <= 64
                    else {
                        fail("assertion.attribute-value", name, expected: "\(wanted) (urn:hl7-org:v3) with code and codeSystem", received: element.name)
                        return nil
                    }
                    read.append(CodedValue(code: code, system: system, displayName: element.attributes["displayName"]))
                }
            }
        }
        guard (1...limit).contains(read.count) else {
            fail("assertion.attribute-count", name, expected: limit == 1 ? "1" : "1 to \(limit)", received: "\(read.count)")
            return nil
        }
        return read
    }

    /// The profession, and the speciality where there is one.
    mutating func roles() -> [CodedValue] {
        guard let roles = coded(VIHFAttribute.role, element: "Role", atMost: 2) else { return [] }
        let profession = roles[0]
        guard CodeTables.professions.contains(profession) else {
            let nearest = CodeTables.professions.entries(of: profession.code).map(\.system).joined(separator: " | ")
            let expected = nearest.isEmpty ? "JDV_J65: TRE_G15, G16, R94, R95, R291 or A00" : "codeSystem \(nearest)"
            fail("assertion.profession-unknown", VIHFAttribute.role + "[1]", expected: expected, received: "\(profession.code) (\(profession.system))")
            return []
        }
        guard let needed = Speciality(of: profession) else { return roles }
        guard roles.count == 2 else {
            fail("assertion.speciality-missing", VIHFAttribute.role + "[2]", expected: needed.expected, received: nil)
            return []
        }
        guard needed.allows(roles[1]) else {
            fail("assertion.speciality-unknown", VIHFAttribute.role + "[2]", expected: needed.expected, received: "\(roles[1].code) (\(roles[1].system))")
            return []
        }
        return roles
    }

    /// The subject is one national identifier of a professional, and the issuer is named as the profile asks.
    mutating func subject() {
        if (try? ProfessionalIdentifier(unverified: assertion.subject)) == nil {
            fail("assertion.subject-unreadable", "Subject/NameID", expected: "PS_IdNat: 8 + RPPS, 0 + ADELI, 3 + FINESS/…", received: assertion.subject)
        }
        if assertion.issuerFormat != VIHFAttribute.subjectNameFormat {
            fail("assertion.issuer-format", "Issuer/@Format", expected: VIHFAttribute.subjectNameFormat, received: assertion.issuerFormat)
        }
    }

    /// There is one statement of authentication, and its class is one that the mode can have.
    mutating func statement(_ mode: AuthenticationMode?) {
        guard assertion.authentications.count == 1, let context = assertion.authentications[0].contextClass else {
            fail(
                "assertion.authentication", "AuthnStatement", expected: "1, with AuthnContextClassRef", received: "\(assertion.authentications.count)")
            return
        }
        let name = context.split(separator: ":").last.map(String.init) ?? ""
        let isByCard = ["SmartcardPKI", "X509", "TLSClient", "SoftwarePKI", "Smartcard"].contains(name)
        guard mode == .direct, !isByCard else { return }
        fail(
            "assertion.authentication", "AuthnStatement/AuthnContext/AuthnContextClassRef", expected: "SmartcardPKI, X509 or TLSClient in mode DIRECTE",
            received: context)
    }
}

/// The speciality that a profession has to state beside itself.
private struct Speciality {
    let profession: String
    let system: String?

    /// Physicians state a speciality of TRE_R01, pharmacists a section or function of TRE_G05; nil for all others.
    init?(of profession: CodedValue) {
        guard profession.system == "1.2.250.1.71.1.2.7" else { return nil }
        switch profession.code {
        case "10": system = "1.2.250.1.71.4.2.5"
        case "21": system = nil
        default: return nil
        }
        self.profession = profession.code
    }

    var expected: String { profession == "10" ? "a speciality of TRE_R01 (1.2.250.1.71.4.2.5), for instance SM26" : "a code of TRE_G05, for instance A" }

    /// The list of authors' specialities (JDV_J01) joins profession and speciality: `G15_10/SM26`.
    func allows(_ speciality: CodedValue) -> Bool {
        (system == nil || speciality.system == system) && !CodeTables.authorSpecialities.entries(of: "G15_\(profession)/\(speciality.code)").isEmpty
    }
}
