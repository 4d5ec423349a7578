//! One person: what they may do, through what, and what they may do with each field.

use contract::dto::who::{Cause, FieldOf, MayDo, WhoMay};
use contract::{Action, ObjectDef};
use leptos::prelude::*;

use super::cause::cause_words;
use super::fields::Fields;
use crate::i18n::{Language, use_language};
use crate::settings::teams::{choices_of, words_of};
use crate::t;
use crate::ui::{Avatar, Tag, TagLook};

#[component]
pub fn Person(one: WhoMay, fields: Vec<FieldOf>, object: StoredValue<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let roles = choices_of("role");
    let name = one.person.name.clone();
    let held: Vec<String> = one.roles.iter().map(|key| words_of(roles, key)).collect();
    let about: Vec<String> = [held.join(", "), one.team.clone().unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let owner = one
        .is_owner
        .then(|| view! { <Tag label=t!(language, who.owner) look=TagLook::Accent/> });
    let may = match one.may.is_empty() {
        true => view! { <p class="sm muted">{t!(language, who.nothing)}</p> }.into_any(),
        false => view! { <Rights may=one.may/> }.into_any(),
    };
    let fields = (!fields.is_empty()).then(|| view! { <Fields fields object/> });
    view! {
        <li class="card pad stack who__person">
            <div class="flex">
                <Avatar name=name.clone()/>
                <span class="grow">
                    <strong>{name}</strong>
                    <span class="sm muted who__about">{about.join(" · ")}</span>
                </span>
                {owner}
            </div>
            {may}
            {fields}
        </li>
    }
}

/// Rights that come from the same are one line: mostly it is one line for all of them.
fn grouped(may: Vec<MayDo>) -> Vec<(Vec<Action>, Vec<Cause>)> {
    let mut lines: Vec<(Vec<Action>, Vec<Cause>)> = Vec::new();
    for one in may {
        match lines
            .iter_mut()
            .find(|(_, through)| *through == one.through)
        {
            Some((actions, _)) => actions.push(one.action),
            None => lines.push((vec![one.action], one.through)),
        }
    }
    lines
}

#[component]
fn Rights(may: Vec<MayDo>) -> impl IntoView {
    let language = use_language();
    let lines = grouped(may).into_iter().map(|(actions, through)| {
        let tags = actions
            .into_iter()
            .map(|action| view! { <Tag label=deed(language, action)/> })
            .collect_view();
        let causes = through
            .iter()
            .map(|cause| view! { <li>{cause_words(language, cause)}</li> })
            .collect_view();
        view! {
            <div class="who__right">
                <span class="flex wrap">{tags}</span>
                <ul class="sm muted who__causes">{causes}</ul>
            </div>
        }
    });
    lines.collect_view()
}

/// What an action on this record is called.
fn deed(language: Language, action: Action) -> &'static str {
    match action {
        Action::See => t!(language, roles.see),
        Action::Create => t!(language, roles.create),
        Action::Edit => t!(language, roles.edit),
        Action::Delete => t!(language, roles.delete),
        Action::Transfer => t!(language, roles.transfer),
        Action::Export => t!(language, roles.export),
        Action::Import => t!(language, roles.import),
    }
}
