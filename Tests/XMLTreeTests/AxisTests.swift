// The ways through the tree, for people and for engines.

import Testing
import XMLTree

@Suite struct AxisTests {
    let tree: FrozenTree

    init() throws {
        tree = try read("<a><b i='1'><c/><b i='2'/></b>t<b i='3' j=''/><d/></a>")
    }

    @Test func `children, siblings and parents`() throws {
        #expect(tree.root.children.map(\.localName) == ["b", "", "b", "d"] && tree.root.elements.map(\.localName) == ["b", "b", "d"])
        let d = try #require(tree.root.child("d"))
        #expect(d.nextSibling == nil && d.firstChild == nil && d.parent == tree.root && tree.root.parent == tree.document && tree.document.parent == nil)
        let text = try #require(tree.root.children.first { $0.kind == .text })
        #expect(text.firstChild == nil && Array(text.children).isEmpty && Array(text.attributes).isEmpty)
    }

    @Test func `elements by name come in document order`() {
        #expect(tree.elements("b", in: nil).map { $0[attribute: "i"] } == ["1", "2", "3"])
        #expect(tree.root.children("b").map { $0[attribute: "i"] } == ["1", "3"])
        #expect(tree.elements("b", in: nil)[0].descendants("b", in: nil).map { $0[attribute: "i"] } == ["2"])
        #expect(tree.root.descendants("b", in: nil).count == 3 && tree.root.child("x") == nil)
    }

    @Test func `attributes have their element as parent and each other as siblings`() throws {
        let b = tree.elements("b", in: nil)[2]
        let i = try #require(b.attribute("i"))
        #expect(i.parent == b && i.nextSibling?.localName == "j" && b[attribute: "k"] == nil)
        #expect(b.isAncestor(of: i) && tree.root.isAncestor(of: b) && !b.isAncestor(of: b))
    }

    @Test func `a name without a namespace is looked for in the element's own`() throws {
        let tree = try read("<a xmlns='u'><b/><b xmlns='v'/><b/></a>")
        #expect(tree.root.children("b").count == 2 && tree.root.children("b", in: "v").count == 1 && tree.root.children("b", in: nil).isEmpty)
        #expect(tree.root.child("b") == tree.root.firstChild && tree.root.child("b", in: "v")?.index == 3)
        #expect(tree.document.child("a") == nil && tree.document.child("a", in: "u") == tree.root)
    }

    @Test func `nodes of two trees differ`() throws {
        let other = try read("<a/>")
        #expect(other.root != tree.root && Set([other.root, tree.root, tree.root]).count == 2)
    }

    @Test func `the raw tables say the same`() throws {
        let name = try #require(tree.nameID("b", in: nil))
        try tree.withTables { tables in
            #expect(Array(tables.postings(name)) == tree.elements("b", in: nil).map(\.index))
            #expect(tables.firstChild(0) == tree.root.index && tables.firstChild(tree.elements("c", in: nil)[0].index) == 0)
            let element = try #require(tables.postings(name).last)
            #expect(tables.attributeCount(element) == 2 && String(decoding: tables.value(element + 1), as: UTF8.self) == "3")
            #expect(tables.postings(0).isEmpty && tables.postings(10_000).isEmpty)
        }
        #expect(tree.localName(name).elementsEqual("b".utf8) && tree.localName(name).baseAddress?[1] == 0)
        #expect(tree.namespaceURI(name) == nil)
    }
}
