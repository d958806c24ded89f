// Includes, extensions and abstract patterns: what stands for what, from where, and how far (ISO/IEC 19757-3, 5.4.7, 5.4.8, 5.4.10).

import SchematronEngine
import Testing

struct ReferenceTests {
    private let sch = "xmlns='http://purl.oclc.org/dsdl/schematron'"

    @Test func `an include with a fragment stands for the element of that identifier`() throws {
        let part = "<x><pattern \(sch) id='p'><rule context='a'><assert test='false()'>p</assert></rule></pattern><pattern \(sch) xml:id='q'/></x>"
        let model = try Judging.model("<include href='parts.sch#p'/><include href='parts.sch#q'/><include href='parts.sch#none'/>", with: ["parts.sch": part])
        #expect(model.patterns.map(\.id) == ["p", nil])
        #expect(model.defects.map(\.code) == [.fileMissing] && model.defects.map(\.subject) == ["parts.sch#none"])
    }

    @Test func `an extension by address takes what is in the element, not the element`() throws {
        let rule = "<rule \(sch) context='unused'><let name='v' value='2'/><assert test='$v = 1'>from afar</assert></rule>"
        let content = "<pattern><rule context='a'><extends href='rules/far.sch'/><assert test='$v = 3'>near</assert></rule></pattern>"
        #expect(try Judging.findings(content, on: "<a/>", with: ["rules/far.sch": rule]) == ["p1.r1.a1 /a from afar", "p1.r1.a2 /a near"])
    }

    @Test func `files may include one another fifty deep, and not deeper`() {
        func chain(_ length: Int) -> [String: String] {
            var files = ["f\(length).sch": "<rule \(sch) context='a'><assert test='b'>b</assert></rule>"]
            for number in 1..<length { files["f\(number).sch"] = "<pattern \(sch)><include href='f\(number + 1).sch'/></pattern>" }
            return files
        }
        #expect(Judging.refusals("<include href='f1.sch'/>", with: chain(49)) == [])
        #expect(Judging.refusals("<include href='f1.sch'/>", with: chain(50)) == [.tooDeep])
    }

    @Test(arguments: [true, false])
    func `rules may extend one another fifty deep, and not deeper, whatever their order`(isForward: Bool) {
        func chain(_ length: Int) -> String {
            let rules = (1...length).map {
                "<rule abstract='true' id='r\($0)'>" + ($0 < length ? "<extends rule='r\($0 + 1)'/>" : "<assert test='b'/>") + "</rule>"
            }
            let ordered = (isForward ? rules : rules.reversed()).joined()
            return "<pattern>\(ordered)<rule context='a'><extends rule='r1'/></rule></pattern>"
        }
        #expect(Judging.refusals(chain(50)) == [])
        #expect(Judging.refusals(chain(51)) == [.tooDeep])
    }

    @Test func `a file may be included twice beside itself`() throws {
        let part = "<rule \(sch) context='a'><assert test='false()'>x</assert></rule>"
        let content = "<pattern><include href='r.sch'/></pattern><pattern><include href='r.sch'/></pattern>"
        #expect(try Judging.findings(content, on: "<a/>", with: ["r.sch": part]) == ["p1.r1.a1 /a x", "p2.r1.a1 /a x"])
    }

