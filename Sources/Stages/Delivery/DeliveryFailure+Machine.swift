// The failures that the decisions themselves come to.

import ClinicalTypes

extension DeliveryFailure {
    /// The store holds other bytes under the same id.
    static let storedDiffers = DeliveryFailure(
        code: "delivery.stored-differs", kind: .needsPerson,
        message: Bilingual(
            fr: "Le répertoire détient d'autres octets sous cet identifiant : vérifier l'émetteur, puis abandonner, ou soumettre sous un autre identifiant.",
            en: "The store holds other bytes under the same id: check with the sender, then discard this document or have it submitted under a new id."))

    /// The store holds a document under the id but does not say its hash.
    static let storedWithoutHash = DeliveryFailure(
        code: "delivery.stored-without-hash", kind: .needsPerson,
        message: Bilingual(
            fr: "Le répertoire détient un document sous cet identifiant, sans empreinte : le relire (ITI-43) et comparer avant de trancher.",
            en: "The store holds a document under this id without telling its hash: retrieve it (ITI-43) and compare before deciding."))

    /// An event came that cannot happen in this step.
    public static let outOfStep = DeliveryFailure(
        code: "delivery.out-of-step", kind: .needsPerson,
        message: Bilingual(
            fr: "La remise a reçu un événement impossible à cette étape : rejouer le document, et signaler le défaut.",
            en: "The delivery was told of an event that cannot happen in its step: retry the document, and report the defect."))

    /// The budget is spent.
    static func budgetSpent(after last: DeliveryFailure) -> DeliveryFailure {
        DeliveryFailure(
            code: "delivery.budget-spent", kind: .needsPerson,
            message: Bilingual(
                fr: "Le délai de remise est épuisé (dernier échec : \(last.code)) : rétablir l'accès au répertoire, puis rejouer.",
                en: "The time for this delivery is spent (last failure: \(last.code)): restore the way to the store, then retry."),
            needsOperator: last.needsOperator)
    }
}
