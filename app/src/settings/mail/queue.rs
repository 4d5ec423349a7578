//! The mails that wait, went or failed, as they are now.

use std::time::Duration;

use contract::dto::mail::{MailPage, MailQuery, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::params::ParamsMap;

use super::super::open_part::Loaded;
use super::mail_row::MailRow;
use super::words::state_words;
use crate::api::mail::mails;
use crate::api::{Answer, Asked};
use crate::i18n::use_language;
use crate::t;
use crate::ui::format::number;
use crate::ui::{Empty, LinkButton, TabLink, Tabs, TextInput, TextKind, browser};

/// How often the list is asked for anew while somebody looks at it.
const EVERY: Duration = Duration::from_secs(3);
/// How long after the last letter it is searched.
const PAUSE: Duration = Duration::from_millis(300);

/// How many mails there are of each state.
type Counts = RwSignal<Vec<(MailState, u64)>>;

/// The list with its filters. They stand in the address.
#[component]
pub fn Queue(
    page: Asked<Option<Answer<MailPage>>>,
    query: Memo<MailQuery>,
    /// Grows when a mail was sent from this page.
    sent: RwSignal<u32>,
) -> impl IntoView {
    let language = use_language();
    let counts = Counts::new(Vec::new());
    view! {
        <section class="card" aria-labelledby="mail-queue">
            <h2 class="card__head" id="mail-queue">{t!(language, mail.queue)}</h2>
            <div class="card__body stack">
                <Search query/>
                <States query counts/>
            </div>
            <Loaded resource=page draw=move |page| view! { <Rows page query sent counts/> }.into_any()/>
        </section>
    }
}

/// The address of a question.
fn address(query: &MailQuery) -> String {
    let mut params = ParamsMap::new();
    if let Some(state) = query.state {
        params.insert("state", state.word().to_owned());
    }
    if !query.recipient.is_empty() {
        params.insert("to", query.recipient.clone());
    }
    if let Some(after) = query.after {
        params.insert("after", after.to_string());
    }
    format!("/settings/mail{}", params.to_query_string())
}

#[component]
fn Search(query: Memo<MailQuery>) -> impl IntoView {
    let language = use_language();
    let value = RwSignal::new(query.with_untracked(|query| query.recipient.clone()));
    // What was searched from here; what else comes into the address comes into the input.
    let asked_here = StoredValue::new(value.get_untracked());
    Effect::new(move |_| {
        let recipient = query.with(|query| query.recipient.clone());
        if asked_here.with_value(|asked| *asked != recipient) {
            asked_here.set_value(recipient.clone());
            value.set(recipient);
        }
    });
    let navigate = StoredValue::new(use_navigate());
    let search = StoredValue::new(browser::debounced(PAUSE, move |recipient: String| {
        let Some(state) = query.try_with_untracked(|query| query.state) else {
            return;
        };
        asked_here.set_value(recipient.clone());
        let asked = MailQuery {
            state,
            recipient,
            after: None,
        };
        let quietly = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(&address(&asked), quietly));
    }));
    view! {
        <TextInput
            value
            kind=TextKind::Search
            icon="search"
            label=t!(language, mail.search)
            placeholder=t!(language, mail.search)
            max_chars=120
            on_input=move |()| search.with_value(|search| search(value.get_untracked().trim().to_owned()))
        />
    }
}

#[component]
fn States(query: Memo<MailQuery>, counts: Counts) -> impl IntoView {
    let language = use_language();
    let link = move |state: Option<MailState>| {
        let href = Signal::derive(move || {
            let recipient = query.with(|query| query.recipient.clone());
            address(&MailQuery {
                state,
                recipient,
                after: None,
            })
        });
        let label = state.map_or(t!(language, mail.all), |state| {
            state_words(language, state).0
        });
        let current = Signal::derive(move || query.with(|query| query.state == state));
        let count = Signal::derive(move || counts.with(|counts| counted(counts, state)));
        view! { <TabLink href label current count/> }
    };
    let states = std::iter::once(None).chain(MailState::ALL.map(Some));
    view! { <Tabs label=t!(language, mail.states)>{states.map(link).collect_view()}</Tabs> }
}

