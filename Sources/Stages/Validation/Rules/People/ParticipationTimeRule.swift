// When people took part in a document, against the present.

import CDADocuments
import ClinicalTypes
import FoundationEssentials
import XMLTree

/// The times of authors and of who answers for the document do not lie in the future.
struct ParticipationTimeRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        (document.authors + [document.legalAuthenticator].compactMap(\.self)).compactMap { participation in
            guard let time = participation.time, let value = time.value, value.earliest > context.latestNow else { return nil }
            let part = participation.node.localName
            return context.finding(
                .participationTimeFuture, at: time.node, attribute: "value",
                Bilingual(fr: "\(part)/time est dans le futur", en: "\(part)/time lies in the future"), found: time.rawValue)
        }
    }
}
