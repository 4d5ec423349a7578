//! The providers through which people sign in, for administrators.

use contract::dto::providers::{ProviderInfo, Providers};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::provider_form::ProviderForm;
use crate::api::providers::{providers, remove_provider};
use crate::i18n::use_language;
use crate::settings::gone::GoneForGood;
use crate::settings::settings_form::SettingsCard;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Field, Icon, Look, Tag, TagLook, TextInput, browser,
    use_toasts,
};

/// Which dialog is open.
#[derive(Clone, Debug, PartialEq)]
enum Open {
    Form(Option<ProviderInfo>),
    Remove(ProviderInfo),
}

/// The list, and what can be done.
#[component]
pub fn ProvidersCard(known: Providers) -> impl IntoView {
    let language = use_language();
    let back = known.back.clone();
    let known = RwSignal::new(known);
    let open = RwSignal::new(None::<Open>);
    let close = Callback::new(move |()| {
        open.try_set(None);
        spawn_local(async move {
            if let Ok(now) = providers().await {
                known.try_set(now);
            }
        });
    });
    let rows = move || {
        let all = known.with(|known| known.all.clone());
        (!all.is_empty()).then(|| {
            let each = all.into_iter().map(|info| view! { <Row info open/> });
            view! { <ul class="rows settings__sessions">{each.collect_view()}</ul> }
        })
    };
    let dialog = move || {
        open.get().map(|which| match which {
            Open::Form(info) => view! { <ProviderForm info on_close=close/> }.into_any(),
            Open::Remove(info) => view! { <Remove info on_close=close/> }.into_any(),
        })
    };
    let adds = Callback::new(move |()| open.set(Some(Open::Form(None))));
    view! {
        <SettingsCard id="settings-providers" title=t!(language, providers.title)>
            {rows}
            <div class="card__body stack">
                <p class="sm muted">{t!(language, providers.hint)}</p>
                <Back back/>
                <div class="flex wrap">
                    <Button label=t!(language, providers.add) look=Look::Primary icon="plus" on_press=adds/>
                </div>
            </div>
            {dialog}
        </SettingsCard>
    }
}

/// The address that a provider has to be told, to be copied.
#[component]
fn Back(back: Option<String>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let Some(back) = back else {
        return view! { <Banner look=BannerLook::Warn text=t!(language, providers.no_site)/> }
            .into_any();
    };
    let value = RwSignal::new(back);
    let copy = Callback::new(move |()| {
        value.with_untracked(|back| browser::copy(back));
        toasts.say(t!(language, providers.back_copied));
    });
    view! {
        <Field id="providers-back" label=t!(language, providers.back) help=t!(language, providers.back_hint)>
            <TextInput value/>
        </Field>
        <div class="flex"><Button label=t!(language, providers.back_copy) icon="clip" size=ButtonSize::Small on_press=copy/></div>
    }
    .into_any()
}

#[component]
fn Row(info: ProviderInfo, open: RwSignal<Option<Open>>) -> impl IntoView {
    let language = use_language();
    let name = info.setup.name.clone();
    let issuer = info.setup.issuer.clone();
    let people = t!(language, providers.people, count = info.people);
    let state = match info.setup.is_on {
        true => view! { <Tag label=t!(language, providers.on) look=TagLook::Ok/> },
        false => view! { <Tag label=t!(language, providers.off)/> },
    };
    let info = StoredValue::new(info);
    let change = Callback::new(move |()| open.set(Some(Open::Form(Some(info.get_value())))));
    let remove = Callback::new(move |()| open.set(Some(Open::Remove(info.get_value()))));
    let tip = t!(language, providers.change_of, name = name.clone());
    let remove_tip = t!(language, providers.remove_of, name = name.clone());
    view! {
        <li class="row">
            <span class="tl__icon"><Icon name="key"/></span>
            <span class="row__main">
                <span class="row__title">{name}" "{state}</span>
                <span class="row__sub">{issuer}" · "{people}</span>
            </span>
            <span class="row__end flex">
                <Button label=t!(language, providers.change) size=ButtonSize::Small look=Look::Ghost tip on_press=change/>
                <Button label=t!(language, providers.remove) size=ButtonSize::Small tip=remove_tip on_press=remove/>
            </span>
        </li>
    }
}

/// Says who comes in by it before it goes.
#[component]
fn Remove(info: ProviderInfo, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (id, name, people) = (info.id, info.setup.name, info.people);
    let title = t!(language, providers.remove_ask, name);
    let gone = t!(language, providers.removed, name);
    view! {
        <GoneForGood title act=t!(language, providers.remove) gone deed=move || remove_provider(id) on_close>
            <p class="sm muted">{t!(language, providers.remove_hint, count = people)}</p>
        </GoneForGood>
    }
}
