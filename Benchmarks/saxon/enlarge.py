"""Grows a document by repeating the entries of its sections, without touching another byte. Python's own library alone.

usage: enlarge.py SAMPLE SIZE OUT
"""
import sys
from xml.parsers import expat


def entries(content):
    """The byte ranges of the entries that stand directly in a section."""
    found, names, starts = [], [], []
    parser = expat.ParserCreate()

    def start(name, _):
        names.append(name.rpartition(":")[2])
        starts.append(parser.CurrentByteIndex)

    def end(_):
        name, begin = names.pop(), starts.pop()
        if name == "entry" and names and names[-1] == "section":
            found.append((begin, content.index(b">", parser.CurrentByteIndex) + 1))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)
    return found


def grown(content, size):
    """The document with each of its entries repeated as often as makes the whole about as large as is wanted."""
    ranges = entries(content)
    times = max(1, round((size - len(content)) / sum(end - begin for begin, end in ranges)))
    out, before = [], 0
    for begin, end in ranges:
        out += [content[before:end], content[begin:end] * times]
        before = end
    return b"".join(out + [content[before:]])


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as sample:
        result = grown(sample.read(), int(sys.argv[2]))
    with open(sys.argv[3], "wb") as out:
        out.write(result)
