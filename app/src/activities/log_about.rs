//! Whom a log is about: the record of the page, one touched lately, or one that is looked for.

use contract::dto::activities::About;
use contract::{Catalogue, objects};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use uuid::Uuid;

use super::log_draft::Named;
use super::log_form::LogForm;
use crate::api::records::record;
use crate::api::search::search;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Avatar, AvatarShape, Button, ButtonSize, Chip, Combobox, Field, Look, Suggested, source,
};

/// The objects that something can be logged about.
const ABOUT: [&str; 4] = [
    objects::ACCOUNT,
    objects::CONTACT,
    objects::LEAD,
    objects::DEAL,
];
/// How many records touched lately are one touch away.
const RECENT: usize = 5;

/// The record whose page is open.
pub fn guess() -> Option<About> {
    let catalogue = use_catalogue();
    let path = use_location().pathname.get_untracked();
    catalogue.with_untracked(|catalogue| of_path(catalogue, &path))
}

fn of_path(catalogue: &Catalogue, path: &str) -> Option<About> {
    let (path, id) = path.trim_matches('/').split_once('/')?;
    let object = catalogue
        .by_path(path)
        .filter(|object| ABOUT.contains(&object.key.as_str()))?;
    Some(About {
        object: object.key.clone(),
        id: id.parse().ok()?,
    })
}

/// The name of what a log is about, with a way to another one; or else what it could be about.
#[component]
pub fn LogAbout(form: LogForm) -> impl IntoView {
    let is_choosing = RwSignal::new(untrack(|| form.about.with(Option::is_none)));
    name_it(form);
    move || match form.about.get().filter(|_| !is_choosing.get()) {
        Some(about) => view! { <Chosen about is_choosing/> }.into_any(),
        None => view! { <Choose form is_choosing/> }.into_any(),
    }
}

/// Asks for the name of a record that is known only by its id.
fn name_it(form: LogForm) {
    let catalogue = use_catalogue();
    let Some(about) = form
        .about
        .get_untracked()
        .filter(|about| about.title.is_empty())
    else {
        return;
    };
    let title = catalogue.with_untracked(|catalogue| {
        catalogue
            .object(&about.object)
            .map(|object| object.title.clone())
    });
    let Some(title) = title else { return };
    Effect::new(move |_| {
        let (about, title) = (about.clone(), title.clone());
        spawn_local(async move {
            // Where it fails the log goes out without the name, which only this drawer shows.
            if let Ok(page) = record(about.object, about.id).await {
                form.about.try_update(|named| {
                    if let Some(named) = named.as_mut().filter(|named| named.id == about.id) {
                        named.title = page.record.text(&title).to_owned();
                    }
                });
            }
        });
    });
}

#[component]
fn Chosen(about: Named, is_choosing: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let kind = label_of(&about.object);
    view! {
        <div class="flex log__about">
            <Avatar name=about.title.clone() shape=shape(&about.object)/>
            <span class="grow trunc"><b class="strong">{about.title}</b>" "<span class="xs faint">{kind}</span></span>
            <Button label=t!(language, activities.another) look=Look::Ghost size=ButtonSize::Small on_press=move |()| is_choosing.set(true)/>
        </div>
    }
}

/// The name of an object.
fn label_of(object: &str) -> String {
    let language = use_language();
    use_catalogue().with_untracked(|catalogue| {
        catalogue
            .object(object)
            .map(|object| object.label.get(language).to_owned())
            .unwrap_or_default()
    })
}

fn shape(object: &str) -> AvatarShape {
    match object {
        objects::CONTACT | objects::LEAD => AvatarShape::Person,
        _ => AvatarShape::Company,
    }
}

#[component]
fn Choose(form: LogForm, is_choosing: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let picked = RwSignal::new(None::<Suggested>);
    let recent = LocalResource::new(|| search(String::new()));
    let take = move |named: Named| {
        form.about.set(Some(named));
        form.mend(&["about"]);
        is_choosing.set(false);
    };
    let pick = move |()| {
        if let Some(named) = picked.get_untracked().as_ref().and_then(named) {
            take(named);
        }
    };
    let chips = move || {
        let found = recent.get().and_then(Result::ok).unwrap_or_default();
        let about = found
            .into_iter()
            .filter(|hit| ABOUT.contains(&hit.object.as_str()))
            .take(RECENT);
        about
            .map(|hit| {
                let named = Named {
                    object: hit.object,
                    id: hit.id,
                    title: hit.title.clone(),
                };
                view! { <Chip label=hit.title on_press=move |()| take(named.clone())/> }
            })
            .collect_view()
    };
    view! {
        <div class="stack stack--close log__about">
            <Field id="log-about" label=t!(language, activities.about) error=Signal::derive(move || form.problem(&["about"], language))>
                <Combobox
                    id="log-about-line"
                    value=picked
                    source=source(look)
                    placeholder=t!(language, activities.about_placeholder)
                    on_pick=pick
                />
            </Field>
            <div class="chips chips--line" aria-label=t!(language, activities.recent) role="group">{chips}</div>
        </div>
    }
}

/// The records that some words find, with the object in their key.
async fn look(words: String) -> Vec<Suggested> {
    let hits = search(words).await.unwrap_or_default();
    let about = hits
        .into_iter()
        .filter(|hit| ABOUT.contains(&hit.object.as_str()));
    about
        .map(|hit| Suggested {
            key: format!("{}/{}", hit.object, hit.id),
            title: hit.title,
            sub: hit.sub,
            avatar: Some(shape(&hit.object)),
        })
        .collect()
}

fn named(picked: &Suggested) -> Option<Named> {
    let (object, id) = picked.key.split_once('/')?;
    Some(Named {
        object: object.to_owned(),
        id: id.parse::<Uuid>().ok()?,
        title: picked.title.clone(),
    })
}

#[cfg(test)]
mod tests {
    use contract::Catalogue;

    use super::of_path;

    #[test]
    fn the_page_of_a_record_says_whom_the_log_is_about() {
        let catalogue = Catalogue {
            objects: contract::objects::all(),
            rights: Vec::new(),
        };
        let id = "0190a1b2-0000-7000-8000-000000000001";
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(
                of_path(&catalogue, path)
                    .map(|about| about.object)
                    .as_deref(),
                expected,
                "{path}"
            );
        };
        check(&format!("/accounts/{id}"), Some("account"));
        check(&format!("/deals/{id}/"), Some("deal"));
        check(&format!("/activities/{id}"), None);
        check("/deals", None);
        check("/accounts/new", None);
        check("/", None);
    }
}
