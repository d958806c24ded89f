// What each of libxml2's error numbers means.

import CXML

extension SchemaViolation.Kind {
    /// Whether the breach is one of an attribute's value.
    var isAboutValue: Bool { self == .valueNotAllowed || self == .valueMalformed }

    init(_ error: RaisedError, _ message: ValidatorMessage) {
        switch xmlParserErrors(UInt32(truncatingIfNeeded: error.code)) {
        case XML_SCHEMAV_CVC_ELT_1, XML_SCHEMAV_DOCUMENT_ELEMENT_MISSING:
            self = .rootUnexpected
        case XML_SCHEMAV_ELEMENT_CONTENT:
            self = !message.isAboutEnd ? .elementUnexpected : message.expected.count == 1 ? .elementMissing : .contentIncomplete
        case XML_SCHEMAV_CVC_ELT_2, XML_SCHEMAV_CVC_WILDCARD:
            self = error.attribute != 0 ? .attributeUnexpected : .elementUnexpected
        // The content is empty, simple or nil: what has come may be a child or text.
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2, XML_SCHEMAV_CVC_TYPE_3_1_2, XML_SCHEMAV_CVC_ELT_3_2_1:
            self = message.isAboutChild ? .elementUnexpected : .textUnexpected
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
            self = .textUnexpected
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, XML_SCHEMAV_CVC_TYPE_3_1_1:
            self = .attributeUnexpected
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
            self = .attributeMissing
        case XML_SCHEMAV_CVC_ENUMERATION_VALID, XML_SCHEMAV_CVC_AU, XML_SCHEMAV_CVC_ATTRIBUTE_4,
            XML_SCHEMAV_CVC_ELT_5_2_2_2_1, XML_SCHEMAV_CVC_ELT_5_2_2_2_2:
            self = .valueNotAllowed
        case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 where message.isAboutXSIType:
            self = .typeUnknown
        // A union fails as a whole: libxml2 does not say why each member refused.
        case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2, XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3,
            XML_SCHEMAV_CVC_FACET_VALID, XML_SCHEMAV_CVC_LENGTH_VALID, XML_SCHEMAV_CVC_MINLENGTH_VALID, XML_SCHEMAV_CVC_MAXLENGTH_VALID,
            XML_SCHEMAV_CVC_MININCLUSIVE_VALID, XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID,
            XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, XML_SCHEMAV_CVC_TOTALDIGITS_VALID, XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID,
            XML_SCHEMAV_CVC_PATTERN_VALID:
            self = .valueMalformed
        case XML_SCHEMAV_CVC_ELT_4_1, XML_SCHEMAV_CVC_ELT_4_2:
            self = .typeUnknown
        case XML_SCHEMAV_CVC_ELT_4_3:
            self = .typeNotAllowed
        case XML_SCHEMAV_CVC_TYPE_1, XML_SCHEMAV_CVC_TYPE_2:
            self = .typeMissing
        case XML_SCHEMAV_CVC_ELT_3_1:
            self = .nilNotAllowed
        case XML_SCHEMAV_CVC_IDC:
            self = .keyBroken
        case XML_SCHEMAV_INTERNAL:
            self = .validatorFailed
        default:
            self = .other
        }
    }
}
