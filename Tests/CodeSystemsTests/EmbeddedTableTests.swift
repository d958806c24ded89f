// How the text of a table is read: comments, heading, quoted fields (RFC 4180).

import Testing

@testable import CodeSystems

struct EmbeddedTableTests {
    private func table(_ text: String) -> EmbeddedTable { EmbeddedTable(text: Array(text.utf8)) }

    @Test func `comment lines before the heading name source and version`() {
        let table = table("# a note\n# source: S, with a comma\n# version: V\ncode,label\n1,one\n")
        #expect(table.source == "S, with a comma" && table.version == "V" && table.count == 1)
        #expect(table.map { $0("code") + $0("label") } == ["1one"])
    }

    @Test func `a number sign after the heading is a value`() {
        #expect(table("code\n#1\n").map { $0("code") } == ["#1"])
    }

    @Test func `quoted fields hold commas, line feeds and doubled quotes`() {
        let rows = table("code,label\n1,\"a, b\"\n2,\"two\nlines\"\n3,\"say \"\"yes\"\"\"\n4,\"\"\n").map { $0("label") }
        #expect(rows == ["a, b", "two\nlines", "say \"yes\"", ""])
    }

    @Test func `a row may be short, an unknown heading is empty, empty lines do not count`() {
        let table = table("code,label\n1\n\n2,two,extra\n,\n")
        #expect(table.count == 3)
        #expect(table.map { $0("label") } == ["", "two", ""] && table.map { $0("none") } == ["", "", ""])
    }

    @Test func `the last line needs no line feed, and no lines are no rows`() {
        #expect(table("code\n1").count == 1 && table("code").count == 0 && table("").count == 0 && table("# source: x\n").source == "x")
    }
}
