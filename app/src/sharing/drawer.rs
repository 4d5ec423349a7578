//! Who has a record or what a filter holds, beside those whose roles reach it.

use contract::dto::sharing::{RecordShares, ShareInfo, Subject};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::{HolderField, ShareFields, ShareForm};
use super::line::ShareLine;
use crate::api::Answer;
use crate::api::sharing::{end_share, give_share, shares};
use crate::i18n::use_language;
use crate::records::page::lasting;
use crate::t;
use crate::ui::{
    Banner, BannerLook, DialogForm, Drawer, SkeletonRows, failure_text, unread_text, use_toasts,
};

/// Lists who has it, and shares it with more.
#[component]
pub fn ShareDrawer(
    /// The key of the object.
    object: String,
    subject: Subject,
    /// What it is called.
    #[prop(into)]
    title: String,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let form = ShareForm::new(language, "");
    let known = RwSignal::new(None::<Answer<RecordShares>>);
    let (object, subject) = (StoredValue::new(object), StoredValue::new(subject));
    let load = Callback::new(move |()| {
        let record = subject.with_value(|subject| match subject {
            Subject::Record(id) => Some(*id),
            Subject::Question(_) => None,
        });
        let asked = shares(object.get_value(), record);
        spawn_local(async move {
            known.try_set(Some(asked.await));
        });
    });
    Effect::new(move |_| load.run(()));
    let send = move |()| {
        let filled = object.with_value(|object| form.filled(object, subject.get_value(), false));
        let Some(share) = filled else { return };
        let undo = StoredValue::new(None::<uuid::Uuid>);
        let taken = lasting(move || {
            let Some(id) = undo.try_get_value().flatten() else {
                return;
            };
            spawn_local(async move {
                if let Err(failure) = end_share(id).await {
                    toasts.fail(failure_text(language, &failure));
                }
                load.try_run(());
            });
        });
        form.sending.send(give_share(share), move |id| {
            undo.try_set_value(Some(id));
            toasts.show(t!(language, sharing.shared), taken);
            form.clear();
            load.try_run(());
        });
    };
    let holders = Signal::derive(move || {
        known.with(|known| match known {
            Some(Ok(known)) => known.holders.clone(),
            _ => Vec::new(),
        })
    });
    let is_filter = subject.with_value(|subject| matches!(subject, Subject::Question(_)));
    let hint = match is_filter {
        true => t!(language, sharing.filter_hint),
        false => t!(language, sharing.record_hint),
    };
    let list = move || {
        known.with(|known| match known {
            None => view! { <SkeletonRows count=2/> }.into_any(),
            Some(Err(failure)) => {
                view! { <Banner look=BannerLook::Bad text=unread_text(language, failure)/> }
                    .into_any()
            }
            Some(Ok(known)) => {
                view! { <Held shares=known.shares.clone() says_what=is_filter on_change=load/> }
                    .into_any()
            }
        })
    };
    view! {
        <Drawer title=t!(language, sharing.share_named, title) on_close>
            <DialogForm
                act=t!(language, sharing.share)
                sending=form.sending
                on_send=send
                on_close
                out=t!(language, common.close)
                is_light=true
            >
                <p class="sm muted">{hint}</p>
                {list}
                <HolderField form holders/>
                <ShareFields form is_request=false/>
            </DialogForm>
        </Drawer>
    }
}

/// Those who have it.
#[component]
fn Held(shares: Vec<ShareInfo>, says_what: bool, on_change: Callback<()>) -> impl IntoView {
    let language = use_language();
    if shares.is_empty() {
        return view! { <p class="sm">{t!(language, sharing.nobody)}</p> }.into_any();
    }
    let lines = shares
        .into_iter()
        .map(|share| view! { <ShareLine share says_what on_change/> })
        .collect_view();
    view! { <ul class="card rows sharing__list">{lines}</ul> }.into_any()
}
