"""The generated project's JSON Schema validator, by the public test suite of JSON Schema.

``JSON_SCHEMA_TEST_SUITE`` names a checkout of the suite (json-schema-org/JSON-Schema-Test-Suite).
"""

import json
import os
import shutil
from pathlib import Path

import pytest

VARIABLE = "JSON_SCHEMA_TEST_SUITE"
SCRIPT = Path(__file__).with_name("json_schema_suite.exs")

# Patterns are regular expressions of Elixir's, which knows this property by its short name only: \\p{L}.
KNOWN = {
    "pattern: pattern with Unicode property escape requires unicode mode: ASCII letters match",
    "pattern: pattern with Unicode property escape requires unicode mode: Non-ASCII letters match",
}


def elsewhere(*references):
    """What the validator says of references that do not stay in the schema: it looks up nothing."""
    return "; ".join(
        f'the reference "{reference}" must be # or a JSON pointer such as #/$defs/name'
        for reference in references
    )


METASCHEMA = "https://json-schema.org/draft/2020-12/schema"
URN = "urn:uuid:deadbeef"

# What the suite has about references and the validator has not: it refuses the schema or ignores the keyword.
UNSUPPORTED = {
    # Names given by $anchor.
    "anchor: Location-independent identifier": elsewhere("#foo"),
    "anchor: Location-independent identifier with absolute URI": elsewhere(
        "http://localhost:1234/draft2020-12/bar#foo"
    ),
    "anchor: Location-independent identifier with base URI change in subschema": elsewhere(
        "http://localhost:1234/draft2020-12/nested.json#foo"
    ),
    "anchor: same $anchor with different base uri": elsewhere("child1#my_anchor"),
    "ref: order of evaluation: $id and $anchor and $ref": elsewhere("#bigint"),
    "ref: URN base URI with URN and anchor ref": elsewhere(f"{URN}-1234-ff00-00ff-4321feebdaed#something"),
    # Other documents.
    "defs: validate definition against metaschema": elsewhere(METASCHEMA),
    "ref: remote ref, containing refs itself": elsewhere(METASCHEMA),
    # Parts, or the schema itself, by the address in $id.
    "ref: $id must be resolved against nearest parent, not just immediate parent": elsewhere(
        "http://example.com/b/d.json"
    ),
    "ref: Recursive references between schemas": elsewhere("node", "tree"),
    "ref: order of evaluation: $id and $ref": elsewhere("int.json"),
    "ref: order of evaluation: $id and $ref on nested schema": elsewhere("nested/foo.json", "./bar.json"),
    "ref: ref to if": elsewhere("http://example.com/ref/if"),
    "ref: ref to then": elsewhere("http://example.com/ref/then"),
    "ref: ref to else": elsewhere("http://example.com/ref/else"),
    "ref: ref with absolute-path-reference": elsewhere("/absref/foobar.json"),
    "ref: refs with relative uris and defs": elsewhere("schema-relative-uri-defs2.json"),
    "ref: relative refs with absolute uris and defs": elsewhere("schema-refs-absolute-uris-defs2.json"),
    "ref: simple URN base URI with $ref via the URN": elsewhere(f"{URN}-1234-ffff-ffff-4321feebdaed"),
    "ref: URN base URI with URN and JSON pointer ref": elsewhere(
        f"{URN}-1234-0000-0000-4321feebdaed#/$defs/bar"
    ),
    "ref: URN ref with nested pointer ref": elsewhere(f"{URN}-4321-ffff-ffff-1234feebdaed"),
    # Keywords that are ignored.
    "ref: ref creates new scope when adjacent to keywords": "unevaluatedProperties",
    "ref: relative pointer ref to array": "prefixItems",
}


@pytest.mark.elixir
@pytest.mark.slow
def test_the_validator_agrees_with_the_public_test_suite(project, mix, tmp_path, record_property):
    suite = os.environ.get(VARIABLE)
    if not suite:
        record_property(
            "not_checked", f"the validator by the public test suite, because {VARIABLE} is not set"
        )
        return
    # Where Elixir runs in a root of its own, it sees this folder.
    shutil.copytree(Path(suite) / "tests" / "draft2020-12", tmp_path / "tests" / "draft2020-12")
    shutil.copy(SCRIPT, tmp_path)
    done = mix(project, "run", "--no-start", str(tmp_path / SCRIPT.name), str(tmp_path), "MyAgents")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert set(found["failed"]) == KNOWN
    assert found["unsupported"] == UNSUPPORTED
    assert found["agreed"] >= 537
    left_out = ", ".join(f"{keyword} ({count})" for keyword, count in found["left_out"].items())
    record_property("not_checked", f"cases of the suite with keywords that the validator ignores: {left_out}")
