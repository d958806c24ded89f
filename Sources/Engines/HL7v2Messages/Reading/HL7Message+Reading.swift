// Bytes into a message, in one pass, with limits.

extension HL7Message {
    /// Reads one message, without its frame.
    ///
    /// Nothing is repaired silently: what is overlooked stands in `tolerances`. Refused are, each by its code: no header
    /// (`hl7.header`), delimiters that divide nothing (`hl7.delimiters`), a character set that is unknown or that the bytes are not
    /// in (`hl7.character-set`), control characters in values (`hl7.control-character`), names of segments that are none
    /// (`hl7.segment-name`), a second header (`hl7.second-header`), an empty or overlong control id (`hl7.control-id`), an empty
    /// type (`hl7.message-type`), batches (`hl7.batch`) and what goes over a limit (`hl7.limit`).
    public static func read(_ bytes: [UInt8], limits: MessageLimits = .standard) -> Result<HL7Message, UnreadableMessage> {
        var reading = MessageReading(bytes: bytes, limits: limits)
        do throws(MessageFault) {
            return .success(try reading.message())
        } catch {
            return .failure(UnreadableMessage(fault: error, header: reading.header))
        }
    }
}

/// One reading under way.
private struct MessageReading {
    let limits: MessageLimits
    var bytes: [UInt8]
    var header: MessageHeader?
    var tolerances: [MessageTolerance] = []

