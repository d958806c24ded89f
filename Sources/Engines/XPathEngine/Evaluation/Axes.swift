// The ways from a node, each compiled to a loop over the tables that hands every node on.

import XMLTree

/// Steps in continuation style: a step is a closure that calls the rest of the path for each node that it finds, until one answers true.
enum Axes {
    /// A step along an axis to the nodes that match, each handed to `next` in the axis's order.
    static func step(_ axis: Axis, _ match: NodeMatch, then next: @escaping Test) -> Test {
        switch (axis, match) {
        case (.child, .name(let name, NodeMatch.element)): childNamed(name, next)
        case (.child, _): child(match, next)
        case (.attribute, .name(let name, NodeMatch.attribute)): attributeNamed(name, next)
        case (.attribute, _): attribute(match, next)
        case (.descendant, .name(let name, NodeMatch.element)): descendantNamed(name, orSelf: false, next)
        case (.descendantOrSelf, .name(let name, NodeMatch.element)): descendantNamed(name, orSelf: true, next)
        case (.descendant, _): descendant(match, orSelf: false, next)
        case (.descendantOrSelf, _): descendant(match, orSelf: true, next)
        case (.`self`, _):
            { scope, node in
                match.passes(scope, node) ? try next(scope, node) : false
            }
        case (.parent, _):
            { scope, node in
                let parent = scope.pointee.tables.parent[Int(node)]
                return node != 0 && match.passes(scope, parent) ? try next(scope, parent) : false
            }
        case (.ancestor, _): ancestor(match, orSelf: false, next)
        case (.ancestorOrSelf, _): ancestor(match, orSelf: true, next)
        case (.followingSibling, _): followingSibling(match, next)
        case (.precedingSibling, _): precedingSibling(match, next)
        case (.following, _): following(match, next)
        case (.preceding, _): preceding(match, next)
        case (.namespace, _): { _, _ in false }
        }
    }

    // MARK: Children and attributes

    private static func childNamed(_ name: Int, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            let wanted = scope.name(name)
            if tables.kind[Int(node)] > NodeMatch.element || wanted == TreeScope.noName { return false }
            var child = tables.firstChild(node)
            var count = 1
            while child != 0 {
                // No node but an element or an attribute bears a name, save instructions, whose targets are names too.
                if tables.name[Int(child)] == wanted, tables.kind[Int(child)] == NodeMatch.element, try next(scope, child) { return true }
                child = tables.next[Int(child)]
                count += 1
            }
            try scope.spend(count)
            return false
        }
    }

    private static func child(_ match: NodeMatch, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            if tables.kind[Int(node)] > NodeMatch.element { return false }
            var child = tables.firstChild(node)
            while child != 0 {
                try scope.spend()
                if match.passes(scope, child), try next(scope, child) { return true }
                child = tables.next[Int(child)]
            }
            return false
        }
    }

    private static func attributeNamed(_ name: Int, _ next: @escaping Test) -> Test {
        { scope, node in
            let attribute = attribute(scope, node, name)
            return attribute == 0 ? false : try next(scope, attribute)
        }
    }

    /// The attribute of a name, 0 when there is none.
    @inline(__always)
    static func attribute(_ scope: Scope, _ node: UInt32, _ name: Int) -> UInt32 {
        let tables = scope.pointee.tables
        if tables.kind[Int(node)] != NodeMatch.element { return 0 }
        let wanted = scope.name(name)
        let end = node + 1 + tables.attributeCount(node)
        var attribute = node + 1
        while attribute < end {
            if tables.name[Int(attribute)] == wanted { return attribute }
            attribute += 1
        }
        return 0
    }

    private static func attribute(_ match: NodeMatch, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            if tables.kind[Int(node)] != NodeMatch.element { return false }
            let end = node + 1 + tables.attributeCount(node)
            var attribute = node + 1
            while attribute < end {
                try scope.spend()
                if match.passes(scope, attribute), try next(scope, attribute) { return true }
                attribute += 1
            }
            return false
        }
    }

    // MARK: Descendants

    /// By the list of the elements of that name.
    private static func descendantNamed(_ name: Int, orSelf: Bool, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            let list = tables.postings(scope.name(name))
            let end = tables.end[Int(node)]
            let first = orSelf ? node : node + 1
            var position = first <= 1 ? 0 : firstPosition(in: list, from: first)
            try scope.spend()
            while position < list.count, list[position] < end {
                try scope.spend()
                if try next(scope, list[position]) { return true }
                position += 1
            }
            return false
        }
    }

    @inline(__always)
    static func firstPosition(in list: UnsafeBufferPointer<UInt32>, from first: UInt32) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle] < first { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func descendant(_ match: NodeMatch, orSelf: Bool, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            if orSelf, match.passes(scope, node), try next(scope, node) { return true }
            let end = tables.end[Int(node)]
            var index = node + 1
            while index < end {
                try scope.spend()
                if tables.kind[Int(index)] != NodeMatch.attribute, match.passes(scope, index), try next(scope, index) { return true }
                index += 1
            }
            return false
        }
    }

    // MARK: Ancestors

    private static func ancestor(_ match: NodeMatch, orSelf: Bool, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            if orSelf, match.passes(scope, node), try next(scope, node) { return true }
            var index = node
            while index != 0 {
                try scope.spend()
                index = tables.parent[Int(index)]
                if match.passes(scope, index), try next(scope, index) { return true }
            }
            return false
        }
    }

    // MARK: Siblings and beyond

    private static func followingSibling(_ match: NodeMatch, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            if tables.kind[Int(node)] == NodeMatch.attribute { return false }
            var index = tables.next[Int(node)]
            while index != 0 {
                try scope.spend()
                if match.passes(scope, index), try next(scope, index) { return true }
                index = tables.next[Int(index)]
            }
            return false
        }
    }

    private static func precedingSibling(_ match: NodeMatch, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            if node == 0 || tables.kind[Int(node)] == NodeMatch.attribute { return false }
            var earlier: [UInt32] = []
            var index = tables.firstChild(tables.parent[Int(node)])
            while index != 0, index != node {
                try scope.spend()
                if match.passes(scope, index) { earlier.append(index) }
                index = tables.next[Int(index)]
            }
            for index in earlier.reversed() where try next(scope, index) { return true }
            return false
        }
    }

    private static func following(_ match: NodeMatch, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            // What follows an attribute begins with the children of its element.
            var index = tables.kind[Int(node)] == NodeMatch.attribute ? node + 1 : tables.end[Int(node)]
            while index < tables.count {
                try scope.spend()
                if tables.kind[Int(index)] != NodeMatch.attribute, match.passes(scope, index), try next(scope, index) { return true }
                index += 1
            }
            return false
        }
    }

    private static func preceding(_ match: NodeMatch, _ next: @escaping Test) -> Test {
        { scope, node in
            let tables = scope.pointee.tables
            var index = node
            var ancestor = node == 0 ? 0 : tables.parent[Int(node)]
            while index > 0 {
                try scope.spend()
                index -= 1
                if index == ancestor {
                    ancestor = tables.parent[Int(ancestor)]
                } else if tables.kind[Int(index)] != NodeMatch.attribute, match.passes(scope, index), try next(scope, index) {
                    return true
                }
            }
            return false
        }
    }
}
