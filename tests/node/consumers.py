"""Reads reports with the programs that take them in, as they stand on PyPI: OSCAL with compliance-trestle's model of
NIST's schema, ASFF with the API model of Security Hub in botocore, JUnit with junitparser, Markdown with the renderer of
GitHub, CSV with Python's reader.

Takes a folder of NAME.FORMAT.ENDING; prints an object: what was refused and why, by file, and what was found in those
that were read, for Markdown and CSV.
"""

import csv
import json
import sys
from html.parser import HTMLParser
from pathlib import Path

import botocore.session
import cmarkgfm
from botocore.validate import ParamValidator
from cmarkgfm.cmark import Options
from junitparser import JUnitXml
from trestle.oscal.assessment_results import AssessmentResults

# One call of BatchImportFindings takes as many.
BATCH = 100

validator = ParamValidator()
hub = botocore.session.get_session().get_service_model("securityhub")
request = hub.operation_model("BatchImportFindings").input_shape


def oscal(path):
    AssessmentResults.oscal_read(path)


def asff(path):
    findings = json.loads(path.read_text(encoding="utf-8"))
    for start in range(0, len(findings), BATCH):
        problems = validator.validate({"Findings": findings[start : start + BATCH]}, request)
        if problems.has_errors():
            raise ValueError(problems.generate_report())


def junit(path):
    for suite in JUnitXml.fromfile(str(path)):
        if suite.tests != len(list(suite)):
            raise ValueError(f"{suite.name} says {suite.tests} tests and has {len(list(suite))}")


class Page(HTMLParser):
    """Elements with their attributes, tables as rows of cells, and the prose: each text outside code by itself."""

    def __init__(self):
        super().__init__()
        self.found = {"elements": {}, "attributes": [], "tables": [], "prose": []}
        self.code = 0
        self.cell = None

    def handle_starttag(self, tag, attributes):
        elements = self.found["elements"]
        elements[tag] = elements.get(tag, 0) + 1
        self.found["attributes"] += [f"{tag} {name}={value}" for name, value in attributes]
        if tag in ("code", "pre"):
            self.code += 1
        if tag == "table":
            self.found["tables"].append([])
        if tag == "tr":
            self.found["tables"][-1].append([])
        if tag in ("th", "td"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("code", "pre"):
            self.code -= 1
        if tag in ("th", "td"):
            self.found["tables"][-1][-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data
        if not self.code and data.strip():
            self.found["prose"].append(data)


def markdown(path):
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_GITHUB_PRE_LANG | Options.CMARK_OPT_FOOTNOTES
    page = Page()
    page.feed(cmarkgfm.github_flavored_markdown_to_html(path.read_text(encoding="utf-8"), options))
    page.close()
    return page.found


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


readers = {"oscal": oscal, "asff": asff, "junit": junit, "markdown": markdown, "csv": table}
refused, found = {}, {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        found[path.name] = readers[path.name.split(".")[1]](path)
    except Exception as error:  # Whatever the consumer says is the finding.
        refused[path.name] = str(error)[:2000]
json.dump({"refused": refused, "found": found}, sys.stdout)
