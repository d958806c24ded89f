// The name under which a report counts findings of one rule.

import ClinicalTypes

extension Finding {
    /// The rule in one word: the code of ours, or schema and assertion of a pack.
    var ruleKey: String {
        guard isOfPack, let rule else { return code }
        return [rule.pack, rule.schema.map(Self.stem), rule.id].compactMap { $0 }.joined(separator: "/")
    }

    /// Whether the words are those of a pack, and the code tells nothing of the rule.
    var isOfPack: Bool { stage == .schematron && (code.hasPrefix("schematron.") || leavesUndecided) }

    /// The set of rules that it belongs to: the pack, and the schema or the stage.
    var ruleSet: String {
        guard let rule else { return stage.rawValue }
        return rule.pack + "/" + (rule.schema.map(Self.stem) ?? rule.pattern ?? stage.rawValue)
    }

    private static func stem(_ file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.hasSuffix(".sch") ? String(name.dropLast(4)) : name
    }
}

extension AppliedSchema {
    /// The set of rules, as findings name it.
    var ruleSet: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return pack + "/" + (name.hasSuffix(".sch") ? String(name.dropLast(4)) : name)
    }
}
