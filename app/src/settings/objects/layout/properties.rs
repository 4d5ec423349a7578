//! What is said of the part that is selected.

use leptos::prelude::*;

use super::editor::{Editor, Part};
use super::field_side::FieldSide;
use super::layout_side::LayoutSide;
use super::section_side::SectionSide;

/// The panel at the right. `prefix` makes its ids the only ones of the page.
#[component]
pub fn Properties(editor: Editor, prefix: &'static str) -> impl IntoView {
    // Which arrangement is meant changes what the inputs are about.
    let about = Memo::new(move |_| (editor.which.get(), editor.part.get()));
    move || match about.get() {
        (_, Part::Field(key)) => view! { <FieldSide editor prefix key/> }.into_any(),
        (_, Part::Section(at)) => view! { <SectionSide editor prefix at/> }.into_any(),
        (_, Part::Whole) => view! { <LayoutSide editor prefix/> }.into_any(),
    }
}

/// A signal of one part of the plan, as an input wants it: what is typed goes into the plan, and an undo shows in the
/// input.
pub(super) fn bound<T>(
    read: impl Fn() -> T + Copy + Send + Sync + 'static,
    write: impl Fn(T) + Copy + Send + Sync + 'static,
) -> RwSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let held = RwSignal::new(untrack(read));
    let outside = Memo::new(move |_| read());
    Effect::new(move |is_known: Option<()>| {
        let value = outside.get();
        if is_known.is_some() && held.with_untracked(|held| *held != value) {
            held.set(value);
        }
    });
    Effect::new(move |is_known: Option<()>| {
        let value = held.get();
        if is_known.is_some() && untrack(read) != value {
            write(value);
        }
    });
    held
}
