//! The API, asked by programs, and the live stream.

use std::time::Duration;

use axum::http::Method;
use contract::Action;
use contract::dto::records::Change;
use contract::objects::{ACCOUNT, LEAD};
use contract::value::Values;
use domain::records;
use futures::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::cast::Marked;
use super::judges::{delete, edit, see, whole};
use super::known::Row;
use super::oracle::Verdict;
use super::routes::{ASKED, of};
use super::walk::{Walk, named};

/// The API, asked by a program of each.
pub(super) async fn api(walk: &mut Walk<'_>) {
    for at in 0..walk.askers.len() {
        for path in ["", "/describe", "/openapi.json"] {
            let answer = walk.askers[at].program.get(path).await;
            walk.judge(at, &format!("API {path}"), &answer, Some(Verdict::Yes));
        }
        for (object, path) in ASKED {
            about_object(walk, at, object, path).await;
            let who = walk.askers[at].who;
            for one in of(walk, who, object, &[]) {
                about_record(walk, at, path, one).await;
            }
        }
        for one in of(walk, walk.askers[at].who, LEAD, &[]) {
            let row = Row {
                cast: walk.cast,
                who: walk.askers[at].who,
                one,
            };
            let path = format!("/leads/{}/consents", one.thing.id);
            let answer = walk.askers[at].program.get(&path).await;
            walk.judge(at, &named("API consents", one), &answer, Some(see(&row)));
        }
        let who = walk.askers[at].who;
        let gone = walk
            .cast
            .things
            .iter()
            .filter(|one| one.is_gone && one.asker.is_none_or(|asker| asker == who.id));
        for one in gone {
            back(walk, at, one).await;
        }
    }
}

async fn about_object(walk: &mut Walk<'_>, at: usize, object: &'static str, path: &str) {
    let who = walk.askers[at].who;
    let one = of(walk, who, object, &["own"])[0];
    let row = Row {
        cast: walk.cast,
        who,
        one,
    };
    let others = of(walk, who, object, &["other"])[0];
    let program = &walk.askers[at].program;
    let found = program.get(&format!("/search?q={}", others.mark)).await;
    let list = program.get(&format!("/{path}?limit=200")).await;
    let described = program.get(&format!("/{path}/describe")).await;
    let none = format!("/{path}/by/external_id/nothing");
    let none = program.get(&none).await;
    let new = format!("/{path}/by/external_id/{}", Uuid::now_v7());
    let new = program.send(Method::PUT, &new, &[], Some(json!({}))).await;
    let (sees, makes) = (
        whole(&row, object, Action::See),
        whole(&row, object, Action::Create),
    );
    walk.judge(
        at,
        &format!("API search of {object}"),
        &found,
        Some(Verdict::Yes),
    );
    let is_found = walk.cast.oracle.may(who, &others.thing, Action::See);
    let id = others.thing.id.to_string();
    walk.holds(
        at,
        &format!("API search of {object}"),
        &found,
        &id,
        is_found,
    );
    walk.judge(at, &format!("API list of {object}"), &list, Some(sees));
    if sees == Verdict::Yes {
        walk.tells_all(
            at,
            &format!("API list of {object}"),
            &list,
            (object, Action::See),
        );
    }
    walk.judge(
        at,
        &format!("API describe {object}"),
        &described,
        Some(sees),
    );
    walk.judge(
        at,
        &format!("API by key {object}"),
        &none,
        Some(Verdict::Missing),
    );
    // It has no name, so that none is made.
    walk.judge(at, &format!("API upsert {object}"), &new, Some(makes));
}

