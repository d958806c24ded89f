"""Turns the schemas of a rule pack into XSLT 2.0 stylesheets of the published skeleton's form: one mode and one walk of the document for each pattern.

The skeleton's own stylesheets are not needed: inclusion, abstract patterns and rules, phases and variables are done here, apart from the engine that is
compared. What comes out is compared with the reference's verdicts before anything is measured. Python's own library alone.
"""
import copy, os, re
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

SCH = "{http://purl.oclc.org/dsdl/schematron}"
CHECKS = (SCH + "assert", SCH + "report")
COMPLETED = "StructurationMinimale+471"
MISSING = "voc-1.2.250.1.213.1.1.5.471-DYNAMIC.xml"
GENERIC = ["IHE", "terminologies", "ModelesDeContenusCDA", "Modeles_ANS", COMPLETED]


class Pack:
    """The pack's folder with names that are found whatever their letter case, and with the value set that was never published put in place."""

    def __init__(self, shared, scratch):
        self.folder = os.path.join(scratch, "pack")
        source = os.path.join(shared, "ans")
        os.makedirs(self.folder, exist_ok=True)
        for place, _, files in os.walk(source):
            inside = os.path.relpath(place, source)
            if inside.split(os.sep)[0] == "ExemplesCDA":
                continue
            os.makedirs(os.path.join(self.folder, inside), exist_ok=True)
            for name in files:
                self._link(os.path.join(place, name), os.path.normpath(os.path.join(inside, name)))
        self._link(os.path.join(shared, "truth", MISSING), "schematrons/profils/structurationMinimale/include/" + MISSING)
        self.files = {}
        for place, _, files in os.walk(self.folder):
            for name in files:
                path = os.path.relpath(os.path.join(place, name), self.folder)
                self.files.setdefault(path.lower(), path)
        with open(os.path.join(shared, "truth", "schemas.tsv"), encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines if "\t" in line]
        self.schemas = {name: "schematrons/%s.sch" % path.replace("_471/", "/") for name, path in rows}

    def _link(self, target, name):
        path = os.path.join(self.folder, name)
        if not os.path.lexists(path):
            os.symlink(target, path)

    def find(self, name, beside=""):
        """The path of a file of the pack, without regard to letter case; None when it is not there."""
        wanted = os.path.normpath(os.path.join(os.path.dirname(beside), name.replace("\\", "/")))
        return wanted if os.path.exists(os.path.join(self.folder, wanted)) else self.files.get(wanted.lower())

    def right_case(self, base, text):
        """Puts in place, under the name that an expression uses, each file whose name differs in letter case only."""
        for name in re.findall(r"['\"]([^'\"]+\.(?:xml|rdf))['\"]", text):
            found = self.find(name, base)
            wanted = os.path.normpath(os.path.join(os.path.dirname(base), name))
            if found and found != wanted and os.path.isdir(os.path.dirname(os.path.join(self.folder, wanted))):
                self._link(os.path.join(self.folder, found), wanted)

    def tree(self, name):
        """A file with all that it includes; None when it cannot be read."""
        try:
            root = ET.parse(os.path.join(self.folder, name)).getroot()
        except (ET.ParseError, OSError):
            return None
        for place, element in enumerate(element for element in root.iter() if element.tag in CHECKS):
            element.set("source", "%s#%d" % (name, place))
        self._include(root, name)
        return root

    def _include(self, element, name):
        for place in range(len(element) - 1, -1, -1):
            child = element[place]
            if child.tag == SCH + "include":
                found = self.find(child.get("href"), name)
                content = self.tree(found) if found else None
                if content is None:
                    element.remove(child)
                    continue
                content.tail = child.tail
                element[place] = content
            else:
                self._include(child, name)


def with_parameters(text, parameters):
    for name, value in parameters:
        text = text.replace("$" + name, value) if text else text
    return text


