//! Asking for access to what one does not see.

use contract::dto::sharing::Subject;
use leptos::prelude::*;
use uuid::Uuid;

use super::form::{ShareFields, ShareForm};
use crate::api::sharing::ask_access;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{FormDialog, use_toasts};

/// Where it is asked for a record, whether there is one or not.
pub(crate) fn asking_address(object: &str, id: Uuid) -> String {
    format!("/settings/grants?object={object}&record={id}")
}

/// Asks for a grant to a record that a link names. Nothing tells whether there is such a record.
#[component]
pub fn AskAccess(
    object: String,
    record: Uuid,
    #[prop(into)] on_close: Callback<()>,
    on_asked: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let form = ShareForm::new(language, "1");
    let name = use_catalogue().with_untracked(|catalogue| {
        let object = catalogue.object(&object);
        object.map_or_else(String::new, |object| object.label.get(language).to_owned())
    });
    let send = move |()| {
        let Some(share) = form.filled(&object, Subject::Record(record), true) else {
            return;
        };
        form.sending.send(ask_access(share), move |_| {
            toasts.say(t!(language, sharing.asked));
            on_asked.try_run(());
            on_close.try_run(());
        });
    };
    view! {
        <FormDialog title=t!(language, sharing.ask) sending=form.sending on_send=send on_close>
            <p class="sm muted">{t!(language, sharing.ask_hint, object = name)}</p>
            <ShareFields form is_request=true/>
        </FormDialog>
    }
}
