// Runs that end before their end.

import SchematronEngine
import Testing
import XMLTree

struct RunLimitTests {
    private static let content = "<pattern><rule context='b'><assert test='@x'>no</assert></rule></pattern>"
    private static let document = "<a>" + String(repeating: "<b/>", count: 10) + "<b x=''/></a>"

    private func report(_ content: String, on document: String, _ options: RunOptions) throws -> SchematronReport {
        RuleSet([try Judging.compile(content).schema]).judge(try FrozenTree.parse(Array(document.utf8)), options: options)
    }

    @Test func `no more findings are gathered than were asked for`() throws {
        let report = try report(Self.content, on: Self.document, RunOptions(findingLimit: 3))
        #expect(report.findings.map(\.node.path) == ["/a/b[1]", "/a/b[2]", "/a/b[3]"])
        #expect(report.stop == .findingLimit)
        #expect(!report.isValid)
        #expect(!report.isUndecided)
    }

    @Test func `a run with as many findings as asked for is whole`() throws {
        let report = try report(Self.content, on: Self.document, RunOptions(findingLimit: 10))
        #expect(report.findings.count == 10)
        #expect(report.stop == nil)
        #expect(report.firings.count == 11)
    }

    @Test func `a limit of none tells whether there is anything to find`() throws {
        let report = try report(Self.content, on: "<a><b x=''/></a>", RunOptions(findingLimit: 0))
        #expect(report.isValid)
        let other = try self.report(Self.content, on: Self.document, RunOptions(findingLimit: 0))
        #expect(other.findings.isEmpty && !other.isValid)
    }

    @Test func `a run whose time is over is undecided`() throws {
        let report = try report(Self.content, on: Self.document, RunOptions(deadline: .now - .seconds(1)))
        #expect(report.stop == .deadline)
        #expect(report.firings.isEmpty)
        #expect(report.isUndecided)
        #expect(!report.isValid)
    }

    @Test func `a run in good time is like one without end`() throws {
        let report = try report(Self.content, on: Self.document, RunOptions(deadline: .now + .seconds(3600)))
        #expect(report.stop == nil)
        #expect(report.findings.count == 10)
    }

    @Test func `an expression that takes longer than the run may is given up`() throws {
        let content = "<pattern><rule context='/*'><assert test='every $i in 1 to 2000000 satisfies $i ge 1'>no</assert></rule></pattern>"
        let deadline = ContinuousClock.now + .milliseconds(20)
        let report = try report(content, on: "<a/>", RunOptions(budget: .max / 2, deadline: deadline))
        // On a machine fast enough the expression ends in time.
        #expect(report.isUndecided || (report.isValid && report.stop == nil))
    }
}
