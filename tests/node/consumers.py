"""Reads reports with the programs that take them in, as they stand on PyPI: OSCAL with compliance-trestle's model of
NIST's schema, ASFF with the API model of Security Hub in botocore, JUnit with junitparser.

Takes a folder of NAME.oscal.json, NAME.asff.json and NAME.junit.xml; prints what was refused and why, one line each.
"""

import json
import sys
from pathlib import Path

import botocore.session
from botocore.validate import ParamValidator
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


readers = {"oscal": oscal, "asff": asff, "junit": junit}
read = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        readers[path.name.split(".")[1]](path)
        read += 1
    except Exception as error:  # Whatever the consumer says is the finding.
        print(f"{path.name}: {str(error)[:2000]}")
print(f"{read} read")
