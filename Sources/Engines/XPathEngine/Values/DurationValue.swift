// A duration: whole months, and seconds with their exact fraction.

/// A value of `xs:duration`; both parts have the same sign (XML Schema 1.0 part 2, 3.2.6).
public struct DurationValue: Sendable, Hashable {
    /// Years and months, in months.
    public let months: Int

    /// Days, hours, minutes and seconds, in seconds.
    public let seconds: ExactDecimal

    /// A duration of its parts; the caller keeps the signs alike.
    public init(months: Int = 0, seconds: ExactDecimal = .zero) {
        self.months = months
        self.seconds = seconds
    }

    /// A duration of seconds that stay within the bounds.
    ///
    /// - Throws: `FODT0002` when they do not.
    static func checked(seconds: ExactDecimal) throws(XPathError) -> DurationValue {
        guard seconds.truncated.asInt != nil else { throw XPathError(.fodt0002, "the duration is too long") }
        return DurationValue(seconds: seconds)
    }

    /// A duration from its lexical form, without spaces around it.
    ///
    /// - Throws: `FORG0001` when the form is wrong for the type, `FODT0002` when the duration is too long.
    public init(lexical text: some StringProtocol, as type: AtomicType = .duration) throws(XPathError) {
        var cursor = LexicalCursor(text)
        let wrong = XPathError(.forg0001, "not the form of \(type.name)")
        let negative = cursor.take("-")
        guard cursor.take("P") else { throw wrong }
        var months = BigInteger.zero
        var seconds = ExactDecimal.zero
        var units: [(Unicode.Scalar, Int)] = [("Y", 12), ("M", 1), ("D", 86_400)]
        var inTime = false
        var parts = 0
        while !cursor.isAtEnd {
            if cursor.take("T") {
                guard !inTime else { throw wrong }
                inTime = true
                units = [("H", 3_600), ("M", 60), ("S", 1)]
                parts = 0
                continue
            }
            let digits = cursor.digits()
            guard !digits.isEmpty, let fraction = cursor.fraction() else { throw wrong }
            guard let position = units.firstIndex(where: { cursor.take($0.0) }) else { throw wrong }
            let unit = units[position]
            guard fraction.isEmpty || unit.0 == "S" else { throw wrong }
            units.removeFirst(position + 1)
            parts += 1
            guard let amount = ExactDecimal(lexical: fraction.isEmpty ? "\(digits)" : "\(digits).\(fraction)") else {
                throw XPathError(.fodt0002, "the duration has too many digits")
            }
            if !inTime, unit.0 != "D" {
                guard type != .dayTimeDuration else { throw wrong }
                months = months + amount.truncated * BigInteger(unit.1)
            } else {
                guard type != .yearMonthDuration else { throw wrong }
                seconds = seconds + amount * ExactDecimal(unit.1)
            }
        }
        guard parts > 0 else { throw wrong }
        guard let small = months.asInt, seconds.truncated.asInt != nil else { throw XPathError(.fodt0002, "the duration is too long") }
        self.init(months: negative ? -small : small, seconds: negative ? -seconds : seconds)
    }

    /// The canonical form (F&O 17.1.2).
    public func canonical(as type: AtomicType) -> String {
        var text = months < 0 || seconds.isNegative ? "-P" : "P"
        let years = yearsPart.magnitude
        let monthsLeft = monthsPart.magnitude
        if years > 0 { text += "\(years)Y" }
        if monthsLeft > 0 { text += "\(monthsLeft)M" }
        if type == .yearMonthDuration { return months == 0 ? "P0M" : text }
        if months == 0, seconds.isZero { return "PT0S" }
        if daysPart != 0 { text += "\(daysPart.magnitude)D" }
        guard hoursPart != 0 || minutesPart != 0 || !secondsPart.isZero else { return text }
        text += "T"
        if hoursPart != 0 { text += "\(hoursPart.magnitude)H" }
        if minutesPart != 0 { text += "\(minutesPart.magnitude)M" }
        if !secondsPart.isZero { text += "\(secondsPart.magnitude)S" }
        return text
    }

    private var wholeSeconds: Int { seconds.truncated.asInt ?? 0 }

    /// The years, with the sign of the duration.
    public var yearsPart: Int { months / 12 }
    /// The months beside the years.
    public var monthsPart: Int { months % 12 }
    /// The days.
    public var daysPart: Int { wholeSeconds / 86_400 }
    /// The hours beside the days.
    public var hoursPart: Int { wholeSeconds / 3_600 % 24 }
    /// The minutes beside the hours.
    public var minutesPart: Int { wholeSeconds / 60 % 60 }
    /// The seconds beside the minutes, with their fraction.
    public var secondsPart: ExactDecimal { seconds.remainder(dividingBy: ExactDecimal(60)) }
}