async fn about_record(walk: &mut Walk<'_>, at: usize, path: &str, one: &Marked) {
    let who = walk.askers[at].who;
    let row = Row {
        cast: walk.cast,
        who,
        one,
    };
    let address = format!("/{path}/{}", one.thing.id);
    let program = &walk.askers[at].program;
    let any = [("if-match", "*")];
    let read = program.get(&address).await;
    let same = Some(json!({"name": one.mark}));
    let changed = program.send(Method::PATCH, &address, &any, same).await;
    let many = json!({"operations": [{"op": "update", "id": one.thing.id, "values": {}}]});
    let many = program.post(&format!("/{path}/bulk"), many).await;
    let deleted = program.send(Method::DELETE, &address, &any, None).await;
    let restored = match deleted.status.is_success() {
        true => Some(
            program
                .send(Method::POST, &format!("{address}/restore"), &[], None)
                .await,
        ),
        false => None,
    };
    walk.judge(at, &named("API GET", one), &read, Some(see(&row)));
    let sees = see(&row) == Verdict::Yes;
    walk.holds(at, &named("API GET", one), &read, &one.mark, sees);
    walk.judge(at, &named("API PATCH", one), &changed, Some(edit(&row)));
    walk.judge(at, &named("API DELETE", one), &deleted, Some(delete(&row)));
    if let Some(restored) = restored {
        walk.judge(
            at,
            &named("API restore", one),
            &restored,
            Some(Verdict::Yes),
        );
    }
    walk.judge(at, &named("API bulk", one), &many, Some(Verdict::Yes));
    let told: Value = serde_json::from_slice(&many.body).unwrap_or_default();
    let expected = match edit(&row) {
        Verdict::Yes => 200,
        Verdict::Forbidden => 403,
        Verdict::Missing => 404,
    };
    if told["results"][0]["status"] != expected {
        let role = walk.askers[at].role.key();
        walk.red.push(format!(
            "{role}: {}: {expected} expected, {told} came",
            named("API bulk", one)
        ));
    }
}

/// What lies in the bin is brought back by whoever may delete it, and put there again.
async fn back(walk: &mut Walk<'_>, at: usize, one: &Marked) {
    let who = walk.askers[at].who;
    let row = Row {
        cast: walk.cast,
        who,
        one,
    };
    let expected = match (whole(&row, ACCOUNT, Action::Delete), delete(&row)) {
        (Verdict::Yes, Verdict::Forbidden) => Verdict::Missing,
        (Verdict::Yes, verdict) => verdict,
        (none, _) => none,
    };
    let desk = walk.cast.house.crm.system_desk("test cast");
    let arguments = json!({"object": ACCOUNT, "id": one.thing.id});
    let answer = walk.call(at, "restore", arguments).await;
    walk.judge(at, &named("restore", one), &answer, Some(expected));
    if answer.status.is_success() {
        records::delete(&desk, ACCOUNT, one.thing.id).await.unwrap();
    }
    let path = format!("/accounts/{}/restore", one.thing.id);
    let answer = walk.askers[at]
        .program
        .send(Method::POST, &path, &[], None)
        .await;
    walk.judge(at, &named("API restore", one), &answer, Some(expected));
    if answer.status.is_success() {
        records::delete(&desk, ACCOUNT, one.thing.id).await.unwrap();
    }
}

/// Everybody listens while everything is changed, and hears of what they see.
pub(super) async fn live(walk: &mut Walk<'_>) {
    walk.cast.house.follow();
    let mut streams = Vec::new();
    for asker in &walk.askers {
        streams.push(asker.browser.stream(None).await);
    }
    let desk = walk.cast.house.crm.system_desk("test cast");
    let is_changed =
        |one: &&Marked| !one.is_gone && [ACCOUNT, LEAD].contains(&one.thing.object.as_str());
    let changed: Vec<&Marked> = walk.cast.things.iter().filter(is_changed).collect();
    for one in &changed {
        let (object, id) = (one.thing.object.as_str(), one.thing.id);
        let version = records::page(&desk, object, id)
            .await
            .unwrap()
            .record
            .version;
        let change = Change {
            object: object.to_owned(),
            id,
            version,
            values: Values::from([("region".to_owned(), "East".into())]),
            base: Values::new(),
        };
        records::update(&desk, change).await.unwrap();
    }
    let heard = join_all(streams.iter_mut().map(|stream| async move {
        let mut heard = String::new();
        while let Ok(Some(event)) =
            tokio::time::timeout(Duration::from_secs(2), stream.next()).await
        {
            heard.push_str(&event.data);
        }
        heard
    }));
    for (at, heard) in heard.await.into_iter().enumerate() {
        let who = walk.askers[at].who;
        for one in &changed {
            let sees = walk.cast.oracle.verdict(who, &one.thing, Action::See) == Verdict::Yes;
            walk.asked += 1;
            if heard.contains(&one.thing.id.to_string()) != sees {
                let role = walk.askers[at].role.key();
                walk.red
                    .push(format!("{role}: {}: {sees} expected", named("live", one)));
            }
        }
    }
}
