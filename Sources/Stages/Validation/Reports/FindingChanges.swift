// What changed between two reports on one document, or on two states of it.

public import ClinicalTypes

/// The findings that came, those that went, and those that stayed, between two reports.
///
/// Lines move when a document is edited, so findings are the same when their rule is, and their path or, failing that, what was found.
public struct FindingChanges: Sendable {
    /// The findings of the later report that the earlier one had not, in document order.
    public let new: [Finding]
    /// The findings of the earlier report that the later one has not, in document order.
    public let gone: [Finding]
    /// How many stayed.
    public let keptCount: Int

    private struct Key: Hashable {
        let rule: String
        let path: String?
        let found: String?
    }

    /// Compares two reports of the same rules.
    public init(from earlier: [Finding], to later: [Finding]) { self.init(from: earlier, to: later, rule: \.ruleKey) }

    /// Compares the reports of two versions of a pack, whose rules may be numbered otherwise: a rule of a pack is known by its words.
    public init(fromPack earlier: [Finding], toPack later: [Finding]) {
        self.init(from: earlier, to: later) { $0.isOfPack ? "\($0.severity) \($0.message.fr)\n\($0.message.en)" : $0.code }
    }

    private init(from earlier: [Finding], to later: [Finding], rule: @escaping (Finding) -> String) {
        var old = earlier.map { Optional($0) }
        var open = later.map { Optional($0) }
        // From the surest sign to the least sure.
        let keys: [(Finding) -> Key] = [
            { Key(rule: rule($0), path: $0.path, found: $0.found) }, { Key(rule: rule($0), path: $0.path, found: nil) },
            { Key(rule: rule($0), path: nil, found: $0.found ?? "") },
        ]
        for key in keys {
            var places: [Key: [Int]] = [:]
            for (index, finding) in old.enumerated().reversed() { if let finding { places[key(finding), default: []].append(index) } }
            for (index, finding) in open.enumerated() {
                guard let finding, let match = places[key(finding)]?.popLast() else { continue }
                old[match] = nil
                open[index] = nil
            }
        }
        new = open.compactMap(\.self)
        gone = old.compactMap(\.self)
        keptCount = later.count - new.count
    }

    /// Whether nothing came and nothing went.
    public var isEmpty: Bool { new.isEmpty && gone.isEmpty }
}

extension Finding {
    fileprivate var path: String { place?.xpath ?? place.map { "\($0.line):\($0.column)" } ?? "" }
}
