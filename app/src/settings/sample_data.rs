//! Sample data: what is there, adding it, and taking all of it away.

use contract::dto::organisation::SampleCount;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::users::{add_sample_data, remove_sample_data, sample_data};
use crate::i18n::use_language;
use crate::shell::context::visitor_slot;
use crate::shell::{refresh_catalogue, use_catalogue};
use crate::t;
use crate::ui::format::number;
use crate::ui::{Button, GoneDialog, Icon, IconSize, Look, failure_text, use_toasts};

/// The card about sample data.
#[component]
pub fn SampleData(samples: Vec<SampleCount>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let visitor = visitor_slot();
    let is_busy = RwSignal::new(false);
    let is_asking = RwSignal::new(false);
    let samples = RwSignal::new(samples);
    // Only the counts are asked for again: what is being typed beside them stays.
    let again = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(now) = sample_data().await {
                samples.try_set(now);
            }
        });
    });
    let total = Memo::new(move |_| {
        samples.with(|samples| samples.iter().map(|sample| sample.count).sum::<u64>())
    });
    let refresh = Callback::new(move |()| refresh_catalogue());
    let add = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = add_sample_data().await;
            is_busy.try_set(false);
            match answer {
                Ok(count) => {
                    visitor.update(|visitor| {
                        if let Some(me) = &mut visitor.me {
                            me.has_sample_data = true;
                        }
                    });
                    toasts.say(t!(language, settings.sample_added, count));
                    refresh.run(());
                    again.run(());
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    let words = move || match total.get() {
        0 => t!(language, settings.sample_none).to_owned(),
        count => t!(language, settings.sample_some, count),
    };
    let button = move || {
        match total.get() {
        0 => view! { <Button label=t!(language, settings.add_sample) icon="sparkle" busy=is_busy on_press=add/> }.into_any(),
        _ => view! {
            <Button
                label=t!(language, settings.remove_sample)
                look=Look::Bad
                icon="trash"
                on_press=move |()| is_asking.set(true)
            />
        }
        .into_any(),
    }
    };
    let dialog = move || {
        is_asking.get().then(|| {
            let close = Callback::new(move |()| is_asking.set(false));
            view! { <RemoveSamples samples=samples.get_untracked() again on_close=close/> }
        })
    };
    view! {
        <section class="card" aria-labelledby="settings-samples">
            <h2 class="card__head" id="settings-samples">{t!(language, settings.sample_data)}</h2>
            <div class="card__body stack settings__form">
                <p class="sm muted">{words}</p>
                {move || (total.get() > 0).then(|| view! { <Counts samples=samples.get()/> })}
                <div>{button}</div>
            </div>
            {dialog}
        </section>
    }
}

/// How many records of each object are sample data.
#[component]
fn Counts(samples: Vec<SampleCount>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let line = |sample: SampleCount| {
        let (icon, name) =
            catalogue.with_untracked(|catalogue| match catalogue.object(&sample.object) {
                Some(object) => (object.icon.clone(), object.plural.get(language).to_owned()),
                None => ("file".to_owned(), sample.object.clone()),
            });
        let count = number(i64::try_from(sample.count).unwrap_or(i64::MAX));
        view! {
            <li class="flex">
                <Icon name=icon size=IconSize::Small/>
                <span class="grow">{name}</span>
                <span class="num muted">{count}</span>
            </li>
        }
    };
    let lines = samples
        .into_iter()
        .filter(|sample| sample.count > 0)
        .map(line)
        .collect_view();
    view! { <ul class="stack sm settings__counts">{lines}</ul> }
}

/// It cannot be brought back, so what goes is named first.
#[component]
fn RemoveSamples(
    samples: Vec<SampleCount>,
    again: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let visitor = visitor_slot();
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let refresh = Callback::new(move |()| refresh_catalogue());
    let remove = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = remove_sample_data().await;
            is_busy.try_set(false);
            match answer {
                Ok(count) => {
                    visitor.update(|visitor| {
                        if let Some(me) = &mut visitor.me {
                            me.has_sample_data = false;
                        }
                    });
                    toasts.say(t!(language, settings.sample_removed, count));
                    on_close.run(());
                    refresh.run(());
                    again.run(());
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    let (title, act) = (
        t!(language, settings.remove_ask),
        t!(language, settings.remove_sample),
    );
    view! {
        <GoneDialog title act is_busy trouble on_act=remove on_close>
            <p class="sm muted">{t!(language, settings.remove_gone)}</p>
            <Counts samples/>
            <p class="sm muted">{t!(language, settings.remove_kept)}</p>
        </GoneDialog>
    }
}
