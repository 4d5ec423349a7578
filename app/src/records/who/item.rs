//! In the menu of a record: who can see it.

use leptos::prelude::*;

use super::WhoDrawer;
use crate::i18n::use_language;
use crate::records::OpenRecord;
use crate::shell::use_me;
use crate::t;
use crate::ui::MenuItem;

/// The item, for whom the server answers: who looks after it all, and who owns the record.
#[component]
pub fn WhoItem(open: OpenRecord, asked: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let may_ask = move || {
        let owner = open.page.with(|page| page.record.value("owner").id());
        me.with(|me| me.is_administrator() || me.may_read_log || owner == Some(me.id))
    };
    move || {
        may_ask().then(|| {
            view! { <MenuItem label=t!(language, who.menu) icon="eye" on_pick=move |()| asked.set(true)/> }
        })
    }
}

/// The drawer that it opens.
#[component]
pub fn WhoHost(open: OpenRecord, asked: RwSignal<bool>) -> impl IntoView {
    move || {
        asked.get().then(|| {
            let title = untrack(|| open.title());
            view! { <WhoDrawer object=open.object() id=open.id() title on_close=move |()| asked.set(false)/> }
        })
    }
}
