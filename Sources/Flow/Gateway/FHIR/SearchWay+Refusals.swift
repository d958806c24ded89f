// What is answered where a search cannot be asked, or the registry says no.

import Acknowledgement
import ClinicalTypes
import SubmissionMetadata
import XDSMessages

extension SearchWay {
    /// What stands against a search: its parameters, or the registry.
    static func refusal(_ error: any Error) -> SearchAnswer {
        switch error {
        case let fault as SearchFault: return .issues([FHIRIssue(fault)], status: 400)
        case RegistryRefusal.credential(let verdict): return .credentialRefused(verdict)
        case RegistryRefusal.identity(let refusal):
            return .issues([FHIRIssue(type: "forbidden", code: refusal.code, words: refusal.words, expression: nil)], status: 403)
        case RegistryRefusal.unavailable(let code, let isTemporary):
            let words = Bilingual(
                fr: "Le dossier partagé ne répond pas comme il faut ; réessayez plus tard.",
                en: "The record store does not answer as it should; try again later.")
            return .issues([FHIRIssue(type: isTemporary ? "transient" : "exception", code: code, words: words)], status: isTemporary ? 503 : 502)
        case RegistryRefusal.notOffered:
            let words = Bilingual(
                fr: "Rien n'est relayé ici : aucune assertion n'est examinée (assertion.policy).",
                en: "Nothing is relayed here: no assertion is looked at (assertion.policy).")
            return .issues([FHIRIssue(type: "not-supported", code: "fhir.search-unserved", words: words)], status: 403)
        default:
            return .issues(
                [FHIRIssue(type: "exception", code: "internal", words: Bilingual(fr: "La recherche a échoué.", en: "The search failed."))], status: 500)
        }
    }

    /// What a registry answers in the place of objects; nil for a success, and for a partial one.
    static func refusal(_ response: RegistryResponse) -> SearchAnswer? {
        guard response.status == .failure else { return nil }
        let codes = response.errors.map(\.code)
        let status =
            if codes.contains(.localPolicyRestriction) || codes.contains(.patientIdDoesNotMatch) {
                403
            } else if codes.contains(.tooManyResults) {
                422
            } else if codes.contains(.documentUniqueIdError) || codes.contains(.unresolvedReference) {
                404
            } else if codes.contains(.registryBusy) || codes.contains(.registryNotAvailable) || codes.contains(.repositoryBusy) {
                503
            } else {
                422
            }
        let type = status == 403 ? "forbidden" : status == 404 ? "not-found" : status == 503 ? "transient" : "processing"
        let issues = response.errors.prefix(20).map { error in
            // What a registry says in its own words may hold what was asked for: its code is told, and that of this gateway's own refusals.
            FHIRIssue(
                type: type, code: error.relayCode, registryCode: error.code.rawValue,
                words: Bilingual(fr: "Le registre refuse : \(error.code.rawValue).", en: "The registry refuses: \(error.code.rawValue)."))
        }
        return .issues(Array(issues), status: status)
    }
}

extension FHIRIssue {
    /// A fault of a search, told by its parameter.
    init(_ fault: SearchFault) {
        let words: Bilingual =
            switch fault.kind {
            case .missing: Bilingual(fr: "Ce paramètre est exigé : \(fault.parameter).", en: "This parameter is demanded: \(fault.parameter).")
            case .malformed:
                Bilingual(fr: "Ce paramètre n'a pas une valeur permise : \(fault.parameter).", en: "This parameter has no allowed value: \(fault.parameter).")
            case .unknown:
                Bilingual(fr: "Ce paramètre ou son modificateur n'est pas offert.", en: "This parameter or its modifier is not offered.")
            case .systemMissing:
                Bilingual(
                    fr: "Le code s'écrit avec son système (système|code) : \(fault.parameter).",
                    en: "The code is written with its system (system|code): \(fault.parameter).")
            }
        let isKnown =
            fault.parameter.utf8.count <= 40 && fault.parameter.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
        self.init(
            type: fault.kind == .missing ? "required" : fault.kind == .unknown ? "not-supported" : "value", code: fault.kind.rawValue, words: words,
            expression: isKnown ? "http.\(fault.parameter)" : nil)
    }

    /// There is no such resource, or it may not be seen.
    static let unknownResource = FHIRIssue(
        type: "not-found", code: "not-found", words: Bilingual(fr: "Rien ne porte ce nom ici.", en: "Nothing has this name here."))
    /// The document was deleted.
    static let deletedResource = FHIRIssue(
        type: "deleted", code: "fhir.deleted", words: Bilingual(fr: "Ce document a été supprimé.", en: "This document was deleted."))
}

extension RegistryError {
    /// The code of a refusal by the relay; nil for what the registry says.
    fileprivate var relayCode: String? {
        RelayRefusal.allCases.map(\.rawValue).first { codeContext.hasPrefix("[\($0)]") }
    }
}
