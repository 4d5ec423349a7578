//! What is told of a run: in the log, and to administrators by mail where it needs them.

use std::collections::BTreeMap;

use contract::dto::audit::NOTE;
use contract::dto::retention::{RetentionDeed, RetentionRule, RunState};
use contract::{Label, Value};
use entity::retention_run::Model;

use super::table;
use crate::access::{Noted, Write};
use crate::mail::{self, Letter, Template};
use crate::{Result, roles};

/// Whether a rule does anything but tell.
pub(super) fn has_deed(rule: &RetentionRule) -> bool {
    rule.deed != RetentionDeed::Tell
}

/// The log tells of a run.
///
/// # Errors
/// When the database fails.
pub(super) async fn note(write: &Write<'_>, row: &Model) -> Result<()> {
    let rule = table::rule_of(row)?;
    let told = [
        ("rule", Value::Text(rule.name)),
        ("deed", rule.deed.word().into()),
        ("state", row.state.as_str().into()),
        ("total", Value::Integer(row.total)),
        ("changed", Value::Integer(row.changed)),
        ("held", Value::Integer(row.held)),
        ("failed", Value::Integer(row.failed)),
    ];
    let told = told.map(|(key, value)| (key.to_owned(), [Value::Empty, value]));
    let noted = Noted {
        object: format!("{NOTE}retention"),
        record: row.id,
        action: "administered",
        changes: BTreeMap::from(told),
    };
    write.note_beside(&noted).await
}

/// Queues mails to the administrators about a run that waits for a word, cannot be asked, or tells of more than the last one.
///
/// # Errors
/// When the database fails.
pub(super) async fn tell(
    write: &Write<'_>,
    rule: &RetentionRule,
    row: &Model,
    before: Option<&Model>,
) -> Result<()> {
    let more = row.changed > before.map_or(0, |before| before.changed);
    let words = match table::state_of(row) {
        RunState::Waiting => waits(rule, row),
        RunState::Failed => fails(rule),
        RunState::Done if !has_deed(rule) && more => tells(rule, row),
        _ => return Ok(()),
    };
    let desk = write.desk();
    for person in roles::administrators(desk).await? {
        let (title, text) = words.clone();
        let template = Template::Alert {
            title,
            text,
            at: row.at,
            link: "/settings/retention".to_owned(),
        };
        if let Some(letter) = Letter::to_user(desk.crm(), person, template).await? {
            // Without mail it is told on the page alone.
            let _ = mail::queue(desk.crm(), write.transaction(), letter).await?;
        }
    }
    Ok(())
}

fn waits(rule: &RetentionRule, row: &Model) -> (Label, Label) {
    let (name, count) = (&rule.name, row.total);
    (
        Label::new(
            "A rule of retention waits for your word",
            "保存期限规则等待您的确认",
        ),
        Label::new(
            &format!(
                "The rule “{name}” is about {count} records. It does nothing before an administrator lets it."
            ),
            &format!("规则“{name}”涉及 {count} 条记录，在管理员允许之前不会执行。"),
        ),
    )
}

fn fails(rule: &RetentionRule) -> (Label, Label) {
    let name = &rule.name;
    (
        Label::new("A rule of retention cannot run", "保存期限规则无法运行"),
        Label::new(
            &format!(
                "The rule “{name}” asks for something that is not there any more. It does nothing until it is changed."
            ),
            &format!("规则“{name}”所依据的内容已不存在，修改之前不会执行。"),
        ),
    )
}

fn tells(rule: &RetentionRule, row: &Model) -> (Label, Label) {
    let (name, count) = (&rule.name, row.changed);
    (
        Label::new("The time of records is over", "有记录的保存期限已到"),
        Label::new(
            &format!("The rule “{name}” found {count} records to look through."),
            &format!("规则“{name}”找到 {count} 条待检查的记录。"),
        ),
    )
}