    init(bytes: [UInt8], limits: MessageLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func message() throws(MessageFault) -> HL7Message {
        guard bytes.count <= limits.bytes else { throw limit(.bytes, limits.bytes) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            bytes.removeFirst(3)
            tolerances.append(.byteOrderMark)
        }
        let source = try openHeader()
        try checkCharacters(source)
        let segments = try self.segments(source)
        return HL7Message(source: source, segments: segments, tolerances: tolerances)
    }

    /// The delimiters and the character set, from the first segment alone.
    private mutating func openHeader() throws(MessageFault) -> MessageSource {
        if bytes.starts(with: "FHS".utf8) || bytes.starts(with: "BHS".utf8) {
            throw MessageFault("hl7.batch", .unsupportedMessageType, detail: .name(String(decoding: bytes.prefix(3), as: UTF8.self)))
        }
        guard bytes.starts(with: "MSH".utf8) else { throw MessageFault("hl7.header", .segmentSequence, at: ErrorLocation("MSH")) }
        guard let delimiters = Delimiters(header: bytes[3...].prefix(32)) else {
            throw MessageFault("hl7.delimiters", .otherFault, at: ErrorLocation("MSH", field: 2))
        }
        let end = bytes.firstIndex(of: 0x0D) ?? bytes.endIndex
        let draft = MessageSource(bytes: bytes, delimiters: delimiters, characterSet: .latin1)
        let header = MessageHeader(segment: try segment(draft, 0..<end, name: "MSH", sequence: 1))
        self.header = header
        let source = MessageSource(bytes: bytes, delimiters: delimiters, characterSet: try characterSet(named: header.characterSetNames.first))
        self.header = MessageHeader(segment: try segment(source, 0..<end, name: "MSH", sequence: 1))
        try checkHeader()
        return source
    }

    private func checkHeader() throws(MessageFault) {
        guard let header else { return }
        guard header.messageCode != nil else { throw MessageFault("hl7.message-type", .requiredFieldMissing, at: ErrorLocation("MSH", field: 9)) }
        let place = ErrorLocation("MSH", field: 10)
        guard let controlID = header.controlID else { throw MessageFault("hl7.control-id", .requiredFieldMissing, at: place) }
        guard controlID.count <= limits.controlIDCharacters else {
            throw MessageFault("hl7.control-id", .dataType, at: place, detail: .over(limits.controlIDCharacters, .characters))
        }
    }

    private mutating func characterSet(named name: String?) throws(MessageFault) -> MessageCharacterSet {
        guard let name else {
            tolerances.append(.noCharacterSet)
            return MessageCharacterSet.utf8.accepts(bytes) ? .utf8 : .latin9
        }
        let place = ErrorLocation("MSH", field: 18)
        guard let set = MessageCharacterSet(name: name) else { throw MessageFault("hl7.character-set", .tableValueNotFound, at: place) }
        guard set.accepts(bytes) else { throw MessageFault("hl7.character-set", .dataType, at: place, detail: .notIn(characterSet: set.rawValue)) }
        return set
    }

    /// Control characters have no place in a message but at the end of a segment; a tabulator is let through as white space.
    private mutating func checkCharacters(_ source: MessageSource) throws(MessageFault) {
        var feeds = 0
        var bad: Int?
        source.bytes.withUnsafeBytes { memory in
            var index = 0
            while index < memory.count {
                // Eight bytes at once, as long as none of them is under 0x20.
                if index + 8 <= memory.count {
                    let word = memory.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    if (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080 == 0 {
                        index += 8
                        continue
                    }
                }
                let byte = memory[index]
                if byte == 0x0A, index > 0, memory[index - 1] == 0x0D {
                    feeds += 1
                } else if byte < 0x20, byte != 0x0D, byte != 0x09 {
                    bad = index
                    break
                }
                index += 1
            }
        }
        if let bad {
            throw MessageFault("hl7.control-character", .dataType, detail: .byte(source.bytes[bad], offset: bad))
        }
        if feeds > 0 { tolerances.append(.lineFeedAfterSegment) }
    }

    private mutating func segments(_ source: MessageSource) throws(MessageFault) -> [Segment] {
        var segments: [Segment] = []
        var sequences: [String: Int] = [:]
        var start = 0
        let end = source.bytes.count
        while start < end {
            let stop = source.place(of: 0x0D, in: start..<end) ?? end
            if stop == end { tolerances.append(.noFinalSegmentEnd) }
            defer { start = stop + 1 < end && source.bytes[stop + 1] == 0x0A ? stop + 2 : stop + 1 }
            if stop == start { continue }
            guard segments.count < limits.segments else { throw limit(.segments, limits.segments) }
            let name = try name(source, start..<stop, after: segments.count)
            let sequence = sequences[name, default: 0] + 1
            sequences[name] = sequence
            if name == "MSH", sequence > 1 { throw MessageFault("hl7.second-header", .segmentSequence, at: ErrorLocation("MSH", sequence: sequence)) }
            segments.append(try segment(source, start..<stop, name: name, sequence: sequence))
        }
        return segments
    }

    private func name(_ source: MessageSource, _ range: Range<Int>, after count: Int) throws(MessageFault) -> String {
        let letters = source.bytes[range].prefix(3)
        let isName =
            letters.count == 3 && letters.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) } && letters.first.map { $0 >= 0x41 } == true
        // A line may be shorter than a name, and the last of the message: no byte need stand behind it.
        let isDivided = source.bytes[range].dropFirst(3).first.map { $0 == source.delimiters.field } ?? true
        guard isName, isDivided else { throw MessageFault("hl7.segment-name", .segmentSequence, detail: .segment(count + 1)) }
        return String(decoding: letters, as: UTF8.self)
    }

    private func segment(_ source: MessageSource, _ range: Range<Int>, name: String, sequence: Int) throws(MessageFault) -> Segment {
        var fields: [Range<UInt32>] = []
        if range.count > 3 {
            var start = range.lowerBound + 4
            while let end = source.place(of: source.delimiters.field, in: start..<range.upperBound) {
                fields.append(UInt32(start)..<UInt32(end))
                start = end + 1
                if fields.count >= limits.fields { throw limit(.fields, limits.fields, at: ErrorLocation(name, sequence: sequence)) }
            }
            fields.append(UInt32(start)..<UInt32(range.upperBound))
        }
        return Segment(source: source, name: name, sequence: sequence, byteRange: range, fields: fields)
    }

    private func limit(_ unit: FaultDetail.Unit, _ most: Int, at place: ErrorLocation? = nil) -> MessageFault {
        MessageFault("hl7.limit", .otherFault, at: place, detail: .over(most, unit))
    }
}
