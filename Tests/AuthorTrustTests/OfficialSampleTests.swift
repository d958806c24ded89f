// The authors of the official samples can all be stood for, each by a certificate of its own.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared"))
struct OfficialSampleTests {
    private static let documents: [(name: String, document: CDADocument)] = {
        guard let folder = sharedFolder?.appending(path: "ans/ExemplesCDA") else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().filter { $0.hasSuffix(".xml") }.compactMap { name in
            guard let bytes = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
            return (try? CDADocument.read([UInt8](bytes)).get()).map { (name, $0) }
        }
    }()

    private func verdict(of person: String, _ document: CDADocument) throws -> AuthorVerdict {
        var holder = physician
        holder.identifier = person
        return check.verdict(on: try authority.card(for: holder, now: now).credential, for: document, now: now)
    }

    private func verdict(ofStructure structure: String, _ document: CDADocument) throws -> AuthorVerdict {
        var organization = hospital
        organization.identifier = structure
        return check.verdict(on: try authority.certificate(for: organization, now: now).credential, for: document, now: now)
    }

    @Test func `every sample can be sent by its author or by the structure that keeps it, and by no stranger`() throws {
        #expect(Self.documents.count > 50)
        var byPerson = 0
        var byStructure = 0
        for (name, document) in Self.documents {
            let persons = document.authors.compactMap(\.entity).flatMap(\.ids).filter { $0.root == ProfessionalIdentifier.root }.compactMap(\.extension)
            for person in persons where (try? ProfessionalIdentifier(unverified: person)) != nil {
                #expect(try verdict(of: person, document).isTrusted, "\(name)")
                byPerson += 1
            }
            let keepers = (document.custodian?.organization?.ids ?? []).filter { $0.root == StructureIdentifier.root }.compactMap(\.extension)
            for keeper in keepers where (try? StructureIdentifier(unverified: keeper)) != nil {
                #expect(try verdict(ofStructure: keeper, document).isTrusted, "\(name)")
                byStructure += 1
            }
            #expect(try !verdict(of: "899900038839", document).isTrusted, "\(name)")
            #expect(try !verdict(ofStructure: "1690781810", document).isTrusted, "\(name)")
        }
        #expect(byPerson > 50 && byStructure > 50, "\(byPerson) persons, \(byStructure) structures")
    }
}
