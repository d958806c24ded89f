// Where care took place, and in which order of time.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// The encounter begins before it ends, and the sector of activity of its facility is published.
struct EncounterRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let encounter = document.encompassingEncounter else { return [] }
        let findings = reversed(encounter.effectiveTime, .encounterReversed, context)
        guard let facility = encounter.facilityCode else { return findings }
        let sector = Bilingual(fr: "secteur d'activité", en: "sector of activity")
        return findings + unknownCode(facility, CodeTables.facilityTypes, .encounterFacilityUnknown, sector, context)
    }
}
