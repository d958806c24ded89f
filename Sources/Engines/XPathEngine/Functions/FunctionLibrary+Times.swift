// Functions on dates, times and durations (F&O 10), and the moment of the evaluation (F&O 16).

extension FunctionLibrary {
    static let times: [FunctionEntry] =
        parts + moments
        + adjusting("adjust-dateTime-to-timezone", .dateTime)
        + adjusting("adjust-date-to-timezone", .date)
        + adjusting("adjust-time-to-timezone", .time)

    private static func part(_ name: String, _ type: AtomicType, _ result: AtomicType, _ body: @escaping @Sendable (AtomicValue) -> AtomicValue?)
        -> FunctionEntry
    {
        .standard(name, [.optional(type)], .optional(result)) { call in XPathSequence(call.value(0).flatMap { body($0) }) }
    }

    private static let parts: [FunctionEntry] = [
        part("years-from-duration", .duration, .integer) { DateTimeFunctions.year(of: $0) },
        part("months-from-duration", .duration, .integer) { DateTimeFunctions.month(of: $0) },
        part("days-from-duration", .duration, .integer) { DateTimeFunctions.day(of: $0) },
        part("hours-from-duration", .duration, .integer) { DateTimeFunctions.hours(of: $0) },
        part("minutes-from-duration", .duration, .integer) { DateTimeFunctions.minutes(of: $0) },
        part("seconds-from-duration", .duration, .decimal) { DateTimeFunctions.seconds(of: $0) },
        part("year-from-dateTime", .dateTime, .integer) { DateTimeFunctions.year(of: $0) },
        part("month-from-dateTime", .dateTime, .integer) { DateTimeFunctions.month(of: $0) },
        part("day-from-dateTime", .dateTime, .integer) { DateTimeFunctions.day(of: $0) },
        part("hours-from-dateTime", .dateTime, .integer) { DateTimeFunctions.hours(of: $0) },
        part("minutes-from-dateTime", .dateTime, .integer) { DateTimeFunctions.minutes(of: $0) },
        part("seconds-from-dateTime", .dateTime, .decimal) { DateTimeFunctions.seconds(of: $0) },
        part("timezone-from-dateTime", .dateTime, .dayTimeDuration) { DateTimeFunctions.timezone(of: $0) },
        part("year-from-date", .date, .integer) { DateTimeFunctions.year(of: $0) },
        part("month-from-date", .date, .integer) { DateTimeFunctions.month(of: $0) },
        part("day-from-date", .date, .integer) { DateTimeFunctions.day(of: $0) },
        part("timezone-from-date", .date, .dayTimeDuration) { DateTimeFunctions.timezone(of: $0) },
        part("hours-from-time", .time, .integer) { DateTimeFunctions.hours(of: $0) },
        part("minutes-from-time", .time, .integer) { DateTimeFunctions.minutes(of: $0) },
        part("seconds-from-time", .time, .decimal) { DateTimeFunctions.seconds(of: $0) },
        part("timezone-from-time", .time, .dayTimeDuration) { DateTimeFunctions.timezone(of: $0) },
        .standard("dateTime", [.optional(.date), .optional(.time)], .optional(.dateTime)) { call in
            guard case .dateTime(let date, _)? = call.value(0), case .dateTime(let time, _)? = call.value(1) else { return .empty }
            return XPathSequence(try DateTimeFunctions.dateTime(date, time))
        },
    ]

    private static func adjusting(_ name: String, _ type: AtomicType) -> [FunctionEntry] {
        FunctionEntry.standard(name, [.optional(type), .optional(.dayTimeDuration)], from: 1, .optional(type)) { call in
            guard let value = call.value(0) else { return .empty }
            let timezone: DurationValue?
            if call.arguments.count == 1 {
                timezone = DurationValue(seconds: ExactDecimal(call.context.implicitTimezone * 60))
            } else if case .duration(let given, _)? = call.value(1) {
                timezone = given
            } else {
                timezone = nil
            }
            return XPathSequence(try DateTimeFunctions.adjust(value, to: timezone))
        }
    }

    private static let moments: [FunctionEntry] = [
        .standard("current-dateTime", [], .one(.dateTime)) { XPathSequence(.dateTime($0.context.currentDateTime, .dateTime)) },
        .standard("current-date", [], .one(.date)) { XPathSequence(try Casting.cast(.dateTime($0.context.currentDateTime, .dateTime), to: .date)) },
        .standard("current-time", [], .one(.time)) { XPathSequence(try Casting.cast(.dateTime($0.context.currentDateTime, .dateTime), to: .time)) },
        .standard("implicit-timezone", [], .one(.dayTimeDuration)) {
            XPathSequence(DateTimeFunctions.duration(ofTimezone: $0.context.implicitTimezone))
        },
    ]
}
