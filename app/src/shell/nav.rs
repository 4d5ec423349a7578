//! The menu at the left: pages by their icons and names, and one's own menu at its foot.

use contract::{Action, Catalogue};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::user_menu::UserMenu;
use crate::i18n::{Language, use_language};
use crate::shell::{use_catalogue, use_me};
use crate::t;
use crate::ui::{Brand, Icon};

/// A page of the menu.
#[derive(Clone, PartialEq)]
pub(super) struct Place {
    pub(super) href: String,
    pub(super) icon: String,
    pub(super) label: String,
}

/// Today, and the objects that the person may see, in the order of their description.
pub(super) fn places(catalogue: &Catalogue, language: Language) -> Vec<Place> {
    let today = Place {
        href: "/".to_owned(),
        icon: "home".to_owned(),
        label: t!(language, shell.today).to_owned(),
    };
    let objects = catalogue
        .objects
        .iter()
        .filter(|object| {
            object.key != contract::objects::USER
                && object.line_of.is_none()
                && catalogue.may(&object.key, Action::See)
        })
        .map(|object| Place {
            href: format!("/{}", object.path),
            icon: object.icon.clone(),
            label: object.plural.get(language).to_owned(),
        });
    std::iter::once(today).chain(objects).collect()
}

/// Whether the person may bring in a file for some object.
pub(super) fn may_import(catalogue: &Catalogue) -> bool {
    catalogue
        .objects
        .iter()
        .any(|object| catalogue.may(&object.key, Action::Import))
}

/// The menu.
#[component]
pub(super) fn Nav() -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let me = use_me();
    let main = move || {
        let places = catalogue.with(|catalogue| places(catalogue, language));
        places
            .into_iter()
            .map(|place| view! { <NavLink place/> })
            .collect_view()
    };
    let import = Place {
        href: "/import".to_owned(),
        icon: "upload".to_owned(),
        label: t!(language, shell.import).to_owned(),
    };
    let settings = Place {
        href: "/settings".to_owned(),
        icon: "settings".to_owned(),
        label: t!(language, shell.settings).to_owned(),
    };
    view! {
        <nav class="nav" aria-label=t!(language, shell.main_menu)>
            <a class="nav__brand" href="/" aria-label=move || me.with(|me| me.organisation.clone())>
                <Brand/>
                <b>{move || me.with(|me| me.organisation.clone())}</b>
            </a>
            {main}
            <div class="nav__foot">
                {move || catalogue.with(may_import).then(|| view! { <NavLink place=import.clone()/> })}
                <NavLink place=settings/>
                <UserMenu/>
            </div>
        </nav>
    }
}

#[component]
fn NavLink(place: Place) -> impl IntoView {
    let path = use_location().pathname;
    let href = place.href.clone();
    let is_here = Memo::new(move |_| path.with(|path| leads_to(&href, path)));
    let tip = place.label.clone();
    view! {
        <a class="nav__item" href=place.href aria-current=move || is_here.get().then_some("page") data-tip=tip>
            <Icon name=place.icon/>
            <span class="nav__text">{place.label}</span>
        </a>
    }
}

/// Whether an address belongs to a page of the menu.
pub(super) fn leads_to(href: &str, path: &str) -> bool {
    match href {
        "/" => path == "/",
        _ => {
            path == href
                || path
                    .strip_prefix(href)
                    .is_some_and(|rest| rest.starts_with('/'))
        }
    }
}
