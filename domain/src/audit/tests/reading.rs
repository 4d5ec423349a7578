//! What stands in the log is found, by those who may read it.
#![expect(clippy::disallowed_methods, reason = "asks the database for its plans")]

use std::collections::HashSet;

use contract::dto::audit::AuditQuery;
use contract::value::Values;
use contract::{Refusal, objects};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::super::{Call, export, keep, note_call, search};
use super::{PASSWORD, account, worked};
use crate::access::Origin;
use crate::records::create;
use crate::sessions::{Client, sign_in};
use crate::testing::stage;
use crate::{Error, sessions};

#[tokio::test]
async fn sign_ins_exports_and_calls_are_found() {
    let stage = stage().await;
    let (crm, lin) = (&stage.crm, stage.lin.actor().id().unwrap());
    crate::users::set_password(&stage.administrator, lin, PASSWORD)
        .await
        .unwrap();
    let client = Client {
        address: "203.0.113.9".parse().unwrap(),
        device: "Firefox, Linux".to_owned(),
        mark: None,
    };
    let email = crate::users::record_of(&stage.administrator, lin)
        .await
        .unwrap()
        .unwrap()
        .email;
    for password in ["wrong", PASSWORD] {
        let knock = sign_in(crm, &email, password, &client).await;
        assert_eq!(knock.is_ok(), password == PASSWORD);
    }
    assert!(
        sign_in(crm, "nobody@example.com", "x", &client)
            .await
            .is_err()
    );
    sessions::arrive(crm, lin, &client).await.unwrap();
    let desk = crm.desk_of(lin).await.unwrap().coming_from(client.origin());
    let all = contract::ListQuery {
        object: objects::ACCOUNT.to_owned(),
        ..Default::default()
    };
    crate::export::write(
        &stage.administrator,
        &all,
        crate::export::Form::Csv,
        Vec::new(),
    )
    .await
    .unwrap();
    let key = Uuid::now_v7();
    let mut call = Call::at(&desk, key, "GET", "/api/v1/accounts");
    call.status = 200;
    note_call(crm, call).await.unwrap();
    keep(crm).await.unwrap();
    let check = async |query: AuditQuery, expected: &[&str]| {
        let found = search(&stage.administrator, &query).await.unwrap();
        let actions: Vec<&str> = found
            .lines
            .iter()
            .map(|line| line.action.as_str())
            .collect();
        assert_eq!(actions, expected, "{query:?}");
        found.lines
    };
    let at = |address: &str| AuditQuery {
        address: Some(address.to_owned()),
        ..AuditQuery::default()
    };
    let refused = ["called", "signed_in", "sign_in_refused", "sign_in_refused"];
    let lines = check(at("203.0.113.9"), &refused).await;
    assert_eq!(lines[1].device.as_deref(), Some("Firefox, Linux"));
    assert_eq!(lines[1].actor_id, Some(lin));
    assert_eq!(lines[2].actor_id, None, "nobody is named by what was typed");
    check(at("203.0.113.10"), &[]).await;
    let of = AuditQuery {
        object: Some(objects::ACCOUNT.to_owned()),
        ..AuditQuery::default()
    };
    check(of, &["exported"]).await;
    let by_key = AuditQuery {
        record: Some(key),
        person: Some(lin),
        request: Some(desk.actor().request()),
        ..AuditQuery::default()
    };
    check(by_key, &["called"]).await;
}

#[tokio::test]
async fn pages_follow_each_other_and_the_file_holds_all() {
    let stage = stage().await;
    for number in 0..120 {
        account(&stage, &format!("Acme {number}")).await;
    }
    let mut query = AuditQuery {
        object: Some(objects::ACCOUNT.to_owned()),
        person: stage.administrator.actor().id(),
        ..AuditQuery::default()
    };
    let mut seen = HashSet::new();
    let mut pages = 0;
    loop {
        let page = search(&stage.administrator, &query).await.unwrap();
        seen.extend(page.lines.iter().map(|line| line.seq));
        pages += 1;
        query.after = page.next;
        if query.after.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), pages), (120, 3));
    let mut file = Vec::new();
    let written = export(&stage.administrator, &query, &mut file)
        .await
        .unwrap();
    assert_eq!(written, 120);
    assert_eq!(String::from_utf8(file).unwrap().lines().count(), 121);
    let told = AuditQuery {
        object: Some("log".to_owned()),
        ..AuditQuery::default()
    };
    let told = search(&stage.administrator, &told).await.unwrap();
    assert_eq!(told.lines[0].action, "exported");
}

#[tokio::test]
async fn only_administrators_read_the_log() {
    let stage = stage().await;
    for desk in [&stage.manager, &stage.lin, &stage.finance, &stage.service] {
        let told = search(desk, &AuditQuery::default()).await.unwrap_err();
        assert!(matches!(told, Error::Refused(Refusal::Forbidden)));
        let told = export(desk, &AuditQuery::default(), Vec::new()).await;
        assert!(matches!(told, Err(Error::Refused(Refusal::Forbidden))));
    }
}

#[tokio::test]
async fn a_change_tells_from_where_it_was_made() {
    let stage = stage().await;
    let origin = Origin {
        address: Some("198.51.100.7".parse().unwrap()),
        device: "Safari, iPhone".to_owned(),
    };
    let desk = stage.administrator.clone().coming_from(origin);
    let values = Values::from([("name".to_owned(), "Acme".into())]);
    let id = Uuid::now_v7();
    create(&desk, objects::ACCOUNT, id, values).await.unwrap();
    let asked = AuditQuery {
        record: Some(id),
        ..AuditQuery::default()
    };
    let found = search(&stage.administrator, &asked).await.unwrap();
    assert_eq!(found.lines[0].address.as_deref(), Some("198.51.100.7"));
    assert_eq!(found.lines[0].device.as_deref(), Some("Safari, iPhone"));
}

/// Every way in has its index, also where the log is long.
#[tokio::test]
async fn no_search_reads_the_whole_log() {
    let stage = worked().await;
    let read = stage.crm.door().house().read();
    if read.get_database_backend() == DbBackend::Postgres {
        return;
    }
    for (condition, index) in [
        ("1 = 1", "event_at"),
        ("at > 'x'", "event_at"),
        ("actor_id = 'x'", "event_actor"),
        ("object = 'x'", "event_object"),
        ("action = 'x'", "event_action"),
        ("address = 'x'", "event_address"),
        ("object = 'x' AND record_id = 'x'", "event_"),
        ("object = 'x' AND (at, seq) < ('x', 1)", "event_object"),
    ] {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT * FROM event WHERE {condition} ORDER BY at DESC, seq DESC LIMIT 51"
        );
        let statement = sea_orm::Statement::from_string(DbBackend::Sqlite, sql);
        let plan = read.query_all_raw(statement).await.unwrap();
        let plan: Vec<String> = plan
            .iter()
            .map(|row| row.try_get::<String>("", "detail").unwrap())
            .collect();
        assert!(plan[0].contains(index), "{condition}: {plan:?}");
        let sorts = plan.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(
            !sorts || condition.contains("record_id"),
            "{condition}: {plan:?}"
        );
    }
}
