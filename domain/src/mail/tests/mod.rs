//! Mail, against a real server on the net of this machine.

mod keeping;
mod sending;
mod setting;
mod writing;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use contract::Language;
use contract::dto::mail::{Mail, MailQuery, MailSetup, MailTls};
use entity::mail;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::double::Double;
use super::{Letter, Posted, Template, list, queue, save};
use crate::Crm;
use crate::testing::{Stage, stage};

/// A set-up that leads to a server of this machine.
fn setup(port: u16) -> MailSetup {
    MailSetup {
        host: "127.0.0.1".to_owned(),
        port,
        tls: MailTls::None,
        sender_name: "Haichuan".to_owned(),
        sender_address: "crm@haichuan.example".to_owned(),
        site: "https://crm.haichuan.example".to_owned(),
        ..MailSetup::default()
    }
}

/// A stage whose mail goes to a server.
async fn stage_with(double: &Double) -> Stage {
    let stage = stage().await;
    save(&stage.administrator, &setup(double.port), None)
        .await
        .unwrap();
    stage
}

fn letter(to: &str, template: Template) -> Letter {
    Letter {
        to: to.to_owned(),
        name: "林晓".to_owned(),
        language: Language::English,
        time_zone: "Asia/Shanghai".to_owned(),
        template,
    }
}

/// A letter without a secret.
fn alert() -> Template {
    Template::Alert {
        title: contract::Label::new("Many were read", "大量读取"),
        text: contract::Label::new("Lin read 5,000 customers.", "林晓读取了 5,000 个客户。"),
        at: at("2026-11-22T07:30:00Z"),
        link: "/settings/alerts".to_owned(),
    }
}

/// A letter with one.
fn reset() -> Template {
    Template::PasswordReset {
        link: "/reset?token=hush".to_owned(),
        ends_at: Utc::now() + TimeDelta::hours(1),
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Queues a letter by itself.
async fn post(crm: &Arc<Crm>, letter: Letter) -> Uuid {
    let connection = crm.door().house().write();
    match queue(crm, connection, letter).await.unwrap() {
        Posted::Queued(id) => id,
        Posted::NotSetUp => panic!("mail is not set up"),
    }
}

/// Every mail in the list, the newest first.
async fn listed(stage: &Stage) -> Vec<Mail> {
    let all = MailQuery::default();
    list(&stage.administrator, &all).await.unwrap().mails
}

async fn the_only(stage: &Stage) -> Mail {
    let mut mails = listed(stage).await;
    assert_eq!(mails.len(), 1);
    mails.remove(0)
}

/// Lets time pass for all mails: what waits is due, what was leased is left, what is kept is so much older.
#[expect(clippy::disallowed_methods, reason = "moves the clock of a table")]
async fn pass(crm: &Arc<Crm>, time: TimeDelta) {
    let house = crm.door().house();
    for row in mail::Entity::find().all(house.read()).await.unwrap() {
        let moved = mail::Entity::update_many()
            .col_expr(mail::Column::NextAt, Expr::value(row.next_at - time))
            .col_expr(
                mail::Column::LeasedUntil,
                Expr::value(row.leased_until.map(|until| until - time)),
            )
            .col_expr(mail::Column::ChangedAt, Expr::value(row.changed_at - time))
            .col_expr(
                mail::Column::EndsAt,
                Expr::value(row.ends_at.map(|ends| ends - time)),
            )
            .filter(mail::Column::Id.eq(row.id));
        moved.exec(house.write()).await.unwrap();
    }
}
