//! What a stage asks for and a record does not say yet: a small sheet with just these fields.

use contract::value::Values;
use contract::{FieldDef, FieldProblem, ObjectDef, Problem, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::use_language;
use crate::records::form::Draft;
use crate::records::inputs::FieldInput;
use crate::t;
use crate::ui::{Dialog, DialogBody, DialogButtons, DialogFoot, browser, failure_text, use_toasts};

/// The keys of the fields that a choice of `by` asks for and that are empty in a record.
pub(crate) fn wanted(object: &ObjectDef, by: &str, record: &Record, choice: &str) -> Vec<String> {
    let choice = object.field(by).and_then(|field| field.choice(choice));
    let asked = choice.map(|choice| choice.requires.as_slice());
    let is_empty = |key: &&String| {
        object.field(key).is_some_and(FieldDef::is_typed) && record.value(key).is_empty()
    };
    let empty = asked.unwrap_or_default().iter().filter(is_empty);
    empty.cloned().collect()
}

/// The keys of the fields that the server misses, of those that a person may fill in.
pub(crate) fn missed(object: &ObjectDef, problems: &[FieldProblem]) -> Vec<String> {
    let missing = problems
        .iter()
        .filter(|one| one.problem == Problem::Required);
    let typed = missing.filter(|one| object.field(&one.field).is_some_and(FieldDef::is_typed));
    typed.map(|one| one.field.clone()).collect()
}

/// The fields that are asked for, while they are filled in.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    draft: Draft,
    keys: StoredValue<Vec<String>>,
    /// Files are on their way.
    pub(crate) is_busy: RwSignal<bool>,
}

impl Asked {
    pub(crate) fn new(object: &ObjectDef, record: &Record, keys: Vec<String>) -> Self {
        Self {
            draft: Draft::of(object, record),
            keys: StoredValue::new(keys),
            is_busy: RwSignal::new(false),
        }
    }

    /// The fields, each required here.
    fn fields(self) -> Vec<FieldDef> {
        let keys = self.keys.get_value().into_iter();
        let fields = keys.filter_map(|key| self.draft.field(&key));
        fields
            .map(|(mut field, _)| {
                field.required = true;
                field
            })
            .collect()
    }

    /// Whether all of them are filled in; what is not shows why.
    pub(crate) fn is_fine(self) -> bool {
        let check = |field: &FieldDef| {
            self.draft
                .field(&field.key)
                .is_none_or(|(_, state)| state.check(field))
        };
        let fields = self.fields();
        // Each of them shows what is wrong with it, so none is left out.
        let fine: Vec<bool> = fields.iter().map(check).collect();
        !fine.contains(&false)
    }

    /// What was filled in, once its files have arrived; a failure says so and the sheet stays.
    pub(crate) fn tell(self, told: impl FnOnce(Values) + 'static) {
        let (language, toasts) = (use_language(), use_toasts());
        let Some((id, _)) = self.draft.record().filter(|_| self.draft.has_uploads()) else {
            return told(self.values());
        };
        self.is_busy.set(true);
        spawn_local(async move {
            let sent = self.draft.send_uploads(id).await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match sent {
                Ok(()) => told(self.values()),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    }

    fn values(self) -> Values {
        let value = |field: FieldDef| {
            let (_, state) = self.draft.field(&field.key)?;
            Some((field.key, state.value.get_untracked()))
        };
        self.fields().into_iter().filter_map(value).collect()
    }
}

/// The inputs of what is asked for.
#[component]
pub(crate) fn AskedInputs(asked: Asked, #[prop(optional)] autofocus: bool) -> impl IntoView {
    let input = move |(place, field): (usize, FieldDef)| {
        let state = asked.draft.field(&field.key).map(|(_, state)| state)?;
        let object = asked.draft.object();
        let autofocus = autofocus && place == 0;
        Some(view! { <FieldInput field state prefix="asked" object autofocus/> })
    };
    let fields = asked.fields().into_iter().enumerate();
    view! { <div class="stack">{fields.filter_map(input).collect_view()}</div> }
}

/// The sheet. Closing it is the same as Cancel.
#[component]
pub(crate) fn StageSheet(
    #[prop(into)] object: StoredValue<ObjectDef>,
    record: Record,
    /// Keys of the fields it asks for.
    keys: Vec<String>,
    /// Name of the stage.
    #[prop(into)]
    stage: String,
    #[prop(into)] on_answer: Callback<Values>,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let title = object.with_value(|object| record.text(&object.title).to_owned());
    let title = t!(language, lists.asked_title, name = title, stage);
    let asked = object.with_value(|object| Asked::new(object, &record, keys));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match asked.is_fine() {
            true => asked.tell(move |values| on_answer.run(values)),
            false => browser::focus_invalid(),
        }
    };
    let act = t!(language, lists.asked_act, stage);
    view! {
        <Dialog title on_close=on_cancel>
            <form on:submit=send novalidate>
                <DialogBody>
                    <p class="muted">{t!(language, lists.asked_why, stage)}</p>
                    <AskedInputs asked autofocus=true/>
                </DialogBody>
                <DialogFoot>
                    <DialogButtons act busy=asked.is_busy on_close=on_cancel/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::{missed, wanted};
    use contract::{
        Choice, FieldDef, FieldKind, FieldProblem, ObjectDef, Problem, Record, StageOutcome,
    };

    fn object() -> ObjectDef {
        let mut offer = Choice::new("offer", "Offer", "报价").stage(50, StageOutcome::Open);
        offer.requires = vec!["amount".into(), "closed_at".into(), "gone".into()];
        ObjectDef {
            fields: vec![
                FieldDef::new("stage", FieldKind::Choice, "Stage", "阶段").choices(vec![offer]),
                FieldDef::new("amount", FieldKind::Integer, "Amount", "金额"),
                FieldDef::new("closed_at", FieldKind::DateTime, "Closed", "结束").system(),
            ],
            ..ObjectDef::default()
        }
    }

    #[test]
    fn a_stage_wants_what_is_empty_and_may_be_filled_in() {
        let object = object();
        let mut record = Record::default();
        assert_eq!(wanted(&object, "stage", &record, "offer"), ["amount"]);
        assert!(wanted(&object, "stage", &record, "other").is_empty());
        record
            .values
            .insert("amount".into(), contract::Value::Integer(1));
        assert!(wanted(&object, "stage", &record, "offer").is_empty());
    }

    #[test]
    fn what_the_server_misses_is_asked_for() {
        let problems = [
            FieldProblem::new("amount", Problem::Required),
            FieldProblem::new("closed_at", Problem::Required),
            FieldProblem::new("stage", Problem::UnknownChoice),
        ];
        assert_eq!(missed(&object(), &problems), ["amount"]);
    }
}