    @Test func `parameters are put into every expression and every text, and into nothing else`() throws {
        let content = """
            <pattern abstract='true' id='m' documents='$docs'><title>of $name</title><let name='l' value='$value'/>
            <rule context='$ctx' id='$name' role='$name'><let name='k' value='$value + 1'/>
            <assert id='$name' test='$l = $test' subject='$sub' diagnostics='d' flag='$name'>$name: <value-of select='$value'/> <name path='$sub'/></assert>
            </rule></pattern>
            <pattern id='i' is-a='m'><param name='ctx' value='b'/><param name='value' value='7'/><param name='test' value='8'/>
            <param name='sub' value='@x'/><param name='name' value='N'/><param name='docs' value="'d.xml'"/></pattern>
            <diagnostics><diagnostic id='d'>$name</diagnostic></diagnostics>
            """
        let pattern = try #require(try Judging.model(content).patterns.first)
        #expect(pattern.title == "of N" && pattern.lets.map(\.value.text) == ["7"] && pattern.rules[0].context?.text == "b")
        #expect(pattern.rules[0].id == "$name" && pattern.rules[0].marks.role == "$name" && pattern.documents?.text == "$docs")
        guard case .assertion(let assertion) = pattern.rules[0].parts[1] else { return #expect(Bool(false)) }
        #expect(assertion.id == "$name" && assertion.test.text == "$l = 8" && assertion.subject?.text == "@x" && assertion.marks.flag == "$name")
        #expect(assertion.message.first == .text("N: "))
    }

    @Test func `an abstract pattern may have standard values, which an instance may change`() throws {
        let content = """
            <pattern abstract='true' id='m'><param name='ctx' value='a'/><param name='say' value='std'/>
            <rule context='$ctx'><report test='true()'>$say</report></rule></pattern>
            <pattern is-a='m'/><pattern is-a='m'><param name='say' value='own'/></pattern>
            """
        #expect(try Judging.findings(content, on: "<a/>") == ["p1.r1.a1 /a std", "p2.r1.a1 /a own"])
    }

    @Test func `an instance keeps its own identifier and rules, which come first`() throws {
        let content = """
            <pattern abstract='true' id='m'><rule context='*'><report test='true()'>general</report></rule></pattern>
            <pattern id='i' is-a='m'><rule context='b'><report test='true()'>special</report></rule></pattern>
            <phase id='f'><active pattern='i'/></phase><phase id='g'><active pattern='m'/></phase>
            """
        #expect(try Judging.findings(content, on: "<a><b/></a>", phase: "f") == ["p1.r2.a1 /a general", "p1.r1.a1 /a/b special"])
        #expect(try Judging.findings(content, on: "<a><b/></a>", phase: "g").isEmpty)
        #expect(try Judging.model(content).defects.map(\.code) == [.activePatternUnknown])
    }

    @Test(arguments: ["include", "extends"])
    func `nothing outside of the pack is read`(name: String) {
        for reference in ["../s.sch", "/s.sch", "file:s.sch", "http://h/s.sch", "//h/s.sch", "a\\..\\..\\s.sch", "%2E%2E/s.sch"] {
            let content = "<pattern><rule context='a'><\(name) href='\(reference)'/></rule></pattern>"
            #expect(Judging.refusals(content, with: ["s.sch": "<x/>"]) == [.outside], "\(reference)")
        }
    }

    @Test func `dropping leaves numbers as they are, and a dropped rule keeps its nodes`() throws {
        let content = """
            <pattern><rule context='b'><report test='true()'>one</report><report test='true()'>two</report></rule>
            <rule context='*'><report test='true()'>any</report></rule></pattern><pattern><rule context='b'><report test='true()'>last</report></rule></pattern>
            """
        let model = try Judging.model(content)
        #expect(model.dropping([]).patterns == model.patterns)
        #expect(model.dropping(["p1.r1.a1"]).patterns[0].rules[0].parts.count == 1)
        #expect(model.dropping(["p1.r1"]).patterns[0].rules.map(\.parts.count) == [0, 1])
        #expect(model.dropping(["p1.r1"]).patterns[0].rules[0].context?.text == "b")
        #expect(model.dropping(["p1"]).patterns.map(\.number) == [2])
        #expect(model.dropping(["p9.r9.a9"]).patterns == model.patterns)
    }

    @Test func `phases are asked for by name, by default and all`() throws {
        let content = "<phase id='f'><active pattern='p'/></phase><pattern id='p'/><pattern id='q'/><pattern/>"
        let plain = try Judging.model(content)
        let standard = try Judging.model(content, attributes: "defaultPhase='f'")
        #expect(plain.activePatterns()?.count == 3 && plain.activePatterns(in: "#DEFAULT")?.count == 3 && plain.activePatterns(in: "#ALL")?.count == 3)
        #expect(standard.activePatterns()?.map(\.id) == ["p"] && standard.activePatterns(in: "#DEFAULT")?.count == 1)
        #expect(standard.activePatterns(in: "#ALL")?.count == 3 && standard.activePatterns(in: "none") == nil)
        #expect(try Judging.model(content, attributes: "defaultPhase='#ALL'").activePatterns()?.count == 3)
        #expect(throws: SchematronFailure.self) { try Judging.compile(content, phase: "none") }
    }
}
