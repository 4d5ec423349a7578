//! The list of keys, opened by `?`.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Dialog, DialogBody};

/// Every key that works on all pages, and those of lists and records.
#[component]
pub(super) fn KeyList(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let rows: [(&[&str], &str); 17] = [
        (&["Ctrl", "K"], t!(language, shell.key_search)),
        (&["/"], t!(language, shell.key_find)),
        (&["L"], t!(language, shell.key_log)),
        (&["C"], t!(language, shell.key_create)),
        (&["F"], t!(language, shell.key_filter)),
        (&["E"], t!(language, shell.key_edit)),
        (&["G", "T"], t!(language, shell.key_today)),
        (&["G", "C"], t!(language, shell.key_customers)),
        (&["G", "P"], t!(language, shell.key_contacts)),
        (&["G", "L"], t!(language, shell.key_leads)),
        (&["G", "D"], t!(language, shell.key_deals)),
        (&["G", "A"], t!(language, shell.key_activities)),
        (&["J", "K"], t!(language, shell.key_rows)),
        (&["1", "9"], t!(language, shell.key_views)),
        (&["["], t!(language, shell.key_fold)),
        (&["Ctrl", "Z"], t!(language, shell.key_undo)),
        (&["?"], t!(language, shell.key_list)),
    ];
    let row = |(keys, words): (&'static [&'static str], &'static str)| {
        let keys = keys
            .iter()
            .map(|key| view! { <kbd data-mod=(*key == "Ctrl").then_some("")>{*key}</kbd> })
            .collect_view();
        view! { <div class="flex between"><dt>{words}</dt><dd>{keys}</dd></div> }
    };
    view! {
        <Dialog title=t!(language, shell.keys) on_close>
            <DialogBody>
                <dl class="stack sm keylist">{rows.map(row).collect_view()}</dl>
            </DialogBody>
        </Dialog>
    }
}
