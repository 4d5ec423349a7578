//! The choices of a field: their words in both languages, their colours and their order.

use contract::Choice;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::Draft;
use super::choice_list::Choices;
use super::choice_row::{ChoiceRow, RetiredChoice, input_id};
use super::paste::PasteChoices;
use super::pipelines::PipelineBar;
use super::saving::Editing;
use crate::api::describing::choices_in_use;
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::drag::{Drag, Rules, Spot};
use crate::ui::{Button, ButtonSize, Field, Icon, IconSize, Look, Problems, browser};

/// The word of the zone in which choices are carried.
const ZONE: &str = "choices";

/// The editor of a field's choices.
#[component]
pub fn ChoicesPart(editing: Editing) -> impl IntoView {
    let language = use_language();
    let Editing {
        draft,
        problems,
        object,
        ..
    } = editing;
    let choices = Choices::of(&draft.field.with_untracked(|field| field.choices.clone()));
    let is_pasting = RwSignal::new(false);
    let drag = drag(choices, language);
    follow(draft, choices, problems);
    count(draft, choices, object);
    let numbers = move |retired: bool| Memo::new(move |_| choices.shown(retired));
    let (offered, retired) = (numbers(false), numbers(true));
    let add = move |()| {
        if let Some(number) = choices.add(vec![Choice::default()]) {
            focus_words(number);
        }
    };
    let paste = move || {
        is_pasting.get().then(|| {
            view! { <PasteChoices choices on_close=move |()| is_pasting.set(false)/> }
        })
    };
    let slot = move |index: usize| {
        (drag.slot(ZONE) == Some(index))
            .then(|| view! { <li class="slot" aria-hidden="true"></li> })
    };
    let row = move |number: u32| {
        let at = Signal::derive(move || choices.place(number).unwrap_or_default());
        view! {
            {move || slot(at.get())}
            <ChoiceRow choices drag number object/>
        }
    };
    view! {
        <Field id="field-choices" label=t!(language, describing.choices) error=problems.at("choices") group=true>
            <p class="sr" id="choices-help">{t!(language, describing.drag_help)}</p>
            <p class="sr" role="status">{move || drag.said.get()}</p>
            <PipelineBar editing choices/>
            <div data-choices="">
                <ul class="describing__choices" role="list" data-zone=ZONE>
                <For each=move || offered.get() key=|number| *number children=row/>
                {move || slot(choices.offered())}
            </ul>
            </div>
            <div class="flex wrap">
                <Button label=t!(language, describing.add_choice) look=Look::Soft size=ButtonSize::Small icon="plus" on_press=add/>
                <Button
                    label=t!(language, describing.paste_choices)
                    look=Look::Ghost
                    size=ButtonSize::Small
                    icon="list"
                    on_press=move |()| is_pasting.set(true)
                />
            </div>
            <ul class="describing__choices" role="list">
                <For each=move || retired.get() key=|number| *number let:number>
                    <RetiredChoice choices number/>
                </For>
            </ul>
            <Lifted choices drag/>
            {paste}
        </Field>
    }
}

/// Gives the words of a choice the focus, once they stand in the page.
fn focus_words(number: u32) {
    request_animation_frame(move || {
        let input = document().get_element_by_id(&input_id(number, "en"));
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
            browser::focus(&input);
        }
    });
}

/// What is offered follows into the field, and back when the field is filled anew.
fn follow(draft: Draft, choices: Choices, problems: Problems) {
    Effect::new(move |is_known: Option<()>| {
        let all: Vec<Choice> = choices
            .rows
            .with(|rows| rows.iter().map(|(_, choice)| choice.clone()).collect());
        let is_other = draft.field.with_untracked(|field| field.choices != all);
        if is_known.is_some() && is_other {
            problems.clear("choices");
            draft.field.update(|field| field.choices = all);
        }
    });
    Effect::new(move |before: Option<u32>| {
        let filled = draft.filled.get();
        if before.is_some_and(|before| before != filled) {
            let all = draft.field.with_untracked(|field| field.choices.clone());
            choices.fill(&all);
        }
        filled
    });
}

/// Asks how many records carry each choice.
fn count(draft: Draft, choices: Choices, object: StoredValue<String>) {
    if draft.is_new {
        return;
    }
    Effect::new(move |_| {
        let key = draft.field.with_untracked(|field| field.key.clone());
        spawn_local(async move {
            // Without an answer nothing is said of how many there are.
            if let Ok(used) = choices_in_use(object.get_value(), key).await {
                let used = used.into_iter().map(|used| (used.key, used.records));
                choices.used.try_set(used.collect());
            }
        });
    });
}

fn drag(choices: Choices, language: Language) -> Drag {
    let number = |id: &str| {
        id.strip_prefix("choice-")
            .and_then(|number| number.parse().ok())
    };
    let named = move |id: String| {
        let number: Option<u32> = number(&id);
        choices.rows.with_untracked(|rows| {
            let row = rows.iter().find(|(own, _)| Some(*own) == number);
            row.map(|(_, choice)| choice.label.get(language).to_owned())
                .unwrap_or_default()
        })
    };
    let placed = move |(id, spot): (String, Spot)| {
        let own = number(&id).and_then(|number| untrack(|| choices.place(number)));
        let rank = spot.index - usize::from(own.is_some_and(|own| own < spot.index));
        let of = untrack(|| choices.offered());
        t!(language, describing.position, position = rank + 1, of)
    };
    let dropped = move |(id, spot): (String, Spot)| {
        if let Some(number) = number(&id) {
            choices.put(number, spot.index);
        }
    };
    Drag::new(
        "[data-choices]",
        Rules::within(ZONE, dropped, named, placed),
    )
}

/// The copy under the pointer.
#[component]
fn Lifted(choices: Choices, drag: Drag) -> impl IntoView {
    let language = use_language();
    let words = move || {
        let id = drag
            .lift
            .with(|lift| lift.as_ref().map(|lift| lift.id.clone()))?;
        let number = id.strip_prefix("choice-")?.parse::<u32>().ok()?;
        choices.rows.with(|rows| {
            let (_, choice) = rows.iter().find(|(own, _)| *own == number)?;
            Some((choice.label.get(language).to_owned(), choice.hue))
        })
    };
    move || {
        words().map(|(label, hue)| {
            view! {
                <div class="lift" style=move || drag.style() aria-hidden="true">
                    <div class="fieldtile" data-drag="">
                        <Icon name="grip" size=IconSize::Small/>
                        <span><span class="tag" style=hue.map(|hue| format!("--h:{hue}"))>{label}</span></span>
                    </div>
                </div>
            }
        })
    }
}
