//! The bar over the editor: whose arrangement, how wide, undo and redo, preview, publish.

use leptos::prelude::*;

use super::editor::{Editor, Sheet, label_or};
use super::publish::Publishing;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, IconButton, Look, Seg, Select};

/// Chosen in the list of arrangements, makes another one.
const ANOTHER: &str = "+";

/// The bar.
#[component]
pub fn Bar(editor: Editor, publishing: Publishing) -> impl IntoView {
    let language = use_language();
    let widths = vec![
        (
            "desktop".to_owned(),
            t!(language, describing.desktop).to_owned(),
        ),
        (
            "phone".to_owned(),
            t!(language, describing.phone).to_owned(),
        ),
    ];
    let width = Signal::derive(move || {
        if editor.narrow.get() {
            "phone"
        } else {
            "desktop"
        }
        .to_owned()
    });
    let is_changed = Memo::new(move |_| editor.is_changed());
    let state = move || match is_changed.get() {
        true => t!(language, describing.not_published),
        false => t!(language, describing.all_published),
    };
    view! {
        <div class="bar bar--line">
            <div class="flex grow">
                <Which editor/>
                <Seg
                    label=t!(language, describing.preview_size)
                    options=Signal::stored(widths)
                    value=width
                    on_pick=move |word: String| editor.narrow.set(word == "phone")
                    class="seg--sm"
                />
            </div>
            <span class="xs faint hide-m" role="status">{state}</span>
            <div class="flex hide-m"><Steps editor/></div>
            <Button
                label=t!(language, describing.preview_button)
                class="hide-m"
                pressed=Signal::derive(move || Some(editor.is_preview.get()))
                on_press=move |()| editor.is_preview.update(|is_on| *is_on = !*is_on)
            />
            <Button
                label=t!(language, describing.publish)
                look=Look::Primary
                busy=publishing.is_busy
                disabled=Signal::derive(move || !is_changed.get())
                on_press=move |()| publishing.publish()
            />
        </div>
        <div class="bar bar--line only-t">
            <Button label=t!(language, describing.fields) icon="list" on_press=move |()| editor.sheet.set(Some(Sheet::Fields))/>
            <IconButton label=t!(language, describing.properties) icon="settings" on_press=move |()| {
                editor.part.set(super::editor::Part::Whole);
                editor.sheet.set(Some(Sheet::Properties));
            }/>
            <IconButton
                label=t!(language, describing.preview_button)
                icon="eye"
                class="only-m"
                pressed=Signal::derive(move || Some(editor.is_preview.get()))
                on_press=move |()| editor.is_preview.update(|is_on| *is_on = !*is_on)
            />
            <div class="flex only-m describing__steps"><Steps editor/></div>
        </div>
        <Faster publishing/>
    }
}

/// One step back, one on.
#[component]
fn Steps(editor: Editor) -> impl IntoView {
    let language = use_language();
    view! {
            <IconButton
                label=t!(language, common.undo)
                icon="undo"
                disabled=Signal::derive(move || !editor.reach.get().0)
                on_press=move |()| editor.undo()
            />
            <IconButton
                label=t!(language, describing.redo)
                icon="redo"
                disabled=Signal::derive(move || !editor.reach.get().1)
                on_press=move |()| editor.redo()
            />
    }
}

/// Whose arrangement is shown.
#[component]
fn Which(editor: Editor) -> impl IntoView {
    let language = use_language();
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(editor.which.get()));
    let options = Signal::derive(move || {
        let everybody = (
            String::new(),
            t!(language, describing.for_everybody).to_owned(),
        );
        let others = editor
            .plan
            .with(|plan| plan.layouts.clone())
            .into_iter()
            .map(|layout| {
                let words = label_or(&layout.label, t!(language, describing.layout), language);
                (layout.key, words)
            });
        let another = (
            ANOTHER.to_owned(),
            t!(language, describing.add_layout).to_owned(),
        );
        std::iter::once(everybody)
            .chain(others)
            .chain([another])
            .collect::<Vec<_>>()
    });
    let pick = move |()| match value.get_untracked().as_str() {
        ANOTHER => {
            value.set(editor.which.get_untracked());
            editor.add_layout();
        }
        key => {
            editor.which.set(key.to_owned());
            editor.part.set(super::editor::Part::Whole);
        }
    };
    view! {
        <Select value options label=t!(language, describing.layouts) class="input--sm describing__which" on_change=pick/>
    }
}

/// What a colleague published meanwhile.
#[component]
fn Faster(publishing: Publishing) -> impl IntoView {
    let language = use_language();
    move || {
        publishing.theirs.get().map(|theirs| {
            let text = t!(language, describing.layout_outdated, name = theirs.by);
            view! {
                <Banner text look=BannerLook::Warn>
                    <Button label=t!(language, describing.load_again) icon="refresh" on_press=move |()| publishing.take_theirs()/>
                    <Button label=t!(language, describing.publish_mine) on_press=move |()| publishing.keep_mine()/>
                </Banner>
            }
        })
    }
}
