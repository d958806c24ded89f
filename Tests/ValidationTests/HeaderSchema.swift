// The core Schematron of the header, as the tests look at it: assertion by assertion.

import Foundation
import SchematronEngine
import TestSupport
import XMLTree

/// `Header.sch` of the core pack, read and compiled once.
enum HeaderSchema {
    static let model: SchemaModel = {
        do { return try SchemaModel("Header.sch", in: SealedFolder(folder: projectRoot.appending(path: "conformance/rules").path)) } catch {
            preconditionFailure("the core rules are not read: \(error)")
        }
    }()

    static let rules: RuleSet = {
        do { return RuleSet([try CompiledSchematron(model, documents: RuleDocuments(SealedFolder([:])))]) } catch {
            preconditionFailure("the core rules do not compile: \(error)")
        }
    }()

    /// Every assertion, in order.
    static let assertions: [SchemaAssertion] = model.patterns.flatMap(\.rules).flatMap(\.parts).compactMap { part in
        if case .assertion(let assertion) = part { assertion } else { nil }
    }

    /// What the schema alone says of a document, before anything of it is left out.
    static func report(on document: SmallDocument) throws -> SchematronReport {
        rules.judge(try FrozenTree.parse(document.bytes), options: RunOptions())
    }

    /// The assertions that a document breaks.
    static func broken(by document: SmallDocument) throws -> [String] {
        try report(on: document).findings.compactMap { $0.outcome == .failed ? $0.assertion?.id : "undecided \($0.rule.identity)" }
    }
}
