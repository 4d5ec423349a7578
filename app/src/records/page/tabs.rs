//! The tabs of a record, and what is open under them.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::related::Related;
use super::tab::{Tab, related_label, related_lists};
use super::{OpenRecord, RecordDetails, RecordTimeline, use_open_record};
use crate::files::FilesPanel;
use crate::i18n::use_language;
use crate::records::address::Params;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{TabLink, Tabs, format};

/// Timeline, details, a tab for each related list, files; the open one stands in the address.
#[component]
pub fn RecordTabs() -> impl IntoView {
    let open = use_open_record();
    let panel = move || match open.around.tab.get() {
        Tab::Timeline => view! { <RecordTimeline/> }.into_any(),
        Tab::Details => view! { <RecordDetails/> }.into_any(),
        Tab::Files => view! { <Files open/> }.into_any(),
        Tab::Related { object, field } => view! { <Related object field/> }.into_any(),
    };
    view! {
        <TabBar open/>
        <div class="rec__panel">{panel}</div>
    }
}

#[component]
fn TabBar(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let related = move || {
        let object = open.object();
        let counts = open.page.with(|page| page.related.clone());
        let tabs = related_lists(&object, &counts).map(|list| {
            let label = catalogue.with_untracked(|catalogue| {
                related_label(catalogue, &object, &counts, list, language)
            });
            let tab = Tab::Related {
                object: list.object.clone(),
                field: list.field.clone(),
            };
            let count = count_of(list.count);
            view! { <Link open tab label count/> }
        });
        tabs.collect_view()
    };
    let files = move || {
        let count = count_of(u64::from(open.page.with(|page| page.files)));
        view! { <Link open tab=Tab::Files label=t!(language, records.tab_files).to_owned() count/> }
    };
    let mut first = [
        (Tab::Timeline, t!(language, records.tab_timeline)),
        (Tab::Details, t!(language, records.tab_details)),
    ];
    first.sort_by_key(|(tab, _)| *tab != Tab::first_of(&open.object().key));
    let always = first
        .map(|(tab, label)| view! { <Link open tab label=label.to_owned() count=None/> })
        .collect_view();
    view! {
        <div class="bar bar--tabs rec__tabs">
            <Tabs label=t!(language, records.sections)>
                {always}
                {related}
                {files}
            </Tabs>
        </div>
    }
}

#[component]
fn Link(open: OpenRecord, tab: Tab, label: String, count: Option<String>) -> impl IntoView {
    let location = use_location();
    let word = tab.word();
    let is_first = tab == Tab::first_of(&open.object().key);
    let href = Signal::derive(move || {
        let params = location
            .search
            .with(|search| Params::read(search).without("edit").without("log"));
        let params = if is_first {
            params.without("tab")
        } else {
            params.with("tab", &word)
        };
        params.on(&location.pathname.get())
    });
    let current = Signal::derive(move || open.around.tab.with(|open| *open == tab));
    view! { <TabLink href label current count/> }
}

fn count_of(count: u64) -> Option<String> {
    (count > 0).then(|| format::number(i64::try_from(count).unwrap_or(i64::MAX)))
}

#[component]
fn Files(open: OpenRecord) -> impl IntoView {
    let counted = Callback::new(move |count: usize| {
        open.page
            .try_update(|page| page.files = u32::try_from(count).unwrap_or(u32::MAX));
    });
    view! { <FilesPanel object=open.object().key id=open.id() files=open.around.files counted/> }
}
