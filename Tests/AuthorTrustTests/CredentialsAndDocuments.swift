// What the tests of this module share: an authority, a few people, and documents that they wrote.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation

/// The moment at which these tests take place: 15 January 2027.
let now = Date(timeIntervalSince1970: 1_800_000_000)
/// The configured authority.
let authority = try! DevelopmentAuthority(now: now)
/// An authority that nobody configured.
let stranger = try! DevelopmentAuthority(named: "Unknown", now: now)

let physician = CardHolder(
    identifier: "899900063480", title: "Médecin", givenName: "CLAIRE", surname: "ROUSSEL", profession: 10, expertise: ["SM26"])
let secretary = CardHolder(
    identifier: "3750803447/1453", title: "Secrétaire", givenName: "PAUL", surname: "HENRY", organization: "HOPITAL DES TILLEULS", product: .employee)
let hospital = CertifiedOrganization(identifier: "1750803447", name: "HOPITAL DES TILLEULS", department: "Paris (75)", commonName: "dpi.tilleuls.test")

/// An `id` with the root of professionals.
func professional(_ value: String) -> String { #"<id root="1.2.250.1.71.4.2.1" extension="\#(value)"/>"# }
/// An `id` with the root of structures.
func structure(_ value: String) -> String { #"<id root="1.2.250.1.71.4.2.2" extension="\#(value)"/>"# }
/// An author with identifiers, and a structure where one is given.
func author(_ ids: String, structure value: String? = nil, device: Bool = false) -> String {
    let organization = value.map { "<representedOrganization>\(structure($0))</representedOrganization>" } ?? ""
    let kind = device ? "<assignedAuthoringDevice><softwareName>x</softwareName></assignedAuthoringDevice>" : "<assignedPerson/>"
    return "<author><assignedAuthor>\(ids)\(kind)\(organization)</assignedAuthor></author>"
}
/// The patient as an author.
let patientAuthor = author(#"<id root="1.2.250.1.213.1.4.10" extension="279035121518989"/>"#)
/// Somebody in another part of the header.
func part(_ name: String, _ id: String) -> String { "<\(name)><assignedEntity>\(id)</assignedEntity></\(name)>" }

/// A document with these header parts and a custodian.
func document(_ parts: String..., custodian: String = "1690781810") -> CDADocument {
    let keeper = "<custodian><assignedCustodian><representedCustodianOrganization>\(structure(custodian))"
    let text =
        #"<ClinicalDocument xmlns="urn:hl7-org:v3">"# + parts.joined() + keeper
        + "</representedCustodianOrganization></assignedCustodian></custodian></ClinicalDocument>"
    return try! CDADocument.read(Array(text.utf8)).get()
}

/// A document of the physician, for the hospital.
let ordinary = document(author(professional("899900063480"), structure: "1750803447"))

/// A check in the sandbox: test products accepted.
let check = AuthorCheck(anchors: try! authority.anchors(), acceptsTestProducts: true)

extension IssuedCertificate {
    /// What a TLS connection gives for this certificate.
    var credential: PresentedCredential { PresentedCredential(clientChain: chainDER) }
}

extension AuthorVerdict {
    /// The codes of the checks that failed, with the depth where one is meant.
    var refusals: [String] { failures.map { $0.code + ($0.certificateDepth.map { "@\($0)" } ?? "") } }
}
