// Any element can be judged, not only the root of a file.

import Testing
import XMLSchemaEngine
import XMLTree

@Suite struct SubtreeTests {
    @Test func `an element inside another document is judged on its own`() throws {
        let good = "<l:library xmlns:l='urn:library'><l:name>City</l:name></l:library>"
        let outer = try document("<box>text <other/>\(good)<after/></box>")
        let inner = try #require(outer.child("library", in: "urn:library"))
        #expect(try librarySchema.get().violations(in: inner).isEmpty)
        #expect(try librarySchema.get().violations(in: outer).map(\.kind) == [.rootUnexpected])
    }

    @Test func `prefixes declared around the element count`() throws {
        let outer = try document(
            """
            <box xmlns:l="urn:library" xmlns:x="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:library">
              <middle xmlns=""><l:library><l:name>City</l:name><l:map shelf="1" x:type="l:CityMap"/></l:library></middle>
            </box>
            """)
        let inner = try #require(outer.descendants("library", in: "urn:library").first)
        #expect(try librarySchema.get().violations(in: inner).isEmpty)
    }

    @Test func `a prefix declared anew inside counts there`() throws {
        let content = "<name>City</name><map shelf='1' xmlns:t='urn:library' xsi:type='t:CityMap'/><map shelf='2' xsi:type='t:CityMap'/>"
        #expect(try librarySchema.get().violations(in: library(content)).map(\.node.path) == ["/library/map[2]/@xsi:type"])
    }

    @Test func `the document node stands for its root`() throws {
        let root = try library("<name>City</name>")
        #expect(try librarySchema.get().accepts(root.tree.document))
    }

    @Test func `names in no namespace are judged as such`() throws {
        let source = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:int'/></xs:schema>"
        let schema = try CompiledSchema(files: ["a.xsd": Array(source.utf8)], entry: "a.xsd")
        #expect(schema.accepts(try document("<a>12</a>")))
        #expect(schema.accepts(try document("<a><![CDATA[1]]>2</a>")))
        #expect(!schema.accepts(try document("<a xmlns='urn:b'>12</a>")))
        #expect(!schema.accepts(try document("<a>1<!-- -->x</a>")))
    }
}
