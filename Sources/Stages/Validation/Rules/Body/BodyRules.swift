// The body of a document, and the file that it encloses.

import CDADocuments
import ClinicalTypes
import XMLTree

/// A document has a body.
struct BodyRule: HeaderRule {
    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard document.body == nil, !context.gaps.names("component", under: document.node) else { return [] }
        if let component = document.node.child("component", in: CDANamespace.hl7), context.gaps.isWithin(component) { return [] }
        return [
            context.finding(
                .bodyMissing, at: document.node,
                Bilingual(
                    fr: "le corps manque : component/nonXMLBody ou component/structuredBody",
                    en: "the body is missing: component/nonXMLBody or component/structuredBody"))
        ]
    }
}

/// An enclosed file is base64, of a media type that registries know, and is what its media type says.
struct EnclosedFileRule: HeaderRule {
    private static let mediaTypes = ["application/pdf", "text/plain", "text/rtf", "image/jpeg", "image/tiff"]

    func findings(in document: CDADocument, context: RuleContext) -> [Finding] {
        guard case .unstructured(let body)? = document.body, let text = body.text else { return [] }
        if text[attribute: "nullFlavor"] != nil { return [] }
        var findings: [Finding] = []
        let allowed = AllowedValues(name: "mediaType", first: Self.mediaTypes, closest: body.mediaType.map { nearest(to: $0, among: Self.mediaTypes) } ?? [])
        if let mediaType = body.mediaType {
            if !Self.mediaTypes.contains(mediaType) {
                findings.append(
                    context.finding(
                        .bodyMediaType, at: text, attribute: "mediaType",
                        Bilingual(
                            fr: "ce type de fichier n'est pas admis dans un corps non structuré", en: "this kind of file is not allowed in an unstructured body"
                        ),
                        found: mediaType, allowed: allowed, edit: signatureEdit(body, text, context)))
            }
        } else {
            findings.append(
                context.finding(
                    .bodyMediaType, at: text, Bilingual(fr: "text/@mediaType manque", en: "text/@mediaType is missing"), allowed: allowed,
                    edit: signatureEdit(body, text, context)))
        }
        guard body.representation == "B64" else {
            findings.append(
                context.finding(
                    .bodyRepresentation, at: text, attribute: "representation",
                    Bilingual(
                        fr: "le fichier doit être en base64 : text/@representation=\"B64\"", en: "the file must be base64: text/@representation=\"B64\""),
                    found: body.representation, allowed: AllowedValues(first: ["B64"]), edit: DocumentEdits(text).setting("representation", to: "B64")))
            return findings
        }
        return findings + contentFindings(of: body, in: text, context)
    }

    private func contentFindings(of body: UnstructuredBody, in text: Node, _ context: RuleContext) -> [Finding] {
        switch body.decoded(limit: context.options.enclosedFileLimit) {
        case .failure(let failure): return [failed(failure, text, context)]
        case .success([]):
            return [context.finding(.bodyEmpty, at: text, Bilingual(fr: "le fichier est vide", en: "the file is empty"))]
        case .success(let bytes):
            guard let mediaType = body.mediaType, Self.mediaTypes.contains(mediaType), !FileSignature.agrees(mediaType, bytes) else { return [] }
            let actual = FileSignature.mediaType(of: bytes)
            return [
                context.finding(
                    .bodyMismatch, at: text, attribute: "mediaType",
                    Bilingual(
                        fr: "le fichier n'est pas ce que @mediaType annonce : corriger l'un ou l'autre",
                        en: "the file is not what @mediaType announces: correct one or the other"),
                    found: mediaType, allowed: AllowedValues(first: actual.map { [$0] } ?? []),
                    edit: actual.flatMap { Self.mediaTypes.contains($0) ? DocumentEdits(text).setting("mediaType", to: $0) : nil })
            ]
        }
    }

    private func failed(_ failure: Base64Failure, _ text: Node, _ context: RuleContext) -> Finding {
        switch failure {
        case .tooLarge(let limit):
            context.finding(
                .bodyTooLarge, at: text,
                Bilingual(fr: "le fichier décodé dépasse \(limit) octets", en: "the decoded file exceeds \(limit) bytes"))
        case .wrongCharacter(let offset):
            context.finding(
                .bodyBase64, at: text,
                Bilingual(
                    fr: "base64 invalide : caractère \(offset + 1) du texte", en: "invalid base64: character \(offset + 1) of the text"))
        case .wrongLength:
            context.finding(
                .bodyBase64, at: text,
                Bilingual(
                    fr: "base64 incomplet : le fichier est tronqué ou son remplissage (=) manque",
                    en: "incomplete base64: the file is truncated or its padding (=) is missing"))
        }
    }

    /// The media type that the file's own first bytes tell; a name that only looks like the written one would say what the file is not.
    private func signatureEdit(_ body: UnstructuredBody, _ text: Node, _ context: RuleContext) -> SuggestedEdit? {
        guard body.representation == "B64", case .success(let bytes) = body.decoded(limit: context.options.enclosedFileLimit),
            let actual = FileSignature.mediaType(of: bytes), Self.mediaTypes.contains(actual)
        else { return nil }
        return DocumentEdits(text).setting("mediaType", to: actual)
    }
}
