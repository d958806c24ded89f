// One rule of a Schematron over one small document, and what is explained of it.

import ClinicalTypes
import SchematronEngine
import Testing
import XMLTree

@testable import Validation

/// A rule with one assertion, run over a document; value sets stand beside it.
struct ExplainedRule {
    static let set = """
        <RetrieveValueSetResponse xmlns="urn:ihe:iti:svs:2008"><ValueSet id="1.2.3" displayName="JDV_Couleurs">
        <ConceptList>
        <Concept code="ROUGE" codeSystem="9.1" displayName="Rouge vif"/><Concept code="VERT" codeSystem="9.1" displayName="Vert d'eau"/>
        <Concept code="BLEU" codeSystem="9.1" displayName="Bleu nuit"/><Concept code="BLANC" codeSystem="9.2" displayName="Blanc"/>
        <Concept code="NOIR" codeSystem="9.2" displayName="Noir"/><Concept code="GRIS" codeSystem="9.2" displayName="Gris"/>
        </ConceptList></ValueSet></RetrieveValueSetResponse>
        """

    let source: String
    let findings: [Finding]

    /// Runs an assertion.
    ///
    /// - Parameters:
    ///   - test: the condition.
    ///   - document: the document, in no namespace.
    ///   - context: the context of the rule.
    ///   - lets: `<sch:let>` elements of the rule.
    ///   - isReport: whether it is a report.
    init(_ test: String, over document: String, at context: String = "a", lets: String = "", isReport: Bool = false) throws {
        let kind = isReport ? "report" : "assert"
        let condition = test.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
        let schema = """
            <sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
            <sch:ns prefix="svs" uri="urn:ihe:iti:svs:2008"/><sch:ns prefix="xsi" uri="http://www.w3.org/2001/XMLSchema-instance"/>
            <sch:pattern><sch:let name="set" value="'sets/couleurs.xml'"/><sch:let name="sex" value="('F', 'M')"/>
            <sch:rule context="\(context)">\(lets)<sch:\(kind) test="\(condition)">said</sch:\(kind)></sch:rule></sch:pattern></sch:schema>
            """
        let files = RuleFiles(["rules.sch": Array(schema.utf8), "sets/couleurs.xml": Array(Self.set.utf8)])
        let documents = RuleDocuments(files)
        let rules = RuleSet([try CompiledSchematron(try SchemaModel("rules.sch", in: files), documents: documents)])
        let options = RunOptions(documents: documents)
        let report = rules.judge(try FrozenTree.parse(Array(document.utf8)), options: options)
        let explainer = SchematronExplainer(report, options: options)
        source = document
        findings = report.findings.map { found in
            let plain = Finding(
                code: "schematron.assert", severity: .error, stage: .schematron, place: Place(of: found.node), message: Bilingual(fr: "said", en: "said"))
            return explainer.explained(plain, from: found)
        }
    }

    /// The only finding.
    var finding: Finding {
        get throws {
            try #require(findings.count == 1)
            return findings[0]
        }
    }

    /// The document after the finding's edit.
    var mended: String? {
        get throws {
            guard let edit = try finding.edit else { return nil }
            var bytes = Array(source.utf8)
            bytes.replaceSubrange(edit.byteRange, with: Array(edit.replacement.utf8))
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
