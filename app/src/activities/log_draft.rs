//! What is being logged, before the server has it.

use chrono::{DateTime, Utc};
use contract::dto::activities::{About, NextStep, QuickLog};
use contract::{FieldProblem, Problem};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record with its name, so that the log can say whom it is about without asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub object: String,
    pub id: Uuid,
    pub title: String,
}

/// An unfinished log. The id is that of the activity it becomes, so that sending it twice makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub id: Uuid,
    pub about: Option<Named>,
    pub kind: String,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub outcome: String,
    #[serde(default)]
    pub due_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub step: Option<Step>,
}

/// A next step as it is being planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub subject: String,
    pub due_at: Option<DateTime<Utc>>,
    pub kind: String,
}

/// The kind that is to be done, rather than done.
pub const TASK: &str = "task";
/// The kind that only keeps words.
pub const NOTE: &str = "note";
/// The kind that has an outcome.
pub const CALL: &str = "call";

impl Draft {
    pub fn new(about: Option<Named>) -> Self {
        Self {
            id: Uuid::now_v7(),
            about,
            kind: CALL.to_owned(),
            text: String::new(),
            outcome: String::new(),
            due_at: None,
            step: None,
        }
    }

    /// Whether nothing would be lost with it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
            && self.outcome.is_empty()
            && self.due_at.is_none()
            && self.step.is_none()
    }

    pub fn is_task(&self) -> bool {
        self.kind == TASK
    }

    /// What is missing before it can be sent.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let needs_words = self.is_task() || self.kind == NOTE;
        if needs_words && self.text.trim().is_empty() {
            problems.push(FieldProblem::new("text", Problem::Required));
        }
        if !needs_words && self.about.is_none() && self.text.trim().is_empty() {
            problems.push(FieldProblem::new("about", Problem::Required));
        }
        if self.is_task() && self.due_at.is_none() {
            problems.push(FieldProblem::new("due_at", Problem::Required));
        }
        if let Some(step) = self.step.as_ref().filter(|_| !self.is_task()) {
            if step.subject.trim().is_empty() {
                problems.push(FieldProblem::new("step", Problem::Required));
            }
            if step.due_at.is_none() {
                problems.push(FieldProblem::new("step_due", Problem::Required));
            }
        }
        problems
    }

    /// What the server is sent.
    pub fn log(&self) -> QuickLog {
        let about = self.about.as_ref().map(|about| About {
            object: about.object.clone(),
            id: about.id,
        });
        let step = self.step.as_ref().filter(|_| !self.is_task());
        QuickLog {
            id: self.id,
            about,
            kind: self.kind.clone(),
            text: self.text.trim().to_owned(),
            outcome: if self.kind == CALL {
                self.outcome.clone()
            } else {
                String::new()
            },
            due_at: self.due_at.filter(|_| self.is_task()),
            next_step: step.and_then(|step| {
                Some(NextStep {
                    subject: step.subject.trim().to_owned(),
                    due_at: step.due_at?,
                    kind: step.kind.clone(),
                })
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(draft: &Draft) -> Vec<String> {
        draft
            .problems()
            .into_iter()
            .map(|problem| problem.field)
            .collect()
    }

    #[test]
    fn a_call_is_about_somebody_or_something_and_a_task_needs_words_and_a_time() {
        let mut draft = Draft::new(None);
        assert_eq!(fields(&draft), ["about"]);
        draft.text = "Asked for the price list".to_owned();
        assert!(fields(&draft).is_empty());
        draft.text.clear();
        draft.about = Some(Named {
            object: "account".to_owned(),
            id: Uuid::nil(),
            title: String::new(),
        });
        assert!(fields(&draft).is_empty());
        draft.kind = TASK.to_owned();
        assert_eq!(fields(&draft), ["text", "due_at"]);
        draft.kind = NOTE.to_owned();
        assert_eq!(fields(&draft), ["text"]);
    }

    #[test]
    fn what_belongs_to_another_kind_is_not_sent() {
        let now = DateTime::from_timestamp(1_800_000_000, 0);
        let mut draft = Draft::new(None);
        draft.outcome = "reached".to_owned();
        draft.due_at = now;
        draft.step = Some(Step {
            subject: " Send the quote ".to_owned(),
            due_at: now,
            kind: TASK.to_owned(),
        });
        let log = draft.log();
        assert_eq!((log.outcome.as_str(), log.due_at), ("reached", None));
        assert_eq!(
            log.next_step.map(|step| step.subject),
            Some("Send the quote".to_owned())
        );
        draft.kind = TASK.to_owned();
        let log = draft.log();
        assert_eq!(
            (log.outcome.as_str(), log.due_at, log.next_step),
            ("", now, None)
        );
    }

    #[test]
    fn a_next_step_needs_words_and_a_time() {
        let mut draft = Draft::new(None);
        draft.text = "Visited".to_owned();
        draft.step = Some(Step::default());
        assert_eq!(fields(&draft), ["step", "step_due"]);
    }
}
