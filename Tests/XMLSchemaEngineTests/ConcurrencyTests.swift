// One schema serves many threads at once.

import Testing
import XMLSchemaEngine
import XMLTree

@Suite struct ConcurrencyTests {
    @Test func `many tasks share one schema`() async throws {
        let schema = try librarySchema.get()
        let good = try library("<name>City</name><book shelf='1' id='a'><author>Ann</author><title>Sea</title></book>")
        let bad = try library("<name>City</name><book shelf='one'/><map shelf='2' xsi:type='Globe'/>")
        let expected = schema.violations(in: bad)
        #expect(expected.count >= 3)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    (0..<100).allSatisfy { _ in schema.violations(in: good).isEmpty && schema.violations(in: bad) == expected }
                }
            }
            for await same in group { #expect(same) }
        }
    }

    @Test func `schemas compile and judge at the same time`() async throws {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let opening = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
                    let source = "\(opening)<xs:include schemaLocation='t\(number).xsd'/><xs:element name='a' type='T'/></xs:schema>"
                    let type = """
                        \(opening)<xs:simpleType name='T'>
                        <xs:restriction base='xs:int'><xs:maxInclusive value='\(number)'/></xs:restriction></xs:simpleType></xs:schema>
                        """
                    for _ in 0..<20 {
                        guard
                            let schema = try? CompiledSchema(files: ["m.xsd": Array(source.utf8), "t\(number).xsd": Array(type.utf8)], entry: "m.xsd"),
                            let low = try? document("<a>\(number)</a>"), let high = try? document("<a>\(number + 1)</a>")
                        else { return false }
                        if !schema.accepts(low) || schema.accepts(high) { return false }
                    }
                    return true
                }
            }
            for await right in group { #expect(right) }
        }
    }
}
