// What is wrong with JSON, as a fault of a resource.

import StrictJSON

extension FHIRFault {
    /// A text that is no JSON, or too much of it.
    init(_ fault: JSONFault, _ places: inout TextPlaces, _ limits: FHIRLimits) {
        let (code, expected): (Code, String?) =
            switch fault.code {
            case .malformed: (.malformed, nil)
            case .duplicateName: (.duplicate, nil)
            case .tooDeep: (.limit, "depth \(limits.depth)")
            case .tooMany: (.limit, "\(limits.values) values")
            }
        self.init(code, at: "", places.place(of: fault.offset), expected: expected)
    }
}
