//! What somebody owns in numbers, and to whom it goes.

use contract::dto::handover::{Belongings, HandOverStatus};
use contract::objects::ACTIVITY;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::draft::{Draft, THINGS, called};
use crate::api::handover::hand_over;
use crate::i18n::use_language;
use crate::records::inputs::PeopleBox;
use crate::shell::{use_me, with_proof};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Checkbox, DialogBody, DialogButtons, DialogFoot, Field, Suggested,
};

#[component]
pub fn HandOverForm(
    user: Uuid,
    has: Belongings,
    leaves: bool,
    begun: RwSignal<Option<HandOverStatus>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let draft = Draft::new(user, &has, leaves && !has.has_left);
    let is_busy = RwSignal::new(false);
    // A second try of the same act finds the first.
    let id = Uuid::now_v7();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() || untrack(|| draft.is_empty()) {
            return;
        }
        is_busy.set(true);
        draft.trouble.set(None);
        spawn_local(async move {
            let answer = with_proof(|| hand_over(id, draft.asked())).await;
            is_busy.try_set(false);
            match answer {
                Ok(status) => {
                    begun.try_set(Some(status));
                }
                Err(failure) => draft.failed(&failure),
            }
        });
    };
    let act = match leaves {
        true => t!(language, handover.deactivate),
        false => t!(language, handover.hand_over),
    };
    let is_own = use_me().with_untracked(|me| me.id == user);
    let may_leave = !is_own && !has.has_left;
    let failed = move || {
        let text = draft.trouble.get();
        text.map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    let is_empty = Signal::derive(move || draft.is_empty());
    let (name, keys) = (has.name.clone(), has.keys);
    view! {
        <form on:submit=send novalidate>
            <DialogBody>
                <Owned draft has/>
                {may_leave.then(|| view! { <Leaving draft name keys/> })}
                {failed}
            </DialogBody>
            <DialogFoot>
                <DialogButtons act busy=is_busy disabled=is_empty on_close/>
            </DialogFoot>
        </form>
    }
}

/// Everything, with one colleague for all of it or one for each part.
#[component]
fn Owned(draft: Draft, has: Belongings) -> impl IntoView {
    let language = use_language();
    if has.is_empty() {
        let said = t!(language, handover.owns_nothing, name = has.name);
        return view! { <p class="muted">{said}</p> }.into_any();
    }
    let counts = StoredValue::new(has.clone());
    let name = StoredValue::new(has.name);
    let parts = move || {
        let each = draft.each.get_value().into_iter();
        each.map(|(key, to)| {
            let count = counts.with_value(|has| count_of(has, &key));
            view! { <Part draft key count to name/> }
        })
        .collect_view()
    };
    let to_all = move || {
        (!draft.is_split.get()).then(|| {
            view! {
                <Field id="hand-over-to" label=t!(language, handover.to)>
                    <PeopleBox id="hand-over-to-box" value=draft.to autofocus=true/>
                </Field>
            }
        })
    };
    view! {
        {to_all}
        <Checkbox
            checked=draft.is_split
            label=t!(language, handover.split)
            on_change=move |()| draft.spread()
        />
        <ul class="rows card" role="list">{parts}</ul>
    }
    .into_any()
}

fn count_of(has: &Belongings, key: &str) -> u64 {
    if key == THINGS {
        return has.views + has.plans;
    }
    let owned = has.objects.iter().find(|owned| owned.object == key);
    owned.map_or(0, |owned| owned.count)
}

/// The records of one object.
#[component]
fn Part(
    draft: Draft,
    key: String,
    count: u64,
    to: RwSignal<Option<Suggested>>,
    name: StoredValue<String>,
) -> impl IntoView {
    let language = use_language();
    let words = called(&key, language);
    let note = (key == ACTIVITY)
        .then(|| view! { <div class="xs faint">{t!(language, handover.open_only)}</div> });
    let number = match key == THINGS {
        true => crate::ui::format::number(i64::try_from(count).unwrap_or(i64::MAX)),
        false => t!(language, handover.owns, count),
    };
    let label = StoredValue::new(format!("{}: {words}", t!(language, handover.to)));
    let field = StoredValue::new(format!("hand-over-{key}"));
    let who = move || {
        draft.is_split.get().then(|| {
            let stays = move || {
                to.with(Option::is_none)
                    .then(|| t!(language, handover.stays, name = name.get_value()))
            };
            view! {
                <div class="handover__who">
                    <PeopleBox id=field.get_value() value=to label=label.get_value()/>
                    <div class="xs faint">{stays}</div>
                </div>
            }
        })
    };
    view! {
        <li class="row wrap">
            <div class="row__main"><div>{words}</div>{note}</div>
            <span class="num muted">{number}</span>
            {who}
        </li>
    }
}

#[component]
fn Leaving(draft: Draft, name: String, keys: u64) -> impl IntoView {
    let language = use_language();
    let keys = (keys > 0).then(|| t!(language, handover.keys, count = keys));
    view! {
        <div>
            <Checkbox checked=draft.leaves label=t!(language, handover.leaves, name)/>
            <p class="xs faint">{t!(language, handover.leaves_hint, name)}" "{keys}</p>
        </div>
    }
}