class Schema:
    """A schema with patterns and rules in the numbering of the truth files."""

    def __init__(self, pack, name):
        self.pack, self.name = pack, name
        self.file = pack.schemas[name]
        root = pack.tree(self.file)
        self.namespaces = {ns.get("prefix"): ns.get("uri") for ns in root.iter(SCH + "ns")}
        written = root.findall(SCH + "pattern")
        abstract = {pattern.get("id"): pattern for pattern in written if pattern.get("abstract") == "true"}
        self.patterns = [self._instance(pattern, abstract) for pattern in written if pattern.get("abstract") != "true"]
        phase = root.get("defaultPhase", "#ALL")
        self.active = None
        if phase != "#ALL":
            chosen = next(item for item in root.findall(SCH + "phase") if item.get("id") == phase)
            self.active = {item.get("pattern") for item in chosen.findall(SCH + "active")}
        self.abstract_rules, self.identity = {}, {}
        for number, pattern in enumerate(self.patterns, 1):
            for place, rule in enumerate(pattern.findall(SCH + "rule"), 1):
                self.identity[rule] = "p%d.r%d" % (number, place)
                if rule.get("abstract") == "true":
                    self.abstract_rules.setdefault(rule.get("id"), rule)
                checks = [part for part in rule if part.tag in CHECKS]
                for count, check in enumerate(checks, 1):
                    self.identity[check] = "p%d.r%d.a%d" % (number, place, count)

    @staticmethod
    def _instance(pattern, abstract):
        if pattern.get("is-a") is None:
            return pattern
        instance = copy.deepcopy(abstract[pattern.get("is-a")])
        parameters = [(item.get("name"), item.get("value")) for item in pattern.findall(SCH + "param")]
        instance.attrib.pop("abstract")
        if pattern.get("id"):
            instance.set("id", pattern.get("id"))
        for part in instance.iter():
            for key in ("test", "context", "select", "value", "path"):
                if key in part.attrib:
                    part.set(key, with_parameters(part.get(key), parameters))
            part.text, part.tail = with_parameters(part.text, parameters), with_parameters(part.tail, parameters)
        return instance

    def active_patterns(self):
        """The active patterns with their numbers, in the order of the schema."""
        numbered = list(enumerate(self.patterns, 1))
        return [(number, pattern) for number, pattern in numbered if self.active is None or pattern.get("id") in self.active]

    def parts(self, rule):
        """Variables and assertions of a rule, those that it extends in place."""
        for part in rule:
            if part.tag == SCH + "extends":
                if part.get("rule") in self.abstract_rules:
                    yield from self.parts(self.abstract_rules[part.get("rule")])
            elif part.tag == SCH + "let" or part.tag in CHECKS:
                yield part

    def sources(self):
        """Where each assertion that an active rule has is written, by its identity."""
        found = {}
        for _, pattern in self.active_patterns():
            for rule in pattern.findall(SCH + "rule"):
                if rule.get("abstract") != "true":
                    found.update((self.identity[part], part.get("source")) for part in self.parts(rule) if part.tag != SCH + "let")
        return found

    def stylesheet(self, form="official"):
        """The stylesheet.

        form: `official` walks the document twice for each pattern, as the published skeleton does; `lean` only once; `checked` is lean, tells with each
        firing and finding where it was, and keeps an error to the assertion it occurs in.
        """
        checked = form == "checked"
        prefixes = {"xs": "http://www.w3.org/2001/XMLSchema", **self.namespaces}
        prefixes.pop("xml", None)
        out = [
            '<xsl:stylesheet version="%s" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:svrl="http://purl.oclc.org/dsdl/svrl"'
            % ("3.0" if checked else "2.0")]
        out += [" xmlns:%s=%s" % (prefix, quoteattr(uri)) for prefix, uri in sorted(prefixes.items()) if prefix not in ("xsl", "svrl")]
        excluded = " ".join(sorted(prefix for prefix in prefixes if prefix not in ("xsl", "svrl")))
        out.append(' exclude-result-prefixes="%s" xml:base=%s>\n' % (excluded, quoteattr("file://" + os.path.join(self.pack.folder, self.file) + ".xsl")))
        out.append('<xsl:output method="xml" omit-xml-declaration="no" indent="%s"/>\n' % ("no" if checked else "yes"))
        out.append(
            '<xsl:template match="*" mode="path"><xsl:apply-templates select="parent::*" mode="path"/><xsl:text>/</xsl:text>'
            '<xsl:value-of select="name()"/><xsl:variable name="p" select="count(preceding-sibling::*[name()=name(current())])"/>'
            '<xsl:if test="$p"><xsl:value-of select="concat(\'[\',$p+1,\']\')"/></xsl:if></xsl:template>\n'
            '<xsl:template match="/" mode="path"><xsl:apply-templates select="*" mode="path"/></xsl:template>\n')
        calls, templates, global_names = [], [], set()
        for number, pattern in self.active_patterns():
            mode = "M%d" % number
            for let in pattern.findall(SCH + "let"):
                if let.get("name") not in global_names:
                    global_names.add(let.get("name"))
                    self.pack.right_case(self.file, let.get("value"))
                    templates.append('<xsl:variable name="%s" select=%s/>\n' % (let.get("name"), quoteattr(let.get("value"))))
            walk = "<xsl:apply-templates/>" if form == "official" else ""
            calls.append(
                '<svrl:active-pattern document="{document-uri(/)}"%s>%s</svrl:active-pattern><xsl:apply-templates select="/" mode="%s"/>\n'
                % (" id=" + quoteattr(pattern.get("id")) if pattern.get("id") else "", walk, mode))
            rules = [rule for rule in pattern.findall(SCH + "rule") if rule.get("abstract") != "true"]
            for place, rule in enumerate(rules):
                templates.append(self._rule(rule, mode, 1000 + len(rules) - place, checked))
            templates.append(
                '<xsl:template match="text()" mode="%s" priority="-1"/>\n<xsl:template match="@*|node()" mode="%s" priority="-2">'
                '<xsl:apply-templates select="*|comment()|processing-instruction()" mode="%s"/></xsl:template>\n' % (mode, mode, mode))
        out.append('<xsl:template match="text()" priority="-1"/>\n<xsl:template match="/"><svrl:schematron-output>\n')
        return "".join(out + calls + ["</svrl:schematron-output></xsl:template>\n"] + templates + ["</xsl:stylesheet>\n"])

    def _rule(self, rule, mode, priority, checked):
        context = rule.get("context")
        out = ['<xsl:template match=%s mode="%s" priority="%d"><svrl:fired-rule context=%s' % (
            quoteattr(context), mode, priority, quoteattr(context.replace("{", "{{").replace("}", "}}")))]
        out.append(' id="%s" epath="{%s}"/>\n' % (self.identity[rule], EPATH) if checked else "/>\n")
        for part in self.parts(rule):
            if part.tag == SCH + "let":
                self.pack.right_case(self.file, part.get("value"))
                out.append('<xsl:variable name="%s" select=%s/>\n' % (part.get("name"), quoteattr(part.get("value"))))
                continue
            out.append(self._check(part, checked))
        out.append('<xsl:apply-templates select="*|comment()|processing-instruction()" mode="%s"/></xsl:template>\n' % mode)
        return "".join(out)

    def _check(self, part, checked):
        self.pack.right_case(self.file, part.get("test"))
        name = "failed-assert" if part.tag == SCH + "assert" else "successful-report"
        test = part.get("test")
        place = '<xsl:attribute name="location"><xsl:apply-templates select="." mode="path"/></xsl:attribute>'
        finding = '<svrl:%s id="%s"%s%s>%s<svrl:text>%s</svrl:text></svrl:%s>' % (
            name, self.identity[part], " role=" + quoteattr(part.get("role")) if part.get("role") else "",
            ' epath="{%s}"' % EPATH if checked else "", place, self._message(part), name)
        if part.tag == SCH + "assert":
            body = "<xsl:choose><xsl:when test=%s/><xsl:otherwise>%s</xsl:otherwise></xsl:choose>\n" % (quoteattr(test), finding)
        else:
            body = "<xsl:if test=%s>%s</xsl:if>\n" % (quoteattr(test), finding)
        if checked:
            error = '<svrl:error id="%s" epath="{%s}" code="{local-name-from-QName($err:code)}"/>' % (self.identity[part], EPATH)
            body = '<xsl:try>%s<xsl:catch xmlns:err="http://www.w3.org/2005/xqt-errors">%s</xsl:catch></xsl:try>\n' % (body.strip(), error)
        return body

    @staticmethod
    def _message(part):
        out = [text(part.text)]
        for child in part:
            if child.tag == SCH + "value-of":
                out.append("<xsl:value-of select=%s/>" % quoteattr(child.get("select")))
            elif child.tag == SCH + "name":
                out.append("<xsl:value-of select=%s/>" % quoteattr("name(%s)" % child.get("path", ".")))
            out.append(text(child.tail))
        return "".join(out)


EPATH = "string-join(for $qa in ancestor-or-self::* return string(count($qa/preceding-sibling::*)+1),'.')"


def text(content):
    """Text of a message; what is blank between two elements is dropped, as the skeleton does."""
    return "<xsl:text>%s</xsl:text>" % escape(content) if content and content.strip(" \t\r\n") else ""
