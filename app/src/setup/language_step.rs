//! The language of the administrator, also the first one of the organisation.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::i18n::{Language, use_language};
use crate::shell::own_name;
use crate::t;
use crate::ui::{Button, Icon, Look};

/// Both languages, each in its own words. Picking the other one shows the page in it.
#[component]
pub fn LanguageStep(#[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let option = move |choice: Language| {
        let is_set = choice == language;
        let token = move || query.read().get("token").unwrap_or_default();
        let href = move || format!("?token={}&language={}", token(), choice.tag());
        let words = match choice {
            Language::Chinese => "日期、金额和提醒按中文习惯显示",
            Language::English => "Dates, amounts and reminders as in English",
        };
        view! {
            <a class="row setup__language" href=href rel="external nofollow" lang=choice.tag() aria-current=is_set.then_some("true")>
                <Icon name="globe"/>
                <span class="row__main">
                    <span class="row__title">{own_name(choice)}</span>
                    <span class="row__sub">{words}</span>
                </span>
                {is_set.then(|| view! { <Icon name="check"/> })}
            </a>
        }
    };
    view! {
        <section class="card" aria-label=t!(language, setup.step_language)>
            <div class="card__head">{t!(language, setup.step_language)}</div>
            <div class="card__body stack"><div class="card rows">{Language::ALL.map(option).collect_view()}</div></div>
            <div class="card__foot">
                <span class="xs faint">{t!(language, setup.step_of, number = 1)}</span>
                <Button label=t!(language, setup.next) look=Look::Primary class="end" on_press=on_done/>
            </div>
        </section>
    }
}
