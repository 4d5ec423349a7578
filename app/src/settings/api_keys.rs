//! The keys by which programs ask: one's own, and for administrators everybody's.

use contract::dto::api_keys::KeyInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::add_key::AddKey;
use crate::api::api_keys::end_api_key;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Button, ButtonSize, Empty, GoneDialog, Icon, Look, Moment, MomentLook, failure_text, use_clock,
    use_toasts,
};

/// The page of keys.
#[component]
pub fn ApiKeysPage(keys: Vec<KeyInfo>) -> impl IntoView {
    let language = use_language();
    let keys = RwSignal::new(keys);
    let is_adding = RwSignal::new(false);
    let added = Callback::new(move |key: KeyInfo| {
        keys.try_update(|keys| keys.insert(0, key));
    });
    let add = move || {
        is_adding.get().then(|| {
            view! { <AddKey on_added=added on_close=Callback::new(move |()| is_adding.set(false))/> }
        })
    };
    let list = move || {
        match keys.with(Vec::is_empty) {
        true => view! {
            <Empty icon="key" title=t!(language, api_keys.none) text=t!(language, api_keys.none_hint)/>
        }
        .into_any(),
        false => view! {
            <ul class="card rows settings__sessions">
                <For each=move || keys.get() key=|key| key.id let:key>
                    <Key key keys/>
                </For>
            </ul>
        }
        .into_any(),
    }
    };
    view! {
        <section class="stack" aria-labelledby="settings-keys">
            <div class="flex wrap">
                <h2 class="h2 grow" id="settings-keys">{t!(language, api_keys.title)}</h2>
                <div class="flex settings__tools">
                    <a class="btn btn--ghost" href="/api/v1/docs" rel="external">
                        <Icon name="book"/>
                        {t!(language, api_keys.docs)}
                    </a>
                    <Button
                        label=t!(language, api_keys.add)
                        look=Look::Primary
                        icon="plus"
                        on_press=move |()| is_adding.set(true)
                    />
                </div>
            </div>
            <p class="sm muted">{t!(language, api_keys.intro)}</p>
            {list}
            {add}
        </section>
    }
}

#[component]
fn Key(key: KeyInfo, keys: RwSignal<Vec<KeyInfo>>) -> impl IntoView {
    let language = use_language();
    let is_asking = RwSignal::new(false);
    let (id, name) = (key.id, key.name.clone());
    let owner = (!key.is_own).then(|| format!(" · {}", key.owner.name));
    let asked = name.clone();
    let dialog = move || {
        is_asking.get().then(|| {
            let ended = Callback::new(move |()| {
                keys.try_update(|keys| keys.retain(|key| key.id != id));
            });
            let close = Callback::new(move |()| is_asking.set(false));
            view! { <EndKey id name=asked.clone() on_ended=ended on_close=close/> }
        })
    };
    view! {
        <li class="row">
            <span class="tl__icon"><Icon name="key"/></span>
            <span class="row__main">
                <span class="row__title">{name.clone()}<span class="muted">{owner}</span></span>
                <span class="row__sub">{allowed(&key.scopes)}</span>
                <span class="row__sub">"rpt_…"{key.hint.clone()}" · "<Times key/></span>
            </span>
            <span class="row__end">
                <Button
                    label=t!(language, api_keys.end)
                    size=ButtonSize::Small
                    tip=t!(language, api_keys.end_of, name)
                    on_press=move |()| is_asking.set(true)
                />
            </span>
            {dialog}
        </li>
    }
}

/// When it was last used, and when it ends.
#[component]
fn Times(key: KeyInfo) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let used = match key.last_used_at {
        Some(at) => view! { {t!(language, api_keys.used)}" "<Moment at/> }.into_any(),
        None => t!(language, api_keys.unused).into_any(),
    };
    let ends_at = key.expires_at;
    let ends = move || {
        ends_at.map(|at| match clock.is_past(at) {
            true => {
                view! { " · "<span class="late">{t!(language, api_keys.expired)}</span> }.into_any()
            }
            false => {
                view! { " · "{t!(language, api_keys.expires)}" "<Moment at look=MomentLook::Day/> }
                    .into_any()
            }
        })
    };
    view! { {used}{ends} }
}

/// What the scopes allow, in words.
fn allowed(scopes: &[String]) -> String {
    let language = use_language();
    let catalogue = use_catalogue();
    let named = |path: &str| {
        catalogue.with_untracked(|catalogue| {
            let object = catalogue.by_path(path);
            object.map_or_else(
                || path.to_owned(),
                |object| object.plural.get(language).to_owned(),
            )
        })
    };
    let words = scopes.iter().map(|scope| match scope.split_once(':') {
        Some(("records", "write")) => t!(language, api_keys.all_write).to_owned(),
        Some(("records", _)) => t!(language, api_keys.all_read).to_owned(),
        Some((path, "write")) => t!(language, api_keys.object_write, object = named(path)),
        Some((path, _)) => t!(language, api_keys.object_read, object = named(path)),
        None => scope.clone(),
    });
    words.collect::<Vec<_>>().join(" · ")
}

/// It cannot be brought back, so what stops is said first.
#[component]
fn EndKey(
    id: uuid::Uuid,
    name: String,
    on_ended: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let title = t!(language, api_keys.end_ask, name);
    let end = Callback::new(move |()| {
        is_busy.set(true);
        let ended = t!(language, api_keys.ended, name);
        spawn_local(async move {
            let answer = end_api_key(id).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.say(ended);
                    on_close.run(());
                    on_ended.run(());
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    let act = t!(language, api_keys.end);
    view! {
        <GoneDialog title act is_busy trouble on_act=end on_close>
            <p class="sm muted">{t!(language, api_keys.end_hint)}</p>
        </GoneDialog>
    }
}
