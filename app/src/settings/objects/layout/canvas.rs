//! The page as it is arranged: highlights, sections, and the columns of the list.

use contract::{Label, Language, Section};
use leptos::prelude::*;

use super::canvas_lists::{Columns, Facts};
use super::carrying::{SECTIONS, Thing};
use super::editor::{Editor, Part};
use super::section_card::SectionCard;
use crate::i18n::use_language;
use crate::t;
use crate::ui::drag::{Drag, focus_item};
use crate::ui::{Button, Look};

/// The middle of the editor.
#[component]
pub fn Canvas(editor: Editor, drag: Drag) -> impl IntoView {
    let language = use_language();
    let count = Memo::new(move |_| editor.with_layout(|layout| layout.sections.len()));
    // The cards are made anew with another arrangement, since they know their sections by number.
    let numbers = move || {
        let which = editor.which.get();
        (0..count.get())
            .map(|at| (which.clone(), at))
            .collect::<Vec<_>>()
    };
    let add = move |()| {
        let label = Label::new(
            t!(Language::English, describing.new_section),
            t!(Language::Chinese, describing.new_section),
        );
        editor.change_layout("", |layout| {
            layout.sections.push(Section {
                label,
                ..Section::default()
            });
        });
        let last = editor.with_layout_untracked(|layout| layout.sections.len().saturating_sub(1));
        editor.select(Part::Section(last));
        focus_item(&Thing::Section(last).word());
    };
    let slot = move |index: usize| {
        (drag.slot(SECTIONS) == Some(index))
            .then(|| view! { <div class="slot" aria-hidden="true"></div> })
    };
    let card = move |(_, at): (String, usize)| {
        view! {
            {move || slot(at)}
            <SectionCard editor drag at/>
        }
    };
    view! {
        <div
            class="stack describing__sheet"
            data-narrow=move || editor.narrow.get().then_some("")
        >
            <Facts editor drag/>
            <div class="stack" data-zone=SECTIONS>
                <For each=numbers key=Clone::clone children=card/>
                {move || slot(count.get())}
            </div>
            <Button label=t!(language, describing.add_section) look=Look::Ghost icon="plus" on_press=add/>
            <Columns editor drag/>
        </div>
    }
}
