//! Everything that answers beside server functions: pages, files, exports, the API and the live stream.

use std::collections::BTreeSet;

use contract::Action;
use contract::objects::{ACCOUNT, LEAD};
use serde_json::json;
use uuid::Uuid;

use super::super::House;
use super::cast::Marked;
use super::judges::{edit, see, whole};
use super::known::Row;
use super::oracle::{Somebody, Verdict};
use super::walk::{Walk, named};

/// Objects that are asked for by all ways, with the word of their addresses.
pub(super) const ASKED: [(&str, &str); 4] = [
    (ACCOUNT, "accounts"),
    (LEAD, "leads"),
    ("deal", "deals"),
    ("contract", "contracts"),
];

/// Each page with an address of it. Pages of a record are asked for in [`pages`].
const PAGES: [(&str, &str); 26] = [
    ("/", "/"),
    ("/sign-in", "/sign-in"),
    ("/sign-in/code", "/sign-in/code"),
    ("/sign-in/codes", "/sign-in/codes"),
    ("/sign-in/forgotten", "/sign-in/forgotten"),
    ("/sign-in/trouble", "/sign-in/trouble"),
    ("/sign-in/proven", "/sign-in/proven"),
    ("/link/{token}", "/link/nothing"),
    ("/setup", "/setup"),
    ("/import", "/import"),
    (
        "/import/set/{id}",
        "/import/set/0190aaaa-0000-7000-8000-000000000000",
    ),
    (
        "/import/{id}",
        "/import/0190aaaa-0000-7000-8000-000000000000",
    ),
    ("/settings/objects", "/settings/objects"),
    ("/settings/objects/{object}", "/settings/objects/account"),
    (
        "/settings/objects/{object}/{view}",
        "/settings/objects/account/fields",
    ),
    (
        "/settings/objects/{object}/{view}/{open}",
        "/settings/objects/account/fields/note",
    ),
    ("/merge/{object}", "/merge/account"),
    ("/audit", "/audit"),
    ("/duplicates", "/duplicates"),
    ("/duplicates/{object}", "/duplicates/account"),
    ("/settings", "/settings"),
    ("/settings/{part}", "/settings/users"),
    ("/bin", "/bin"),
    ("/deals", "/deals"),
    ("/{path}", "/accounts"),
    ("/{path}/{id}", ""),
];

/// Paths that are no pages and no server functions, each asked for below.
const PATHS: [&str; 22] = [
    "/deals/{id}",
    "/leads/{id}",
    "/export/{file}",
    "/export/{object}/{file}",
    "/audit/log.csv",
    "/files/{first}",
    "/files/{first}/preview",
    "/files/{first}/{second}",
    "/files/imports",
    "/files/imports/{id}/problems.csv",
    "/live",
    "/backups/{name}",
    "/erasures/{id}/{file}",
    "/person/{object}/{file}",
    "/api/v1/docs",
    "/api/v1/docs/openapi.json",
    "/healthz",
    "/readyz",
    "/api/{*function}",
    "/api/v1",
    "/api/v1/",
    "/api/v1/{*__private__axum_nest_tail_param}",
];

/// Addresses of the API below `/api/v1`.
const API: [&str; 11] = [
    "/",
    "/describe",
    "/openapi.json",
    "/search",
    "/{object}",
    "/{object}/describe",
    "/{object}/bulk",
    "/{object}/{id}",
    "/{object}/{id}/consents",
    "/{object}/{id}/restore",
    "/{object}/by/{field}/{value}",
];

pub(super) fn known() -> BTreeSet<String> {
    let pages = PAGES.iter().map(|(path, _)| (*path).to_owned());
    let paths = PATHS.iter().map(|path| (*path).to_owned());
    let api = API.iter().map(|path| format!("API {path}"));
    pages.chain(paths).chain(api).collect()
}

/// What the router really answers, read from what it says of itself; server functions are asked for by their own list.
pub(super) fn registered(house: &House) -> BTreeSet<String> {
    let functions: BTreeSet<&str> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path)
        .collect();
    let mut found = paths_of(&format!("{:?}", house.router));
    found.retain(|path| !functions.contains(path.as_str()));
    let api = paths_of(&format!("{:?}", crate::web::rest::addresses()));
    assert!(
        api.len() > 5,
        "the router of the API says nothing of itself any more: {api:?}"
    );
    found.extend(api.into_iter().map(|path| format!("API {path}")));
    found
}

fn paths_of(router: &str) -> BTreeSet<String> {
    let pieces = router.split("RouteId(").skip(1);
    let quoted = pieces.filter_map(|piece| piece.split_once("): \"")?.1.split('"').next());
    let answered = quoted.filter(|path| !path.contains("axum_fallback"));
    answered.map(str::to_owned).collect()
}

