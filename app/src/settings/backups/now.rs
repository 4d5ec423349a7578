//! How backups are made, and one more now.

use contract::Language;
use contract::dto::backups::{BackupRun, BackupStep, Backups};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::watching::Watching;
use super::words::{backup_trouble, deed_text};
use crate::api::backups::make_backup;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Look, Meter, use_clock, use_toasts};

/// Where to, when and how many; the button; how far the one is that is being made.
#[component]
pub fn Now(watching: Watching) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = make_backup().await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => watching.follow(),
                Err(failure) => toasts.fail(deed_text(language, &failure)),
            }
        });
    });
    let run = Memo::new(move |_| watching.shown.with(|shown| shown.run));
    let facts = watching
        .shown
        .with_untracked(|shown| facts(language, shown));
    let is_open = watching.shown.with_untracked(|shown| !shown.is_encrypted);
    let act = move || match run.get() {
        Some(run) => view! { <Progress run/> }.into_any(),
        None => view! {
            <div>
                <Button
                    label=t!(language, backups.make)
                    look=Look::Primary
                    icon="database"
                    busy=is_busy
                    on_press=make
                />
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="settings-backups-now">
            <h3 class="card__head" id="settings-backups-now">{t!(language, backups.how)}</h3>
            <div class="card__body stack">
                <ul class="stack sm" role="list">
                    {facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}
                </ul>
                {is_open.then(|| view! { <Banner text=t!(language, backups.not_encrypted) look=BannerLook::Warn/> })}
                <Failed watching/>
                {act}
            </div>
        </section>
    }
}

fn facts(language: Language, shown: &Backups) -> Vec<String> {
    let keep = shown.keep;
    let when = match shown.hour {
        Some(hour) => t!(language, backups.daily, hour = format!("{hour:02}:00")),
        None => t!(language, backups.never).to_owned(),
    };
    let mut facts = vec![
        t!(language, backups.place, place = shown.place),
        when,
        t!(
            language,
            backups.keep,
            daily = keep.daily,
            weekly = keep.weekly,
            monthly = keep.monthly
        ),
        t!(language, backups.keep_by_hand, count = keep.by_hand),
    ];
    if shown.is_encrypted {
        facts.push(t!(language, backups.encrypted).to_owned());
    }
    facts
}

#[component]
fn Progress(run: BackupRun) -> impl IntoView {
    let language = use_language();
    let words = match run.step {
        BackupStep::Copying => t!(language, backups.copying).to_owned(),
        BackupStep::Packing => t!(language, backups.packing, percent = run.percent),
        BackupStep::Trying => t!(language, backups.trying).to_owned(),
    };
    view! {
        <div class="stack" role="status">
            <span class="sm">{words}</span>
            <Meter label=t!(language, backups.making) value=f64::from(run.percent) / 100.0/>
        </div>
    }
}

/// Why the newest attempt failed.
#[component]
fn Failed(watching: Watching) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let failed = Memo::new(move |_| watching.shown.with(|shown| shown.failed.clone()));
    move || {
        failed.get().map(|failed| {
            let when = clock.exact(failed.at);
            let why = backup_trouble(language, &failed.trouble);
            let text = t!(language, backups.failed, when, why);
            view! { <Banner text look=BannerLook::Bad/> }
        })
    }
}
