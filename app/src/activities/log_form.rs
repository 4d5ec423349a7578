//! The signals of an open quick log.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{Choice, FieldProblem, Language, ObjectDef, Problem, objects};
use leptos::prelude::*;

use super::hint::{self, Hint};
use super::log_draft::{Draft, Named, Step};
use crate::shell::use_catalogue;
use crate::ui::{Clock, problem_text};

/// Which chip gave the next step its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    Heard,
    Preset(super::when::Preset),
    Picked,
}

/// An open log.
#[derive(Clone, Copy)]
pub struct LogForm {
    pub clock: Clock,
    id: StoredValue<uuid::Uuid>,
    activity: StoredValue<Option<ObjectDef>>,
    pub about: RwSignal<Option<Named>>,
    pub kind: RwSignal<String>,
    pub text: RwSignal<String>,
    pub outcome: RwSignal<String>,
    pub due: RwSignal<Option<DateTime<Utc>>>,
    pub planned: RwSignal<Option<Planned>>,
    pub step: RwSignal<String>,
    pub step_kind: RwSignal<String>,
    pub step_due: RwSignal<Option<DateTime<Utc>>>,
    /// The next step that the text names.
    pub hint: Memo<Option<Hint>>,
    pub problems: RwSignal<Vec<FieldProblem>>,
}

impl LogForm {
    pub fn new(draft: Draft, problems: Vec<FieldProblem>, clock: Clock) -> Self {
        let text = RwSignal::new(draft.text);
        let step = draft.step.unwrap_or_default();
        let planned = step.due_at.map(|_| Planned::Picked);
        let activity = use_catalogue()
            .with_untracked(|catalogue| catalogue.object(objects::ACTIVITY).cloned());
        Self {
            clock,
            id: StoredValue::new(draft.id),
            activity: StoredValue::new(activity),
            about: RwSignal::new(draft.about),
            kind: RwSignal::new(draft.kind),
            text,
            outcome: RwSignal::new(draft.outcome),
            due: RwSignal::new(draft.due_at),
            planned: RwSignal::new(planned),
            step: RwSignal::new(step.subject),
            step_kind: RwSignal::new(step.kind),
            step_due: RwSignal::new(step.due_at),
            hint: Memo::new(move |_| text.with(|text| hint::read(text, clock.today()))),
            problems: RwSignal::new(problems),
        }
    }

    /// The log as it stands, tracked.
    pub fn draft(self) -> Draft {
        let step = self.planned.get().map(|_| Step {
            subject: self.step.get(),
            due_at: self.step_due.get(),
            kind: self.step_kind.get(),
        });
        Draft {
            id: self.id.get_value(),
            about: self.about.get(),
            kind: self.kind.get(),
            text: self.text.get(),
            outcome: self.outcome.get(),
            due_at: self.due.get(),
            step,
        }
    }

    /// What is wrong with a field, in words. `names` are those under which it may be reported.
    pub fn problem(self, names: &'static [&'static str], language: Language) -> Option<String> {
        self.problems.with(|problems| {
            let problem: &Problem = problems
                .iter()
                .find(|problem| names.contains(&problem.field.as_str()))
                .map(|found| &found.problem)?;
            Some(problem_text(language, problem))
        })
    }

    /// A field is being mended.
    pub fn mend(self, names: &'static [&'static str]) {
        self.problems
            .update(|problems| problems.retain(|problem| !names.contains(&problem.field.as_str())));
    }

    /// The choices of a field of the activity.
    pub fn choices(self, field: &str) -> Vec<Choice> {
        self.activity.with_value(|activity| {
            let field = activity.as_ref().and_then(|activity| activity.field(field));
            field.map(|field| field.choices.clone()).unwrap_or_default()
        })
    }

    pub fn is_task(self) -> bool {
        self.kind.with(|kind| kind == super::log_draft::TASK)
    }

    /// Nine o'clock of a day.
    pub fn morning(self, day: NaiveDate) -> DateTime<Utc> {
        let nine = chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
        self.clock.utc(day.and_time(nine))
    }

    /// Plans the next step, or plans none where the same chip is pressed again.
    pub fn plan(self, planned: Planned, subject: String, kind: &str, day: Option<NaiveDate>) {
        self.mend(&["step", "step_due", "next_step"]);
        if self.planned.get_untracked() == Some(planned) {
            return self.planned.set(None);
        }
        self.planned.set(Some(planned));
        self.step.set(subject);
        self.step_kind.set(kind.to_owned());
        if let Some(day) = day {
            self.step_due.set(Some(self.morning(day)));
        }
    }
}
