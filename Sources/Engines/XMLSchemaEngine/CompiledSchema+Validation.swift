// Validation: the tree is told to libxml2's validator as if it were being parsed.

import CXML
public import XMLTree

extension CompiledSchema {
    /// The breaches of the schema in an element and all below it, in the order in which the validator met them; none when it is valid.
    ///
    /// The element stands as a root: the schema must declare it globally. Prefixes declared around it count. After an unexpected element the
    /// validator skips what remains of that parent, so a second look after mending may find more.
    ///
    /// - Parameters:
    ///   - node: an element, or a document node for its root element.
    ///   - limit: stop after so many.
    public func violations(in node: Node, limit: Int = 200) -> [SchemaViolation] {
        examine(node, limit: limit).violations
    }

    /// Whether an element and all below it obey the schema; stops at the first breach.
    public func accepts(_ node: Node) -> Bool {
        examine(node, limit: 1).violations.isEmpty
    }

    func examine(_ node: Node, limit: Int) -> ViolationCollector {
        let root = node.kind == .document ? node.tree.root : node
        precondition(root.kind == .element, "only an element can be validated")
        let (collector, identifierFoundTwice) = replay(root, limit: limit)
        return identifierFoundTwice ? validateCopy(of: root, limit: limit) : collector
    }

    /// Plays the subtree to the validator's event interface.
    ///
    /// It checks everything but that no `xs:ID` is used twice.
    private func replay(_ root: Node, limit: Int) -> (ViolationCollector, identifierFoundTwice: Bool) {
        let tree = root.tree
        return listening(to: root, limit: limit) { context, collector in
            // The plug keeps the addresses of these two and writes to them again when it is pulled: they must not move.
            let slots = UnsafeMutablePointer<UnsafeMutablePointer<xmlSAXHandler>?>.allocate(capacity: 1)
            let data = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
            slots.initialize(to: nil)
            data.initialize(to: nil)
            defer {
                slots.deallocate()
                data.deallocate()
            }
            // Without a handler of ours to pass events on to, the plug hands out the validator's own.
            guard let plug = xmlSchemaSAXPlug(context, slots, data) else { return nil }
            defer { xmlSchemaSAXUnplug(plug) }
            guard let handler = slots.pointee, let receiver = data.pointee else { return nil }
            let watch = IdentifierWatch(identifierNames, in: tree)
            let foundTwice = tree.withTables { tables in
                var replay = Replay(tree: tree, tables: tables, handler: handler.pointee, receiver: receiver, collector: collector, identifiers: watch)
                replay.run(root)
                return replay.identifiers.foundTwice
            }
            return xmlSchemaIsValid(context) == 1 || !collector.pointee.violations.isEmpty ? foundTwice : nil
        }
    }

    /// Validates a copy of the subtree as a document, where libxml2 also looks for identifiers used twice.
    private func validateCopy(of root: Node, limit: Int) -> ViolationCollector {
        listening(to: root, limit: limit) { context, collector in
            guard let copy = DocumentCopy(of: root) else { return nil }
            let verdict = copy.validate(context)
            return verdict == 0 || !collector.pointee.violations.isEmpty ? false : nil
        }.0
    }

    /// Runs a validation with a context whose errors are collected; an answer of nil says that libxml2 itself failed.
    private func listening(
        to root: Node, limit: Int, _ validate: (OpaquePointer, UnsafeMutablePointer<ViolationCollector>) -> Bool?
    ) -> (ViolationCollector, Bool) {
        var collector = ViolationCollector(tree: root.tree, limit: limit)
        collector.element = root.index
        if limit <= 0 { return (collector, false) }
        let answer = withUnsafeMutablePointer(to: &collector) { collector -> Bool? in
            guard let context = xmlSchemaNewValidCtxt(schema) else { return nil }
            defer { xmlSchemaFreeValidCtxt(context) }
            xmlSchemaSetValidStructuredErrors(
                context,
                { collector, error in
                    guard let collector, let error else { return }
                    collector.assumingMemoryBound(to: ViolationCollector.self).pointee.add(error.pointee)
                }, collector)
            return validate(context, collector)
        }
        if answer == nil { collector.addFailure() }
        return (collector, answer ?? false)
    }
}
