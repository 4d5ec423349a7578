//! Alerts by mail, to every administrator in their language.

use chrono::TimeDelta;
use contract::Label;
use contract::dto::alerts::AlertRule;
use entity::alert;
use uuid::Uuid;

use super::table;
use crate::access::Write;
use crate::mail::{self, Letter, Template};
use crate::{Desk, Result, roles};

/// So many alerts an hour are told by mail; the page tells of all.
const MOST: u64 = 20;

/// Queues the mails about alerts, in the transaction that raises them.
pub(super) async fn tell(desk: &Desk, write: &Write<'_>, raised: &[Uuid]) -> Result<()> {
    if raised.is_empty() {
        return Ok(());
    }
    let hour = write.now() - TimeDelta::hours(1);
    let before = table::raised_since(write.transaction(), hour).await?;
    if before.saturating_sub(raised.len() as u64) >= MOST {
        return Ok(());
    }
    let administrators = roles::administrators(desk).await?;
    for row in table::some(write.transaction(), raised).await? {
        let Some(rule) = AlertRule::of(&row.rule) else {
            continue;
        };
        for person in &administrators {
            let letter = Letter::to_user(desk.crm(), *person, template(rule, &row)).await?;
            if let Some(letter) = letter {
                // Without mail it is told on the pages alone.
                let _ = mail::queue(desk.crm(), write.transaction(), letter).await?;
            }
        }
    }
    Ok(())
}

fn template(rule: AlertRule, row: &alert::Model) -> Template {
    let (title, text) = words(rule, row);
    Template::Alert {
        title,
        text,
        at: row.last_at,
        link: "/settings/alerts?state=open".to_owned(),
    }
}

fn label(en: impl Into<String>, zh: impl Into<String>) -> Label {
    Label {
        en: en.into(),
        zh: zh.into(),
    }
}

fn words(rule: AlertRule, row: &alert::Model) -> (Label, Label) {
    let (name, count, minutes) = (&row.name, row.count, row.minutes);
    let address = row.address.as_deref().unwrap_or("?");
    match rule {
        AlertRule::OffHours => (
            label(
                "Sensitive work outside working hours",
                "非工作时间的敏感操作",
            ),
            label(
                format!(
                    "{name} did {count} sensitive things outside the working hours, last from {address}."
                ),
                format!("{name} 在非工作时间进行了 {count} 次敏感操作，最近一次来自 {address}。"),
            ),
        ),
        AlertRule::Reading => (
            label("Many records were read", "大量读取记录"),
            label(
                format!(
                    "{name} read {count} records within {minutes} minutes, last from {address}."
                ),
                format!(
                    "{name} 在 {minutes} 分钟内读取了 {count} 条记录，最近一次来自 {address}。"
                ),
            ),
        ),
        AlertRule::Exports => (
            label("Many exports", "大量导出"),
            label(
                format!(
                    "{name} took {count} files of records along within {minutes} minutes, last from {address}."
                ),
                format!(
                    "{name} 在 {minutes} 分钟内导出了 {count} 个文件，最近一次来自 {address}。"
                ),
            ),
        ),
        AlertRule::Accounts => (
            label("Tries on many accounts", "对多个账号的登录尝试"),
            label(
                format!(
                    "Somebody tried to sign in as {count} people within {minutes} minutes, from {address}."
                ),
                format!("有人在 {minutes} 分钟内从 {address} 尝试登录 {count} 个账号。"),
            ),
        ),
        AlertRule::NewPlace => (
            label("New devices or networks", "新的设备或网络"),
            label(
                format!(
                    "{name} signed in from {count} new devices or networks within {minutes} minutes, last from {address}."
                ),
                format!(
                    "{name} 在 {minutes} 分钟内从 {count} 个新设备或网络登录，最近一次来自 {address}。"
                ),
            ),
        ),
        AlertRule::Denied => (
            label("Many denied requests", "大量被拒绝的请求"),
            label(
                format!(
                    "{count} requests of {name} were denied within {minutes} minutes, last from {address}."
                ),
                format!(
                    "{name} 在 {minutes} 分钟内有 {count} 个请求被拒绝，最近一次来自 {address}。"
                ),
            ),
        ),
    }
}
