// The Schematrons of a pack, compiled when they are first needed.

import CDADocuments
import SchematronEngine
import Synchronization
import XMLTree
import XPathEngine

/// The Schematrons of a pack; shared by threads, each schema compiled at most once.
final class PackRules: Sendable {
    /// A schema that cannot be used, and why.
    struct Unusable: Sendable {
        let schematron: PackSchematron
        let reason: SchemaDefect?
    }

    /// What applies to one document.
    struct Selection: Sendable {
        /// The schemas, those that always apply first.
        var sets: [RuleSet] = []
        /// What they were made of, in the same order.
        var schematrons: [PackSchematron] = []
        /// The schemas that apply and cannot be used.
        var unusable: [Unusable] = []
    }

    fileprivate struct Compiled: Sendable {
        var set: RuleSet?
        var schematrons: [PackSchematron] = []
        var unusable: [Unusable] = []
    }

    let manifest: PackManifest
    let documents: RuleDocuments
    private let source: SchemaSource
    private let base = StaticContext()
    private let disabled: [String: Set<String>]
    /// What is compiled: the schemas that always apply under an empty name, others under their file.
    private let compiled = Mutex<[String: Compiled]>([:])
    private let constants = Mutex<[String: [String: String]]>([:])

    init(_ manifest: PackManifest, source: SchemaSource) {
        self.manifest = manifest
        self.source = source
        documents = RuleDocuments(source.files)
        disabled = manifest.defects.flatMap(\.disables).reduce(into: [:]) { $0[$1.schema, default: []].insert($1.rule ?? "") }
    }

    /// The schemas that apply to a document, those that always do first.
    func applying(to document: CDADocument) -> [PackSchematron] {
        let templates = DocumentTemplates(document)
        return manifest.schematrons.filter(\.isGeneric)
            + manifest.schematrons.filter { $0.templates?.contains(where: templates.fits) ?? false }
    }

    /// The schemas that apply to a document, compiled.
    func selection(for document: CDADocument) -> Selection {
        var selection = Selection()
        let applying = applying(to: document)
        let generic = applying.filter(\.isGeneric)
        if !generic.isEmpty { selection.add(compiled("", generic)) }
        for schematron in applying where !schematron.isGeneric { selection.add(compiled(schematron.file, [schematron])) }
        return selection
    }

    /// The templateIds of a document whose model the pack has in other versions only, each with the versions that it has.
    func otherVersions(of document: CDADocument) -> [(template: TemplateMatch, node: Node?, versions: [String])] {
        let templates = DocumentTemplates(document)
        let known = manifest.schematrons.compactMap(\.templates).flatMap(\.self)
        guard !known.contains(where: templates.fits) else { return [] }
        return templates.all.compactMap { template in
            let versions = known.filter { $0.root == template.match.root && $0.code == nil }.map { $0.extension ?? "-" }
            return versions.isEmpty ? nil : (template.match, template.node, Set(versions).sorted())
        }
    }

    private func compiled(_ name: String, _ schematrons: [PackSchematron]) -> Compiled {
        compiled.withLock { known in
            if let ready = known[name] { return ready }
            let made = compile(schematrons)
            known[name] = made
            return made
        }
    }

    private func compile(_ schematrons: [PackSchematron]) -> Compiled {
        var result = Compiled()
        var ready: [CompiledSchematron] = []
        for schematron in schematrons {
            let dropped = disabled[schematron.file] ?? []
            do throws(SchematronFailure) {
                if dropped.contains("") {
                    result.unusable.append(Unusable(schematron: schematron, reason: nil))
                } else {
                    ready.append(try compile(schematron, dropping: dropped))
                    result.schematrons.append(schematron)
                }
            } catch {
                result.unusable.append(Unusable(schematron: schematron, reason: error.defects.first))
            }
        }
        if !ready.isEmpty { result.set = RuleSet(ready) }
        return result
    }

    private func compile(_ schematron: PackSchematron, dropping: Set<String>) throws(SchematronFailure) -> CompiledSchematron {
        let model = try source.model(schematron.file)
        return try CompiledSchematron(model.dropping(dropping), phase: schematron.phase, base: base, documents: documents, compiling: .onFirstUse)
    }

    /// The strings that variables of a schema stand for whatever the document; worked out once.
    func constants(of model: SchemaModel) -> [String: String] {
        if let known = constants.withLock({ $0[model.file] }) { return known }
        let found = RuleWords.constants(of: model)
        constants.withLock { $0[model.file] = found }
        return found
    }

    /// The files of the manifest that could not be read when rules asked for them.
    var lost: [String] { documents.missing.filter { source.files.find($0) != nil } }
}

extension PackRules.Selection {
    fileprivate mutating func add(_ compiled: PackRules.Compiled) {
        if let set = compiled.set { sets.append(set) }
        schematrons += compiled.schematrons
        unusable += compiled.unusable
    }
}

/// Where the schemas of a pack come from.
struct SchemaSource: Sendable {
    let files: SealedFolder
    /// Schemas that were read before.
    var models: @Sendable (String) -> SchemaModel? = { _ in nil }
    /// Is told of each schema that had to be read.
    var whenRead: @Sendable (SchemaModel) -> Void = { _ in }

    func model(_ file: String) throws(SchematronFailure) -> SchemaModel {
        if let known = models(file) { return known }
        let model = try SchemaModel(file, in: files)
        whenRead(model)
        return model
    }
}

/// The templateIds of a document, as schemas are chosen by them.
struct DocumentTemplates {
    let all: [(match: TemplateMatch, node: Node?)]
    private let code: String?

    init(_ document: CDADocument) {
        all = document.node.children("templateId", in: document.node.namespaceURI).map { node in
            (TemplateMatch(root: node[attribute: "root"] ?? "", extension: node[attribute: "extension"].flatMap { $0.isEmpty ? nil : $0 }), node)
        }
        code = document.node.child("code", in: document.node.namespaceURI)?[attribute: "code"]
    }

    /// Whether a template, and the code if it asks for one, are the document's.
    func fits(_ wanted: TemplateMatch) -> Bool {
        guard wanted.code == nil || wanted.code == code else { return false }
        return all.contains { $0.match.root == wanted.root && $0.match.extension == wanted.extension }
    }
}
