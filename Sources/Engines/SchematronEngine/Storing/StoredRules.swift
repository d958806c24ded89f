// Patterns, rules and assertions as bytes, and back.

extension StoredWriter {
    mutating func write(_ origin: RuleOrigin) {
        string(origin.file)
        number(origin.line)
        number(origin.column)
        number(origin.bytes.lowerBound)
        number(origin.bytes.count)
    }

    mutating func write(_ expression: SchemaExpression) {
        string(expression.text)
        write(expression.origin)
    }

    mutating func write(_ variable: SchemaLet) {
        string(variable.name)
        write(variable.value)
    }

    mutating func write(_ marks: SchemaMarks) {
        for mark in [marks.role, marks.flag, marks.see, marks.fpi, marks.icon, marks.language] { optional(mark) }
    }

    mutating func write(_ part: SchemaMessagePart) {
        switch part {
        case .text(let text):
            number(0)
            string(text)
        case .value(let expression):
            number(1)
            write(expression)
        case .name(let expression):
            number(2)
            list(expression.map { [$0] } ?? []) { $0.write($1) }
        }
    }

    mutating func write(_ pattern: SchemaPattern) {
        number(pattern.number)
        optional(pattern.id)
        optional(pattern.title)
        list(pattern.documents.map { [$0] } ?? []) { $0.write($1) }
        list(pattern.lets) { $0.write($1) }
        list(pattern.rules) { $0.write($1) }
        write(pattern.marks)
        write(pattern.origin)
    }

    private mutating func write(_ rule: SchemaRule) {
        string(rule.identity)
        number(rule.number)
        optional(rule.id)
        list(rule.context.map { [$0] } ?? []) { $0.write($1) }
        list(rule.parts) { writer, part in
            switch part {
            case .variable(let variable):
                writer.number(0)
                writer.write(variable)
            case .assertion(let assertion):
                writer.number(1)
                writer.write(assertion)
            case .extends(let name, let origin):
                writer.number(2)
                writer.string(name)
                writer.write(origin)
            }
        }
        write(rule.marks)
        write(rule.origin)
    }

    private mutating func write(_ assertion: SchemaAssertion) {
        string(assertion.identity)
        flag(assertion.isReport)
        optional(assertion.id)
        write(assertion.test)
        list(assertion.subject.map { [$0] } ?? []) { $0.write($1) }
        list(assertion.diagnostics) { $0.string($1) }
        list(assertion.properties) { $0.string($1) }
        list(assertion.message) { $0.write($1) }
        write(assertion.marks)
        write(assertion.origin)
    }
}

extension StoredReader {
    mutating func origin() throws(StoredFormError) -> RuleOrigin {
        let file = try string()
        let (line, column, start, count) = (try number(), try number(), try number(), try number())
        guard count <= Int.max - start else { throw StoredFormError() }
        return RuleOrigin(file: file, line: line, column: column, bytes: start..<start + count)
    }

    mutating func expression() throws(StoredFormError) -> SchemaExpression { SchemaExpression(text: try string(), origin: try origin()) }

    mutating func variable() throws(StoredFormError) -> SchemaLet { SchemaLet(name: try string(), value: try expression()) }

    mutating func marks() throws(StoredFormError) -> SchemaMarks {
        SchemaMarks(role: try optional(), flag: try optional(), see: try optional(), fpi: try optional(), icon: try optional(), language: try optional())
    }

    private mutating func optionalExpression() throws(StoredFormError) -> SchemaExpression? {
        try list { reader throws(StoredFormError) in try reader.expression() }.first
    }

    mutating func messagePart() throws(StoredFormError) -> SchemaMessagePart {
        switch try number() {
        case 0: .text(try string())
        case 1: .value(try expression())
        case 2: .name(try optionalExpression())
        default: throw StoredFormError()
        }
    }

    mutating func pattern() throws(StoredFormError) -> SchemaPattern {
        SchemaPattern(
            number: try number(), id: try optional(), title: try optional(), documents: try optionalExpression(),
            lets: try list { reader throws(StoredFormError) in try reader.variable() }, rules: try list { reader throws(StoredFormError) in try reader.rule() },
            marks: try marks(), origin: try origin())
    }

    private mutating func rule() throws(StoredFormError) -> SchemaRule {
        SchemaRule(
            identity: try string(), number: try number(), id: try optional(), context: try optionalExpression(),
            parts: try list { reader throws(StoredFormError) in try reader.rulePart() }, marks: try marks(), origin: try origin())
    }

    private mutating func rulePart() throws(StoredFormError) -> SchemaRulePart {
        switch try number() {
        case 0: .variable(try variable())
        case 1: .assertion(try assertion())
        case 2: .extends(try string(), try origin())
        default: throw StoredFormError()
        }
    }

    private mutating func assertion() throws(StoredFormError) -> SchemaAssertion {
        SchemaAssertion(
            identity: try string(), isReport: try flag(), id: try optional(), test: try expression(), subject: try optionalExpression(),
            diagnostics: try list { reader throws(StoredFormError) in try reader.string() },
            properties: try list { reader throws(StoredFormError) in try reader.string() },
            message: try list { reader throws(StoredFormError) in try reader.messagePart() }, marks: try marks(), origin: try origin())
    }
}
