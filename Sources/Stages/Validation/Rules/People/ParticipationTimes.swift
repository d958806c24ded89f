// When somebody took part in a document.

import CDADocuments
import ClinicalTypes
import FoundationEssentials
import XMLTree

/// A time is there where it must be, and does not lie in the future.
func timeFindings(of participation: Participation, isMandatory: Bool, _ context: RuleContext) -> [Finding] {
    let part = participation.node.localName
    guard let time = participation.time, time.rawValue != nil else {
        guard isMandatory, participation.time?.nullFlavor == nil, !context.gaps.names("time", under: participation.node) else { return [] }
        return [
            context.finding(
                .participationTimeMissing, at: participation.time?.node ?? participation.node,
                Bilingual(fr: "\(part)/time manque", en: "\(part)/time is missing"))
        ]
    }
    guard let value = time.value, value.earliest > context.now.addingTimeInterval(Double(context.options.clockTolerance)) else { return [] }
    return [
        context.finding(
            .participationTimeFuture, at: time.node, attribute: "value",
            Bilingual(fr: "\(part)/time est dans le futur", en: "\(part)/time lies in the future"), found: time.rawValue)
    ]
}
