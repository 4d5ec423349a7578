//! Going back to a backup. What that does is said in numbers first, since nothing takes it back.

use contract::Refusal;
use contract::dto::backups::{BackupTrouble, RestorePreview};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unread::WouldBeUnread;
use super::watching::Watching;
use super::words::deed_text;
use crate::api::Failure;
use crate::api::backups::{backup_preview, restore_backup};
use crate::i18n::use_language;
use crate::shell::{use_catalogue, with_proof};
use crate::t;
use crate::ui::format::number;
use crate::ui::{Banner, BannerLook, GoneDialog, SkeletonRows, use_clock};

/// Asks before everything goes back to how it was.
#[component]
pub fn RestoreDialog(name: String, watching: Watching, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let name = StoredValue::new(name);
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let preview = LocalResource::new(move || backup_preview(name.get_value()));
    let restore = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| restore_backup(name.get_value())).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    watching.is_restoring.set(true);
                    watching.follow();
                    on_close.run(());
                }
                Err(failure) => {
                    renew(watching, &failure);
                    trouble.try_set(Some(deed_text(language, &failure)));
                }
            }
        });
    });
    Effect::new(move |_| {
        if let Some(Err(failure)) = preview.get() {
            renew(watching, &failure);
        }
    });
    let (title, act) = (
        t!(language, backups.restore_ask),
        t!(language, backups.restore_act),
    );
    let numbers = move || match preview.get() {
        None => view! { <SkeletonRows count=3/> }.into_any(),
        Some(Ok(preview)) => view! { <Numbers preview/> }.into_any(),
        Some(Err(failure)) => {
            let text = deed_text(language, &failure);
            view! { <Banner text look=BannerLook::Bad/> }.into_any()
        }
    };
    view! {
        <GoneDialog title act is_busy trouble on_act=restore on_close>
            {numbers}
        </GoneDialog>
    }
}

/// A backup that is gone stands in the list no more.
fn renew(watching: Watching, failure: &Failure) {
    if matches!(
        failure,
        Failure::Refused(Refusal::Backup(BackupTrouble::Gone))
    ) {
        watching.follow();
    }
}

/// How many records there will be of each object, and how many there are.
#[component]
fn Numbers(preview: RestorePreview) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let clock = use_clock();
    let count = |count: u64| number(i64::try_from(count).unwrap_or(i64::MAX));
    let unread = preview.clone();
    let rows = preview.counts.into_iter().map(|line| {
        let name = catalogue.with_untracked(|catalogue| {
            let object = catalogue.object(&line.object);
            object.map_or_else(
                || line.object.clone(),
                |object| object.plural.get(language).to_owned(),
            )
        });
        view! {
            <li class="flex">
                <span class="grow">{name}</span>
                <span class="num">{t!(language, backups.then_now, now = count(line.here), then = count(line.there))}</span>
            </li>
        }
    });
    let when = clock.exact(preview.made_at);
    view! {
        <p class="sm">{t!(language, backups.restore_to, when, version = preview.version)}</p>
        <ul class="stack sm" role="list">{rows.collect_view()}</ul>
        <p class="sm">{t!(language, backups.restore_lost, count = preview.changes_since)}</p>
        <WouldBeUnread preview=unread/>
        <p class="sm muted">{t!(language, backups.restore_hint)}</p>
    }
}
