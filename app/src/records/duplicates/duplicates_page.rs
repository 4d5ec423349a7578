//! The page: an object, and its groups of likely duplicates.

use contract::dto::merging::LikelyGroup;
use contract::{Action, ObjectDef, objects};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::group::Group;
use crate::api::merging::likely;
use crate::api::{Answer, Asked, asked};
use crate::i18n::use_language;
use crate::records::marks::inside;
use crate::records::{NotHere, Params};
use crate::shell::{use_catalogue, use_crumbs};
use crate::t;
use crate::ui::{
    Button, Empty, EmptyLook, LinkButton, Look, SkeletonRows, TabLink, Tabs, unread_text,
};

/// The groups of a page, and where the page after begins.
type Found = (Vec<LikelyGroup>, Option<String>);

/// Likely duplicates of one object; without a name in the address those of the first.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let language = use_language();
    let (params, query) = (use_params_map(), use_query_map());
    use_crumbs().title(t!(language, merging.duplicates));
    let compared = StoredValue::new(compared());
    let open = Memo::new(move |_| {
        let wanted = params.with(|params| params.get("object"));
        compared.with_value(|objects| match &wanted {
            Some(key) => objects.iter().find(|object| object.key == *key).cloned(),
            None => objects.first().cloned(),
        })
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let found = asked(
        move || {
            (
                open.with(|open| open.as_ref().map(|open| open.key.clone())),
                after.get(),
            )
        },
        |(key, after)| async move {
            match key {
                Some(key) => likely(key, after).await,
                None => Ok(Found::default()),
            }
        },
    );
    move || match open.get() {
        Some(object) => view! {
            <Objects compared=compared.get_value() open/>
            <Groups object found after/>
        }
        .into_any(),
        None => view! { <NotHere/> }.into_any(),
    }
}

/// The objects whose records are compared, as far as the person may change them.
fn compared() -> Vec<ObjectDef> {
    use_catalogue().with_untracked(|catalogue| {
        let is_compared = |object: &&ObjectDef| {
            object.key != objects::USER
                && object.line_of.is_none()
                && !object.duplicates.is_empty()
                && catalogue.may(&object.key, Action::Edit)
        };
        let objects = catalogue.objects.iter().filter(is_compared);
        objects.cloned().collect()
    })
}

#[component]
fn Objects(compared: Vec<ObjectDef>, open: Memo<Option<ObjectDef>>) -> impl IntoView {
    let language = use_language();
    let links = compared.into_iter().map(move |object| {
        let key = object.key.clone();
        let current = Signal::derive(move || {
            open.with(|open| open.as_ref().is_some_and(|open| open.key == key))
        });
        view! {
            <TabLink
                href=format!("/duplicates/{}", object.key)
                label=object.plural.get(language).to_owned()
                current
            />
        }
    });
    view! {
        <div class="bar bar--tabs">
            <Tabs label=t!(language, merging.objects)>{links.collect_view()}</Tabs>
        </div>
    }
}

#[component]
fn Groups(
    object: ObjectDef,
    found: Asked<Answer<Found>>,
    after: Memo<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let object = StoredValue::new(object);
    let groups = move || {
        after.track();
        Suspend::new(async move {
            match found.await {
                Ok((groups, next)) => {
                    view! { <Shown object=object.get_value() groups next after/> }.into_any()
                }
                Err(failure) => view! {
                    <Empty
                        icon="alertc"
                        look=EmptyLook::Bad
                        title=t!(language, merging.not_compared)
                        text=unread_text(language, &failure)
                    >
                        <Button
                            label=t!(language, common.retry)
                            look=Look::Primary
                            icon="refresh"
                            on_press=move |()| found.refetch()
                        />
                    </Empty>
                }
                .into_any(),
            }
        })
    };
    let comparing = move || {
        view! {
            <p class="sm muted pad" role="status">{t!(language, merging.comparing)}</p>
            <SkeletonRows count=6/>
        }
    };
    view! {
        <div class="center merge stack">
            <p class="muted">{t!(language, merging.duplicates_hint)}</p>
            <Suspense fallback=comparing>{groups}</Suspense>
        </div>
    }
}

#[component]
fn Shown(
    object: ObjectDef,
    groups: Vec<LikelyGroup>,
    next: Option<String>,
    after: Memo<Option<String>>,
) -> impl IntoView {
    let left = RwSignal::new(groups.len());
    let address = format!("/duplicates/{}", object.key);
    let plural = object.plural.clone();
    let is_first = after.with_untracked(Option::is_none);
    let has_next = next.is_some();
    let cards = groups.into_iter().enumerate().map(|(number, group)| {
        view! { <Group object=object.clone() group left number/> }
    });
    let cards = cards.collect_view();
    let none = move || {
        (left.get() == 0).then(|| view! { <NoMore plural=plural.clone() is_first has_next/> })
    };
    view! {
        {cards}
        {none}
        <Pages address next is_first/>
    }
}

#[component]
fn NoMore(plural: contract::Label, is_first: bool, has_next: bool) -> impl IntoView {
    let language = use_language();
    let title = match (has_next, is_first) {
        (true, _) => t!(language, merging.page_done),
        (false, true) => t!(language, merging.no_duplicates),
        (false, false) => t!(language, merging.no_more),
    };
    let objects = inside(plural.get(language));
    view! {
        <Empty icon="checkc" title text=t!(language, merging.no_duplicates_text, objects)/>
    }
}

/// The way to the next groups, and back to the first.
#[component]
fn Pages(address: String, next: Option<String>, is_first: bool) -> impl IntoView {
    let language = use_language();
    let first = (!is_first).then(|| {
        view! { <LinkButton label=t!(language, merging.first_page) href=address.clone() icon="left" look=Look::Ghost/> }
    });
    let next = next.map(|next| {
        let href = Params::default().with("after", &next).on(&address);
        view! { <LinkButton label=t!(language, merging.next_page) href icon="right"/> }
    });
    view! { <div class="flex merge__pages">{first}{next}</div> }
}
