// Schemas that mean harm: each is a clear error with its file, line and rule, and the process lives on.

import SchematronEngine
import Testing
import XMLTree
import XPathEngine

/// A schema that must be refused, and how.
struct HostileSchema: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: SchemaDefectCode
    /// `file:line` of the first defect.
    let place: String
    let rule: String?
    let files: [String: String]

    init(_ name: String, _ code: SchemaDefectCode, at place: String, rule: String? = nil, _ content: String, with others: [String: String] = [:]) {
        testDescription = name
        self.code = code
        self.place = place
        self.rule = rule
        var files = others
        files["main.sch"] = Judging.schema("\n" + content)
        self.files = files
    }

    /// The defect that is named first; nil when the schema is taken.
    func refusal() -> SchemaDefect? {
        let folder = Judging.files(files)
        do throws(SchematronFailure) {
            _ = try CompiledSchematron(SchemaModel("main.sch", in: folder), documents: RuleDocuments(folder))
            return nil
        } catch { return error.defects.first }
    }
}

private let schematron = "xmlns='http://purl.oclc.org/dsdl/schematron'"
private let rule = "<rule context='a'><assert test='b'>b</assert></rule>"

/// A pattern of an abstract pattern whose parameters each hold the next twice.
private func parameterBomb(_ count: Int) -> String {
    let parameters = (0..<count).map { "<param name='p\($0)x' value='$p\($0 + 1)x $p\($0 + 1)x'/>" }.joined()
    return "<pattern abstract='true' id='m'><rule context='a'><assert test='b'>$p0x</assert></rule></pattern><pattern is-a='m'>\(parameters)</pattern>"
}

/// Abstract rules of which each extends the next so many times.
private func ruleBomb(_ count: Int, times: Int) -> String {
    let rules = (0..<count).map { number in
        "<rule abstract='true' id='r\(number)'>\(String(repeating: "<extends rule='r\(number + 1)'/>", count: times))</rule>"
    }
    return "<pattern>\(rules.joined())<rule abstract='true' id='r\(count)'><assert test='b'>b</assert></rule>\n"
        + "<rule context='a'><extends rule='r0'/></rule></pattern>"
}

/// Files of which each includes the next so many times.
private func includeBomb(_ count: Int, times: Int) -> [String: String] {
    var files = ["f\(count).sch": "<pattern \(schematron)>\(rule)</pattern>"]
    for number in 0..<count {
        let includes = String(repeating: "<include href='f\(number + 1).sch'/>", count: times)
        files["f\(number).sch"] = "<pattern \(schematron)>\n\(includes)</pattern>"
    }
    return files
}

