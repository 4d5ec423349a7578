//! Many records shared with a person, a role or a team.

use contract::dto::bulk::Deed;
use contract::dto::sharing::{Holder, Subject, Terms};
use contract::{Label, ObjectDef, objects};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::Answer;
use crate::api::bulk::start_bulk;
use crate::api::sharing::shares;
use crate::i18n::use_language;
use crate::records::list::{Listing, count_text};
use crate::sharing::form::{HolderField, ShareFields, ShareForm};
use crate::shell::use_many_at_once;
use crate::t;
use crate::ui::{Banner, BannerLook, DialogForm, Drawer, browser, unread_text};

/// Users know each other anyway, and lines go with what they belong to.
pub(super) fn is_shareable(object: &ObjectDef) -> bool {
    object.key != objects::USER && object.line_of.is_none()
}

/// Asks with whom, how far and how long, and begins.
#[component]
pub(crate) fn ShareMany(listing: Listing, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let many = use_many_at_once();
    let form = ShareForm::new(language, "");
    let known = RwSignal::new(Answer::Ok(Vec::<(Holder, Label)>::new()));
    let picked = listing.picked;
    Effect::new(move |_| {
        let asked = shares(untrack(|| listing.key()), None);
        spawn_local(async move {
            known.try_set(asked.await.map(|found| found.holders));
        });
    });
    // Made once for all tries, so that a second one starts no second deed.
    let id = StoredValue::new(Uuid::now_v7());
    let send = move |()| {
        let any = Subject::Record(Uuid::nil());
        let Some(share) = form.filled(&listing.key(), any, false) else {
            return browser::focus_invalid();
        };
        let (id, deed) = (id.get_value(), Deed::Share(Terms::from(share)));
        let begun = start_bulk(id, picked.selection(listing.key()), deed);
        form.sending.send(begun, move |_| {
            many.watch(id);
            picked.clear();
            on_close.try_run(());
        });
    };
    let holders = Signal::derive(move || known.get().unwrap_or_default());
    let unread = move || {
        let text = known.with(|known| known.as_ref().err().map(|one| unread_text(language, one)));
        text.map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    let title = t!(
        language,
        lists.share_many,
        number = count_text(untrack(|| picked.count()))
    );
    view! {
        <Drawer title on_close>
            <DialogForm act=t!(language, sharing.share) is_light=true sending=form.sending on_send=send on_close>
                <p class="sm muted">{t!(language, lists.share_many_help)}</p>
                {unread}
                <HolderField form holders/>
                <ShareFields form is_request=false/>
            </DialogForm>
        </Drawer>
    }
}
