"""Describes an object with a field of each kind, as an administrator does in the settings.

Used by scripts/api.sh: equipment.py ADDRESS E-MAIL PASSWORD.
"""

import json
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

address, email, password = sys.argv[1:]
browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def post(function, body, kind):
    request = urllib.request.Request(f"{address}/api/{function}", body.encode(), {"Content-Type": kind})
    return browser.open(request).read()


def call(function, **arguments):
    try:
        return json.loads(post(function, json.dumps(arguments), "application/json"))
    except urllib.error.HTTPError as error:
        sys.exit(f"{function} {arguments}: {error.read().decode()}")


def label(words):
    return {"en": words, "zh": words}


def choices(*words):
    return [{"key": word, "label": label(word.capitalize())} for word in words]


def field(key, kind, **more):
    return {"key": key, "kind": kind, "label": label(key.replace("_", " ").capitalize()), **more}


FIELDS = [
    field("serial", "text", unique=True, filterable=True),
    field("remark", "long_text"),
    field("seats", "integer", filterable=True),
    field("weight", "decimal", filterable=True),
    field("price", "money", filterable=True, required=True),
    field("worn", "percent"),
    field("built_on", "date", filterable=True),
    field("checked_at", "date_time", filterable=True),
    field("leased", "yes_no", filterable=True),
    field("state", "choice", filterable=True, required=True, choices=choices("new", "used", "broken")),
    field("colours", "choices", filterable=True, choices=choices("red", "green", "blue")),
    field("words", "tags", filterable=True),
    field("hotline", "phone"),
    field("mailbox", "email", unique=True),
    field("manual", "link"),
    field("place", "address"),
    field("keeper", "user", filterable=True),
    field("customer", "relation", relation="account", filterable=True),
    field("operators", "relations", relation="contact", filterable=True),
    field("stars", "rating", filterable=True),
    field("photo", "file"),
    field("number", "text", derived={"counted": {"pattern": "EQ-{YYYY}-{0000}"}}),
    field("double", "integer", derived={"formula": {"expression": "seats * 2"}}),
]

post("sign_in", urllib.parse.urlencode({"email": email, "password": password}), "application/x-www-form-urlencoded")
made = call(
    "add_object",
    new={"label": label("Equipment"), "plural": label("Equipment"), "icon": "package", "hue": 40, "followed": True},
)
for one in FIELDS:
    call("save_field", change={"object": made["key"], "field": one, "version": 0})
print(made["path"])
