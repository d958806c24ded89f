// The judge that the samples are held to.

import Foundation
import Validation

enum Judge {
    /// The embedded rules in the strict way, at a moment after every sample: a report does not change with the day.
    static let strict: Validator = {
        let moment = Date(timeIntervalSince1970: 1_795_305_600)  // 22 November 2026
        let options = ValidationOptions(strict: true, refusesIdentifierExtension: true, now: { moment })
        guard let pack = try? RulePack.core() else { fatalError("the embedded rules do not compile") }
        return Validator(schema: pack.schema, pack: pack.identity, options: options)
    }()
}
