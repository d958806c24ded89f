// When a document was made, to the second and with its zone.

import CDADocuments
import ClinicalTypes
import FoundationEssentials
import XMLTree

/// `effectiveTime` is written to the second, with its zone, and does not lie in the future.
struct EffectiveTimeRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        // A malformed one is found by the rule of all timestamps.
        guard let time = document.effectiveTime, let value = time.value else { return [] }
        var findings: [Finding] = []
        if value.precision < .second {
            findings.append(
                context.finding(
                    .effectiveTimePrecision, severity: value.precision < .minute ? .error : .warning, at: time.node, attribute: "value",
                    Bilingual(
                        fr: "effectiveTime doit être précis à la seconde (AAAAMMJJhhmmss+ZZzz)",
                        en: "effectiveTime must be precise to the second (YYYYMMDDhhmmss+ZZzz)"),
                    found: time.rawValue, edit: secondsEdit(of: time, value)))
        }
        if value.precision >= .hour, !value.hasZone {
            findings.append(
                context.finding(
                    .effectiveTimeZone, at: time.node, attribute: "value",
                    Bilingual(
                        fr: "effectiveTime doit porter le décalage horaire (+0100 en hiver, +0200 en été)",
                        en: "effectiveTime must carry the offset from UTC (+0100 in winter, +0200 in summer)"),
                    found: time.rawValue, edit: zoneEdit(of: time, value)))
        }
        if value.earliest > context.latestNow {
            findings.append(
                context.finding(
                    .effectiveTimeFuture, at: time.node, attribute: "value",
                    Bilingual(
                        fr: "effectiveTime est dans le futur : vérifier la date et l'horloge du logiciel",
                        en: "effectiveTime lies in the future: check the date and the software's clock"),
                    found: time.rawValue))
        }
        return findings
    }

    /// Writes seconds where only they are missing.
    private func secondsEdit(of time: TimeElement, _ value: HL7Timestamp) -> SuggestedEdit? {
        guard value.precision == .minute, let written = time.rawValue else { return nil }
        return DocumentEdits(time.node).setting("value", to: written.prefix(12) + "00" + written.dropFirst(12))
    }

    /// Writes the offset that mainland France has at that moment.
    private func zoneEdit(of time: TimeElement, _ value: HL7Timestamp) -> SuggestedEdit? {
        guard let written = time.rawValue, let utc = try? HL7Timestamp(written.prefix(while: { $0 != "." }) + "+0000") else { return nil }
        let minutes = (utc.earliestSeconds - value.earliestSeconds) / 60
        guard (0...120).contains(minutes), minutes % 60 == 0 else { return nil }
        return DocumentEdits(time.node).setting("value", to: written + "+0\(minutes / 60)00")
    }
}
