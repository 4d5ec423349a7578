//! The drawer: the people, found by name, some at a time.

use std::time::Duration;

use contract::ObjectDef;
use contract::dto::who::{FieldOf, WhoMay, WhoPage, WhoQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::person::Person;
use crate::api::Answer;
use crate::api::simulations::who_sees;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, DialogBody, DialogFoot, Drawer, Empty, SkeletonRows, TextInput,
    TextKind, browser, failure_text,
};

/// A person with their fields, as they are drawn.
type Row = (WhoMay, Vec<FieldOf>);

/// What is known by now.
#[derive(Clone, Copy)]
struct Known {
    rows: RwSignal<Vec<Row>>,
    page: RwSignal<Option<Answer<WhoPage>>>,
    is_busy: RwSignal<bool>,
    /// Counts the questions: an answer to an earlier one is let go.
    asked: StoredValue<u32>,
}

impl Known {
    fn new() -> Self {
        Self {
            rows: RwSignal::new(Vec::new()),
            page: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            asked: StoredValue::new(0),
        }
    }

    /// Asks for the people from one on.
    fn ask(self, query: WhoQuery) {
        self.asked.update_value(|asked| *asked += 1);
        let number = self.asked.get_value();
        self.is_busy.set(true);
        spawn_local(async move {
            let is_first = query.after == 0;
            let answer = who_sees(query).await;
            if self.asked.try_get_value() == Some(number) {
                self.take(answer, is_first);
            }
        });
    }

    fn take(self, answer: Answer<WhoPage>, is_first: bool) {
        self.is_busy.set(false);
        if is_first {
            self.rows.set(Vec::new());
        }
        if let Ok(page) = &answer {
            let fields = |one: &WhoMay| {
                let place = one.fields.and_then(|place| usize::try_from(place).ok());
                place.and_then(|place| page.fields.get(place)).cloned()
            };
            let rows = page.people.iter();
            let rows = rows.map(|one| (one.clone(), fields(one).unwrap_or_default()));
            self.rows.update(|known| known.extend(rows));
        }
        self.page.set(Some(answer));
    }
}

#[component]
pub fn WhoDrawer(
    object: ObjectDef,
    id: Uuid,
    title: String,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let known = Known::new();
    let words = RwSignal::new(String::new());
    let key = StoredValue::new(object.key.clone());
    let query = move |after: u32| WhoQuery {
        object: key.get_value(),
        id,
        words: words.get_untracked(),
        after,
    };
    Effect::new(move |_| known.ask(query(0)));
    let find = browser::debounced(Duration::from_millis(250), move |()| known.ask(query(0)));
    let more = move |()| {
        let next = known.page.with_untracked(|page| match page {
            Some(Ok(page)) => page.next,
            _ => None,
        });
        if let Some(next) = next {
            known.ask(query(next));
        }
    };
    view! {
        <Drawer title=t!(language, who.title, title) on_close>
            <DialogBody>
                <div class="stack who">
                    <TextInput
                        value=words
                        kind=TextKind::Search
                        icon="search"
                        label=t!(language, who.find)
                        placeholder=t!(language, who.find)
                        on_input=move |()| find(())
                    />
                    <About known/>
                    <People known object=StoredValue::new(object)/>
                    <More known on_press=more/>
                </div>
            </DialogBody>
            <DialogFoot>
                <Button label=t!(language, common.close) on_press=on_close/>
            </DialogFoot>
        </Drawer>
    }
}

/// How many see it, and what the reader is told.
#[component]
fn About(known: Known) -> impl IntoView {
    let language = use_language();
    move || {
        known.page.with(|page| match page {
            Some(Ok(page)) => {
                let (seeing, everybody) = (page.seeing, page.everybody);
                let names_only = (!page.is_explained)
                    .then(|| view! { <p class="sm muted">{t!(language, who.names_only)}</p> });
                view! {
                    <p class="sm" role="status">{t!(language, who.count, count = seeing, everybody)}</p>
                    {names_only}
                }
                .into_any()
            }
            Some(Err(failure)) => {
                let text = failure_text(language, failure);
                view! { <Banner look=BannerLook::Bad text/> }.into_any()
            }
            None => view! { <SkeletonRows count=4/> }.into_any(),
        })
    }
}

#[component]
fn People(known: Known, object: StoredValue<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let is_empty = Memo::new(move |_| {
        let is_answered = known.page.with(|page| matches!(page, Some(Ok(_))));
        is_answered && known.rows.with(Vec::is_empty)
    });
    view! {
        <ul class="who__people">
            <For
                each=move || known.rows.get()
                key=|(one, _)| one.person.id
                children=move |(one, fields)| view! { <Person one fields object/> }
            />
        </ul>
        {move || is_empty.get().then(|| view! { <Empty icon="users" title=t!(language, who.nobody)/> })}
    }
}

#[component]
fn More(known: Known, #[prop(into)] on_press: Callback<()>) -> impl IntoView {
    let language = use_language();
    let has_more = Memo::new(move |_| {
        known
            .page
            .with(|page| matches!(page, Some(Ok(page)) if page.next.is_some()))
    });
    move || {
        has_more.get().then(|| {
            view! { <Button label=t!(language, who.more) busy=known.is_busy on_press/> }
        })
    }
}