/// Every page; of some objects each record, which is there exactly for who sees it.
pub(super) async fn pages(walk: &mut Walk<'_>) {
    for at in 0..walk.askers.len() {
        for (path, address) in PAGES.iter().filter(|(_, address)| !address.is_empty()) {
            let answer = walk.askers[at].browser.get(address).await;
            walk.judge(at, &format!("page {path}"), &answer, None);
        }
        let who = walk.askers[at].who;
        for (object, path) in [ASKED[0], ASKED[2]] {
            let list = walk.askers[at].browser.get(&format!("/{path}")).await;
            walk.judge(at, &format!("page /{path}"), &list, None);
            for one in of(walk, who, object, &["own", "other"]) {
                let address = format!("/{path}/{}", one.thing.id);
                let answer = walk.askers[at].browser.get(&address).await;
                let name = named("page", one);
                walk.judge(at, &name, &answer, None);
                let sees = see(&Row {
                    cast: walk.cast,
                    who,
                    one,
                }) == Verdict::Yes;
                walk.holds(at, &name, &answer, &one.mark, sees);
            }
        }
    }
}

pub(super) fn of<'c>(
    walk: &Walk<'c>,
    who: &'c Somebody,
    object: &'static str,
    standings: &[&str],
) -> Vec<&'c Marked> {
    let things = walk.cast.things.iter();
    things
        .filter(|one| {
            one.thing.object == object
                && !one.is_gone
                && one.asker.is_none_or(|asker| asker == who.id)
                && (standings.is_empty() || standings.contains(&one.standing))
        })
        .collect()
}

/// Files on records, files of imports, and what administrators take along.
pub(super) async fn files(walk: &mut Walk<'_>) {
    for at in 0..walk.askers.len() {
        let who = walk.askers[at].who;
        for one in of(walk, who, ACCOUNT, &[]) {
            let row = Row {
                cast: walk.cast,
                who,
                one,
            };
            let Some(file) = one.file else { continue };
            let answer = walk.askers[at].browser.get(&format!("/files/{file}")).await;
            walk.judge(at, &named("GET /files/", one), &answer, Some(see(&row)));
            let preview = walk.askers[at]
                .browser
                .get(&format!("/files/{file}/preview"))
                .await;
            walk.judge(at, &named("preview", one), &preview, Some(Verdict::Missing));
            let (id, browser) = (one.thing.id, &walk.askers[at].browser);
            let sent = browser.upload(id, "more.txt", b"more").await;
            walk.judge(at, &named("upload", one), &sent, Some(edit(&row)));
            let arguments = json!({"id": file, "deleted": false});
            let kept = walk.call(at, "set_file_deleted", arguments).await;
            walk.judge(at, &named("set_file_deleted", one), &kept, Some(edit(&row)));
        }
        let reads = who
            .roles
            .iter()
            .any(|role| role == "auditor" || role == "administrator");
        let rules = who.roles.iter().any(|role| role == "administrator");
        let nobody = Uuid::now_v7();
        for (path, is_let) in [
            ("/audit/log.csv".to_owned(), reads),
            (format!("/erasures/{nobody}/certificate.pdf"), rules),
            (format!("/person/contact/{nobody}.json"), rules),
            (
                "/backups/rapport-2026-11-22T03-00-00Z.tar.gz.age".to_owned(),
                rules,
            ),
            ("/api/v1/docs".to_owned(), true),
            ("/api/v1/docs/openapi.json".to_owned(), true),
            (format!("/files/imports/{nobody}/problems.csv"), true),
            ("/healthz".to_owned(), true),
            ("/readyz".to_owned(), true),
        ] {
            let answer = walk.askers[at].browser.get(&path).await;
            let expected = (!is_let).then_some(Verdict::Forbidden);
            walk.judge(at, &format!("GET {path}"), &answer, expected);
        }
    }
}

/// A list and a record, taken out of the house.
pub(super) async fn exports(walk: &mut Walk<'_>) {
    for at in 0..walk.askers.len() {
        let who = walk.askers[at].who;
        for one in walk.one_of_each(at, &[]) {
            let object = one.thing.object.clone();
            let kept = one
                .thing
                .part_of
                .as_ref()
                .map_or(&object, |part| &part.object);
            let expected = whole(
                &Row {
                    cast: walk.cast,
                    who,
                    one,
                },
                kept,
                Action::Export,
            );
            let name = format!("export of {object}");
            let answer = walk.askers[at]
                .browser
                .get(&format!("/export/{object}.csv"))
                .await;
            walk.judge(at, &name, &answer, Some(expected));
            if expected == Verdict::Yes {
                walk.tells_all(at, &name, &answer, (&object, Action::Export));
            }
        }
        for (object, _) in ASKED {
            for one in of(walk, who, object, &[]) {
                let path = format!("/export/{object}/{}.json", one.thing.id);
                let answer = walk.askers[at].browser.get(&path).await;
                let expected = walk.cast.oracle.verdict(who, &one.thing, Action::Export);
                walk.judge(at, &named("GET /export/", one), &answer, Some(expected));
            }
            let path = format!("/files/imports?object={object}");
            let one = of(walk, who, object, &["own"])[0];
            let expected = whole(
                &Row {
                    cast: walk.cast,
                    who,
                    one,
                },
                object,
                Action::Import,
            );
            let request = axum::http::Request::post(path).header("x-file-name", "new.csv");
            let body = axum::body::Body::from("Name\n");
            let answer = walk.askers[at]
                .browser
                .ask(request.body(body).unwrap())
                .await;
            walk.judge(at, &format!("import of {object}"), &answer, Some(expected));
        }
    }
}
