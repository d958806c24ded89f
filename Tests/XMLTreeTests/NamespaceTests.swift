// Prefixes in scope, for names in content.

import Testing
import XMLTree

@Suite struct NamespaceTests {
    @Test func `the nearest declaration counts`() throws {
        let tree = try read("<a xmlns='d' xmlns:p='one'><b xmlns:p='two' x=''><c/></b><e xmlns=''/></a>")
        let b = try #require(tree.root.child("b"))
        #expect(tree.root.namespaceURI(forPrefix: "p") == "one" && b.child("c")?.namespaceURI(forPrefix: "p") == "two")
        #expect(b.attribute("x")?.namespaceURI(forPrefix: "p") == "two")
        #expect(b.namespaceURI(forPrefix: "") == "d" && tree.root.child("e", in: nil)?.namespaceURI(forPrefix: "") == nil)
        #expect(b.namespaceURI(forPrefix: "q") == nil)
        #expect(b.namespaceURI(forPrefix: "xml") == "http://www.w3.org/XML/1998/namespace")
    }

    @Test func `declarations are kept with their element and are no attributes`() throws {
        let tree = try read("<a xmlns='d' xmlns:p='one' x=''><b xmlns=''/></a>")
        #expect(tree.root.attributes.map(\.localName) == ["x"])
        #expect(tree.root.namespaceDeclarations.map(\.prefix) == [nil, "p"] && tree.root.namespaceDeclarations.map(\.uri) == ["d", "one"])
        #expect(tree.root.firstChild?.namespaceDeclarations.map(\.uri) == [nil])
        #expect(tree.root.firstChild?.namespacesInScope.map(\.prefix) == ["p"])
    }

    @Test func `two prefixes of one namespace make one name`() throws {
        let tree = try read("<a xmlns:p='u' xmlns:q='u'><p:b/><q:b/></a>")
        #expect(tree.elements("b", in: "u").map(\.prefix) == ["p", "q"])
    }
}
