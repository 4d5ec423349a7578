//! What to begin with: sample data, a file, or nothing.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::users::add_sample_data;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Icon, browser, failure_text};

/// Three ways to begin; each leads into the product.
#[component]
pub fn BeginStep() -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let fill = move |()| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            match add_sample_data().await {
                Ok(_) => browser::load("/"),
                Err(failure) => {
                    is_busy.set(false);
                    error.set(Some(failure_text(language, &failure)));
                }
            }
        });
    };
    view! {
        <section class="card" aria-label=t!(language, setup.step_begin)>
            <div class="card__head">{t!(language, setup.step_begin)}</div>
            <div class="card__body stack">
                {move || error.get().map(|text| view! { <Banner look=BannerLook::Bad text/> })}
                <div class="card rows">
                    <Way
                        icon="sparkle"
                        title=t!(language, setup.sample)
                        text=t!(language, setup.sample_text)
                        busy=is_busy
                        on_press=fill
                    />
                    <Way
                        icon="upload"
                        title=t!(language, setup.import)
                        text=t!(language, setup.import_text)
                        on_press=move |()| browser::load("/import")
                    />
                    <Way
                        icon="plus"
                        title=t!(language, setup.empty)
                        text=t!(language, setup.empty_text)
                        on_press=move |()| browser::load("/")
                    />
                </div>
            </div>
            <div class="card__foot"><span class="xs faint">{t!(language, setup.step_of, number = 3)}</span></div>
        </section>
    }
}

#[component]
fn Way(
    #[prop(into)] icon: Cow<'static, str>,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="row setup__way" aria-busy=move || busy.get().then_some("true") on:click=move |_| on_press.run(())>
            <span class="tl__icon tl__icon--accent"><Icon name=icon/></span>
            <span class="row__main">
                <span class="row__title">{title}</span>
                <span class="row__sub">{text}</span>
            </span>
            {move || match busy.get() {
                true => view! { <span class="spin" aria-hidden="true"></span> }.into_any(),
                false => view! { <Icon name="right"/> }.into_any(),
            }}
        </button>
    }
}
