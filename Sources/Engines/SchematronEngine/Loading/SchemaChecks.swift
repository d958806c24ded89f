// Holds the parts of a schema against one another.

extension SchemaReading {
    /// Every pattern that a phase activates must be there.
    mutating func checkPhases(_ phases: [SchemaPhase], _ patterns: [SchemaPattern]) {
        let ids = Set(patterns.compactMap(\.id))
        for phase in phases {
            for name in phase.active where !ids.contains(name) {
                defects.append(SchemaDefect(.activePatternUnknown, name, at: phase.origin))
            }
        }
    }

    /// Every abstract rule that is extended must be there, and none may extend itself.
    mutating func checkExtensions(_ patterns: [SchemaPattern]) {
        let all = AbstractRules(patterns, dialect: dialect)
        var extents = all.extents
        var parts = 0
        for pattern in patterns {
            for rule in pattern.rules {
                for case .extends(let name, let origin) in rule.parts where all.rule(name, from: pattern) == nil {
                    defects.append(SchemaDefect(.abstractRuleUnknown, name, at: origin, rule: rule.identity))
                }
                switch extents.extent(of: rule, in: pattern) {
                case .parts(let count): if !rule.isAbstract { parts = min(parts + count, SchemaLimits.parts + 1) }
                case .cycle(let cycle): defects.append(SchemaDefect(.extendsCycle, cycle, at: rule.origin, rule: rule.identity))
                case .tooDeep: if !rule.isAbstract { defects.append(SchemaDefect(.tooDeep, rule.id ?? rule.identity, at: rule.origin, rule: rule.identity)) }
                }
                if parts > SchemaLimits.parts {
                    defects.append(SchemaDefect(.tooLarge, rule.id ?? rule.identity, at: rule.origin, rule: rule.identity))
                    return
                }
            }
        }
    }

    /// Diagnostics and properties that are named should be there.
    mutating func checkNotes(_ patterns: [SchemaPattern], diagnostics: [String: SchemaNote], properties: [String: SchemaNote]) {
        for rule in patterns.flatMap(\.rules) {
            for case .assertion(let assertion) in rule.parts {
                let missing = assertion.diagnostics.filter { diagnostics[$0] == nil } + assertion.properties.filter { properties[$0] == nil }
                for name in missing { defects.append(SchemaDefect(.noteUnknown, name, at: assertion.origin, rule: assertion.identity)) }
            }
        }
    }
}

/// The abstract rules of a schema, found by those that extend them.
struct AbstractRules {
    private var everywhere: [String: (pattern: Int, rule: SchemaRule)] = [:]
    private var byPattern: [Int: [String: SchemaRule]] = [:]
    private let acrossPatterns: Bool
    private let patterns: [SchemaPattern]

    init(_ patterns: [SchemaPattern], dialect: SchematronDialect) {
        self.patterns = patterns
        acrossPatterns = dialect.extendsAcrossPatterns
        for pattern in patterns {
            for rule in pattern.rules where rule.isAbstract {
                guard let id = rule.id else { continue }
                if everywhere[id] == nil { everywhere[id] = (pattern.number, rule) }
                if byPattern[pattern.number]?[id] == nil { byPattern[pattern.number, default: [:]][id] = rule }
            }
        }
    }

    /// The abstract rule of that name, and the pattern it stands in, as seen from a pattern.
    func rule(_ name: String, from pattern: SchemaPattern) -> (pattern: SchemaPattern, rule: SchemaRule)? {
        if let rule = byPattern[pattern.number]?[name] { return (pattern, rule) }
        guard acrossPatterns, let found = everywhere[name] else { return nil }
        return (patterns[found.pattern - 1], found.rule)
    }

    /// How far rules reach through what they extend, worked out once a rule.
    var extents: RuleExtents { RuleExtents(self) }

    /// The variables and assertions of a rule in order, those of the rules it extends in their places.
    func parts(of rule: SchemaRule, in pattern: SchemaPattern) -> [SchemaRulePart] {
        rule.parts.flatMap { part -> [SchemaRulePart] in
            guard case .extends(let name, _) = part else { return [part] }
            return self.rule(name, from: pattern).map { parts(of: $0.rule, in: $0.pattern) } ?? []
        }
    }
}
