//! The choices of a field: their words in both languages, their colours and their order.

use std::collections::BTreeMap;

use contract::Choice;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::Draft;
use super::choice_row::{ChoiceRow, RetiredChoice, input_id};
use super::paste::PasteChoices;
use crate::api::describing::choices_in_use;
use crate::i18n::{Language, use_language};
use crate::settings::objects::icons::HUES;
use crate::settings::problems::Problems;
use crate::t;
use crate::ui::drag::{Drag, Rules, Spot};
use crate::ui::{Button, ButtonSize, Field, Icon, IconSize, Look, browser};

/// The word of the zone in which choices are carried.
const ZONE: &str = "choices";

/// The choices while they are edited, each with a number of its own.
#[derive(Clone, Copy)]
pub(super) struct Choices {
    pub(super) rows: RwSignal<Vec<(u32, Choice)>>,
    /// How many records carry a choice, by its key.
    pub(super) used: RwSignal<BTreeMap<String, u64>>,
    last: StoredValue<u32>,
}

impl Choices {
    fn of(choices: &[Choice]) -> Self {
        let new = Self {
            rows: RwSignal::new(Vec::new()),
            used: RwSignal::new(BTreeMap::new()),
            last: StoredValue::new(0),
        };
        new.fill(choices);
        new
    }

    fn number(self) -> u32 {
        self.last.update_value(|last| *last += 1);
        self.last.get_value()
    }

    fn fill(self, choices: &[Choice]) {
        let rows = choices.iter().map(|choice| (self.number(), choice.clone()));
        self.rows.set(rows.collect());
    }

    /// Adds choices behind those that are offered; each gets the next colour. Answers the number of the first.
    pub(super) fn add(self, new: Vec<Choice>) -> Option<u32> {
        let taken = self.rows.with_untracked(Vec::len);
        let rows: Vec<_> = new
            .into_iter()
            .enumerate()
            .map(|(at, mut choice)| {
                choice.hue = choice.hue.or(Some(HUES[(taken + at + 5) % HUES.len()]));
                (self.number(), choice)
            })
            .collect();
        let first = rows.first().map(|(number, _)| *number);
        self.rows.update(|all| {
            let end = all
                .iter()
                .position(|(_, choice)| choice.retired)
                .unwrap_or(all.len());
            all.splice(end..end, rows);
        });
        first
    }

    /// Changes one of them.
    pub(super) fn change(self, number: u32, change: impl FnOnce(&mut Choice)) {
        self.rows.update(|rows| {
            if let Some((_, choice)) = rows.iter_mut().find(|(own, _)| *own == number) {
                change(choice);
            }
        });
    }

    /// Takes one away that no record can carry yet.
    pub(super) fn remove(self, number: u32) {
        self.rows
            .update(|rows| rows.retain(|(own, _)| *own != number));
    }

    /// Puts one before the one that stands at `index` now, counted among those that are offered.
    pub(super) fn put(self, number: u32, index: usize) {
        self.rows.update(|rows| move_to(rows, number, index));
    }

    /// Where one stands among those that are offered.
    pub(super) fn place(self, number: u32) -> Option<usize> {
        self.rows.with(|rows| {
            let mut offered = rows.iter().filter(|(_, choice)| !choice.retired);
            offered.position(|(own, _)| *own == number)
        })
    }

    /// How many are offered.
    pub(super) fn offered(self) -> usize {
        self.rows
            .with(|rows| rows.iter().filter(|(_, choice)| !choice.retired).count())
    }
}

/// Moves a row before the one that stands at `index` now; those that were put away stay behind all others.
fn move_to(rows: &mut Vec<(u32, Choice)>, number: u32, index: usize) {
    let Some(from) = rows.iter().position(|(own, _)| *own == number) else {
        return;
    };
    let row = rows.remove(from);
    rows.insert((index - usize::from(from < index)).min(rows.len()), row);
    rows.sort_by_key(|(_, choice)| choice.retired);
}

/// The editor of a field's choices.
#[component]
pub fn ChoicesPart(draft: Draft, problems: Problems, object: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let choices = Choices::of(&draft.field.with_untracked(|field| field.choices.clone()));
    let is_pasting = RwSignal::new(false);
    let drag = drag(choices, language);
    follow(draft, choices, problems);
    count(draft, choices, object);
    let numbers = move |retired: bool| {
        Memo::new(move |_| {
            choices.rows.with(|rows| {
                let wanted = rows.iter().filter(|(_, choice)| choice.retired == retired);
                wanted.map(|(number, _)| *number).collect::<Vec<_>>()
            })
        })
    };
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
            <ChoiceRow choices drag number/>
        }
    };
    view! {
        <Field id="field-choices" label=t!(language, describing.choices) error=problems.at("choices") group=true>
            <p class="sr" id="choices-help">{t!(language, describing.drag_help)}</p>
            <p class="sr" role="status">{move || drag.said.get()}</p>
            <ul class="describing__choices" role="list" data-zone=ZONE data-choices="">
                <For each=move || offered.get() key=|number| *number children=row/>
                {move || slot(choices.offered())}
            </ul>
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
        Rules {
            accepts: Callback::new(|(_, zone): (String, String)| zone == ZONE),
            dropped: Callback::new(dropped),
            named: Callback::new(named),
            placed: Callback::new(placed),
        },
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

#[cfg(test)]
mod tests {
    use super::move_to;
    use contract::Choice;

    #[test]
    fn a_choice_goes_before_the_one_at_its_place() {
        let check = |number: u32, index: usize, expected: [u32; 4]| {
            let mut rows: Vec<_> = (1..=4)
                .map(|number| {
                    let retired = number == 4;
                    (
                        number,
                        Choice {
                            retired,
                            ..Choice::default()
                        },
                    )
                })
                .collect();
            move_to(&mut rows, number, index);
            let order: Vec<_> = rows.iter().map(|(number, _)| *number).collect();
            assert_eq!(order, expected, "{number} to {index}");
        };
        check(1, 2, [2, 1, 3, 4]);
        check(3, 0, [3, 1, 2, 4]);
        check(1, 4, [2, 3, 1, 4]);
        check(2, 2, [1, 2, 3, 4]);
    }
}
