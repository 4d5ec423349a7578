"""Narrows the API's document to values that must be taken.

A schema cannot say which telephone numbers exist or which records are there, so that most of what is made from it at
random is refused, and rightly. For this document there is no such excuse.

Used by scripts/api.sh: narrow.py ADDRESS OBJECT…, with the key in RAPPORT_TEST_API_KEY; prints the document.
"""

import json
import os
import sys
import urllib.request

address, *objects = sys.argv[1:]


def get(path):
    headers = {"Authorization": f"Bearer {os.environ['RAPPORT_TEST_API_KEY']}"}
    return json.load(urllib.request.urlopen(urllib.request.Request(f"{address}/api/v1/{path}", headers=headers)))


def ids(path):
    return [row["id"] for row in get(f"{path}?limit=5")["data"]]


def either(values):
    return {"enum": [*values, None]}


document = get("openapi.json")
described = {path: get(f"{path}/describe") for path in objects}


def narrowed(path, key, schema):
    """The schema of a field with only what must be taken; None where nothing can be promised."""
    field = next(field for field in described[path]["fields"] if field["key"] == key)
    kind = field["kind"]
    if field["is_unique"] or key == "external_id":
        return None
    if kind == "phone":
        return either(["138 5742 0091", "+49 30 901820"])
    if kind == "email":
        return either(["li.xiao@example.com", "o'neil+crm@例子.中国"])
    if kind == "link":
        return either(["example.com", "https://例子.中国/a?b#c"])
    if kind == "user":
        return {"enum": ids("users")}
    if kind in ("relation", "relations"):
        if field["points_to"] not in described:
            return None
        known = ids(field["points_to"])
        return either(known) if kind == "relation" else {"type": "array", "maxItems": 3, "items": {"enum": known}}
    # Twice the number of seats has to fit, and what is lost needs a reason.
    if kind == "integer":
        return {"type": "integer", "minimum": -(2**40), "maximum": 2**40}
    if key in ("stage", "lost_reason", "lost_note", "pipeline"):
        return None
    return schema


def narrow_fields(path, schema):
    fields = ((key, narrowed(path, key, part)) for key, part in schema["properties"].items())
    schema["properties"] = {key: part for key, part in fields if part is not None}


def narrow_parameters(operation):
    kept = []
    for parameter in operation["parameters"]:
        # Random names of requests would meet by chance.
        if parameter.get("$ref", "").endswith("/idempotency_key") or parameter.get("name") in ("filter", "where", "cursor"):
            continue
        if parameter.get("name") == "value":
            parameter["schema"] = {"type": "string", "pattern": "^[a-z0-9]{8,20}$"}
        kept.append(parameter)
    operation["parameters"] = kept


kept = {}
for path in objects:
    read = document["paths"][f"/{path}/{{id}}"]["get"]
    key = read["operationId"].split(".")[1]
    for name in (f"{key}.new", f"{key}.change"):
        narrow_fields(path, document["components"]["schemas"][name])
    for place in (f"/{path}", f"/{path}/{{id}}", f"/{path}/by/external_id/{{value}}"):
        kept[place] = document["paths"][place]
        for operation in kept[place].values():
            narrow_parameters(operation)
    # What is changed by a key may have to be made, with all that is required.
    put = kept[f"/{path}/by/external_id/{{value}}"]["put"]
    put["requestBody"]["content"]["application/json"]["schema"]["$ref"] = f"#/components/schemas/{key}.new"
document["paths"] = kept
document["components"]["parameters"]["if_match"]["schema"] = {"const": "*"}
document["components"]["parameters"]["if_match_optional"]["schema"] = {"const": "*"}
json.dump(document, sys.stdout)
