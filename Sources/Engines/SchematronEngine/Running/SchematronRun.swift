// One document and one set of rules after the other: which rules apply, then what they say.

import XMLTree
import XPathEngine

/// One run; it belongs to one thread.
final class SchematronRun {
    private let tree: FrozenTree
    private let context: DynamicContext
    var firings: [SchematronReport.Firing] = []
    var findings: [SchematronFinding] = []
    /// The rule that is being run, for its variables.
    private var rule: RuleBody?
    private var set: RuleSet?
    /// The variables of the rule that have a value by now.
    private var read: [VariableNumber] = []
    /// The global variables that are being worked out.
    private var pending: [VariableNumber] = []
    private var firstPattern = 0
    private let findingLimit: Int
    private let deadline: ContinuousClock.Instant?
    private(set) var stop: SchematronReport.Stop?

    /// A rule that fits a node; sorting puts the patterns and their nodes in order.
    private struct Fit: Comparable {
        let slot: Int
        let node: UInt32
        let rule: Int

        static func < (one: Fit, other: Fit) -> Bool { one.slot != other.slot ? one.slot < other.slot : one.node < other.node }
    }

    init(_ tree: FrozenTree, options: RunOptions) {
        self.tree = tree
        findingLimit = options.findingLimit ?? .max
        deadline = options.deadline
        context = DynamicContext(item: .node(tree.document), resolver: options.documents, budget: options.budget)
        if let moment = options.currentDateTime, let value = try? DateTimeValue(lexical: moment, as: .dateTime) { context.currentDateTime = value }
        if let deadline { context.isOverdue = { ContinuousClock.now >= deadline } }
    }

    /// Runs a set of schemas; its patterns are counted from a number in the report.
    func execute(_ set: RuleSet, firstPattern: Int) {
        if stop != nil { return }
        self.set = set
        self.firstPattern = firstPattern
        context.variableSource = { [unowned self] number throws(XPathError) in try value(of: number) }
        var fits: [(fit: Fit, tree: FrozenTree)] = fitting(set.machine, in: tree, of: set).map { ($0, tree) }
        for (slot, machine) in set.elsewhere {
            for other in documents(of: set.patterns[slot].compiled, slot: slot) {
                fits += fitting(machine, in: other, of: set).map { ($0, other) }
            }
        }
        // Other documents follow one another in the order in which they are named, so equal slots must stay in order.
        if set.elsewhere.isEmpty { fits.sort { $0.fit < $1.fit } } else { fits = Self.stablySorted(fits) }
        for (fit, tree) in fits {
            if let deadline, ContinuousClock.now >= deadline { stop = .deadline }
            if stop != nil { break }
            fire(set.patterns[fit.slot].compiled.rules[fit.rule], slot: fit.slot, at: tree.node(fit.node))
        }
        context.variableSource = nil
    }

    private static func stablySorted(_ fits: [(fit: Fit, tree: FrozenTree)]) -> [(fit: Fit, tree: FrozenTree)] {
        fits.enumerated().sorted { $0.element.fit.slot != $1.element.fit.slot ? $0.element.fit.slot < $1.element.fit.slot : $0.offset < $1.offset }
            .map(\.element)
    }

    // MARK: Which rules apply

    /// The first rule of each pattern for each node.
    private func fitting(_ machine: ContextMachine, in tree: FrozenTree, of set: RuleSet) -> [Fit] {
        var fits: [Fit] = []
        var run = MachineRun(machine, over: tree)
        run.run(
            condition: { number, node, edge in self.holds(set.conditions[number], number, at: tree.node(node), machine, edge, of: set) },
            fits: { node, matches in
                let start = fits.count
                for match in matches {
                    if let index = fits[start...].firstIndex(where: { $0.slot == match.slot }) {
                        if match.rule < fits[index].rule { fits[index] = Fit(slot: match.slot, node: node, rule: match.rule) }
                    } else {
                        fits.append(Fit(slot: match.slot, node: node, rule: match.rule))
                    }
                }
            })
        return fits
    }

    private func holds(
        _ condition: ContextCondition, _ number: Int, at node: Node, _ machine: ContextMachine, _ edge: Int, of set: RuleSet
    ) -> Bool {
        context.item = .node(node)
        do throws(XPathError) {
            let expression = condition.expression.value
            guard condition.isPositional else { return try expression.effectiveBooleanValue(with: context) }
            let place = position(of: node, machine, edge, before: number, of: set)
            context.position = place.position
            context.size = place.size
            defer {
                context.position = 1
                context.size = 1
            }
            let value = try expression.evaluate(with: context)
            if case .atomic(let number)? = value.single, number.isNumeric { return number.stringValue == String(place.position) }
            return try expression.effectiveBooleanValue(with: context)
        } catch {
            // XSLT takes a pattern whose condition fails for one that does not match; here it is said aloud as well.
            if let match = machine.match(behind: edge) {
                let (slot, rule) = (match.slot, set.patterns[match.slot].compiled.rules[match.rule])
                report(.contextUndecided(error), slot: slot, rule: rule, nil, node)
            }
            return false
        }
    }

