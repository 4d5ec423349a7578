//! Beginning a deed on many records.

use contract::dto::bulk::{Deed, Selection};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::bulk::start_bulk;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::shell::use_many_at_once;
use crate::ui::unsaved::sending;
use crate::ui::{failure_text, use_toasts};

/// Begins a deed and shows its progress. `done` is told whether it has begun; what is wrong with the deed itself is
/// for `done` to show, everything else is said here. Made at the top of a component.
pub(crate) fn begin()
-> impl Fn(Selection, Deed, Callback<Answer<()>>) + Copy + Send + Sync + 'static {
    let many = use_many_at_once();
    let toasts = use_toasts();
    let language = use_language();
    move |selection, deed, done| {
        // Made once for all tries of this press.
        let id = Uuid::now_v7();
        spawn_local(async move {
            match sending(start_bulk(id, selection, deed)).await {
                Ok(_) => {
                    many.watch(id);
                    done.try_run(Ok(()));
                }
                Err(failure) => {
                    let is_invalid =
                        matches!(&failure, Failure::Refused(contract::Refusal::Invalid(_)));
                    if !is_invalid {
                        toasts.fail(failure_text(language, &failure));
                    }
                    done.try_run(Err(failure));
                }
            }
        });
    }
}
