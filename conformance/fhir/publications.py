"""Publications over FHIR around our own samples: Bundles of ITI-65 and resources of ITI-105, in JSON and XML, as another system would write them."""
import base64, hashlib, json, os, re, uuid
from xml.sax.saxutils import quoteattr

PDSM = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
MHD = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
FORMATS = "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode"
# The only attributes of FHIR in XML besides values.
ATTRIBUTES = {"url"}


def fresh_oid():
    return "2.25.%d" % uuid.uuid4().int


def fresh_urn():
    return "urn:uuid:%s" % uuid.uuid4()


class Document:
    """One of our samples under an id of its own, and what its header says."""

    def __init__(self, root, sample, parent=None):
        with open(os.path.join(root, "Samples", "accepted", sample + ".xml"), encoding="utf-8") as file:
            text = file.read()
        self.oid = fresh_oid()
        text = re.sub(r'(<templateId[^>]*>\s*)<id root="[^"]*"', r'\g<1><id root="%s"' % self.oid, text, count=1)
        if parent:
            text = re.sub(r'(<parentDocument[^>]*>\s*<id root=")[^"]*"', r'\g<1>%s"' % parent.oid, text, count=1)
        self.bytes, self.header = text.encode(), text
        self.title = re.search(r"<title>([^<]*)</title>", text).group(1)
        self.patient = re.search(r'<id root="(1\.2\.250\.1\.213\.1\.4\.10)" extension="(\w+)"', text).groups()
        kinds = {"11488-4": ("10", "Compte rendu"), "18748-4": ("31", "Imagerie médicale")}
        self.code = self.coded("code", text)
        self.class_code = (kinds[self.code[0]][0], "1.2.250.1.213.1.1.4.1", kinds[self.code[0]][1])
        self.level = self.coded("confidentialityCode", text)
        self.facility = self.coded("code", text[text.index("<healthCareFacility"):])
        self.setting = self.coded("standardIndustryClassCode", text)
        self.effective = self.time(re.search(r'<effectiveTime value="([^"]*)"', text).group(1))
        self.start = self.time(re.search(r'<serviceEvent.*?<low value="([^"]*)"', text, re.S).group(1))
        author = text[text.index("<author"):text.index("</author>")]
        self.author = re.search(r'<id root="(1\.2\.250\.1\.71\.4\.2\.1)" extension="([^"]*)"', author).groups()
        self.family = re.search(r"<family[^>]*>([^<]*)<", author).group(1)

    @staticmethod
    def coded(element, text):
        tag = re.search(r"<%s [^>]*>" % element, text).group(0)
        return tuple(re.search(r'\b%s="([^"]*)"' % name, tag).group(1) for name in ("code", "codeSystem", "displayName"))

    @staticmethod
    def time(value):
        """A time of CDA as FHIR writes it."""
        digits, zone = re.match(r"(\d+)([+-]\d{4})?", value).groups()
        date = "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part)
        if len(digits) < 12:
            return date
        return "%sT%s:%s:%s%s" % (date, digits[8:10], digits[10:12], digits[12:14] or "00", zone[:3] + ":" + zone[3:] if zone else "Z")


def coding(code):
    system = {"2.16.840.1.113883.6.1": "http://loinc.org", "2.16.840.1.113883.5.25": CONFIDENTIALITY}.get(code[1], "urn:oid:" + code[1])
    return {"system": system, "code": code[0], "display": code[2]}


def concept(code):
    return {"coding": [coding(code)]}


def reference(document, url=None, target=None):
    """The DocumentReference of a document: with the URL of its Binary, or with the document within."""
    attachment = {"contentType": "text/xml", "language": "fr-FR"}
    if url is None:
        attachment["data"] = base64.b64encode(document.bytes).decode()
    else:
        attachment["url"] = url
    attachment.update(
        size=len(document.bytes), hash=base64.b64encode(hashlib.sha1(document.bytes).digest()).decode(), title=document.title, creation=document.effective)
    patient = {"system": "urn:oid:" + document.patient[0], "value": document.patient[1]}
    resource = {
        "resourceType": "DocumentReference", "meta": {"profile": [PDSM + "pdsm-comprehensive-document-reference"]},
        "contained": [
            {"resourceType": "Patient", "id": "patient", "identifier": [patient]},
            {"resourceType": "Practitioner", "id": "author", "identifier": [{"system": "urn:oid:" + document.author[0], "value": document.author[1]}],
             "name": [{"family": document.family}]},
            {"resourceType": "Organization", "id": "custodian", "name": "Cabinet"}],
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:" + document.oid}, "status": "current", "type": concept(document.code),
        "category": [concept(document.class_code)], "subject": {"reference": "#patient"}, "date": "2026-03-01T08:00:00Z",
        "author": [{"reference": "#author"}], "custodian": {"reference": "#custodian"},
        "relatesTo": [{"code": "replaces", "target": {"reference": target}}],
        "securityLabel": [concept(document.level)],
        "content": [{"attachment": attachment, "format": {"system": FORMATS, "code": "urn:ihe:iti:xds-sd:pdf:2008"}}],
        "context": {
            "period": {"start": document.start}, "facilityType": concept(document.facility), "practiceSetting": concept(document.setting),
            "sourcePatientInfo": {"reference": "#patient"}}}
    if target is None:
        del resource["relatesTo"]
    return resource


