// The header rules that are code, as a list.

/// The rules of the French minimal structure (CI-SIS, 1.16) that no expression says well; the others stand in `conformance/rules/Header.sch`.
///
/// Here are check keys and forms that tell the wrong character, times against the present, codes that a table knows with their nearest, enclosed files.
let frenchMinimalStructure: [any HeaderRule] = [
    DocumentIDRule(), DocumentTypeRule(), EffectiveTimeRule(), HealthIdentityRule(), HealthIdentityAgreementRule(), BirthTimeRule(),
    AuthorCodeRule(), ParticipationTimeRule(), ProfessionalIdentityRule(), ServiceEventRule(), EncounterRule(),
    BodyRule(), EnclosedFileRule(), EveryElementRule(),
]
