//! Sign-ins from browsers or networks that were not known: told until their person has seen them.

use contract::dto::signing::NewSignIn;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::visitor_slot;
use crate::api::session::notices_seen;
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, Moment, failure_text, use_toasts};

/// A line with the last of them.
#[component]
pub(super) fn NewSignIns() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let toasts = use_toasts();
    let slot = visitor_slot();
    let is_busy = RwSignal::new(false);
    let seen = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = notices_seen().await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => slot.update(|visitor| {
                    if let Some(me) = &mut visitor.me {
                        me.new_sign_ins.clear();
                    }
                }),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    let last = Memo::new(move |_| me.with(|me| me.new_sign_ins.first().cloned()));
    let more = move || me.with(|me| me.new_sign_ins.len().saturating_sub(1));
    move || {
        last.get().map(|one| {
            let others = more();
            view! {
                <div class="banner banner--warn">
                    <Icon name="shield"/>
                    <span class="grow">
                        {words(&one)}" "<Moment at=one.at/>
                        {(others > 0).then(|| format!(" · {}", t!(language, shell.more_sign_ins, count = others)))}
                    </span>
                    <Button label=t!(language, shell.it_was_me) size=ButtonSize::Small busy=is_busy on_press=seen/>
                    <a class="btn btn--sm" href="/settings/security">{t!(language, shell.it_was_not_me)}</a>
                </div>
            }
        })
    }
}

fn words(one: &NewSignIn) -> String {
    let language = use_language();
    let (device, address) = (&one.device, &one.address);
    match (one.is_new_device, one.is_new_network) {
        (true, true) => t!(language, shell.new_place, device, address),
        (true, false) => t!(language, shell.new_device, device),
        (false, _) => t!(language, shell.new_network, device, address),
    }
}
