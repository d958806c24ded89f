// Lists read from documents that never change: read once, shared, and looked up when they are compared with.

import XMLTree

extension Compiler {
    /// A path from a document with a fixed name.
    struct ListSource {
        fileprivate let document: Evaluate
        fileprivate let rest: Evaluate
        fileprivate let description: String
        fileprivate let slot: Int

        /// The list; nil when the document is not known as one that never changes.
        func list(_ focus: Focus) throws -> InvariantList? {
            guard case .one(.node(let node)) = try document(focus).storage else { return nil }
            let scope = focus.scope.scope(of: node.tree)
            guard let document = scope.pointee.invariant else { return nil }
            if let known = scope.pointee.slots[slot] { return unsafeDowncast(known, to: InvariantList.self) }
            let list = try document.list(description) { InvariantList(try rest(Focus(scope, node: node.index))) }
            scope.pointee.slots[slot] = list
            return list
        }
    }

    /// The lists that an expression is made of: `doc('x')/a/b/@c`, or several such in parentheses; nil for other expressions.
    func listSources(_ expression: Expression) -> [ListSource]? {
        switch expression.form {
        case .path(.expression(let start), let steps):
            guard case .call(let entry, let arguments) = start.form, entry.special == .doc, case .literal = arguments[0].form,
                let description = PathDescription.of(steps)
            else { return nil }
            let slot = pool.number(of: .list(description))
            return [ListSource(document: sequence(start), rest: path(.context, steps), description: description, slot: slot)]
        case .sequence(let members):
            var sources: [ListSource] = []
            for member in members {
                guard let more = listSources(member) else { return nil }
                sources += more
            }
            return sources.isEmpty ? nil : sources
        default: return nil
        }
    }

    /// `x = doc('y')/…`, by a look into the list; `general` is the comparison one by one.
    func listComparison(_ left: Expression, _ right: Expression, general: @escaping Judge) -> Judgement? {
        let isLeft: Bool
        let sources: [ListSource]
        if let found = listSources(right) {
            (sources, isLeft) = (found, false)
        } else if let found = listSources(left) {
            (sources, isLeft) = (found, true)
        } else {
            return nil
        }
        let operand = sequence(isLeft ? right : left)
        return Judgement { focus in
            // What is evaluated first fails first.
            let before = isLeft ? nil : try operand(focus)
            var lists: [InvariantList] = []
            for source in sources {
                guard let list = try source.list(focus) else { return try general(focus) }
                lists.append(list)
            }
            for item in try before ?? operand(focus) {
                try focus.scope.spend()
                for list in lists {
                    guard let isThere = list.contains(item) else { return try general(focus) }
                    if isThere { return true }
                }
            }
            return false
        }
    }
}

/// Says in words of one form what a path does, so that equal paths of different expressions are known as equal.
enum PathDescription {
    /// The description; nil for paths that ask for anything but the document: variables, the host, the static context.
    static func of(_ steps: [Expression.Step]) -> String? {
        var text = ""
        for step in steps {
            switch step {
            case .expression(let expression):
                guard let inner = of(expression) else { return nil }
                text += "/(\(inner))"
            case .axis(let axis):
                text += "/\(axis.axis.rawValue)::\(axis.test)"
                for predicate in axis.predicates {
                    guard let inner = of(predicate) else { return nil }
                    text += "[\(inner)]"
                }
            }
        }
        return text
    }

    private static func of(_ expression: Expression) -> String? {
        switch expression.form {
        case .literal(let value): return "\(value)"
        case .contextItem: return "."
        case .path(.context, let steps): return of(steps)
        case .path(.root, let steps): return of(steps).map { "root\($0)" }
        case .call(let entry, let arguments):
            guard plainFunctions.contains(entry.name.localName), case .library = entry.action else { return nil }
            let inner = arguments.compactMap { of($0) }
            return inner.count == arguments.count ? "\(entry.name.localName)(\(inner.joined(separator: ",")))" : nil
        default: return nil
        }
    }

    private static let plainFunctions: Set<String> = ["concat", "string", "normalize-space", "not", "exists", "empty", "count"]
}