    /// The place of a node among its siblings that pass the test and the conditions before, as positions in patterns are counted.
    private func position(
        of node: Node, _ machine: ContextMachine, _ edge: Int, before number: Int, of set: RuleSet
    ) -> (position: Int, size: Int) {
        guard let parent = node.parent else { return (1, 1) }
        let step = machine.steps[edge]
        let checks = step.checks.prefix { $0 != .condition(number) }
        let siblings = node.kind == .attribute ? Array(parent.attributes) : Array(parent.children)
        let passing = siblings.filter { sibling in
            sibling.tree.withTables { NodeFit.fits(step.test, sibling.index, sibling.tree, $0) }
                && checks.allSatisfy { check in
                    switch check {
                    case .simple(let key, let literal, let isNegated): machine.holds(key: key, literal: literal, at: sibling) != isNegated
                    case .condition(let earlier): holds(set.conditions[earlier], earlier, at: sibling, machine, edge, of: set)
                    }
                }
        }
        context.item = .node(node)
        return ((passing.firstIndex(of: node) ?? 0) + 1, passing.count)
    }

    /// The documents that a pattern names with `documents`.
    private func documents(of pattern: CompiledPattern, slot: Int) -> [FrozenTree] {
        guard let expression = pattern.documents, let set else { return [] }
        context.item = .node(tree.document)
        do throws(XPathError) {
            let file = set.patterns[slot].schema.model.file
            var trees: [FrozenTree] = []
            for reference in try expression.evaluate(with: context).strings {
                let name = RuleFiles.resolve(reference, from: file)
                guard let name, let found = try context.resolver?.document(at: RuleDocuments.address(of: name)) else {
                    throw XPathError(.fodc0002, "a document that the pattern names is not there")
                }
                trees.append(found.tree)
            }
            return trees
        } catch {
            if let rule = pattern.rules.first { report(.contextUndecided(error), slot: slot, rule: rule, nil, tree.document) }
            return []
        }
    }

    // MARK: What they say

    private func fire(_ rule: CompiledRule, slot: Int, at node: Node) {
        firings.append(SchematronReport.Firing(pattern: firstPattern + slot, compiled: rule, node: node))
        let body = rule.body.value
        self.rule = body
        context.item = .node(node)
        for number in body.checks.indices { judge(number, body, rule, slot: slot, at: node) }
        for number in read { context.forget(number) }
        read.removeAll(keepingCapacity: true)
        self.rule = nil
    }

    private func judge(_ number: Int, _ body: RuleBody, _ rule: CompiledRule, slot: Int, at node: Node) {
        let check = body.checks[number]
        do throws(XPathError) {
            let isTrue = try check.test._withUnsafeGuaranteedRef { test in
                Result { () throws(XPathError) in try test.effectiveBooleanValue(with: context) }
            }.get()
            if isTrue == check.isReport { report(check.isReport ? .reported : .failed, slot: slot, rule: rule, body.assertions[number], node) }
        } catch {
            report(.undecided(error), slot: slot, rule: rule, body.assertions[number], node)
        }
    }

    private func report(_ outcome: SchematronFinding.Outcome, slot: Int, rule: CompiledRule, _ assertion: CompiledAssertion?, _ node: Node) {
        guard findings.count < findingLimit else {
            stop = stop ?? .findingLimit
            return
        }
        var trouble: XPathError?
        let message = text(assertion?.message ?? [], &trouble)
        let diagnostics = (assertion?.diagnostics ?? []).map { note($0, &trouble) }
        let properties = (assertion?.properties ?? []).map { note($0, &trouble) }
        var subject: Node?
        if let expression = assertion?.subject, let value = try? expression.evaluate(with: context), case .node(let found)? = value.first { subject = found }
        findings.append(
            SchematronFinding(
                outcome: outcome, pattern: firstPattern + slot, compiledRule: rule, compiledAssertion: assertion, node: node, subject: subject,
                message: message,
                diagnostics: diagnostics, properties: properties))
        if let trouble, case .failed = outcome { incomplete(trouble, slot, rule, assertion, node) }
        if let trouble, case .reported = outcome { incomplete(trouble, slot, rule, assertion, node) }
    }

    private func incomplete(_ error: XPathError, _ slot: Int, _ rule: CompiledRule, _ assertion: CompiledAssertion?, _ node: Node) {
        findings.append(
            SchematronFinding(
                outcome: .incompleteMessage(error), pattern: firstPattern + slot, compiledRule: rule, compiledAssertion: assertion, node: node, subject: nil,
                message: "", diagnostics: [], properties: []))
    }

    private func note(_ note: CompiledNote, _ trouble: inout XPathError?) -> SchematronFinding.Note {
        SchematronFinding.Note(id: note.model.id, text: text(note.message, &trouble), language: note.model.marks.language)
    }

    private func text(_ message: [CompiledMessagePart], _ trouble: inout XPathError?) -> String {
        var text = ""
        for part in message {
            switch part {
            case .text(let piece): text += piece
            case .name: if case .node(let node)? = context.item { text += node.qualifiedName }
            case .value(let expression):
                do throws(XPathError) { text += try expression.string(with: context) } catch { trouble = error }
            }
        }
        return text
    }

    // MARK: Variables

    /// Works a variable out when it is read first: the rule's at the rule's node, global ones at the document.
    private func value(of number: VariableNumber) throws(XPathError) -> XPathSequence? {
        if let expression = rule?.value(of: number) {
            let outer = context.item
            defer { context.item = outer }
            let value = try expression.evaluate(with: context)
            read.append(number)
            return value
        }
        guard let expression = set?.globals[number]?.value else { return nil }
        if pending.contains(number) { throw XPathError(.xtde0640, "a variable is defined by way of itself") }
        pending.append(number)
        let outer = context.item
        context.item = .node(tree.document)
        defer {
            context.item = outer
            pending.removeLast()
        }
        return try expression.evaluate(with: context)
    }
}

extension XPathError.Code {
    /// A variable is defined by way of itself (XSLT 2.0).
    fileprivate static let xtde0640 = Self(rawValue: "XTDE0640")
}
