// Where care took place.

import CDADocuments
import ClinicalTypes
import CodeSystems
import XMLTree

/// The encounter is there, and names the sector of activity of its facility.
struct EncounterRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard let encounter = document.encompassingEncounter else {
            if let componentOf = document.componentOf, componentOf[attribute: "nullFlavor"] != nil || context.gaps.isWithin(componentOf) { return [] }
            return [
                context.finding(
                    .encounterMissing, at: document.componentOf ?? document.node,
                    Bilingual(
                        fr: "componentOf/encompassingEncounter manque : décrire la prise en charge",
                        en: "componentOf/encompassingEncounter is missing: describe the encounter"))
            ]
        }
        let findings = reversed(encounter.effectiveTime, .encounterReversed, context)
        guard let facility = encounter.facilityCode, let code = facility.code, !code.isEmpty else {
            return findings + [
                context.finding(
                    .encounterFacility, at: encounter.facilityCode?.node ?? encounter.healthCareFacility ?? encounter.node,
                    Bilingual(
                        fr: "le secteur d'activité manque : location/healthCareFacility/code",
                        en: "the sector of activity is missing: location/healthCareFacility/code"),
                    allowed: CodeTables.facilityTypes.allowed())
            ]
        }
        return findings
            + unknownCode(facility, CodeTables.facilityTypes, .encounterFacilityUnknown, Bilingual(fr: "secteur d'activité", en: "sector of activity"), context)
    }
}
