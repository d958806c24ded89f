// The expanded models of the official schemas, held to those of the published implementation.

import Foundation
import SchematronEngine
import TestSupport
import Testing

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared"))
struct OfficialModelTests {
    @Test func `every rule and assertion of the official schemas is as the published implementation expands it`() throws {
        var expected: [String: [String: [String: Any]]] = [:]
        for record in OfficialSchemas.objects("rules.jsonl") {
            let schema = try #require(record["schema"] as? String)
            expected[schema, default: [:]][try #require(record["id"] as? String)] = record
        }
        #expect(OfficialSchemas.schemas.count == 64)
        for (name, file) in OfficialSchemas.schemas {
            let model = try SchemaModel(file, in: OfficialSchemas.files)
            let found = Self.records(of: model)
            let wanted = try #require(expected[name])
            #expect(Set(found.keys) == Set(wanted.keys), "\(name)")
            for (identity, record) in found {
                let difference = Self.difference(record, wanted[identity] ?? [:])
                #expect(difference == nil, "\(name) \(identity) \(difference ?? "")")
            }
        }
    }

    /// The parts of a model in the form of the truth file.
    private static func records(of model: SchemaModel) -> [String: [String: Any?]] {
        let active = Set((model.activePatterns() ?? []).map(\.number))
        var records: [String: [String: Any?]] = [:]
        for pattern in model.patterns {
            for rule in pattern.rules {
                records[rule.identity] = [
                    "pattern": pattern.id, "active": active.contains(pattern.number), "rule": rule.id, "abstract": rule.isAbstract,
                    "context": rule.context?.text,
                    "lets": rule.parts.compactMap { if case .variable(let variable) = $0 { [variable.name, variable.value.text] } else { nil } },
                    "extends": rule.parts.compactMap { if case .extends(let name, _) = $0 { name } else { nil } },
                ]
                for case .assertion(let assertion) in rule.parts {
                    records[assertion.identity] = [
                        "kind": assertion.isReport ? "report" : "assert", "test": assertion.test.text, "role": assertion.marks.role,
                        "text": text(assertion.message),
                    ]
                }
            }
        }
        return records
    }

    private static func text(_ message: [SchemaMessagePart]) -> String {
        message.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    private static func difference(_ found: [String: Any?], _ wanted: [String: Any]) -> String? {
        for (key, value) in found {
            let (one, other) = (Self.plain(value), Self.plain(wanted[key]))
            if key == "active", (found["abstract"] as? Bool) == true { continue }
            if one != other { return "\(key): \(one) instead of \(other)" }
        }
        return nil
    }

    /// A text that two values share when they are the same but for white space, which the truth file has folded.
    private static func plain(_ value: Any?) -> String {
        switch value {
        case let text as String: text.unicodeScalars.split { " \t\r\n".unicodeScalars.contains($0) }.map { String($0) }.joined(separator: " ")
        case let list as [Any]: "[" + list.map { plain($0) }.joined(separator: ", ") + "]"
        case let flag as Bool: "\(flag)"
        default: "null"
        }
    }
}
