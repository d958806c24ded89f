// What somebody asks of the record store through the gateway, and what is answered.

import AuthorTrust
public import ClinicalTypes
public import Delivery
public import XDSMessages

/// What somebody asks of the record store through the gateway.
public enum RelayedRequest: Sendable {
    /// What the registry holds (ITI-18).
    case query(StoredQueryRequest)
    /// What the registry holds of a patient whom the question names, as references that are handed on to nobody.
    case references(StoredQueryRequest)
    /// Documents (ITI-43).
    case retrieve(RetrieveRequest)
    /// A change of metadata (ITI-57).
    case update(UpdateDocumentSetRequest)

    /// The patients that the request names, as CX.
    var patients: [String] {
        switch self {
        case .query(let query), .references(let query):
            query.parameters.filter { $0.name.lowercased().hasSuffix("patientid") }.flatMap { $0.values.map(\.text) }
        case .retrieve: []
        case .update(let update): update.objects.submissionSets.map(\.patientId) + update.objects.documentEntries.map(\.patientId)
        }
    }
}

/// What is answered to somebody who asked the record store through the gateway.
public enum RelayedAnswer: Sendable {
    /// The answer to a query.
    case query(StoredQueryResponse)
    /// The documents.
    case retrieve(RetrieveResponse)
    /// The answer to a change.
    case registry(RegistryResponse)
    /// Who asks is not proven: the checks that failed.
    case credentialRefused(AuthorVerdict)
    /// The record store refuses who asks, as the gateway told it.
    case identityRefused(IdentityRefusal)

    /// The registry response within the answer; nil where there is none.
    public var response: RegistryResponse? {
        switch self {
        case .query(let answer): answer.response
        case .retrieve(let answer): answer.response
        case .registry(let answer): answer
        case .credentialRefused, .identityRefused: nil
        }
    }
}

/// Why the gateway itself refuses what was asked; the raw value is the code.
enum RelayRefusal: String, CaseIterable {
    /// The matrices of rights do not allow it.
    case notAllowed = "relay.not-allowed"
    /// It concerns another patient than the assertion.
    case otherPatient = "relay.other-patient"
    /// It is no change that is relayed.
    case unknownUpdate = "relay.unknown-update"
    /// The record store gave no answer.
    case noAnswer = "relay.no-answer"
    /// The record store has no such document.
    case noDocument = "relay.no-document"
    /// The record store has to know who asks, and the gateway has no key for the structure.
    case structureUnserved = "relay.structure-unserved"
    /// The record store has to know who asks, and nothing says the name.
    case nameless = "relay.name-missing"

    /// The use of the assertion cannot be written down.
    case unkept = "relay.use-unkept"

    /// What is said of a gap.
    init(_ gap: RelayedIdentityGap) {
        switch gap {
        case .structureUnserved: self = .structureUnserved
        case .nameless: self = .nameless
        }
    }

    /// The code of XDS that goes with it.
    var registryCode: RegistryErrorCode {
        switch self {
        case .notAllowed, .structureUnserved, .nameless: .localPolicyRestriction
        case .otherPatient: .patientIdDoesNotMatch
        case .unknownUpdate: .metadataUpdateOperationError
        case .noAnswer: .registryNotAvailable
        case .unkept: .registryBusy
        case .noDocument: .documentUniqueIdError
        }
    }

    /// What is said, and what to do.
    var words: Bilingual {
        switch self {
        case .notAllowed:
            Bilingual(
                fr: "Les droits de l'émetteur ne permettent pas cette action sur ce document :",
                en: "The sender's rights do not allow this with this document:")
        case .otherPatient:
            Bilingual(
                fr: "L'objet concerne un autre patient que l'assertion : présentez une assertion pour ce patient.",
                en: "The object is of another patient than the assertion: show an assertion for that patient.")
        case .unknownUpdate:
            Bilingual(
                fr: "Cette modification n'est pas transmise ici : statut (Archived, Deleted, Approved) ou confidentialityCode seulement.",
                en: "This update is not relayed here: status (Archived, Deleted, Approved) or confidentialityCode alone.")
        case .noAnswer:
            Bilingual(fr: "Le répertoire n'a pas répondu ; réessayez plus tard.", en: "The record store gave no answer; try again later.")
        case .unkept:
            Bilingual(
                fr: "L'utilisation de l'assertion ne peut pas être journalisée ; réessayez plus tard.",
                en: "The use of the assertion cannot be written down; try again later.")
        case .noDocument:
            Bilingual(fr: "Le répertoire n'a pas ce document.", en: "The record store has no such document.")
        case .structureUnserved:
            Bilingual(
                fr: "Identifiant_Structure : la passerelle n'a pas de certificat de signature pour cette structure (store.assertion.certificates), et "
                    + "l'assertion ne peut pas être transmise telle quelle :",
                en: "Identifiant_Structure: the gateway has no signature certificate for this structure (store.assertion.certificates), and the assertion "
                    + "cannot be handed on as it came:")
        case .nameless:
            Bilingual(
                fr: "Rien ne dit le nom de la personne, que l'assertion pour le répertoire doit porter (subject-id).",
                en: "Nothing says the name of the person, which the assertion for the record store has to hold (subject-id).")
        }
    }

    /// The refusal as an error of a registry.
    func error(in language: Language, at object: String? = nil, _ detail: String = "") -> RegistryError {
        RegistryError(registryCode, "[\(rawValue)] \(words[language])" + (detail.isEmpty ? "" : " " + detail), location: object)
    }
}

extension RelayedIdentityGap {
    /// What stands behind it, by its code.
    var detail: String {
        switch self {
        case .structureUnserved(let obstacle): obstacle.rawValue
        case .nameless: ""
        }
    }
}

extension IdentityRefusal {
    /// The code of a refusal by the store: the check that failed, where the store names one.
    public var code: String { check ?? "relay.identity-refused" }

    /// What is said to whoever asked.
    public var words: Bilingual {
        Bilingual(
            fr: "Le répertoire refuse l'identité que la passerelle lui présente pour l'appelant (\(self)).",
            en: "The record store refuses the identity that the gateway states for the caller (\(self)).")
    }
}
