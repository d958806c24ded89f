// Every code that the header rules and the reading of a document can raise, with its usual weight.

import ClinicalTypes

/// A code of the header rules; `docs/findings.md` says what each means and how to mend it.
enum FindingCode: String, Sendable, CaseIterable {
    case rootNamespace = "root.namespace"
    case rootElement = "root.element"
    case rootEmptyWrapper = "root.empty-wrapper"

    case realmCode = "header.realm-code"
    case typeID = "header.type-id"
    case templateMissing = "header.template-missing"
    case templateOrder = "header.template-order"
    case templateModel = "header.template-model"
    case idMissing = "header.id-missing"
    case idRoot = "header.id-root"
    case idExtension = "header.id-extension"
    case titleMissing = "header.title-missing"
    case titleLength = "header.title-length"
    case effectiveTimeMissing = "header.effective-time-missing"
    case effectiveTimePrecision = "header.effective-time-precision"
    case effectiveTimeZone = "header.effective-time-zone"
    case effectiveTimeFuture = "header.effective-time-future"
    case confidentialityMissing = "header.confidentiality-missing"
    case confidentialityUnknown = "header.confidentiality-unknown"
    case language = "header.language"
    case setIDMissing = "header.set-id-missing"
    case versionMissing = "header.version-missing"
    case versionInvalid = "header.version-invalid"
    case versionWithoutParent = "header.version-without-parent"
    case versionOfReplacement = "header.version-of-replacement"
    case relatedType = "header.related-type"
    case relatedMany = "header.related-many"
    case relatedParentMissing = "header.related-parent-missing"
    case relatedSelf = "header.related-self"
    case relatedSet = "header.related-set"
    case copyTime = "header.copy-time"
    case schemaLocation = "header.schema-location"
    case typeMissing = "header.type-missing"
    case typeUnknown = "header.type-unknown"
    case typeSystem = "header.type-system"
    case typeDisplayName = "header.type-display-name"

    case patientCount = "patient.count"
    case patientINSMissing = "patient.ins-missing"
    case patientINSOrder = "patient.ins-order"
    case patientINSForm = "patient.ins-form"
    case patientINSPart = "patient.ins-part"
    case patientINSKey = "patient.ins-key"
    case patientINSDisagrees = "patient.ins-disagrees"
    case patientIDRoot = "patient.id-root"
    case patientBirthFamily = "patient.birth-family-missing"
    case patientGivenNames = "patient.given-names-missing"
    case patientFirstGiven = "patient.first-given-missing"
    case patientGender = "patient.gender-missing"
    case patientGenderUnknown = "patient.gender-unknown"
    case patientBirthTime = "patient.birth-time-missing"
    case patientBirthTimeFuture = "patient.birth-time-future"
    case patientBirthplace = "patient.birthplace-missing"
    case patientBirthplaceForm = "patient.birthplace-form"
    case patientForbidden = "patient.forbidden-element"

    case authorMissing = "author.missing"
    case authorNobody = "author.nobody"
    case authorCodeMissing = "author.code-missing"
    case authorCodeUnknown = "author.code-unknown"
    case authorOrganization = "author.organization-missing"
    case legalAuthenticatorMissing = "legal-authenticator.missing"
    case legalAuthenticatorSignature = "legal-authenticator.signature"
    case participationTimeMissing = "participation.time-missing"
    case participationTimeFuture = "participation.time-future"
    case professionalIDMissing = "professional.id-missing"
    case professionalIDRoot = "professional.id-root"
    case professionalIDForm = "professional.id-form"
    case professionalIDKey = "professional.id-key"
    case professionalName = "professional.name-missing"
    case structureIDMissing = "structure.id-missing"
    case structureIDRoot = "structure.id-root"
    case structureIDForm = "structure.id-form"
    case structureIDKey = "structure.id-key"
    case structureName = "structure.name-missing"
    case custodianMissing = "custodian.missing"

    case serviceEventMissing = "service-event.missing"
    case serviceEventPerformer = "service-event.performer-missing"
    case serviceEventStart = "service-event.start-missing"
    case serviceEventReversed = "service-event.times-reversed"
    case serviceEventSetting = "service-event.setting-missing"
    case serviceEventSettingUnknown = "service-event.setting-unknown"
    case encounterMissing = "encounter.missing"
    case encounterReversed = "encounter.times-reversed"
    case encounterFacility = "encounter.facility-missing"
    case encounterFacilityUnknown = "encounter.facility-unknown"

    case bodyMissing = "body.missing"
    case bodyEmpty = "body.empty"
    case bodyMediaType = "body.media-type"
    case bodyRepresentation = "body.representation"
    case bodyBase64 = "body.base64"
    case bodyTooLarge = "body.too-large"
    case bodyMismatch = "body.media-type-mismatch"

    case nullFlavorValue = "null-flavor.value"
    case nullFlavorForbidden = "null-flavor.forbidden"
    case timestampMalformed = "timestamp.malformed"
    case timestampZone = "timestamp.zone"
    case telecomPrefix = "telecom.prefix"
    case telecomSpace = "telecom.space"
    case codeSystemName = "code-system.name"

    /// How much a finding of this code weighs unless its rule says otherwise.
    var severity: Severity {
        switch self {
        case .rootNamespace, .rootElement, .rootEmptyWrapper: .fatal
        case .templateOrder, .templateModel, .idExtension, .versionWithoutParent, .versionOfReplacement, .relatedType, .relatedMany, .relatedSet, .copyTime,
            .schemaLocation, .patientINSOrder, .patientINSPart, .patientINSKey, .patientINSDisagrees, .patientIDRoot, .patientBirthplaceForm,
            .authorCodeMissing, .authorCodeUnknown, .authorOrganization, .participationTimeFuture, .professionalIDKey, .structureIDKey, .structureName,
            .serviceEventSettingUnknown, .encounterFacilityUnknown, .nullFlavorValue, .timestampZone, .telecomPrefix, .telecomSpace, .codeSystemName:
            .warning
        case .typeDisplayName: .info
        default: .error
        }
    }
}
