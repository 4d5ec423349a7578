//! What a picked line does.

use contract::dto::search::Hit;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::item::{Act, Item};
use crate::api::search::star;
use crate::api::session::sign_out;
use crate::i18n::{Language, use_language};
use crate::shell::{
    Export, NewRecord, language_setter, theme_setter, use_catalogue, use_quick_log,
};
use crate::t;
use crate::ui::{Toasts, browser, failure_text, use_toasts};

/// What a picked line does; with `true` a page is opened beside this one.
pub(super) fn runner() -> Callback<(Item, bool)> {
    let navigate = use_navigate();
    let catalogue = use_catalogue();
    let language = use_language();
    let toasts = use_toasts();
    let log = use_quick_log();
    let theme = theme_setter();
    let tongue = language_setter();
    let on_new = expect_context::<NewRecord>().on_new;
    let on_export = expect_context::<Export>().on_export;
    Callback::new(move |(item, new_tab): (Item, bool)| {
        if let Some(address) = catalogue.with_untracked(|catalogue| item.address(catalogue)) {
            if !new_tab || !open_beside(&address) {
                navigate(&address, Default::default());
            }
            return;
        }
        let Item::Command { act, .. } = item else {
            return;
        };
        match act {
            Act::Log(about) => log.open(about),
            Act::Theme(wanted) => theme.run(wanted),
            Act::Language(wanted) => tongue.run(wanted),
            Act::ListKeys => press("?"),
            Act::Create => run(on_new),
            Act::Export => run(on_export),
            Act::NewTab(address) => {
                if !open_beside(&address) {
                    navigate(&address, Default::default());
                }
            }
            Act::Copy(address) => {
                let origin = window().location().origin().unwrap_or_default();
                browser::copy(&format!("{origin}{address}"));
                toasts.say(t!(language, search.link_copied));
            }
            Act::Star(hit, is_starred) => mark(hit, is_starred, language, toasts),
            Act::SignOut => leave(language, toasts),
            Act::Go(_) => {}
        }
    })
}

fn run(slot: RwSignal<Option<Callback<()>>>) {
    if let Some(deed) = slot.get_untracked() {
        deed.run(());
    }
}

/// Refused where the person forbids new tabs; then it opens here.
fn open_beside(address: &str) -> bool {
    window()
        .open_with_url_and_target(address, "_blank")
        .is_ok_and(|tab| tab.is_some())
}

/// Marks a record or takes the mark from it; the undo does the opposite.
pub(crate) fn mark(hit: Hit, is_starred: bool, language: Language, toasts: Toasts) {
    spawn_local(async move {
        if let Err(failure) = star(hit.object.clone(), hit.id, is_starred).await {
            return toasts.fail(failure_text(language, &failure));
        }
        let name = hit.title.clone();
        let said = match is_starred {
            true => t!(language, search.starred, name),
            false => t!(language, search.unstarred, name),
        };
        toasts.show(said, move || {
            mark(hit.clone(), !is_starred, language, toasts);
        });
    });
}

fn leave(language: Language, toasts: Toasts) {
    spawn_local(async move {
        if let Err(failure) = sign_out().await {
            toasts.fail(failure_text(language, &failure));
        }
    });
}

/// Does what a key does, as soon as the palette is gone.
fn press(key: &'static str) {
    request_animation_frame(move || {
        let init = web_sys::KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
        if let (Ok(event), Some(body)) = (event, document().body()) {
            // Says whether somebody prevented the default, which does not matter here.
            let _ = body.dispatch_event(&event);
        }
    });
}
