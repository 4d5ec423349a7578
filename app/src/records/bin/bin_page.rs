//! The page of the bin: a tab for each object, found by name.

use std::time::Duration;

use contract::dto::lists::{BinCount, BinPage as Page};
use contract::{Action, ObjectDef, objects};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::binned::BinTable;
use crate::api::lists::{bin, bin_counts};
use crate::api::{Answer, asked};
use crate::i18n::use_language;
use crate::records::Params;
use crate::records::list::count_text;
use crate::records::marks::inside;
use crate::shell::{may, use_catalogue, use_crumbs, use_many_at_once};
use crate::t;
use crate::ui::{
    Button, Empty, EmptyLook, Look, SkeletonRows, TabLink, Tabs, TextInput, TextKind, browser,
    unread_text,
};

/// The address of the bin.
const PATH: &str = "/bin";
/// How long after the last letter the bin is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// What was deleted, by object.
#[component]
pub fn BinPage() -> impl IntoView {
    let language = use_language();
    use_crumbs().title(t!(language, lists.bin));
    let search = use_location().search;
    let objects: Vec<ObjectDef> = use_catalogue().with_untracked(|catalogue| {
        let all = catalogue.objects.iter();
        all.filter(|object| has_bin(object)).cloned().collect()
    });
    let objects = StoredValue::new(objects);
    let many = use_many_at_once();
    let again = RwSignal::new(0u32);
    let ended = Memo::new(move |_| many.ended.with(|(_, count)| *count));
    let counts = asked(
        move || (again.get(), ended.get()),
        |_| async move { bin_counts().await.unwrap_or_default() },
    );
    let object = Memo::new(move |_| {
        let named = search.with(|search| Params::read(search).get("object").map(str::to_owned));
        objects.with_value(|objects| {
            let found = objects
                .iter()
                .find(|object| Some(&object.key) == named.as_ref());
            found
                .or(objects.first())
                .map(|object| object.key.clone())
                .unwrap_or_default()
        })
    });
    let words = Memo::new(move |_| {
        search.with(|search| Params::read(search).get("q").unwrap_or_default().to_owned())
    });
    let found = asked(
        move || (object.get(), words.get(), again.get(), ended.get()),
        |(object, words, ..)| async move {
            (
                object.clone(),
                words.clone(),
                bin(object, words, None).await,
            )
        },
    );
    let rows = move || {
        Suspend::new(async move {
            let (object, words, answer) = found.await;
            let described =
                objects.with_value(|all| all.iter().find(|other| other.key == object).cloned());
            match described {
                Some(object) => view! { <Answered object words answer again/> }.into_any(),
                None => {
                    view! { <Empty icon="trash" title=t!(language, lists.bin_empty)/> }.into_any()
                }
            }
        })
    };
    let tabs = move || {
        Suspend::new(async move {
            let counts = counts.await;
            view! { <BinTabs objects counts object/> }
        })
    };
    view! {
        <div class="bar bar--tabs"><Transition>{tabs}</Transition></div>
        <div class="bar"><FindBox words object/></div>
        <div class="tablewrap" id="rows">
            <Transition fallback=|| view! { <SkeletonRows count=8/> }>{rows}</Transition>
        </div>
    }
}

/// Lines come back with what they belong to, and users are no records.
fn has_bin(object: &ObjectDef) -> bool {
    object.line_of.is_none() && object.key != objects::USER && may(&object.key, Action::Delete)
}

/// A tab for each object of which something lies in the bin, and for the one that is shown.
#[component]
fn BinTabs(
    objects: StoredValue<Vec<ObjectDef>>,
    counts: Vec<BinCount>,
    object: Memo<String>,
) -> impl IntoView {
    let language = use_language();
    let tab = |described: ObjectDef| {
        let held = counts.iter().find(|held| held.object == described.key);
        let count = held.map(|held| count_text(held.total));
        let is_filled = count.is_some();
        let key = StoredValue::new(described.key.clone());
        let current =
            Signal::derive(move || key.with_value(|key| object.with(|object| object == key)));
        let href = Params::default().with("object", &described.key).on(PATH);
        let label = described.plural.get(language).to_owned();
        move || {
            (is_filled || current.get()).then(|| {
                view! { <TabLink href=href.clone() label=label.clone() current count=count.clone()/> }
            })
        }
    };
    let tabs = objects.get_value().into_iter().map(tab).collect_view();
    view! { <Tabs label=t!(language, lists.bin_tabs)>{tabs}</Tabs> }
}

/// Words to find among the names in the bin.
#[component]
fn FindBox(words: Memo<String>, object: Memo<String>) -> impl IntoView {
    let language = use_language();
    let typed = RwSignal::new(words.get_untracked());
    let navigate = use_navigate();
    let find = browser::debounced(PAUSE, move |words: String| {
        let params = Params::default().with("object", &object.get_untracked());
        let params = match words.trim() {
            "" => params,
            words => params.with("q", words),
        };
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&params.on(PATH), options);
    });
    let on_input = move |()| find(typed.get_untracked());
    view! {
        <search class="records__find" data-find="">
            <TextInput
                value=typed
                kind=TextKind::Search
                icon="search"
                label=t!(language, lists.find_in_bin)
                placeholder=t!(language, lists.find_in_bin)
                on_input
            />
        </search>
        <span class="faint sm hide-m">{t!(language, lists.bin_help)}</span>
    }
}

#[component]
fn Answered(
    object: ObjectDef,
    words: String,
    answer: Answer<Page>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let language = use_language();
    let page = match answer {
        Ok(page) => page,
        Err(failure) => {
            let text = unread_text(language, &failure);
            return view! {
                <Empty icon="alertc" look=EmptyLook::Bad title=t!(language, records.not_shown) text>
                    <Button label=t!(language, common.retry) look=Look::Primary icon="refresh" on_press=move |()| again.update(|again| *again += 1)/>
                </Empty>
            }
            .into_any();
        }
    };
    if page.records.is_empty() {
        let objects = inside(object.plural.get(language));
        let title = match words.is_empty() {
            true => t!(language, lists.bin_empty_of, objects),
            false => t!(language, records.no_match, object = objects),
        };
        return view! { <Empty icon="trash" title/> }.into_any();
    }
    view! { <BinTable object words page again/> }.into_any()
}
