//! The page on which an object is laid out.

use contract::dto::defining::ObjectInfo;
use leptos::ev;
use leptos::prelude::*;

use super::bar::Bar;
use super::canvas::Canvas;
use super::carrying;
use super::editor::{Editor, Sheet};
use super::kept;
use super::palette::Palette;
use super::preview::LayoutPreview;
use super::properties::Properties;
use super::publish::Publishing;
use super::tile::Lifted;
use crate::i18n::use_language;
use crate::settings::objects::address::Place;
use crate::settings::objects::described::use_described;
use crate::settings::objects::field::LayoutFieldDialog;
use crate::shell::use_crumbs;
use crate::t;
use crate::ui::drag::Drag;
use crate::ui::unsaved::ask_while;
use crate::ui::{DialogBody, Drawer, browser, use_toasts};

/// The editor of one object's layout.
#[component]
pub fn LayoutPage(
    /// Key of the object.
    object: String,
) -> impl IntoView {
    let described = use_described();
    let info = untrack(|| described.object(&object));
    info.map(|info| view! { <Laid info/> })
}

#[component]
fn Laid(info: ObjectInfo) -> impl IntoView {
    let language = use_language();
    let crumbs = use_crumbs();
    let label = info.object.label.get(language).to_owned();
    let plural = info.object.plural.get(language).to_owned();
    let address = Place::Fields(info.object.key.clone(), None).address();
    let title = move || {
        crumbs
            .title(t!(language, describing.page_of, object = label))
            .above(plural.clone(), address.clone());
    };
    title();
    Effect::new(move |_| title());
    let editor = Editor::new(&info);
    let publishing = Publishing::new(editor);
    let drag = carrying::drag(editor, language);
    keep_when_left(editor);
    steps_by_keys(editor);
    ask_while(move || untrack(|| editor.is_changed()));
    let middle = move || match editor.is_preview.get() {
        true => view! { <LayoutPreview editor/> }.into_any(),
        false => view! { <Canvas editor drag/> }.into_any(),
    };
    view! {
        <Bar editor publishing/>
        <p class="sr" id="layout-help">{t!(language, describing.drag_help)}</p>
        <p class="sr" role="status">{move || drag.said.get()}</p>
        <div
            class="split describing__editor"
            data-layout=""
            data-lifted=move || drag.lift.with(Option::is_some).then_some("")
            on:touchmove=move |event| if drag.is_busy() && event.cancelable() { event.prevent_default() }
            on:contextmenu=move |event| if drag.is_busy() { event.prevent_default() }
        >
            <aside class="pad hide-t" aria-label=t!(language, describing.fields)><Palette editor drag/></aside>
            <section class="describing__canvas" aria-label=t!(language, describing.page) tabindex="-1">{middle}</section>
            <aside class="pad hide-t" aria-label=t!(language, describing.properties)><Properties editor prefix="side"/></aside>
        </div>
        <Sheets editor drag/>
        <Lifted editor drag/>
        <LayoutFieldDialog object=editor.key describing=editor.describing/>
    }
}

/// On small screens the panels at the sides open as sheets.
#[component]
fn Sheets(editor: Editor, drag: Drag) -> impl IntoView {
    let language = use_language();
    let close = move |()| editor.sheet.set(None);
    move || {
        editor.sheet.get().map(|sheet| match sheet {
            Sheet::Fields => view! {
                <Drawer title=t!(language, describing.fields) on_close=close>
                    <DialogBody><Palette editor drag/></DialogBody>
                </Drawer>
            }
            .into_any(),
            Sheet::Properties => view! {
                <Drawer title=t!(language, describing.properties) on_close=close>
                    <DialogBody><Properties editor prefix="sheet"/></DialogBody>
                </Drawer>
            }
            .into_any(),
        })
    }
}

/// A plan that is left before it is published is not lost: it is there again when one comes back.
fn keep_when_left(editor: Editor) {
    let language = use_language();
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some((plan, version)) = kept::take(&editor.key.get_value()) {
            editor.version.set(version);
            editor.change(|own| *own = plan);
            toasts.say(t!(language, describing.taken_up));
        }
    });
    on_cleanup(move || {
        let changed = editor
            .plan
            .try_get_untracked()
            .filter(|_| untrack(|| editor.is_changed()));
        let Some(plan) = changed else { return };
        kept::keep(
            &editor.key.get_value(),
            plan,
            editor.version.get_untracked(),
        );
        toasts.say(t!(language, describing.left_unpublished));
    });
}

/// ⌘Z takes a step back, ⇧⌘Z makes it anew; not while somebody types.
fn steps_by_keys(editor: Editor) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            let is_command = event.ctrl_key() || event.meta_key();
            if !is_command
                || browser::is_typing(&event)
                || browser::has_modal()
                || event.default_prevented()
            {
                return;
            }
            match (event.key().to_lowercase().as_str(), event.shift_key()) {
                ("z", false) => editor.undo(),
                ("z", true) | ("y", _) => editor.redo(),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || handle.remove());
    });
}
