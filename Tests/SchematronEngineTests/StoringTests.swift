// A schema stored and read again is the same; anything else is not read.

import Foundation
import TestSupport
import Testing
import XMLTree

@testable import SchematronEngine

@Suite struct StoringTests {
    private static let text = """
        <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2" schemaVersion="3" defaultPhase="f">
          <title>Tout</title>
          <ns prefix="a" uri="urn:a"/>
          <let name="g" value="1"/>
          <phase id="f"><let name="l" value="2"/><active pattern="p"/><active pattern="gone"/></phase>
          <pattern id="p">
            <title>P</title>
            <let name="x" value="'é'"/>
            <rule abstract="true" id="r"><assert test="true()">abstract</assert></rule>
            <rule context="a:b" role="warning">
              <let name="y" value="."/>
              <extends rule="r"/>
              <assert id="i" test="$y = $x" diagnostics="d" properties="q" flag="w" subject="..">Say <value-of select="$y"/> at <name/> or <name path=".."/></assert>
              <report test="false()" see="http://x">Never</report>
            </rule>
          </pattern>
          <diagnostics><diagnostic id="d" xml:lang="fr">Non <value-of select="."/></diagnostic></diagnostics>
          <properties><property id="q">Q</property></properties>
        </schema>
        """

    private func model() throws -> SchemaModel { try SchemaModel("a.sch", in: RuleFiles(["a.sch": Array(Self.text.utf8)])) }

    private func expectSame(_ model: SchemaModel, _ again: SchemaModel) {
        #expect(again.file == model.file && again.title == model.title && again.version == model.version && again.defaultPhase == model.defaultPhase)
        #expect(again.namespaces == model.namespaces)
        #expect(again.lets == model.lets)
        #expect(again.phases == model.phases)
        #expect(again.patterns == model.patterns)
        #expect(again.diagnostics == model.diagnostics && again.properties == model.properties)
        #expect(again.defects == model.defects)
    }

    @Test func `a stored schema is read as it was`() throws {
        let model = try model()
        expectSame(model, try #require(SchemaModel(stored: model.stored)))
    }

    @Test func `bytes that are cut, longer or changed are refused or read as something, and never trap`() throws {
        let stored = try model().stored
        for length in 0..<stored.count { #expect(SchemaModel(stored: Array(stored[..<length])) == nil) }
        #expect(SchemaModel(stored: stored + [0]) == nil)
        for place in stored.indices {
            for value: UInt8 in [0, 0x7F, 0x80, 0xFF] {
                var changed = stored
                changed[place] = value
                _ = SchemaModel(stored: changed)
            }
        }
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `the largest official schema is read as it was`() throws {
        let files = RuleFiles(folder: try #require(sharedFolder).appending(path: "ans").path)
        let model = try SchemaModel("schematrons/profils/structurationMinimale/ASIP-STRUCT-MIN-StrucMin.sch", in: files)
        expectSame(model, try #require(SchemaModel(stored: model.stored)))
    }

    @Test func `a schema without some of its rules keeps the numbers of the others`() throws {
        let model = try model()
        let identities = { (model: SchemaModel) in
            model.patterns.flatMap(\.rules).flatMap(\.parts).compactMap { part in if case .assertion(let assertion) = part { assertion.identity } else { nil } }
        }
        #expect(identities(model) == ["p1.r1.a1", "p1.r2.a1", "p1.r2.a2"])
        #expect(identities(model.dropping(["p1.r2.a1"])) == ["p1.r1.a1", "p1.r2.a2"])
        #expect(identities(model.dropping(["p1.r2"])) == ["p1.r1.a1"])
        #expect(model.dropping(["p1.r2"]).patterns[0].rules.count == 2)
        #expect(model.dropping(["p1"]).patterns.isEmpty)
    }
}
