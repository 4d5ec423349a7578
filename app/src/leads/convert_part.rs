//! One part of a conversion: a new record whose values can be mended, one that is there already, or nothing.

use contract::dto::leads::Into as Target;
use contract::dto::records::Twin;
use contract::value::Values;
use contract::{FieldProblem, ObjectDef, Problem, Value, objects};
use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::use_language;
use crate::records::inside;
use crate::records::{Draft, FieldInput};
use crate::t;
use crate::ui::{Icon, IconSize};

/// Where a part of the lead goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    New,
    Existing(Uuid),
    Nothing,
}

/// A part while it is decided on.
#[derive(Clone, Copy)]
pub struct Part {
    pub object: StoredValue<ObjectDef>,
    pub twins: StoredValue<Vec<Twin>>,
    pub may_be_nothing: bool,
    pub way: RwSignal<Way>,
    draft: Draft,
    /// Values that the proposal holds and no shown field does; they go along.
    proposed: StoredValue<Values>,
    /// Problems that belong to no shown field.
    pub homeless: RwSignal<Vec<Problem>>,
}

impl Part {
    /// The proposal for one part. Where somebody is there already who looks the same, that one is proposed.
    pub fn new(
        object: ObjectDef,
        mut proposed: Values,
        twins: Vec<Twin>,
        may_be_nothing: bool,
    ) -> Self {
        // A new deal comes in where its pipeline begins.
        let pipelines = object.pipelines("stage");
        if let Some(first) = pipelines.and_then(|pipelines| pipelines.start(pipelines.first())) {
            let stage = proposed.entry("stage".to_owned()).or_default();
            if stage.is_empty() {
                *stage = first.key.as_str().into();
            }
        }
        let twins: Vec<Twin> = twins
            .into_iter()
            .filter(|twin| twin.object == object.key && twin.may_see)
            .collect();
        let sure = sure(&object, &proposed, &twins);
        Self {
            way: RwSignal::new(sure.map_or(Way::New, Way::Existing)),
            draft: Draft::new(&object, proposed.clone()),
            proposed: StoredValue::new(proposed),
            twins: StoredValue::new(twins),
            object: StoredValue::new(object),
            may_be_nothing,
            homeless: RwSignal::new(Vec::new()),
        }
    }

    /// The part as the server takes it.
    pub fn target(self) -> Target {
        match self.way.get_untracked() {
            Way::Nothing => Target::Nothing,
            Way::Existing(id) => Target::Existing(id),
            Way::New => {
                let mut values = self.proposed.get_value();
                let shown = self.shown();
                for key in &shown {
                    values.remove(key);
                    if let Some((_, state)) = self.draft.field(key) {
                        let value = state.value.get_untracked();
                        if !value.is_empty() {
                            values.insert(key.clone(), value);
                        }
                    }
                }
                Target::New(values)
            }
        }
    }

    /// The fields that are shown: those of the proposal, and what must be filled in.
    fn shown(self) -> Vec<String> {
        const USEFUL: [&str; 9] = [
            "name",
            "phone",
            "wechat",
            "email",
            "position",
            "website",
            "amount",
            "close_date",
            "stage",
        ];
        self.object.with_value(|object| {
            let fields = object.form_fields();
            let wanted =
                fields.filter(|field| USEFUL.contains(&field.key.as_str()) || field.required);
            wanted.map(|field| field.key.clone()).collect()
        })
    }

    /// Takes the problems that the server found in this part, which it names `account.phone` and so on.
    pub fn show(self, problems: &[FieldProblem]) {
        let prefix = self.object.with_value(|object| format!("{}.", object.key));
        let shown = self.shown();
        let mut homeless = Vec::new();
        for problem in problems {
            let Some(key) = problem.field.strip_prefix(&prefix) else {
                continue;
            };
            match self
                .draft
                .field(key)
                .filter(|_| shown.iter().any(|shown| shown == key))
            {
                Some((_, state)) => state.problem.set(Some(problem.problem.clone())),
                None => homeless.push(problem.problem.clone()),
            }
        }
        self.homeless.set(homeless);
    }
}

/// The one record that has the proposed name and, for a person, the telephone or e-mail too. A shared telephone
/// alone proposes nobody: colleagues share a switchboard.
fn sure(object: &ObjectDef, proposed: &Values, twins: &[Twin]) -> Option<Uuid> {
    let name = proposed.get(&object.title).and_then(Value::text)?;
    let is_namesake = |twin: &&Twin| twin.title.trim().to_lowercase() == name.trim().to_lowercase();
    let is_telling = |twin: &&Twin| object.key != objects::CONTACT || twin.field != object.title;
    let mut found = twins.iter().filter(is_namesake).filter(is_telling);
    let first = found.next()?.id;
    found.all(|twin| twin.id == first).then_some(first)
}

/// Radios for the ways, and the fields of a new record.
#[component]
pub fn ConvertPart(part: Part) -> impl IntoView {
    let language = use_language();
    let (key, label, icon) = part.object.with_value(|object| {
        (
            object.key.clone(),
            object.label.get(language).to_owned(),
            object.icon.clone(),
        )
    });
    let name = StoredValue::new(format!("convert-{key}"));
    let new_label = t!(language, leads.make_new, object = inside(&label));
    let option = move |way: Way, text: String, sub: String| {
        let is_set = move || part.way.get() == way;
        view! {
            <label class="option convert__option" data-picked=move || is_set().then_some("")>
                <input
                    class="check check--radio"
                    type="radio"
                    name=name.get_value()
                    checked=untrack(is_set)
                    prop:checked=is_set
                    on:change=move |_| part.way.set(way)
                />
                <span class="grow trunc">{text}</span>
                <span class="xs faint trunc">{sub}</span>
            </label>
        }
    };
    let twins = part.twins.with_value(|twins| {
        twins
            .iter()
            .map(|twin| {
                option(
                    Way::Existing(twin.id),
                    twin.title.clone(),
                    alike(part, twin, language),
                )
            })
            .collect_view()
    });
    let nothing = part.may_be_nothing.then(|| {
        option(
            Way::Nothing,
            t!(language, leads.no_deal).to_owned(),
            String::new(),
        )
    });
    let fields = move || {
        (part.way.get() == Way::New).then(|| {
            let inputs = part.shown().into_iter().filter_map(|key| part.draft.field(&key)).map(|(field, state)| {
                view! { <FieldInput field state prefix=name.get_value() object=part.draft.object()/> }
            });
            view! { <div class="two convert__fields">{inputs.collect_view()}</div> }
        })
    };
    view! {
        <fieldset class="stack stack--close convert__part">
            <legend class="h4 flex"><Icon name=icon size=IconSize::Small/>{label}</legend>
            {twins}
            {option(Way::New, new_label, String::new())}
            {fields}
            {nothing}
            {move || part.homeless.with(|problems| problems.first().map(|problem| view! {
                <p class="field__error" role="alert">{crate::ui::problem_text(language, problem)}</p>
            }))}
        </fieldset>
    }
}

/// Why a record may be the same one, and whose it is.
fn alike(part: Part, twin: &Twin, language: contract::Language) -> String {
    let field = part.object.with_value(|object| {
        object.field(&twin.field).map_or_else(
            || twin.field.clone(),
            |field| inside(field.label.get(language)),
        )
    });
    t!(language, leads.alike, field, owner = twin.owner)
}
