//! `/settings` and the pages in it: who may open which, and what each needs to know.

use leptos::prelude::*;

use super::open_part::OpenPart;
use super::part::{Known, Part};
use crate::i18n::use_language;
use crate::shell::{use_crumbs, use_me};
use crate::t;
use crate::ui::{Empty, Icon, LinkButton, TabLink, Tabs};

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <Settings data=StoredValue::new(Known::ask())/> }
}

fn words(part: Part) -> &'static str {
    let language = use_language();
    match part {
        Part::Profile => t!(language, settings.profile),
        Part::Security => t!(language, settings.security),
        Part::ApiKeys => t!(language, api_keys.title),
        Part::Grants => t!(language, sharing.title),
        Part::Users => t!(language, settings.users),
        Part::Teams => t!(language, teams.title),
        Part::Roles => t!(language, roles.title),
        Part::Organisation => t!(language, settings.organisation),
        Part::SignIn => t!(language, settings.sign_in),
        Part::Objects => t!(language, describing.objects),
        Part::Backups => t!(language, backups.title),
        Part::Privacy => t!(language, privacy.title),
        Part::Retention => t!(language, retention.title),
        Part::Configuration => t!(language, merging.configuration),
        Part::Mail => t!(language, mail.title),
        Part::Alerts => t!(language, alerts.title),
        Part::Audit => t!(language, audit.title),
        Part::Duplicates => t!(language, merging.duplicates),
    }
}

/// The pages of the settings that somebody may open: icon, name and address.
pub(crate) fn pages(is_administrator: bool) -> Vec<(&'static str, &'static str, &'static str)> {
    shown(is_administrator)
        .map(|part| (part.icon(), words(part), part.address()))
        .collect()
}

/// The open part in its frame.
#[component]
fn Settings(data: StoredValue<Known>) -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let is_administrator = Memo::new(move |_| me.with(|me| me.is_administrator()));
    let part = data.with_value(|data| data.part);
    let crumbs = use_crumbs();
    let name = move || {
        match part.get() {
            Some(part) => crumbs
                .title(words(part))
                .above(t!(language, settings.title), "/settings"),
            None => crumbs.title(t!(language, settings.title)),
        };
    };
    untrack(name);
    Effect::new(move |_| name());
    let reads_log = Memo::new(move |_| me.with(|me| me.may_read_log));
    let is_open = move |part: Part| {
        part.is_for_all() || is_administrator.get() || (part.is_of_log() && reads_log.get())
    };
    let open = move || match part.get() {
        None => view! { <Unknown/> }.into_any(),
        Some(part) if !is_open(part) => view! { <NotForYou/> }.into_any(),
        Some(part) => view! { <OpenPart part data/> }.into_any(),
    };
    view! { <SettingsFrame part>{open}</SettingsFrame> }
}

/// The parts at the side, on small screens as tabs, around the page of the open one.
#[component]
pub fn SettingsFrame(
    #[prop(into)] part: Signal<Option<Part>>,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let is_administrator = Memo::new(move |_| me.with(|me| me.is_administrator()));
    view! {
        <div class="split split--side settings">
            <Side part is_administrator/>
            <section class="settings__part">
                <div class="bar bar--tabs only-t settings__tabs">
                    <Tabs label=t!(language, settings.title)>
                        {move || shown(is_administrator.get())
                            .map(|each| {
                                let current = Signal::derive(move || part.get() == Some(each));
                                view! { <TabLink href=each.address() label=words(each) current/> }
                            })
                            .collect_view()}
                    </Tabs>
                </div>
                {children()}
            </section>
        </div>
    }
}

fn shown(is_administrator: bool) -> impl Iterator<Item = Part> {
    let reads_log = use_me().with_untracked(|me| me.may_read_log);
    Part::ALL.into_iter().filter(move |part| {
        is_administrator || part.is_for_all() || (reads_log && part.is_of_log())
    })
}

#[component]
fn Side(part: Signal<Option<Part>>, is_administrator: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let link = move |each: Part| {
        view! {
            <a
                class="nav__item"
                href=each.address()
                aria-current=move || (part.get() == Some(each)).then_some("page")
            >
                <Icon name=each.icon()/>
                <span class="nav__text">{words(each)}</span>
            </a>
        }
    };
    let of = move |for_all: bool| {
        shown(is_administrator.get())
            .filter(move |part| part.is_for_all() == for_all)
            .map(link)
            .collect_view()
    };
    let everybodys = move || {
        let has_more = shown(is_administrator.get()).any(|part| !part.is_for_all());
        has_more.then(|| {
            view! {
                <div class="nav__label">{t!(language, settings.everybodys)}</div>
                {of(false)}
            }
        })
    };
    view! {
        <nav class="hide-t settings__side" aria-label=t!(language, settings.title)>
            <div class="nav__label">{t!(language, settings.yours)}</div>
            {move || of(true)}
            {everybodys}
        </nav>
    }
}

#[component]
fn Unknown() -> impl IntoView {
    let language = use_language();
    view! {
        <Empty icon="settings" title=t!(language, settings.page_unknown)>
            <LinkButton label=t!(language, settings.title) href="/settings"/>
        </Empty>
    }
}

/// Says that only administrators see this.
#[component]
pub fn NotForYou() -> impl IntoView {
    let language = use_language();
    view! {
        <Empty
            icon="lock"
            title=t!(language, settings.for_administrators)
            text=t!(language, settings.for_administrators_hint)
        />
    }
}
