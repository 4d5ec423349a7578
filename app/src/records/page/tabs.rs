//! The tabs of a record, and what is open under them.

use contract::dto::records::RelatedCount;
use contract::objects::is_person;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::related::Related;
use super::tab::{Tab, related_label, related_lists};
use super::{OpenRecord, RecordDetails, RecordTimeline, use_open_record};
use crate::consents::ConsentPanel;
use crate::files::FilesPanel;
use crate::i18n::use_language;
use crate::records::Params;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, IconSize, Menu, MenuLink, TabLink, Tabs, format};

/// So many related lists have a tab of their own; the others stand in a menu.
const MOST_TABS: usize = 5;
/// So many have one even where they are empty, to begin with.
const LEAST_TABS: usize = 3;

/// Timeline, details, a tab for each related list, files, of people what they say to being contacted; the open one stands in the address.
#[component]
pub fn RecordTabs() -> impl IntoView {
    let open = use_open_record();
    let panel = move || match open.around.tab.get() {
        Tab::Timeline => view! { <RecordTimeline/> }.into_any(),
        Tab::Details => view! { <RecordDetails/> }.into_any(),
        Tab::Files => view! { <Files open/> }.into_any(),
        Tab::Consents => {
            let (object, consents) = (open.object().key, open.around.consents);
            view! { <ConsentPanel object id=open.id() consents/> }.into_any()
        }
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
    let mut first = [
        (Tab::Timeline, t!(language, records.tab_timeline)),
        (Tab::Details, t!(language, records.tab_details)),
    ];
    first.sort_by_key(|(tab, _)| *tab != open.first_tab());
    let always = first
        .map(|(tab, label)| view! { <Link open tab label=label.to_owned() count=None/> })
        .collect_view();
    // How many there are is counted while the record can be read already; the order they have then stays.
    let order = RwSignal::new(Vec::new());
    let rest = move || {
        Suspend::new(async move {
            let counts = open.around.counts.await.unwrap_or_default();
            let lists = in_order(order, related_lists(&open.object(), &counts));
            view! { <RelatedLinks open lists/> }
        })
    };
    let files = move || {
        let count = count_of(u64::from(open.page.with(|page| page.files)));
        view! { <Link open tab=Tab::Files label=t!(language, records.tab_files).to_owned() count/> }
    };
    let consents = is_person(&open.object().key).then(|| {
        let label = t!(language, consents.tab).to_owned();
        view! { <Link open tab=Tab::Consents label count=None/> }
    });
    view! {
        <div class="bar bar--tabs rec__tabs">
            <Tabs label=t!(language, records.sections)>
                {always}
                <Transition fallback=|| ()>{rest}</Transition>
                {files}
                {consents}
            </Tabs>
        </div>
    }
}

/// Lists in the order in which they stood when they were counted first: a tab does not jump while one works.
fn in_order(order: RwSignal<Vec<Tab>>, mut lists: Vec<RelatedCount>) -> Vec<RelatedCount> {
    let known = order.get_untracked();
    let place = |list: &RelatedCount| known.iter().position(|tab| *tab == tab_of(list));
    lists.sort_by_key(|list| place(list).unwrap_or(usize::MAX));
    if known.is_empty() {
        order.set(lists.iter().map(tab_of).collect());
    }
    lists
}

fn tab_of(list: &RelatedCount) -> Tab {
    Tab::Related {
        object: list.object.clone(),
        field: list.field.clone(),
    }
}

/// The first lists as tabs, the others, and those without records, in a menu. The open one is always a tab.
#[component]
fn RelatedLinks(open: OpenRecord, lists: Vec<RelatedCount>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let lists = StoredValue::new(lists);
    let label = move |list: &RelatedCount| {
        lists.with_value(|lists| {
            catalogue.with_untracked(|catalogue| {
                related_label(catalogue, &open.object(), lists, list, language)
            })
        })
    };
    // Only what is open decides which lists stand where.
    let split = Memo::new(move |_| {
        let tab = open.around.tab.get();
        lists.with_value(|lists| split_lists(lists, &tab))
    });
    let tabs = move || {
        let (shown, _) = split.get();
        shown
            .into_iter()
            .map(|list| {
                let (tab, label, count) = (tab_of(&list), label(&list), count_of(list.count));
                view! { <Link open tab label count/> }
            })
            .collect_view()
    };
    let more = move || {
        let (_, hidden) = split.get();
        (!hidden.is_empty()).then(|| view! { <MoreLists open lists=hidden label=Callback::new(move |list| label(&list))/> })
    };
    view! {
        {tabs}
        {more}
    }
}

/// Which lists are tabs and which stand in the menu. Few lists are all tabs.
fn split_lists(lists: &[RelatedCount], open: &Tab) -> (Vec<RelatedCount>, Vec<RelatedCount>) {
    let is_few = lists.len() <= MOST_TABS;
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for list in lists {
        let room = if list.count > 0 {
            MOST_TABS
        } else {
            LEAST_TABS
        };
        let deserves = shown.len() < room;
        if is_few || deserves || tab_of(list) == *open {
            shown.push(list.clone());
        } else {
            hidden.push(list.clone());
        }
    }
    (shown, hidden)
}

#[component]
fn MoreLists(
    open: OpenRecord,
    lists: Vec<RelatedCount>,
    label: Callback<RelatedCount, String>,
) -> impl IntoView {
    let language = use_language();
    let location = use_location();
    let links = move || {
        let path = location.pathname.get();
        let search = location.search.get();
        lists
            .clone()
            .into_iter()
            .map(|list| {
                let href = address_of(open, &tab_of(&list), &search, &path);
                let count = count_of(list.count).map(|count| format!(" {count}"));
                let text = format!("{}{}", label.run(list), count.unwrap_or_default());
                view! { <MenuLink label=text href/> }
            })
            .collect_view()
    };
    let words = t!(language, records.more);
    view! {
        <Menu
            label=t!(language, records.more_lists)
            class="tab rec__more"
            trigger=move || view! { {words} <Icon name="arrowdown" size=IconSize::Small/> }
        >
            {links.clone()}
        </Menu>
    }
}

/// Where a tab of the present page leads.
fn address_of(open: OpenRecord, tab: &Tab, search: &str, path: &str) -> String {
    let params = Params::read(search).without("edit").without("log");
    let params = if *tab == open.first_tab() {
        params.without("tab")
    } else {
        params.with("tab", &tab.word())
    };
    params.on(path)
}

#[component]
fn Link(open: OpenRecord, tab: Tab, label: String, count: Option<String>) -> impl IntoView {
    let location = use_location();
    let tab = StoredValue::new(tab);
    let href = Signal::derive(move || {
        let (search, path) = (location.search.get(), location.pathname.get());
        tab.with_value(|tab| address_of(open, tab, &search, &path))
    });
    let current = Signal::derive(move || {
        open.around
            .tab
            .with(|open| tab.with_value(|tab| tab == open))
    });
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

#[cfg(test)]
mod tests {
    use super::{Tab, split_lists, tab_of};
    use contract::dto::records::RelatedCount;

    fn list(object: &str, count: u64) -> RelatedCount {
        RelatedCount {
            object: object.to_owned(),
            field: "account".to_owned(),
            count,
        }
    }

    #[test]
    fn many_lists_leave_room_and_the_open_one_is_a_tab() {
        let many = [
            list("a", 9),
            list("b", 8),
            list("c", 0),
            list("d", 0),
            list("e", 0),
            list("f", 0),
        ];
        let check = |open: Tab, expected: &[&str]| {
            let (shown, hidden) = split_lists(&many, &open);
            let names: Vec<_> = shown.iter().map(|list| list.object.as_str()).collect();
            assert_eq!(names, expected);
            assert_eq!(shown.len() + hidden.len(), many.len());
        };
        check(Tab::Timeline, &["a", "b", "c"]);
        check(tab_of(&many[4]), &["a", "b", "c", "e"]);
        let few = &many[..4];
        assert_eq!(split_lists(few, &Tab::Timeline).0.len(), 4);
    }
}
