//! What a person can see, and what it comes from: their roles, how far these reach, and their teams.

use contract::dto::roles::{COUNTED, PersonSight, Sight, SightRight};
use contract::{Action, FieldRight, Language, Reach};
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
        Some(Ok(seen)) => view! {
            <Sources roles=seen.roles.clone() teams=seen.teams.clone()/>
            <Sights seen/>
        }
        .into_any(),
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

/// The roles and teams that it all comes from.
#[component]
fn Sources(roles: Vec<String>, teams: Vec<String>) -> impl IntoView {
    let language = use_language();
    let known = choices_of("role");
    let roles: Vec<String> = roles.iter().map(|key| words_of(known, key)).collect();
    let roles = roles.join(", ");
    let known = choices_of("team");
    let teams: Vec<String> = teams.iter().map(|key| words_of(known, key)).collect();
    let teams = match teams.is_empty() {
        true => t!(language, roles.sight_no_team).to_owned(),
        false => t!(language, roles.sight_teams, teams = teams.join(", ")),
    };
    view! { <p class="sm muted">{t!(language, roles.sight_roles, roles)} " · " {teams}</p> }
}

#[component]
fn Sights(seen: PersonSight) -> impl IntoView {
    let language = use_language();
    let heads =
        Action::ALL.map(|action| view! { <th scope="col">{action_words(language, action)}</th> });
    let rows = seen
        .objects
        .into_iter()
        .map(|sight| view! { <SightRow sight/> });
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label=t!(language, roles.objects)>
            <table class="table roles__matrix">
                <thead>
                    <tr>
                        <th scope="col" class="pin">{t!(language, roles.object)}</th>
                        <th scope="col">{t!(language, roles.sees)}</th>
                        <th scope="col">{t!(language, roles.edits)}</th>
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
    let label = use_catalogue().with_untracked(|catalogue| {
        let object = catalogue.object(&sight.object);
        object.map_or_else(
            || sight.object.clone(),
            |object| object.plural.get(language).to_owned(),
        )
    });
    let narrowed = narrowed_words(language, &sight).into_iter();
    let narrowed =
        narrowed.map(|words| view! { <span class="xs muted roles__hidden">{words}</span> });
    let cells = sight
        .rights
        .into_iter()
        .map(|right| view! { <Cell right/> });
    view! {
        <tr>
            <th scope="row" class="pin">{label}{narrowed.collect_view()}</th>
            <td class="num">{count_words(language, sight.sees)}</td>
            <td class="num">{count_words(language, sight.edits)}</td>
            {cells.collect_view()}
        </tr>
    }
}

#[component]
fn Cell(right: SightRight) -> impl IntoView {
    let language = use_language();
    let roles = choices_of("role");
    let names = right.through.iter().map(|key| words_of(roles, key));
    let names: Vec<String> = names.collect();
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
}

/// More than is counted is said to be more.
fn count_words(language: Language, count: u64) -> String {
    let told = i64::try_from(Ord::min(count, COUNTED)).unwrap_or(i64::MAX);
    match count > COUNTED {
        true => t!(language, roles.more_than, count = told),
        false => number(told),
    }
}

/// The fields that are hidden, masked or not to be edited, each kind on a line, and whether more is shared.
fn narrowed_words(language: Language, sight: &Sight) -> Vec<String> {
    let fields = |right: FieldRight| {
        use_catalogue().with_untracked(|catalogue| {
            let object = catalogue.object(&sight.object);
            let keys = sight.narrowed.iter().filter(|(_, known)| **known == right);
            let labels = keys.map(|(key, _)| {
                let field = object.and_then(|object| object.field(key));
                field.map_or_else(|| key.clone(), |field| field.label.get(language).to_owned())
            });
            labels.collect::<Vec<_>>().join(", ")
        })
    };
    let mut lines = Vec::new();
    for right in [FieldRight::Hidden, FieldRight::Masked, FieldRight::See] {
        let fields = fields(right);
        if !fields.is_empty() {
            lines.push(match right {
                FieldRight::Hidden => t!(language, roles.hidden_fields, fields),
                FieldRight::Masked => t!(language, roles.masked_fields, fields),
                _ => t!(language, roles.read_fields, fields),
            });
        }
    }
    if sight.is_shared {
        lines.push(t!(language, roles.sight_shared).to_owned());
    }
    lines
}