/// How many there are of a state, or of all; nothing while it is not known.
fn counted(counts: &[(MailState, u64)], state: Option<MailState>) -> Option<String> {
    let meant = counts
        .iter()
        .filter(|(of, _)| state.is_none_or(|state| state == *of));
    let count: u64 = meant.map(|(_, count)| count).sum();
    (!counts.is_empty()).then(|| number(i64::try_from(count).unwrap_or(i64::MAX)))
}

#[component]
fn Rows(
    page: MailPage,
    query: Memo<MailQuery>,
    sent: RwSignal<u32>,
    counts: Counts,
) -> impl IntoView {
    let page = RwSignal::new(page);
    Effect::new(move |_| counts.set(page.with(|page| page.counts.clone())));
    keep_fresh(page, query, sent);
    let list = Memo::new(move |_| page.with(|page| page.mails.clone()));
    move || match list.with(Vec::is_empty) {
        true => view! { <Nothing query/> }.into_any(),
        false => view! {
            <ul class="rows">
                <For
                    each=move || list.get()
                    key=|mail| (mail.id, mail.state, mail.attempts, mail.changed_at)
                    let:mail
                >
                    <MailRow mail page/>
                </For>
            </ul>
            <Pages page query/>
        }
        .into_any(),
    }
}

/// Asks for the page anew from time to time, and when a mail was sent from here.
fn keep_fresh(page: RwSignal<MailPage>, query: Memo<MailQuery>, sent: RwSignal<u32>) {
    let ask = move || {
        let Some(asked) = query.try_get_untracked() else {
            return;
        };
        spawn_local(async move {
            let answer = mails(asked.clone()).await;
            // Meanwhile another question may stand in the address, or none at all.
            if query.try_get_untracked() != Some(asked) {
                return;
            }
            if let Ok(now) = answer
                && page.try_get_untracked().is_some_and(|before| before != now)
            {
                page.try_set(now);
            }
        });
    };
    Effect::new(move |before: Option<u32>| {
        let now = sent.get();
        if before.is_some_and(|before| before != now) {
            ask();
        }
        now
    });
    Effect::new(move |_| {
        let look = move || {
            if !document().hidden() {
                ask();
            }
        };
        if let Ok(handle) = set_interval_with_handle(look, EVERY) {
            on_cleanup(move || handle.clear());
        }
    });
}

/// Links to the newest and to older mails, where there are others.
#[component]
fn Pages(page: RwSignal<MailPage>, query: Memo<MailQuery>) -> impl IntoView {
    let language = use_language();
    let place = move |after| {
        let query = query.get();
        address(&MailQuery { after, ..query })
    };
    let newest = move || {
        query.with(|query| query.after.is_some()).then(|| {
            view! { <LinkButton label=t!(language, mail.newest) href=place(None)/> }
        })
    };
    let older = move || {
        page.with(|page| page.next).map(|next| {
            view! { <LinkButton label=t!(language, mail.older) href=place(Some(next))/> }
        })
    };
    let is_one =
        move || page.with(|page| page.next.is_none()) && query.with(|query| query.after.is_none());
    move || (!is_one()).then(|| view! { <div class="card__foot flex wrap">{newest}{older}</div> })
}

#[component]
fn Nothing(query: Memo<MailQuery>) -> impl IntoView {
    let language = use_language();
    let is_all = query.with_untracked(|query| *query == MailQuery::default());
    match is_all {
        true => view! {
            <Empty icon="inbox" title=t!(language, mail.none) text=t!(language, mail.none_hint)/>
        }
        .into_any(),
        false => view! {
            <Empty icon="search" title=t!(language, mail.none_found)>
                <LinkButton label=t!(language, mail.show_all) href="/settings/mail"/>
            </Empty>
        }
        .into_any(),
    }
}
