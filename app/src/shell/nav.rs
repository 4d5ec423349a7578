//! The menu at the left: pages by their icons and names, and one's own menu at its foot.

use contract::{Action, Catalogue, objects};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::user_menu::UserMenu;
use crate::i18n::{Language, use_language};
use crate::shell::{use_catalogue, use_me};
use crate::t;
use crate::ui::{Brand, Icon, Menu, MenuLink};

/// Objects that stand in the menu themselves; the others are one press away, so that it stays short however many there
/// are.
const MAIN: [&str; 7] = [
    objects::ACCOUNT,
    objects::CONTACT,
    objects::LEAD,
    objects::DEAL,
    objects::CONTRACT,
    objects::TICKET,
    objects::ACTIVITY,
];
/// So few others stand in the menu, too.
const FEW: usize = 2;

/// A page of the menu.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) href: String,
    pub(super) icon: String,
    pub(super) label: String,
    /// It stands in the menu itself.
    pub(super) is_main: bool,
}

/// Today, and the objects that the person may see, in the order of their description.
pub(super) fn places(catalogue: &Catalogue, language: Language) -> Vec<Place> {
    let today = Place {
        href: "/".to_owned(),
        icon: "home".to_owned(),
        label: t!(language, shell.today).to_owned(),
        is_main: true,
    };
    let objects = catalogue
        .objects
        .iter()
        .filter(|object| {
            object.key != objects::USER
                && object.line_of.is_none()
                && catalogue.may(&object.key, Action::See)
        })
        .map(|object| Place {
            href: format!("/{}", object.path),
            icon: object.icon.clone(),
            label: object.plural.get(language).to_owned(),
            is_main: MAIN.contains(&object.key.as_str()),
        });
    let mut places: Vec<Place> = std::iter::once(today).chain(objects).collect();
    let others = places.iter().filter(|place| !place.is_main).count();
    if others <= FEW {
        for place in &mut places {
            place.is_main = true;
        }
    }
    places
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
    let all = Memo::new(move |_| catalogue.with(|catalogue| places(catalogue, language)));
    let main = move || {
        let main = all.get().into_iter().filter(|place| place.is_main);
        main.map(|place| view! { <NavLink place/> }).collect_view()
    };
    let import = Place {
        href: "/import".to_owned(),
        icon: "upload".to_owned(),
        label: t!(language, shell.import).to_owned(),
        is_main: true,
    };
    let settings = Place {
        href: "/settings".to_owned(),
        icon: "settings".to_owned(),
        label: t!(language, shell.settings).to_owned(),
        is_main: true,
    };
    view! {
        <nav class="nav" aria-label=t!(language, shell.main_menu)>
            <a class="nav__brand" href="/" aria-label=move || me.with(|me| me.organisation.clone())>
                <Brand/>
                <b>{move || me.with(|me| me.organisation.clone())}</b>
            </a>
            {main}
            <Others all/>
            <div class="nav__foot">
                {move || catalogue.with(may_import).then(|| view! { <NavLink place=import.clone()/> })}
                <NavLink place=settings/>
                <UserMenu/>
            </div>
        </nav>
    }
}

/// The page one is on, where it is none of the main ones, and the way to all that are not.
#[component]
fn Others(all: Memo<Vec<Place>>) -> impl IntoView {
    let language = use_language();
    let path = use_location().pathname;
    let others = Memo::new(move |_| {
        let others = all.get().into_iter().filter(|place| !place.is_main);
        others.collect::<Vec<_>>()
    });
    let here = move || {
        let find = |others: &Vec<Place>| {
            let mut others = others.iter();
            others
                .find(|place| path.with(|path| leads_to(&place.href, path)))
                .cloned()
        };
        others.with(find).map(|place| view! { <NavLink place/> })
    };
    let links = move || {
        let links = others.get().into_iter();
        links
            .map(|place| view! { <MenuLink label=place.label href=place.href icon=place.icon/> })
            .collect_view()
    };
    let trigger = move || {
        view! {
            <Icon name="more"/>
            <span class="nav__text nav__text--start">{t!(language, common.more)}</span>
        }
    };
    view! {
        {here}
        <Show when=move || others.with(|others| !others.is_empty())>
            <Menu label=t!(language, shell.more_pages) trigger class="nav__item" id="more-pages">{links}</Menu>
        </Show>
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

#[cfg(test)]
mod tests {
    use contract::catalogue::ObjectRights;
    use contract::{Action, Catalogue, Language, Reach, objects};

    use super::places;

    fn catalogue(seen: impl Fn(&str) -> bool) -> Catalogue {
        let objects: Vec<_> = objects::all()
            .into_iter()
            .filter(|object| seen(&object.key))
            .collect();
        let rights = objects.iter().map(|object| ObjectRights {
            masked: Vec::new(),
            object: object.key.clone(),
            reaches: vec![(Action::See, Reach::All)],
        });
        Catalogue {
            rights: rights.collect(),
            objects,
        }
    }

    #[test]
    fn the_menu_stays_short_and_lines_stand_in_none() {
        let all = places(&catalogue(|_| true), Language::English);
        let main: Vec<_> = all.iter().filter(|place| place.is_main).collect();
        assert_eq!(main.len(), 8, "{main:?}");
        assert!(all.len() > main.len());
        assert!(!all.iter().any(|place| place.label.contains("line")));
    }

    #[test]
    fn whoever_sees_little_finds_all_of_it_in_the_menu() {
        let few = ["account", "ticket", "product"];
        let all = places(&catalogue(|key| few.contains(&key)), Language::English);
        assert!(all.iter().all(|place| place.is_main));
        assert_eq!(all.len(), 4);
    }
}
