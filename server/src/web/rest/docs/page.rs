//! The page as HTML.

use app::t;
use contract::Language;
use contract::dto::session::Preferences;
use leptos::prelude::*;
use serde_json::Value;

use crate::web::rest::ROOT;
use crate::web::rest::problem::Kind;

/// Draws the page of a document.
pub(super) fn drawn(
    document: &Value,
    preferences: &Preferences,
    language: Language,
    style: &str,
) -> String {
    let title = t!(language, api.title);
    let page = view! {
        <html
            lang=language.tag()
            data-theme=preferences.theme.attribute()
            data-accent=preferences.accent.clone()
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title inner_html=format!("{title} · Rapport")></title>
                <link rel="stylesheet" href=style.to_owned()/>
                <link rel="icon" href="/icons/favicon.svg" type="image/svg+xml"/>
            </head>
            <body>
                <main class="center stack">
                    <header class="flex wrap">
                        <h1 class="h1 grow">{title}</h1>
                        <a class="btn btn--sm" href=format!("{ROOT}/docs/openapi.json")>{t!(language, api.as_file)}</a>
                        <a class="btn btn--sm" href="/">{t!(language, api.back)}</a>
                    </header>
                    {how(language)}
                    {parameters(document, language)}
                    {refusals(language)}
                    {tags(document).map(|tag| object(document, tag, language)).collect_view()}
                </main>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", page.to_html())
}

fn how(language: Language) -> impl IntoView {
    view! {
        <section class="card card--pad stack" aria-labelledby="how">
            <h2 class="h2" id="how">{t!(language, api.how)}</h2>
            <p class="sm">{t!(language, api.how_key)}</p>
            <p class="sm">{t!(language, api.how_version)}</p>
            <p class="sm">{t!(language, api.how_list)}</p>
            <p class="sm">{t!(language, api.how_again)}</p>
            <p class="sm">{t!(language, api.how_value)}</p>
        </section>
    }
}

/// The parameters that many requests share.
fn parameters(document: &Value, language: Language) -> impl IntoView {
    let shared = document["components"]["parameters"]
        .as_object()
        .into_iter()
        .flatten();
    let list = document["paths"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(_, path)| path["get"]["parameters"].as_array())
        .max_by_key(|parameters| parameters.len());
    let named = list
        .into_iter()
        .flatten()
        .filter(|one| one["name"].is_string());
    let row = |one: &Value| {
        let place = match text(&one["in"]) {
            "path" => t!(language, api.place_path),
            "header" => t!(language, api.place_header),
            _ => t!(language, api.place_query),
        };
        view! {
            <div class="row">
                <span class="row__main">
                    <span class="row__title"><code>{text(&one["name"]).to_owned()}</code></span>
                    <span class="xs muted">{text(&one["description"]).to_owned()}</span>
                </span>
                <span class="row__end xs">{place}</span>
            </div>
        }
    };
    let rows: Vec<_> = named.chain(shared.map(|(_, one)| one)).map(row).collect();
    view! {
        <section class="card" aria-labelledby="parameters">
            <h2 class="card__head" id="parameters">{t!(language, api.parameters)}</h2>
            <div class="rows">{rows}</div>
        </section>
    }
}

/// Each kind of problem, at the address that its documents name.
fn refusals(language: Language) -> impl IntoView {
    let rows = Kind::ALL.map(|kind| {
        view! {
            <div class="row" id=format!("problem-{}", kind.word())>
                <span class="row__main">
                    <span class="row__title">{kind.title()}</span>
                    <span class="row__sub"><code>{kind.word()}</code></span>
                </span>
                <span class="row__end"><span class="tag tag--plain">{kind.status().as_u16()}</span></span>
            </div>
        }
    });
    view! {
        <section class="card" aria-labelledby="refusals">
            <h2 class="card__head" id="refusals">{t!(language, api.refusals)}</h2>
            <div class="rows">{rows.into_iter().collect_view()}</div>
        </section>
    }
}

fn tags(document: &Value) -> impl Iterator<Item = &Value> {
    document["tags"].as_array().into_iter().flatten()
}

/// One object: its requests and its fields, folded away until it is wanted.
fn object(document: &Value, tag: &Value, language: Language) -> impl IntoView {
    let name = text(&tag["name"]);
    let is_general = !document["paths"][format!("/{name}")].is_object();
    let heading = if is_general {
        t!(language, api.general).to_owned()
    } else {
        in_language(text(&tag["description"]), language).to_owned()
    };
    let requests: Vec<_> = operations(document, name)
        .map(|(path, method, operation)| request(path, method, operation, language))
        .collect();
    let fields = fields(document, name).map(|(schema, new)| fields_table(schema, new, language));
    view! {
        <details class="card" open=is_general id=format!("object-{name}")>
            <summary class="card__head">{heading}<span class="faint"><code>{name.to_owned()}</code></span></summary>
            <div class="tablewrap" tabindex="0" role="region" aria-label=t!(language, api.operations)>
                <table class="table">
                    <thead>
                        <tr>
                            <th>{t!(language, api.method)}</th>
                            <th>{t!(language, api.address)}</th>
                            <th>{t!(language, api.what)}</th>
                            <th>{t!(language, api.answers)}</th>
                        </tr>
                    </thead>
                    <tbody>{requests}</tbody>
                </table>
            </div>
            {fields}
        </details>
    }
}

fn operations<'d>(
    document: &'d Value,
    tag: &'d str,
) -> impl Iterator<Item = (&'d str, &'d str, &'d Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(move |(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods
            .filter(move |(_, operation)| operation["tags"][0] == tag)
            .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn request(path: &str, method: &str, operation: &Value, language: Language) -> impl IntoView {
    let answers = operation["responses"].as_object().into_iter().flatten();
    let answers: Vec<&str> = answers.map(|(status, _)| status.as_str()).collect();
    view! {
        <tr>
            <td><span class="tag tag--plain">{method.to_uppercase()}</span></td>
            <td><code>{format!("{ROOT}{}", path.trim_end_matches('/'))}</code></td>
            <td>{verb(text(&operation["operationId"]), language)}</td>
            <td class="muted">{answers.join(" ")}</td>
        </tr>
    }
}

/// What an operation does, in the person's language, by the verb its id begins with.
fn verb(id: &str, language: Language) -> &'static str {
    let (verb, _) = id.split_once('.').unwrap_or((id, ""));
    match verb {
        "index" => t!(language, api.op_index),
        "openapi" => t!(language, api.op_openapi),
        "describe" if verb == id => t!(language, api.op_describe_all),
        "search" => t!(language, api.op_search),
        "list" => t!(language, api.op_list),
        "create" => t!(language, api.op_create),
        "read" => t!(language, api.op_read),
        "update" => t!(language, api.op_update),
        "delete" => t!(language, api.op_delete),
        "restore" => t!(language, api.op_restore),
        "bulk" => t!(language, api.op_bulk),
        "describe" => t!(language, api.op_describe),
        _ if verb.starts_with("read_by") => t!(language, api.op_read_by),
        _ => t!(language, api.op_upsert_by),
    }
}

