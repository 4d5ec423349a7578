//! The list of keys, opened by `?`.

use leptos::prelude::*;

use super::key_table::{Deed, KEYS, Row, Where};
use super::keys::address;
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_visitor};
use crate::t;
use crate::ui::{Dialog, DialogBody};

/// Every key there is, by where it works; without those that lead where the person may not go.
#[component]
pub(super) fn KeyList(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let visitor = use_visitor();
    let leads = move |row: &&Row| match row.deed {
        Deed::Go(object) => {
            catalogue.with_untracked(|catalogue| address(catalogue, object).is_some())
        }
        _ => true,
    };
    let group = move |at: Where| {
        let rows = KEYS.iter().filter(|row| row.at == at).filter(leads);
        let rows = rows.map(|row| view! {
            <div class="flex between"><dt>{(row.says)(language)}</dt><dd>{caps(row.keys)}</dd></div>
        });
        view! {
            <h3 class="label">{at.label(language)}</h3>
            <dl class="stack sm keylist">{rows.collect_view()}</dl>
        }
    };
    let is_off = move || !visitor.with(|visitor| visitor.preferences.single_keys);
    view! {
        <Dialog title=t!(language, shell.keys) on_close>
            <DialogBody>
                <div class="stack">
                    {move || is_off().then(|| view! { <p class="sm muted">{t!(language, search.keys_off)}</p> })}
                    {Where::ALL.map(group).collect_view()}
                    <p class="sm"><a href="/settings" on:click=move |_| on_close.run(())>{t!(language, search.keys_change)}</a></p>
                </div>
            </DialogBody>
        </Dialog>
    }
}

fn caps(keys: &'static [&'static str]) -> impl IntoView {
    keys.iter()
        .map(|key| view! { <kbd data-mod=(*key == "Ctrl").then_some("")>{*key}</kbd> })
        .collect_view()
}
