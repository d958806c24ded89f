"""Judges documents with stylesheets compiled beforehand, by SaxonC-HE (saxonche, PyPI); told what to do by lines on standard input, as SaxonWorker.java is.

usage: saxonc_worker.py PLAN STYLESHEETS
"""
import os, sys, time
import saxonche


def main():
    plan_file, folder = sys.argv[1:3]
    with open(plan_file, encoding="utf-8") as lines:
        plan = [line.rstrip("\n").split("\t") for line in lines]
    processor = saxonche.PySaxonProcessor(license=False)
    start = time.perf_counter_ns()
    compiler = processor.new_xslt30_processor()
    stylesheets = {}
    for line in plan:
        for name in line[1:]:
            if name not in stylesheets:
                stylesheets[name] = compiler.compile_stylesheet(stylesheet_file=os.path.join(folder, name + ".xsl"))
    print("ready", time.perf_counter_ns() - start, flush=True)

    def judge(document, name):
        stylesheet = stylesheets[name]
        stylesheet.set_global_context_item(xdm_item=document)
        return stylesheet.apply_templates_returning_string(xdm_value=document)

    def timed(line):
        cpu, clock = time.thread_time_ns(), time.perf_counter_ns()
        document = processor.parse_xml(xml_file_name=line[0])
        for name in line[1:]:
            judge(document, name)
        return time.thread_time_ns() - cpu, time.perf_counter_ns() - clock

    for request in sys.stdin:
        words = request.rstrip("\n").split("\t")
        cpu, clock = time.process_time_ns(), time.perf_counter_ns()
        if words[0] == "round":
            for place, line in enumerate(plan):
                print(place, *timed(line))
        elif words[0] == "parse":
            for place, line in enumerate(plan):
                before = time.thread_time_ns(), time.perf_counter_ns()
                processor.parse_xml(xml_file_name=line[0])
                print(place, time.thread_time_ns() - before[0], time.perf_counter_ns() - before[1])
        elif words[0] == "write":
            for place, line in enumerate(plan):
                document = processor.parse_xml(xml_file_name=line[0])
                for name in line[1:]:
                    with open(os.path.join(words[1], "%d.%s.svrl" % (place, name)), "w", encoding="utf-8") as out:
                        out.write(judge(document, name))
        elif words[0] == "one":
            timed(words[1:])
        print("done", time.process_time_ns() - cpu, time.perf_counter_ns() - clock, flush=True)


main()
