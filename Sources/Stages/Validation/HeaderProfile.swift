// The header rules of the French minimal structure, as a list.

/// The rules that a French document meets beyond the grammar (CI-SIS, minimal structure, 1.16).
let frenchMinimalStructure: [any HeaderRule] = [
    RealmRule(), TypeIDRule(), TemplateRule(), DocumentIDRule(), DocumentTypeRule(), TitleRule(), EffectiveTimeRule(), ConfidentialityRule(),
    LanguageRule(), SetIDRule(), VersionRule(), RelatedDocumentRule(), CopyTimeRule(), SchemaLocationRule(),
    PatientCountRule(), HealthIdentityRule(), HealthIdentityAgreementRule(), TraitsRule(), BirthRule(), GenderRule(), ForbiddenElementRule(),
    AuthorRule(), AuthorCodeRule(), LegalAuthenticatorRule(), OtherParticipantsRule(), CustodianRule(),
    ServiceEventRule(), EncounterRule(),
    BodyRule(), EnclosedFileRule(), EveryElementRule(),
]
