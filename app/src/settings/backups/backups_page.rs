//! The page.

use contract::dto::backups::Backups;
use leptos::prelude::*;

use super::backup_row::BackupRow;
use super::now::Now;
use super::restore::RestoreDialog;
use super::unread::UnreadLines;
use super::watching::Watching;
use super::words::backup_trouble;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Empty, use_clock};

/// How backups are made, what went wrong last, and the list.
#[component]
pub fn BackupsPage(shown: Backups) -> impl IntoView {
    let language = use_language();
    let watching = Watching::of(shown);
    Effect::new(move |_| {
        let goes_on = watching
            .shown
            .with_untracked(|shown| shown.run.is_some() || shown.is_restoring);
        if goes_on {
            watching.follow();
        }
    });
    let shown = Memo::new(move |_| watching.shown.with(|shown| shown.list.clone()));
    let dialog = move || {
        let name = watching.asked.get()?;
        let close = Callback::new(move |()| watching.asked.set(None));
        Some(view! { <RestoreDialog name watching on_close=close/> })
    };
    let list = move || {
        let list = shown.get();
        match list.is_empty() {
            true => view! {
                <Empty icon="database" title=t!(language, backups.none) text=t!(language, backups.none_hint)/>
            }
            .into_any(),
            false => view! {
                <ul class="card rows settings__backups" aria-label=t!(language, backups.title)>
                    {list.into_iter().map(|backup| view! { <BackupRow backup watching/> }).collect_view()}
                </ul>
            }
            .into_any(),
        }
    };
    view! {
        <section class="stack" aria-labelledby="settings-backups">
            <div>
                <h2 class="h2" id="settings-backups">{t!(language, backups.title)}</h2>
                <p class="sm muted">{t!(language, backups.intro)}</p>
            </div>
            <Restored watching/>
            <Now watching/>
            {list}
            {dialog}
        </section>
    }
}

/// What came of the last restore, and that one is going on.
#[component]
fn Restored(watching: Watching) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let restored = Memo::new(move |_| watching.shown.with(|shown| shown.restored.clone()));
    let line = move || {
        if watching.is_restoring.get() {
            return Some((t!(language, backups.restoring).to_owned(), BannerLook::Warn));
        }
        let restored = restored.get()?;
        let when = clock.exact(restored.at);
        Some(match restored.trouble {
            None => (t!(language, backups.restored, when), BannerLook::Ok),
            Some(trouble) => {
                let why = backup_trouble(language, &trouble);
                (
                    t!(language, backups.not_restored, when, why),
                    BannerLook::Bad,
                )
            }
        })
    };
    let unread = move || {
        let unread = restored.get()?.unread?;
        Some(view! { <UnreadLines unread/> })
    };
    view! {
        {move || line().map(|(text, look)| view! { <Banner text look/> })}
        {unread}
    }
}