@Suite struct HostileSchemaTests {
    static let schemas: [HostileSchema] = [
        HostileSchema(
            "an unknown function", .expression, at: "main.sch:4", rule: "p1.r1.a1", "<pattern><rule context='a'>\n<assert test='no-such()'/></rule></pattern>"),
        HostileSchema("an unknown function in a context", .expression, at: "main.sch:3", rule: "p1.r1", "<pattern><rule context='a[no-such()]'/></pattern>"),
        HostileSchema("a file that includes itself", .includeCycle, at: "main.sch:3", "<include href='main.sch'/>"),
        HostileSchema("a file that includes itself by a fragment", .includeCycle, at: "main.sch:3", "<pattern id='p'/><include href='#p'/>"),
        HostileSchema(
            "files that include one another through extends", .includeCycle, at: "two.sch:2", "<pattern><extends href='one.sch'/></pattern>",
            with: [
                "one.sch": "<pattern \(schematron)><extends href='two.sch'/></pattern>",
                "two.sch": "<pattern \(schematron)>\n<include href='one.sch'/></pattern>",
            ]),
        HostileSchema(
            "rules that extend one another", .extendsCycle, at: "main.sch:3", rule: "p1.r1",
            "<pattern><rule abstract='true' id='x'><extends rule='y'/></rule><rule abstract='true' id='y'><extends rule='x'/></rule></pattern>"),
        HostileSchema("an abstract pattern of itself", .abstractPatternUnknown, at: "main.sch:3", "<pattern is-a='m' id='m'>\(rule)</pattern>"),
        HostileSchema(
            "an entity", .fileNotRead, at: "one.sch:1", "<include href='one.sch'/>",
            with: ["one.sch": "<!DOCTYPE p [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>\n<pattern \(schematron)>&a;</pattern>"]),
        HostileSchema(
            "entities that grow", .fileNotRead, at: "one.sch:1", "<include href='one.sch'/>",
            with: ["one.sch": "<!DOCTYPE p [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><pattern \(schematron)>&b;</pattern>"]),
        HostileSchema("an include above the folder", .outside, at: "main.sch:3", "<include href='../secret.sch'/>"),
        HostileSchema("an include of an absolute path", .outside, at: "main.sch:3", "<include href='/etc/hostname'/>"),
        HostileSchema("an include of a file address", .outside, at: "main.sch:3", "<include href='file:///etc/hostname'/>"),
        HostileSchema("an include from the network", .outside, at: "main.sch:3", "<include href='http://localhost/a.sch'/>"),
        HostileSchema("an extension from the network", .outside, at: "main.sch:3", "<pattern><extends href='https://localhost/a.sch'/></pattern>"),
        HostileSchema("a path that hides where it leads", .outside, at: "main.sch:3", "<include href='%2e%2e/%2e%2e/etc/hostname'/>"),
        HostileSchema("bytes that are no UTF-8", .fileNotRead, at: "one.sch:1", "<include href='one.sch'/>", with: ["one.sch": "\u{FEFF}\u{0}"]),
        HostileSchema(
            "an unknown encoding", .fileNotRead, at: "one.sch:1", "<include href='one.sch'/>",
            with: ["one.sch": "<?xml version='1.0' encoding='EBCDIC-FR'?><pattern \(schematron)/>"]),
        HostileSchema(
            "a function of XSLT", .foreignDeclaration, at: "main.sch:3", "<xsl:function xmlns:xsl='http://www.w3.org/1999/XSL/Transform' name='h:f'/>"),
        HostileSchema("a key of XSLT", .foreignDeclaration, at: "main.sch:3", "<xsl:key xmlns:xsl='http://www.w3.org/1999/XSL/Transform' name='k'/>"),
        HostileSchema(
            "a template of XSLT in a message", .foreignDeclaration, at: "main.sch:3", rule: "p1.r1.a1",
            "<pattern><rule context='a'><assert test='b'><x:copy-of xmlns:x='http://www.w3.org/1999/XSL/Transform' select='.'/></assert></rule></pattern>"),
        HostileSchema("parameters that double", .tooLarge, at: "main.sch:3", parameterBomb(60)),
        HostileSchema("rules that double", .tooLarge, at: "main.sch:4", rule: "p1.r42", ruleBomb(40, times: 2)),
        HostileSchema("rules that extend without end", .tooDeep, at: "main.sch:4", rule: "p1.r10002", ruleBomb(10_000, times: 1)),
        HostileSchema("includes that double", .tooLarge, at: "f24.sch:2", "<include href='f0.sch'/>", with: includeBomb(40, times: 2)),
        HostileSchema("ten thousand includes in a row", .tooDeep, at: "f48.sch:2", "<include href='f0.sch'/>", with: includeBomb(10_000, times: 1)),
        HostileSchema(
            "elements in elements without end", .fileNotRead, at: "one.sch:1", "<include href='one.sch'/>",
            with: ["one.sch": String(repeating: "<a>", count: 100_000)]),
        HostileSchema(
            "a million elements", .tooLarge, at: "main.sch:3", "<include href='one.sch'/>",
            with: ["one.sch": "<pattern \(schematron)>\(String(repeating: "<p/>", count: 250_000))</pattern>"]),
        HostileSchema(
            "brackets in brackets", .expression, at: "main.sch:3", rule: "p1.r1.a1",
            "<pattern><rule context='a'><assert test='\(String(repeating: "(", count: 100_000))'/></rule></pattern>"),
        HostileSchema(
            "conditions in conditions of a context", .context, at: "main.sch:3", rule: "p1.r1",
            "<pattern><rule context='\(String(repeating: "a[", count: 50_000))'><assert test='b'/></rule></pattern>"),
    ]

    @Test(arguments: schemas) func `a hostile schema is refused with file, line and rule`(schema: HostileSchema) throws {
        let defect = try #require(schema.refusal())
        #expect(defect.code == schema.code)
        #expect(defect.origin.map { "\($0.file):\($0.line)" } == schema.place)
        #expect(defect.rule == schema.rule)
        #expect(defect.description.hasPrefix(schema.place + ":"))
    }

    @Test func `an unknown query binding is refused with its line`() throws {
        let files = Judging.files(["main.sch": "<schema \(schematron)\n queryBinding='stx'/>"])
        let failure = try #require(throws: SchematronFailure.self) { try SchemaModel("main.sch", in: files) }
        #expect(failure.defects.map(\.code).first == .queryBinding)
        #expect(failure.defects.first?.origin?.line == 2)
    }

    @Test func `an empty file is no schema, and a schema without rules is said to have none`() throws {
        let files = Judging.files(["empty.sch": "", "bare.sch": Judging.schema("<pattern id='p'/>")])
        let failure = try #require(throws: SchematronFailure.self) { try SchemaModel("empty.sch", in: files) }
        #expect(failure.defects.map(\.code) == [.fileEmpty])
        #expect(try SchemaModel("bare.sch", in: files).defects.map(\.code) == [.noRules])
    }

    @Test func `a file above the limit of the folder is refused, and not read`() throws {
        let folder = SealedFolder(
            ["main.sch": Array(Judging.schema("<include href='big.sch'/>").utf8), "big.sch": [UInt8](repeating: 0x20, count: 1000)],
            limits: .init(fileBytes: 500))
        let failure = try #require(throws: SchematronFailure.self) { try SchemaModel("main.sch", in: folder) }
        #expect(failure.defects.first?.description == "main.sch:2:38: schema.file-not-read 'big.sch: too-large'")
    }

    @Test func `many patterns, variables and instances are taken in linear time`() throws {
        let count = 5_000
        let lets = (0..<count).map { "<let name='v\($0)' value='\($0)'/>" }.joined()
        let patterns = (0..<count).map { "<pattern id='p\($0)'><rule context='a\($0)'><assert test='$v\($0)'>x</assert></rule></pattern>" }.joined()
        let instances = (0..<count).map { "<pattern is-a='m'><param name='c' value='h:b\($0)'/></pattern>" }.joined()
        let model = "<pattern abstract='true' id='m'><rule context='$c'><assert test='b'>x</assert></rule></pattern>"
        let phases = (0..<count).map { "<phase id='f\($0)'><active pattern='p\($0)'/></phase>" }.joined()
        let schema = try Judging.model(phases + lets + model + patterns + instances, dialect: .skeleton)
        #expect(schema.patterns.count == 2 * count && schema.phases.count == count && schema.lets.count == count)
    }

    // MARK: While a document is judged

    private func outcome(_ test: String, on document: String, budget: Int = 100_000) throws -> [String] {
        let content =
            "<pattern><rule context='a'><assert id='t' test=\"\(test)\">x</assert></rule></pattern><pattern>"
            + "<rule context='a'><assert id='after' test='false()'>still judged</assert></rule></pattern>"
        return try Judging.report(content, on: document, budget: budget).report.findings.map { finding in
            guard case .undecided(let error) = finding.outcome else { return finding.assertion?.id ?? "" }
            return "\(error.code.rawValue) \(finding.assertion?.origin.description ?? "")"
        }
    }

    @Test(arguments: [
        "count(for $i in 1 to 100000, $j in 1 to 100000 return $i) = 0", "some $i in 1 to 1000000000 satisfies $i = 0",
        "string-length(string-join(for $i in 1 to 1000000000 return 'x', '')) = 1",
    ])
    func `a rule that never ends is given up, and the next one is judged`(test: String) throws {
        #expect(try outcome(test, on: "<a/>") == ["XPDY0130 main.sch:2:56", "after"])
    }

    @Test(arguments: ["(a+)+$", "(a|aa)+$", "(a*)*b", "(.*a){20}b"]) func `a regular expression that would explode ends`(expression: String) throws {
        let text = String(repeating: "a", count: 3000) + "!"
        let found = try outcome("matches(., '^\(expression)')", on: "<a>\(text)</a>", budget: 2_000_000)
        // It does not match, or there is no time to find out: both are said, and nothing hangs.
        #expect(found == ["t", "after"] || found == ["XPDY0130 main.sch:2:56", "after"])
    }

    @Test func `a document of a hundred thousand elements in one another is judged without overflowing the stack`() throws {
        let depth = 100_000
        let document = String(repeating: "<a>", count: depth) + "x" + String(repeating: "</a>", count: depth)
        #expect(throws: ParseFailure.self) { try FrozenTree.parse(Array(document.utf8)) }
        // Were the limit lifted, the rules would still stand it.
        let tree = try FrozenTree.parse(Array(document.utf8), limits: ParseLimits(depth: depth + 1))
        let content =
            "<pattern><rule context='a[not(parent::*)]'><assert id='t' test='count(.//a) = 0 and string(.) = string(.//a[last()])'>x</assert></rule></pattern>"
        let (schema, documents) = try Judging.compile(content)
        let report = RuleSet([schema]).judge(tree, options: RunOptions(documents: documents))
        #expect(report.findings.map { $0.assertion?.id } == ["t"])
    }
}
