//! What a person can see, and by which of their roles.

use contract::dto::roles::{Sight, SightRight};
use contract::{Action, Reach};
use leptos::prelude::*;
use uuid::Uuid;

use super::matrix::{action_words, fullness, reach_words};
use crate::api::roles::sight;
use crate::i18n::use_language;
use crate::settings::teams::{choices_of, words_of};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::format::number;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, DialogWidth, Pie, SkeletonRows,
    failure_text,
};

#[component]
pub fn SightDialog(user: Uuid, name: String, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let answer = LocalResource::new(move || sight(user));
    let body = move || match answer.get() {
        None => view! { <SkeletonRows count=6/> }.into_any(),
        Some(Ok(sights)) => view! { <Sights sights/> }.into_any(),
        Some(Err(failure)) => {
            view! { <Banner look=BannerLook::Bad text=failure_text(language, &failure)/> }
                .into_any()
        }
    };
    view! {
        <Dialog title=t!(language, roles.sight, name) on_close width=DialogWidth::Wide>
            <DialogBody>{body}</DialogBody>
            <DialogFoot>
                <Button label=t!(language, common.close) on_press=on_close/>
            </DialogFoot>
        </Dialog>
    }
}

#[component]
fn Sights(sights: Vec<Sight>) -> impl IntoView {
    let language = use_language();
    let heads =
        Action::ALL.map(|action| view! { <th scope="col">{action_words(language, action)}</th> });
    let rows = sights.into_iter().map(|sight| view! { <SightRow sight/> });
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label=t!(language, roles.objects)>
            <table class="table roles__matrix">
                <thead>
                    <tr>
                        <th scope="col" class="pin">{t!(language, roles.object)}</th>
                        <th scope="col">{t!(language, roles.sees)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn SightRow(sight: Sight) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let roles = choices_of("role");
    let (label, hidden) = catalogue.with_untracked(|catalogue| {
        let object = catalogue.object(&sight.object);
        let field = |key: &String| {
            let found = object.and_then(|object| object.field(key));
            found.map_or_else(|| key.clone(), |field| field.label.get(language).to_owned())
        };
        let label = object.map_or_else(
            || sight.object.clone(),
            |object| object.plural.get(language).to_owned(),
        );
        let hidden: Vec<String> = sight.hidden.iter().map(field).collect();
        (label, hidden.join(", "))
    });
    let hidden = (!hidden.is_empty()).then(|| {
        view! { <span class="xs muted roles__hidden">{t!(language, roles.hidden_fields, fields = hidden)}</span> }
    });
    let cell = move |right: SightRight| {
        let names: Vec<String> = right
            .through
            .iter()
            .map(|key| words_of(roles, key))
            .collect();
        let through = (right.reach > Reach::None).then(|| {
            let names = names.join(", ");
            view! { <span class="xs muted">{t!(language, roles.through, roles = names)}</span> }
        });
        view! {
            <td>
                <span class="flex"><Pie percent=fullness(right.reach)/>{reach_words(language, right.reach)}</span>
                {through}
            </td>
        }
    };
    let count = i64::try_from(sight.count).unwrap_or(i64::MAX);
    let cells = sight.rights.into_iter().map(cell).collect_view();
    view! {
        <tr>
            <th scope="row" class="pin">{label}{hidden}</th>
            <td class="num">{number(count)}</td>
            {cells}
        </tr>
    }
}
