//! One share, grant or request in a list.

use contract::Language;
use contract::dto::sharing::{Holder, Level, ShareEnd, ShareInfo, ShareState};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Countdown;
use super::form::kind_words;
use crate::api::sharing::{decide_access, end_share, take_share_back};
use crate::i18n::use_language;
use crate::records::page::lasting;
use crate::records::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Avatar, AvatarShape, AvatarSize, Button, ButtonSize, Icon, Look, Moment, MomentLook, Tag,
    TagLook, Toasts, failure_text, use_toasts,
};

/// Who has it, what may be done, how long and why; with its buttons. `on_change` hears when something was done.
#[component]
pub fn ShareLine(
    share: ShareInfo,
    /// Says what is shared, where not everything in the list is the same.
    #[prop(optional)]
    says_what: bool,
    /// The one that a letter leads to.
    #[prop(optional)]
    is_named: bool,
    on_change: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let line = NodeRef::<html::Li>::new();
    Effect::new(move |_| {
        if let Some(line) = line.get().filter(|_| is_named) {
            line.scroll_into_view();
        }
    });
    let name = share.holder_name.get(language).to_owned();
    let mark = match share.holder {
        Holder::Person(_) => {
            let name = name.clone();
            view! { <Avatar name shape=AvatarShape::Person size=AvatarSize::Normal/> }.into_any()
        }
        Holder::Role(_) => view! { <span class="tl__icon"><Icon name="layers"/></span> }.into_any(),
        Holder::Team(_) => view! { <span class="tl__icon"><Icon name="users"/></span> }.into_any(),
    };
    let kind = kind_words(language, &share.holder);
    let level = match share.level {
        Level::See => t!(language, sharing.may_see),
        Level::Edit => t!(language, sharing.may_edit),
    };
    let what = says_what.then(|| view! { <What share=share.clone()/> });
    let holder = share.holder.word();
    let rest = share.until.filter(|_| share.state == ShareState::Live);
    let rest = rest.map(|until| view! { <Countdown until on_over=on_change/> });
    view! {
        <li
            class="row sharing__line"
            data-share=holder
            aria-current=is_named.then_some("true")
            node_ref=line
        >
            {mark}
            <span class="row__main sharing__main">
                <span class="row__title">
                    {name}" "<span class="muted">{kind}</span>" "
                    <Tag label=level look=TagLook::Line/>
                    {rest}
                </span>
                {what}
                <Because share=share.clone()/>
            </span>
            <span class="row__end"><Deeds share on_change/></span>
        </li>
    }
}

/// What is shared, with the way to it.
#[component]
fn What(share: ShareInfo) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let object = catalogue.with_untracked(|catalogue| {
        let object = catalogue.object(&share.object);
        object.map_or_else(String::new, |object| object.label.get(language).to_owned())
    });
    let address = share.record.and_then(|id| {
        catalogue.with_untracked(|catalogue| record_address(catalogue, &share.object, id))
    });
    let title = match (share.title.is_empty(), share.record) {
        (false, _) => share.title.clone(),
        (true, Some(_)) => t!(language, sharing.some_record).to_owned(),
        (true, None) => t!(language, sharing.everything).to_owned(),
    };
    let is_seen = share.record.is_some() && !share.title.is_empty();
    let named = match address.filter(|_| is_seen) {
        Some(href) => view! { <a class="link" href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! { <span class="row__sub">{object}" · "{named}</span> }
}

/// Why, by whom and until when.
#[component]
fn Because(share: ShareInfo) -> impl IntoView {
    let language = use_language();
    let until = share.until.map(|until| {
        view! { <span>{t!(language, sharing.until)}" "<Moment at=until look=MomentLook::Exact/></span> }
    });
    let words = [
        share.reason.clone(),
        share
            .ends_with
            .as_ref()
            .map(|with| t!(language, sharing.ends_with, title = with.title))
            .unwrap_or_default(),
        by(language, &share),
        ended(language, &share),
    ];
    let words = words.into_iter().filter(|part| !part.is_empty());
    let words: Vec<_> = words.map(|part| view! { <span>{part}</span> }).collect();
    view! { <span class="row__sub sharing__because">{words}{until}</span> }
}

fn by(language: Language, share: &ShareInfo) -> String {
    match (&share.asked_by, &share.given_by) {
        (_, Some(name)) => t!(language, sharing.given_by, name),
        (Some(name), None) => t!(language, sharing.asked_by, name),
        (None, None) => String::new(),
    }
}

fn ended(language: Language, share: &ShareInfo) -> String {
    match (share.state, share.ended_why) {
        (ShareState::Refused, _) => t!(language, sharing.refused).to_owned(),
        (ShareState::Ended, Some(ShareEnd::Time)) => t!(language, sharing.ended_time).to_owned(),
        (ShareState::Ended, Some(ShareEnd::Closed)) => {
            t!(language, sharing.ended_closed).to_owned()
        }
        (ShareState::Ended, _) => {
            let name = share.ended_by.clone().unwrap_or_default();
            t!(language, sharing.ended_by, name)
        }
        _ => String::new(),
    }
}

/// Approve, refuse, end: as far as the reader may.
#[component]
fn Deeds(share: ShareInfo, on_change: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let id = share.id;
    let name = share.holder_name.get(language).to_owned();
    let decide = move |approves: bool| {
        spawn_local(async move {
            match decide_access(id, approves).await {
                Ok(()) if approves => toasts.say(t!(language, sharing.approved)),
                Ok(()) => toasts.say(t!(language, sharing.refused)),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
            on_change.try_run(());
        });
    };
    let is_request = share.state == ShareState::Asked;
    let decisions = share.may_decide.then(|| {
        view! {
            <Button label=t!(language, sharing.refuse) size=ButtonSize::Small on_press=move |()| decide(false)/>
            <Button
                label=t!(language, sharing.approve)
                look=Look::Primary
                size=ButtonSize::Small
                on_press=move |()| decide(true)
            />
        }
    });
    let may_undo = !is_request;
    let end = (share.may_end && !(is_request && share.may_decide)).then(|| {
        let label = match is_request {
            true => t!(language, sharing.withdraw),
            false => t!(language, sharing.end),
        };
        let tip = t!(language, sharing.end_of, name);
        let press = move |()| end(language, toasts, (id, may_undo), on_change);
        view! { <Button label size=ButtonSize::Small tip on_press=press/> }
    });
    view! { {decisions} {end} }
}

/// Ends a share; the undo gives it again.
fn end(language: Language, toasts: Toasts, (id, may_undo): (uuid::Uuid, bool), then: Callback<()>) {
    let undo = lasting(move || {
        spawn_local(async move {
            if let Err(failure) = take_share_back(id).await {
                toasts.fail(failure_text(language, &failure));
            }
            then.try_run(());
        });
    });
    spawn_local(async move {
        match end_share(id).await {
            Ok(()) if may_undo => toasts.show(t!(language, sharing.ended), undo),
            Ok(()) => toasts.say(t!(language, sharing.withdrawn)),
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
        then.try_run(());
    });
}
