// What is told of a publication, as issues that name the element.

import Acknowledgement
import SubmissionMetadata
import XDSMessages

extension FHIRIssue {
    /// A remark on the publication.
    init(_ remark: PublicationRemark) {
        let type =
            switch remark.kind {
            case .required, .documentMissing, .patchMissing: "required"
            case .referenceUnresolved: "not-found"
            case .entryUnserved, .methodUnserved, .folderUnserved, .relationUnserved, .patchUnserved, .fhirDocument: "not-supported"
            case .submissionSetCount, .notTransaction: "structure"
            case .fullURLRepeated: "duplicate"
            default: "value"
            }
        self.init(
            remark.refuses ? .error : .warning, type: type, code: remark.kind.rawValue, registryCode: remark.kind.registryCode.rawValue, words: remark.words,
            expression: remark.expression, place: remark.place)
    }

    /// A problem of the submission, told of the element that it is about.
    init(_ problem: SubmissionProblem, in publication: Publication) {
        let type =
            switch problem.registryCode {
            case .repositoryBusy, .repositoryOutOfResources: "transient"
            case .repositoryError: "exception"
            default: problem.code == SubmissionRemark.Kind.uniqueIDTaken.rawValue ? "duplicate" : problem.isError ? "business-rule" : "informational"
            }
        self.init(
            problem.isError ? .error : .warning, type: type, code: problem.code, registryCode: problem.registryCode.rawValue, words: problem.words,
            expression: publication.expression(of: problem.object, code: problem.code), submission: problem.submission)
    }
}
