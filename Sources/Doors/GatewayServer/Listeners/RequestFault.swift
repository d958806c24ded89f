// Why bytes on a connection are refused as a request, with the clause that forbids them.

import Acknowledgement
import ClinicalTypes

/// A fault of a request's form, found before any route sees the request.
enum RequestFault: String, Error, Hashable, Sendable, CaseIterable {
    /// A line that ends in LF alone (RFC 9112, 2.2: allowed to tolerate, and a way to hide a second request).
    case bareLineFeed
    /// A CR that no LF follows (RFC 9112, 2.2).
    case bareCarriageReturn
    /// A control character in a line (RFC 9110, 5.5).
    case controlCharacter
    /// Not method, target and version, one space between each (RFC 9112, 3).
    case requestLine
    /// A method that no route of any gateway has (RFC 9110, 9.1).
    case method
    /// Another version than HTTP/1.0 and HTTP/1.1 (RFC 9112, 2.3).
    case version
    /// A target longer than is read (RFC 9112, 3).
    case targetTooLong
    /// A field without a name, or with a space in or after its name (RFC 9112, 5.1).
    case fieldName
    /// A field that goes on in the next line (RFC 9112, 5.2).
    case lineFolding
    /// More or longer fields than are read (RFC 6585, 5).
    case fieldsTooLarge
    /// No Host, two, or one that is no host (RFC 9112, 3.2).
    case host
    /// A length that is no number, or two lengths (RFC 9112, 6.3).
    case contentLength
    /// A transfer coding that is not `chunked` alone (RFC 9112, 6.1).
    case transferEncoding
    /// A length and a transfer coding at once (RFC 9112, 6.1).
    case lengthAndTransferEncoding
    /// A chunk size that is no hexadecimal number, or an extension that is no extension (RFC 9112, 7.1).
    case chunkSize
    /// A chunk that its CRLF does not follow (RFC 9112, 7.1).
    case chunkEnd
    /// The request broke off (RFC 9112, 8).
    case cutShort
    /// The request did not arrive in time (RFC 9110, 15.5.9).
    case tooSlow

    /// The kind of problem that the sender is told.
    var kind: Problem.Kind {
        switch self {
        case .targetTooLong, .fieldsTooLarge: .fieldsTooLarge
        case .tooSlow: .timeout
        default: .badRequest
        }
    }

    /// The answer to the sender; nil leaves the usual detail of the kind.
    var problem: Problem { Problem(kind, detail: detail) }

    private var detail: Bilingual? {
        switch self {
        case .fieldsTooLarge, .tooSlow: nil
        case .bareLineFeed, .bareCarriageReturn:
            Bilingual(
                fr: "Une ligne ne se termine pas par CR LF (RFC 9112, 2.2).",
                en: "A line does not end in CR LF (RFC 9112, 2.2).")
        case .controlCharacter:
            Bilingual(
                fr: "Un caractère de commande se trouve dans l'en-tête (RFC 9110, 5.5).",
                en: "A control character stands in the head (RFC 9110, 5.5).")
        case .requestLine:
            Bilingual(
                fr: "La première ligne n'est pas une requête (RFC 9112, 3).",
                en: "The first line is no request (RFC 9112, 3).")
        case .method:
            Bilingual(
                fr: "La méthode de la requête n'est pas connue ici.",
                en: "The method of the request is not known here.")
        case .version:
            Bilingual(
                fr: "Seuls HTTP/1.1 et HTTP/1.0 sont parlés ici.",
                en: "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
        case .targetTooLong:
            Bilingual(
                fr: "La cible de la requête est trop longue.",
                en: "The target of the request is too long.")
        case .fieldName:
            Bilingual(
                fr: "Un champ n'a pas de nom permis (RFC 9112, 5.1).",
                en: "A field has no allowed name (RFC 9112, 5.1).")
        case .lineFolding:
            Bilingual(
                fr: "Un champ continue à la ligne suivante (RFC 9112, 5.2).",
                en: "A field goes on in the next line (RFC 9112, 5.2).")
        case .host:
            Bilingual(
                fr: "Un champ Host, et un seul, est attendu (RFC 9112, 3.2).",
                en: "Exactly one Host field is expected (RFC 9112, 3.2).")
        case .contentLength:
            Bilingual(
                fr: "Content-Length n'est pas un nombre, une seule fois (RFC 9112, 6.3).",
                en: "Content-Length is not one number, once (RFC 9112, 6.3).")
        case .transferEncoding:
            Bilingual(
                fr: "Transfer-Encoding n'est pas « chunked », une seule fois (RFC 9112, 6.1).", en: "Transfer-Encoding is not chunked, once (RFC 9112, 6.1).")
        case .lengthAndTransferEncoding:
            Bilingual(
                fr: "Content-Length et Transfer-Encoding s'excluent (RFC 9112, 6.1).",
                en: "Content-Length and Transfer-Encoding exclude each other (RFC 9112, 6.1).")
        case .chunkSize, .chunkEnd:
            Bilingual(
                fr: "Un morceau du corps est mal délimité (RFC 9112, 7.1).",
                en: "A chunk of the body is badly framed (RFC 9112, 7.1).")
        case .cutShort:
            Bilingual(
                fr: "La requête s'est interrompue avant sa fin.",
                en: "The request broke off before its end.")
        }
    }
}
