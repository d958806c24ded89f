// Finds the attributes that the rules of every element look at, by number instead of by name.

import CDADocuments
import XMLTree

/// The attributes of one document that carry times and names of code systems.
struct AttributeScan {
    /// What an attribute means to the rules.
    enum Meaning {
        case codeSystemName
        /// `@value` of a time.
        case time
    }

    private let tree: FrozenTree
    private let codeSystemName: UInt32?
    private let value: UInt32?
    private let times: Set<UInt32>
    private let bounds: Set<UInt32>
    private let intervals: Set<UInt32>

    init(_ tree: FrozenTree) {
        self.tree = tree
        codeSystemName = tree.nameID("codeSystemName", in: nil)
        value = tree.nameID("value", in: nil)
        func hl7(_ names: [String]) -> Set<UInt32> {
            Set(names.flatMap { name in [CDANamespace.hl7, CDANamespace.sdtc].compactMap { tree.nameID(name, in: $0) } })
        }
        times = hl7(TimeNames.points)
        bounds = hl7(TimeNames.bounds)
        intervals = hl7(TimeNames.intervals)
    }

    /// The attributes below a node that mean something, in document order.
    func attributes(below node: Node) -> [(Node, Meaning)] {
        let rows = tree.withTables { tables -> [(UInt32, Meaning)] in
            var result: [(UInt32, Meaning)] = []
            for row in Int(node.index) + 1..<Int(tables.end[Int(node.index)]) where tables.kind[row] == Node.Kind.attribute.rawValue {
                let name = tables.name[row]
                if name == codeSystemName {
                    result.append((UInt32(row), .codeSystemName))
                } else if name == value {
                    let element = Int(tables.parent[row])
                    let elementName = tables.name[element]
                    if times.contains(elementName) || bounds.contains(elementName) && intervals.contains(tables.name[Int(tables.parent[element])]) {
                        result.append((UInt32(row), .time))
                    }
                }
            }
            return result
        }
        return rows.map { (tree.node($0.0), $0.1) }
    }
}

/// The elements that carry timestamps.
enum TimeNames {
    /// Those whose `@value` is a point in time.
    static let points = ["effectiveTime", "time", "birthTime", "copyTime", "deceasedTime"]
    /// Those whose `@value` is one where they bound a time: the bounds of quantities have the same names.
    static let bounds = ["low", "high", "center"]
    /// The times that have bounds.
    static let intervals = ["effectiveTime", "time"]
}

/// Whether an element carries a timestamp in `@value`, by its name and, for the bounds of intervals, by that of its parent.
func isTimeElement(_ element: Node) -> Bool {
    let name = element.localName
    return TimeNames.points.contains(name) || TimeNames.bounds.contains(name) && element.parent.map { TimeNames.intervals.contains($0.localName) } ?? false
}
