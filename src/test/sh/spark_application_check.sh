#!/usr/bin/env bash
# Holds docker/spark-application.yaml to the schema of the Spark operator's custom resource, and
# docker/pod-template.yaml to that of a pod in it.
#
#   src/test/sh/spark_application_check.sh CRD
#
# CRD is config/crd/bases/sparkoperator.k8s.io_sparkapplications.yaml of the operator, github.com/kubeflow/
# spark-operator. Needs Python with venv.
set -euo pipefail

crd=$(realpath "${1:?"usage: spark_application_check.sh CRD"}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet jsonschema pyyaml
venv/bin/python - "$crd" "$root" << 'PYTHON'
import sys

import jsonschema
import yaml


def strict(schema):
    """Forbids fields that the schema does not name, which the API server would drop without a word."""
    if isinstance(schema, dict):
        if "properties" in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
            schema.setdefault("additionalProperties", False)
        if schema.get("x-kubernetes-int-or-string"):
            schema.pop("type", None)
        for part in schema.values():
            strict(part)
    elif isinstance(schema, list):
        for part in schema:
            strict(part)


def check(name, value, schema):
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(value))
    for error in errors:
        print(f"{name}: {'.'.join(map(str, error.absolute_path))}: {error.message}")
    if errors:
        sys.exit(1)
    print(f"{name}: valid")


definition = yaml.safe_load(open(sys.argv[1]))
schema = next(v for v in definition["spec"]["versions"] if v["name"] == "v1beta2")["schema"]["openAPIV3Schema"]
strict(schema)
schema["properties"]["metadata"] = {"type": "object"}
manifest = yaml.safe_load(open(sys.argv[2] + "/docker/spark-application.yaml"))
check("spark-application.yaml", manifest, schema)
driver = schema["properties"]["spec"]["properties"]["driver"]["properties"]
pod = yaml.safe_load(open(sys.argv[2] + "/docker/pod-template.yaml"))["spec"]
spec = driver.get("template", {}).get("properties", {}).get("spec")
if spec is None:
    print("pod-template.yaml: not checked, this version of the operator has no schema of a pod")
else:
    check("pod-template.yaml", pod, spec)
wrong = dict(manifest, spec=dict(manifest["spec"], drivers={}))
assert list(jsonschema.Draft202012Validator(schema).iter_errors(wrong)), "a wrong field is not found"
PYTHON
