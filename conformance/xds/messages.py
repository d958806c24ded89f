"""Bodies of XDS.b messages held against schemas by xmllint: the project's own, and the published ones where a folder of them is named. Standard library and xmllint only."""
import base64, email, glob, os, re, subprocess, tempfile, urllib.parse
from xml.etree import ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
INCLUDE = "{http://www.w3.org/2004/08/xop/include}Include"
NAMESPACES = ["urn:ihe:iti:xds-b:2007"] + ["urn:oasis:names:tc:ebxml-regrep:xsd:%s:3.0" % name for name in ("query", "lcm", "rs", "rim")]


def body_of(kind, message):
    """What stands in the body of a message, with the bytes of its parts in base64 where it includes them; None for a fault."""
    parts = {}
    if kind.lower().startswith("multipart/"):
        package = email.message_from_bytes(("Content-Type: %s\r\nMIME-Version: 1.0\r\n\r\n" % kind).encode() + message)
        listed = package.get_payload()
        parts = {(part["Content-ID"] or "").strip("<>"): part.get_payload(decode=True) for part in listed}
        message = listed[0].get_payload(decode=True)
    body = ElementTree.fromstring(message).find(SOAP + "Body")[0]
    if body.tag == SOAP + "Fault":
        return None
    for holder in body.iter():
        for include in holder.findall(INCLUDE):
            content = parts[urllib.parse.unquote(include.get("href")[len("cid:"):])]
            holder.remove(include)
            holder.text = base64.b64encode(content).decode()
    return body


def driver(folder):
    """A schema that imports those of a folder by their namespaces, for a validator that takes one."""
    found = {}
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.xsd"), recursive=True)):
        with open(path, encoding="utf-8") as file:
            namespace = re.search(r'targetNamespace\s*=\s*"([^"]*)"', file.read())
        if namespace and namespace.group(1) in NAMESPACES:
            found.setdefault(namespace.group(1), path)
    missing = [name for name in NAMESPACES if name not in found]
    if missing:
        raise SystemExit("%s has no schema of %s" % (folder, ", ".join(missing)))
    imports = "".join('<xs:import namespace="%s" schemaLocation="%s"/>' % (name, urllib.parse.quote(os.path.abspath(found[name]))) for name in NAMESPACES)
    return '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">%s</xs:schema>' % imports


class Judge:
    """Holds bodies against one set of schemas."""

    def __init__(self, folder):
        self.schema = tempfile.NamedTemporaryFile("w", suffix=".xsd", encoding="utf-8")
        self.schema.write(driver(folder))
        self.schema.flush()

    def faults(self, bodies):
        """What xmllint says against each of these, by its name; nothing for those that hold."""
        told = {}
        with tempfile.TemporaryDirectory() as folder:
            names = {}
            for number, (name, body) in enumerate(bodies):
                path = os.path.join(folder, "%d.xml" % number)
                ElementTree.ElementTree(body).write(path, encoding="utf-8", xml_declaration=True)
                names[path] = name
            paths = list(names)
            for start in range(0, len(paths), 100):
                done = subprocess.run(["xmllint", "--noout", "--nonet", "--huge", "--schema", self.schema.name] + paths[start:start + 100],
                                      capture_output=True, text=True)
                lines = done.stderr.splitlines()
                holds = {line[:-len(" validates")] for line in lines if line.endswith(" validates")}
                for path in paths[start:start + 100]:
                    if path not in holds:
                        told[names[path]] = "; ".join(line for line in lines if line.startswith(path) or "rror" in line)[:600]
        return told
