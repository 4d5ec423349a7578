//! Many records for a colleague.

use contract::Value;
use contract::dto::bulk::Deed;
use leptos::prelude::*;

use super::begin::begin;
use crate::api::Answer;
use crate::i18n::use_language;
use crate::records::hand_over::HandOverDialog;
use crate::records::list::{Listing, count_text};
use crate::t;

/// Asks for a colleague and hands the chosen records over.
#[component]
pub(crate) fn HandOverMany(listing: Listing, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let busy = RwSignal::new(false);
    let picked = listing.picked;
    let start = begin();
    let told = Callback::new(move |answer: Answer<()>| {
        busy.try_set(false);
        if answer.is_ok() {
            picked.clear();
            on_close.run(());
        }
    });
    let hand_over = move |owner: Value| {
        let values = [("owner".to_owned(), owner)].into();
        start(picked.selection(listing.key()), Deed::Set(values), told);
    };
    let title = t!(
        language,
        lists.hand_over_many,
        number = count_text(untrack(|| picked.count()))
    );
    view! { <HandOverDialog title busy on_pick=hand_over on_close/> }
}
