// The budget and the time of an evaluation.

import Testing
import XMLTree
import XPathEngine

struct BudgetTests {
    private func outcome(_ budget: Int, overdueAfter looks: Int?) throws -> String {
        let context = DynamicContext(budget: budget)
        var left = looks ?? .max
        if looks != nil {
            context.isOverdue = {
                left -= 1
                return left < 0
            }
        }
        do {
            return try XPathExpression.compile("every $i in 1 to 100000 satisfies $i ge 1", in: StaticContext()).string(with: context)
        } catch {
            return error.code.rawValue
        }
    }

    @Test(arguments: [(99_000, nil, "XPDY0130"), (1_000_000, nil, "true"), (99_000, 100, "XPDY0130"), (1_000_000, 100, "true")] as [(Int, Int?, String)])
    func `the budget is the same whether or not somebody watches the time`(budget: Int, looks: Int?, expected: String) throws {
        #expect(try outcome(budget, overdueAfter: looks) == expected)
    }

    @Test func `an evaluation ends when its time is over`() throws {
        #expect(try outcome(1_000_000, overdueAfter: 2) == "XPDY0130")
        #expect(try outcome(1_000_000, overdueAfter: 0) == "XPDY0130")
    }
}
