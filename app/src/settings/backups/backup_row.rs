//! One backup of the list.

use contract::Language;
use contract::dto::backups::{BackupInfo, Trial};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::watching::Watching;
use super::words::backup_trouble;
use crate::i18n::use_language;
use crate::shell::fetcher;
use crate::t;
use crate::ui::format::bytes;
use crate::ui::{Button, ButtonSize, Icon, Moment, MomentLook, Tag, TagLook, use_clock};

/// When it was made, how large it is, whether it was tried out; to take along, and to go back to.
#[component]
pub fn BackupRow(backup: BackupInfo, watching: Watching) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let name = StoredValue::new(backup.name.clone());
    let (mark, hint) = tried(language, &backup);
    let address = format!("/backups/{}", backup.name);
    let fetch = fetcher();
    let to = address.clone();
    let press = move |event: MouseEvent| {
        event.prevent_default();
        fetch.run(to.clone());
    };
    let by = match backup.is_scheduled {
        true => t!(language, backups.by_schedule),
        false => t!(language, backups.by_hand),
    };
    let lock = backup
        .is_encrypted
        .then(|| format!(" · {}", t!(language, backups.is_encrypted)));
    let kept = backup.kept_until.map(|until| {
        let day = untrack(|| clock.day(clock.local(until).date()));
        format!(" · {}", t!(language, backups.kept_until, day))
    });
    view! {
        <li class="row">
            <span class="tl__icon"><Icon name="database"/></span>
            <span class="row__main">
                <span class="row__title"><Moment at=backup.made_at look=MomentLook::Exact/></span>
                <span class="row__sub">{bytes(backup.bytes)}" · "{by}{kept}{lock}</span>
                <span class="row__sub">{mark}" "{hint}</span>
            </span>
            <span class="row__end flex wrap">
                <a class="btn btn--ghost btn--sm" href=address download rel="external" on:click=press>
                    <Icon name="download"/>
                    {t!(language, backups.download)}
                </a>
                <Button
                    label=t!(language, backups.restore)
                    size=ButtonSize::Small
                    on_press=move |()| watching.asked.set(Some(name.get_value()))
                />
            </span>
        </li>
    }
}

/// A mark, and in words how it was tried out.
fn tried(language: Language, backup: &BackupInfo) -> (AnyView, AnyView) {
    let tag = |label: &'static str, look| view! { <Tag label look/> }.into_any();
    let Some(tried) = &backup.tried else {
        let untried = t!(language, backups.untried);
        return (tag(untried, TagLook::default()), ().into_any());
    };
    let at = tried.at;
    let when = view! { <Moment at/> };
    match &tried.outcome {
        Ok(Trial::Restored) => (
            tag(t!(language, backups.tested), TagLook::Ok),
            view! { {t!(language, backups.tested_restored)}" · "{when} }.into_any(),
        ),
        Ok(Trial::ReadBack) => (
            tag(t!(language, backups.read), TagLook::default()),
            view! { {t!(language, backups.tested_read)}" · "{when} }.into_any(),
        ),
        Err(trouble) => (
            tag(t!(language, backups.test_failed), TagLook::Bad),
            view! { {backup_trouble(language, trouble)}" · "{when} }.into_any(),
        ),
    }
}
