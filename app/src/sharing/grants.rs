//! The page of grants: requests that wait, what lives, what ended.

use contract::dto::sharing::{Grants, ShareInfo, Subject};
use contract::{Action, Reach, objects};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use uuid::Uuid;

use super::line::ShareLine;
use super::{AskAccess, ShareDrawer};
use crate::api::sharing::grants;
use crate::i18n::use_language;
use crate::live::use_live;
use crate::settings::part::Part;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Empty, Icon, Menu, MenuItem, failure_text, use_toasts};

/// All that the reader has to do with.
#[component]
pub fn GrantsPage(known: Grants) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let known = RwSignal::new(known);
    let again = Callback::new(move |()| {
        spawn_local(async move {
            match grants().await {
                Ok(now) => {
                    known.try_set(now);
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    use_live().hear(move |heard| {
        // Whoever gets or loses a grant is told to ask everything again.
        if heard.is_again() {
            again.run(());
        }
    });
    let query = use_query_map();
    let named = Memo::new(move |_| {
        query.with(|query| query.get_str("grant").and_then(|id| id.parse().ok()))
    });
    let part =
        move |title: &'static str, id: &'static str, pick: fn(&Grants) -> &Vec<ShareInfo>| {
            let shares = Memo::new(move |_| known.with(|known| pick(known).clone()));
            view! { <Section title id shares named on_change=again/> }
        };
    let is_empty = Memo::new(move |_| {
        known.with(|all| all.asked.is_empty() && all.live.is_empty() && all.ended.is_empty())
    });
    view! {
        <section class="stack" aria-labelledby="grants-title">
            <div class="flex wrap">
                <h2 class="h2 grow" id="grants-title">{t!(language, sharing.title)}</h2>
                <GiveMenu on_change=again/>
            </div>
            <p class="sm muted">{t!(language, sharing.intro)}</p>
            {move || is_empty.get().then(|| view! {
                <Empty icon="clock" title=t!(language, sharing.none) text=t!(language, sharing.none_hint)/>
            })}
            {part(t!(language, sharing.requests), "grants-asked", |all| &all.asked)}
            {part(t!(language, sharing.live), "grants-live", |all| &all.live)}
            {part(t!(language, sharing.over_title), "grants-ended", |all| &all.ended)}
            <Asking on_asked=again/>
        </section>
    }
}

#[component]
fn Section(
    title: &'static str,
    id: &'static str,
    shares: Memo<Vec<ShareInfo>>,
    /// The one that a letter leads to.
    named: Memo<Option<Uuid>>,
    on_change: Callback<()>,
) -> impl IntoView {
    move || {
        let shares = shares.get();
        (!shares.is_empty()).then(|| {
            let lines = shares
                .into_iter()
                .map(|share| {
                    let is_named = named.get() == Some(share.id);
                    view! { <ShareLine share says_what=true is_named on_change/> }
                })
                .collect_view();
            view! {
                <h3 class="h3" id=id>{title}</h3>
                <ul class="card rows" aria-labelledby=id>{lines}</ul>
            }
        })
    }
}

/// The dialog that an address with a record opens.
#[component]
fn Asking(on_asked: Callback<()>) -> impl IntoView {
    let query = use_query_map();
    let navigate = StoredValue::new(use_navigate());
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let record: Uuid = query.get_str("record")?.parse().ok()?;
            Some((query.get_str("object")?.to_owned(), record))
        })
    });
    let close = Callback::new(move |()| {
        let replacing = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(Part::Grants.address(), replacing));
    });
    move || {
        asked.get().map(|(object, record)| {
            view! { <AskAccess object record on_asked on_close=close/> }
        })
    }
}

/// Gives access to all of an object: a menu of those that the reader may edit.
#[component]
fn GiveMenu(on_change: Callback<()>) -> impl IntoView {
    let language = use_language();
    let giving = RwSignal::new(None::<(String, String)>);
    let objects = use_catalogue().with_untracked(|catalogue| {
        let own = catalogue.objects.iter().filter(|object| {
            object.line_of.is_none()
                && object.key != objects::USER
                && catalogue.reach(&object.key, Action::Edit) > Reach::None
        });
        let named = own.map(|object| {
            (
                object.key.clone(),
                object.plural.get(language).to_owned(),
                object.icon.clone(),
            )
        });
        named.collect::<Vec<_>>()
    });
    let is_empty = objects.is_empty();
    let objects = StoredValue::new(objects);
    let items = move || {
        objects
            .get_value()
            .into_iter()
            .map(|(key, name, icon)| {
                let label = name.clone();
                let pick = move |()| giving.set(Some((key.clone(), name.clone())));
                view! { <MenuItem label icon on_pick=pick/> }
            })
            .collect_view()
    };
    let close = Callback::new(move |()| {
        giving.set(None);
        on_change.run(());
    });
    (!is_empty).then(|| {
        view! {
            <Menu
                label=t!(language, sharing.give)
                class="btn btn--primary"
                trigger=move || view! { <Icon name="plus"/> {t!(language, sharing.give)} }
            >
                {items}
            </Menu>
            {move || giving.get().map(|(object, title)| {
                let subject = Subject::Question(Default::default());
                view! { <ShareDrawer object subject title on_close=close/> }
            })}
        }
    })
}
