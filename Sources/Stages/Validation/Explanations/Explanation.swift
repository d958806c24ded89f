// What can be told of a finding of a pack beyond the pack's own words.

import ClinicalTypes
import XMLTree

/// What was found, what is allowed and how to mend it, as computed from the condition of a rule.
struct Explanation {
    /// How much it says: alternatives of a condition are weighed by it.
    enum Kind: Int, Comparable {
        /// Something is there that must not be.
        case superfluous
        /// Something is not there.
        case missing
        /// A value is not among those that are allowed.
        case value

        static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
    }

    var kind: Kind
    /// The node that is at fault, when it is not the one that the rule applies to.
    var culprit: Node?
    /// What stands there.
    var found: String?
    /// What would be right.
    var allowed: AllowedValues?
    /// An edit that has still to be tried.
    var edit: SuggestedEdit?

    /// Two alternatives in one: the same fault with more that would be right; nil where they are about different things.
    func joined(with other: Explanation) -> Explanation? {
        guard kind == other.kind, culprit == other.culprit, found == other.found else { return nil }
        guard let one = allowed, let two = other.allowed, one.name == two.name else { return nil }
        var joined = self
        let first = one.first + two.first.filter { !one.first.contains($0) }
        joined.allowed = AllowedValues(name: one.name, first: first, count: max(one.count + two.count, first.count), closest: one.closest + two.closest)
        joined.edit = nil
        return joined
    }
}