/// The schema of an object's records as they are told, and as they are made.
fn fields<'d>(document: &'d Value, tag: &str) -> Option<(&'d Value, &'d Value)> {
    let read = &document["paths"][format!("/{tag}/{{id}}")]["get"];
    let (_, key) = text(&read["operationId"]).split_once('.')?;
    let schemas = &document["components"]["schemas"];
    Some((&schemas[key], &schemas[format!("{key}.new")]))
}

fn fields_table(told: &Value, new: &Value, language: Language) -> impl IntoView {
    let is_required = |key: &str| {
        let required = new["required"].as_array().into_iter().flatten();
        required.into_iter().any(|one| one == key)
    };
    let rows: Vec<_> = told["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, schema)| {
            let settable = &new["properties"][key];
            let note = match () {
                () if schema["readOnly"] == true => t!(language, api.read_only),
                () if is_required(key) => t!(language, api.required),
                () => "",
            };
            let shown = if settable.is_object() {
                settable
            } else {
                schema
            };
            view! {
                <tr>
                    <td><code>{key.clone()}</code></td>
                    <td class="muted" title=form(shown)>{form(shown)}</td>
                    <td>{note}</td>
                    <td>{in_language(text(&schema["description"]), language).to_owned()}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label=t!(language, api.fields)>
            <table class="table">
                <thead>
                    <tr>
                        <th>{t!(language, api.field)}</th>
                        <th>{t!(language, api.form)}</th>
                        <td></td>
                        <th>{t!(language, api.meaning)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A schema in a few words, as JSON Schema names them.
fn form(schema: &Value) -> String {
    if let Some(choices) = schema["enum"].as_array() {
        return choices.iter().map(text).collect::<Vec<_>>().join(" | ");
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return name.trim_end_matches(".new").to_owned();
    }
    if let Some(forms) = schema["anyOf"].as_array() {
        return forms.iter().map(form).collect::<Vec<_>>().join(" | ");
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" | "),
        other => text(other).to_owned(),
    };
    let detail = match (&schema["format"], &schema["maxLength"], &schema["items"]) {
        (Value::String(format), ..) => format!(" ({format})"),
        (_, Value::Number(most), _) => format!(" (≤ {most})"),
        (.., items @ Value::Object(_)) => format!(": {}", form(items)),
        _ => String::new(),
    };
    format!("{kind}{detail}")
}

/// A description that holds both languages, `English · 中文`.
fn in_language(both: &str, language: Language) -> &str {
    match (both.split_once(" · "), language) {
        (Some((english, _)), Language::English) => english,
        (Some((_, chinese)), Language::Chinese) => chinese,
        (None, _) => both,
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