def submission_set(document, items):
    """The List of a submission set."""
    return {
        "resourceType": "List", "meta": {"profile": [PDSM + "pdsm-submissionset-comprehensive"]},
        "contained": [
            {"resourceType": "Patient", "id": "patient", "identifier": [{"system": "urn:oid:" + document.patient[0], "value": document.patient[1]}]},
            {"resourceType": "Practitioner", "id": "person", "identifier": [{"system": "urn:oid:" + document.author[0], "value": document.author[1]}],
             "name": [{"family": document.family}]},
            {"resourceType": "PractitionerRole", "id": "source", "practitioner": {"reference": "#person"}}],
        "extension": [
            {"url": MHD + "ihe-designationType", "valueCodeableConcept": concept(("07", "1.2.250.1.213.2.2", "Consultation"))},
            {"url": MHD + "ihe-sourceId", "valueIdentifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.213.4.1.99"}}],
        "identifier": [{"use": "usual", "system": "urn:ietf:rfc:3986", "value": "urn:oid:" + fresh_oid()}], "status": "current", "mode": "working",
        "code": {"coding": [{"system": "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "code": "submissionset"}]},
        "subject": {"reference": "#patient"}, "date": "2026-03-01T08:00:00Z", "source": {"reference": "#source"},
        "entry": [{"item": {"reference": item}} for item in items]}


def bundle(*documents, target=None):
    """A publication of documents (ITI-65); `target` is the id of the document that the first replaces."""
    entries, items = [], []
    for document in documents:
        binary, name = fresh_urn(), fresh_urn()
        items.append(name)
        replaced = target and "DocumentReference/" + target if document is documents[0] else None
        entries.append((binary, "Binary", {"resourceType": "Binary", "contentType": "text/xml", "data": base64.b64encode(document.bytes).decode()}))
        entries.append((name, "DocumentReference", reference(document, binary, replaced)))
    entries.insert(0, (fresh_urn(), "List", submission_set(documents[0], items)))
    result = {
        "resourceType": "Bundle", "meta": {"profile": [PDSM + "pdsm-comprehensive-provide-document-bundle"]}, "type": "transaction",
        "entry": [{"fullUrl": url, "resource": resource, "request": {"method": "POST", "url": kind}} for url, kind, resource in entries]}
    if target:
        result["entry"].append({"fullUrl": fresh_urn(), "resource": superseding(), "request": {"method": "PATCH", "url": "DocumentReference/" + target}})
    return result


def superseding():
    """A FHIRPath Patch that supersedes a document."""
    parts = [{"name": "type", "valueCode": "replace"}, {"name": "path", "valueString": "DocumentReference.status"}, {"name": "value", "valueCode": "superseded"}]
    return {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": parts}]}


def as_json(resource):
    return json.dumps(resource).encode()


def as_xml(resource):
    """The resource in XML; members stand in the order of the specification already."""
    kind = resource["resourceType"]
    return ('<%s xmlns="http://hl7.org/fhir">%s</%s>' % (kind, inner(resource), kind)).encode()


def inner(value):
    text = ""
    for name, member in value.items():
        if name == "resourceType" or name in ATTRIBUTES and "method" not in value and not isinstance(member, dict) and is_extension(value):
            continue
        for one in member if isinstance(member, list) else [member]:
            if isinstance(one, dict):
                content = inner(one)
                if "resourceType" in one:
                    content = "<%s>%s</%s>" % (one["resourceType"], content, one["resourceType"])
                mark = " url=%s" % quoteattr(one["url"]) if is_extension(one) else ""
                text += "<%s%s>%s</%s>" % (name, mark, content, name)
            else:
                text += "<%s value=%s/>" % (name, quoteattr(str(one).lower() if isinstance(one, bool) else str(one)))
    return text


def is_extension(value):
    return "url" in value and any(name.startswith("value") for name in value)
