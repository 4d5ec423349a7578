//! The page behind all addresses below `/settings/objects`: asks once, then shows the place that is open.

use contract::dto::defining::ObjectInfo;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};

use super::address::{BASE, Place};
use super::described::{Described, Fields};
use super::fields_page::FieldsPage;
use super::layout::LayoutPage;
use super::objects_page::ObjectsPage;
use super::rules::RulesPage;
use crate::api::describing::{described, described_fields};
use crate::api::{Failure, asked};
use crate::i18n::use_language;
use crate::settings::part::Part;
use crate::settings::settings_page::{NotForYou, SettingsFrame};
use crate::shell::{use_crumbs, use_me};
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, LinkButton, SkeletonRows, unread_text};

/// Where administrators describe objects.
#[component]
pub fn DescribingPage() -> impl IntoView {
    let me = use_me();
    let is_administrator = Memo::new(move |_| me.with(|me| me.is_administrator()));
    let path = use_location().pathname;
    // On the way to another page this one stays as it is.
    let place = Memo::new(move |before: Option<&Place>| {
        path.with(|path| match (path.starts_with(BASE), before) {
            (false, Some(before)) => before.clone(),
            _ => Place::read(path),
        })
    });
    let navigate = StoredValue::new(use_navigate());
    let go = Callback::new(move |(place, replace): (Place, bool)| {
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate.with_value(|go| go(&place.address(), options));
    });
    let all = asked(
        move || is_administrator.get(),
        |may| async move { if may { Some(described().await) } else { None } },
    );
    let object = Memo::new(move |_| place.with(|place| place.object().map(str::to_owned)));
    let fields: Fields = asked(
        move || object.get().filter(|_| is_administrator.get()),
        |object| async move {
            let object = object?;
            let answer = described_fields(object.clone()).await;
            Some((object, answer))
        },
    );
    let title = move || {
        use_crumbs()
            .title(t!(use_language(), describing.objects))
            .above(t!(use_language(), settings.title), "/settings");
    };
    title();
    view! {
        <Outlet/>
        <Transition fallback=Waiting>
            {move || Suspend::new(async move {
                match all.await {
                    None => view! { <SettingsFrame part=Part::Objects><NotForYou/></SettingsFrame> }.into_any(),
                    Some(Ok(infos)) => view! { <Places infos fields place go/> }.into_any(),
                    Some(Err(failure)) => {
                        let again = Callback::new(move |()| all.refetch());
                        view! { <Failed failure again/> }.into_any()
                    }
                }
            })}
        </Transition>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <SettingsFrame part=Part::Objects>
            <div class="center settings__page"><SkeletonRows count=8/></div>
        </SettingsFrame>
    }
}

#[component]
fn Failed(failure: Failure, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    view! {
        <SettingsFrame part=Part::Objects>
            <Empty icon="alertc" look=EmptyLook::Bad title=unread_text(language, &failure)>
                <Button label=t!(language, common.retry) icon="refresh" on_press=again/>
            </Empty>
        </SettingsFrame>
    }
}

/// What kind of page a place is: while it stays the same, the page is not drawn anew.
#[derive(Clone, Debug, PartialEq)]
enum View {
    Objects,
    Fields(String),
    Layout(String),
    Rules(String),
    Nowhere,
}

/// The pages, once it is known what they are about.
#[component]
fn Places(
    infos: Vec<ObjectInfo>,
    fields: Fields,
    place: Memo<Place>,
    go: Callback<(Place, bool)>,
) -> impl IntoView {
    let described = Described::new(infos, fields, place, go);
    provide_context(described);
    let is_there = move |key: &str| {
        described
            .infos
            .with(|infos| infos.iter().any(|info| info.object.key == key))
    };
    let view = Memo::new(move |_| match place.get() {
        Place::Objects => View::Objects,
        place if !place.object().is_some_and(is_there) => View::Nowhere,
        Place::Fields(object, _) => View::Fields(object),
        Place::Layout(object) => View::Layout(object),
        Place::Rules(object, _) => View::Rules(object),
        Place::Nowhere => View::Nowhere,
    });
    move || match view.get() {
        View::Layout(object) => view! { <LayoutPage object/> }.into_any(),
        view => {
            view! { <SettingsFrame part=Part::Objects>{framed(view)}</SettingsFrame> }.into_any()
        }
    }
}

fn framed(view: View) -> AnyView {
    match view {
        View::Objects => view! { <ObjectsPage/> }.into_any(),
        View::Fields(object) => view! { <FieldsPage object/> }.into_any(),
        View::Rules(object) => view! { <RulesPage object/> }.into_any(),
        View::Layout(_) | View::Nowhere => view! { <Unknown/> }.into_any(),
    }
}

#[component]
fn Unknown() -> impl IntoView {
    let language = use_language();
    view! {
        <Empty icon="layers" title=t!(language, describing.object_unknown)>
            <LinkButton label=t!(language, describing.objects) href=BASE/>
        </Empty>
    }
}
