//! What belongs to a record, beside it: the newest deals and contacts, and what it points to itself.

use contract::dto::records::RelatedCount;
use contract::{Action, Catalogue, FieldKind, Link, ObjectDef, Record, Value};
use leptos::prelude::*;

use super::open::PointingList;
use super::sums::RecordSums;
use super::tab::Tab;
use super::{OpenRecord, use_open_record};
use crate::api::Answer;
use crate::i18n::use_language;
use crate::records::Params;
use crate::records::cells::choice_mark;
use crate::records::marks::{inside, record_address, shape_of};
use crate::shell::{may, use_catalogue};
use crate::t;
use crate::ui::{
    Avatar, AvatarShape, ButtonSize, Clock, IconButton, SkeletonRows, format, use_clock,
};

/// Short lists with a button for a new record each.
#[component]
pub fn RecordRail() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let lists = move || {
        Suspend::new(async move {
            let lists = open.around.rail.await;
            lists
                .into_iter()
                .map(|list| view! { <Block open list/> })
                .collect_view()
        })
    };
    view! {
        <aside class="rec__rail" aria-label=t!(language, records.related)>
            <RecordSums open/>
            <About open/>
            <Transition fallback=|| view! { <SkeletonRows count=4/> }>{lists}</Transition>
        </aside>
    }
}

/// The most lists of a rail.
const MOST_LISTS: usize = 4;

/// The lists of the rail: what moves through stages first, then the most used, as they come here. What has no records
/// fills up to two, so that there is something to begin with.
pub(super) fn rail_lists(
    catalogue: &Catalogue,
    most_used_first: &[RelatedCount],
) -> Vec<(String, String)> {
    let has_stages = |related: &RelatedCount| {
        catalogue.object(&related.object).is_some_and(|object| {
            let mut choices = object.fields.iter().flat_map(|field| &field.choices);
            choices.any(|choice| choice.probability.is_some())
        })
    };
    let mut lists: Vec<&RelatedCount> = most_used_first.iter().collect();
    lists.sort_by_key(|related| (related.count == 0, !has_stages(related)));
    let filled = lists.iter().filter(|related| related.count > 0).count();
    lists
        .into_iter()
        .take(filled.clamp(2, MOST_LISTS))
        .map(|related| (related.object.clone(), related.field.clone()))
        .collect()
}

#[component]
fn Block(open: OpenRecord, list: PointingList) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let ((object, field), page): ((String, String), Answer<contract::ListPage>) = list;
    let (Some(definition), Ok(page)) = (
        catalogue.with_untracked(|catalogue| catalogue.object(&object).cloned()),
        page,
    ) else {
        // A list that may not be seen or did not come has its tab, which says why.
        return ().into_any();
    };
    let total = page
        .total
        .map_or(page.records.len() as u64, |total| total.count);
    let count = (total > 0).then(|| format::number(i64::try_from(total).unwrap_or(i64::MAX)));
    let rows = page
        .records
        .iter()
        .map(|record| view! { <RailRow object=definition.clone() record=record.clone()/> })
        .collect_view();
    let shown = page.records.len() as u64;
    let all = (total > shown).then(|| {
        let tab = Tab::Related {
            object: object.clone(),
            field: field.clone(),
        };
        let href = Params::default().with("tab", &tab.word()).on("");
        view! { <a class="row link" href=href>{t!(language, records.see_all, count = total)}</a> }
    });
    let new = may(&object, Action::Create).then(|| {
        let label = t!(
            language,
            records.new,
            object = inside(definition.label.get(language))
        );
        let press = move |()| open.making.set(Some((object.clone(), field.clone())));
        view! { <IconButton label icon="plus" size=ButtonSize::Small on_press=press/> }
    });
    let nothing = (shown == 0).then(|| {
        let objects = inside(definition.plural.get(language));
        view! { <p class="block__body xs faint">{t!(language, records.no_related, objects)}</p> }
    });
    let name = definition.plural.get(language).to_owned();
    view! {
        <section class="block">
            <h3 class="block__head">{name} " " <span class="n">{count}</span> {new}</h3>
            {rows}
            {all}
            {nothing}
        </section>
    }
    .into_any()
}

#[component]
fn RailRow(object: ObjectDef, record: Record) -> impl IntoView {
    let catalogue = use_catalogue();
    let clock = use_clock();
    let href =
        catalogue.with_untracked(|catalogue| record_address(catalogue, &object.key, record.id));
    let name = record.text(&object.title).to_owned();
    let mark = shape_of(&object).map(|shape| view! { <Avatar name=name.clone() shape/> });
    view! {
        <a class="row" href=href>
            {mark}
            <span class="row__main">
                <span class="row__title">{name}</span>
                <span class="row__sub">{sub_line(&object, &record, clock)}</span>
            </span>
            <span class="row__end row__end--col">{end_lines(&object, &record, clock)}</span>
        </a>
    }
}

/// A stage, or else position and role.
fn sub_line(object: &ObjectDef, record: &Record, clock: Clock) -> AnyView {
    let choice = |is_stage: bool| {
        object
            .form_fields()
            .filter_map(|field| field.choice(record.text(&field.key)))
            .find(|choice| choice.probability.is_some() == is_stage)
    };
    if let Some(stage) = choice(true) {
        return choice_mark(stage, clock);
    }
    let position = Some(record.text("position").to_owned()).filter(|text| !text.is_empty());
    let role = choice(false).map(|choice| choice.label.get(clock.language).to_owned());
    let parts: Vec<_> = position.into_iter().chain(role).collect();
    parts.join(" · ").into_any()
}

/// The first amount and the first day.
fn end_lines(object: &ObjectDef, record: &Record, clock: Clock) -> AnyView {
    let first = |kind: FieldKind| {
        let fields = object.columns.iter().filter_map(|key| object.field(key));
        fields
            .filter(|field| field.kind == kind)
            .map(|field| record.value(&field.key))
            .next()
    };
    let amount = match first(FieldKind::Money) {
        Some(Value::Money(amount)) => {
            let text = format::money(amount, clock.language);
            Some(view! { <b class="h4">{text}</b> })
        }
        _ => None,
    };
    let day = match first(FieldKind::Date) {
        Some(Value::Date(day)) => {
            let day = *day;
            Some(view! { <span class="xs faint">{move || clock.day(day)}</span> })
        }
        _ => None,
    };
    view! { {amount} {day} }.into_any()
}

/// The records this one points to.
#[component]
fn About(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let links = Memo::new(move |_| {
        let (object, record) = (open.object(), open.record());
        catalogue.with_untracked(|catalogue| links_of(catalogue, &object, &record, language))
    });
    move || {
        let links = links.get();
        (!links.is_empty()).then(|| {
            let rows = links.into_iter().map(about_row).collect_view();
            view! {
                <section class="block">
                    <h3 class="block__head">{t!(language, records.about)}</h3>
                    {rows}
                </section>
            }
        })
    }
}

/// Label, name, address and shape of a record that is pointed to.
type AboutLink = (String, String, Option<String>, Option<AvatarShape>);

fn links_of(
    catalogue: &Catalogue,
    object: &ObjectDef,
    record: &Record,
    language: contract::Language,
) -> Vec<AboutLink> {
    let relations = object
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Relation && !field.retired);
    relations
        .filter_map(|field| match record.value(&field.key) {
            Value::Link(Link { id: Some(id), text }) if !text.is_empty() => {
                let to = field.relation.as_deref().unwrap_or_default();
                let shape = catalogue.object(to).and_then(shape_of);
                let label = field.label.get(language).to_owned();
                Some((
                    label,
                    text.clone(),
                    record_address(catalogue, to, *id),
                    shape,
                ))
            }
            _ => None,
        })
        .collect()
}

fn about_row((label, name, href, shape): AboutLink) -> AnyView {
    let mark = shape.map(|shape| view! { <Avatar name=name.clone() shape/> });
    view! {
        <a class="row" href=href>
            {mark}
            <span class="row__main">
                <span class="row__title">{name}</span>
                <span class="row__sub">{label}</span>
            </span>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::rail_lists;
    use contract::dto::records::RelatedCount;
    use contract::{Catalogue, objects};

    #[test]
    fn the_rail_shows_deals_then_what_is_most_used() {
        let catalogue = Catalogue {
            objects: objects::all(),
            rights: Vec::new(),
        };
        let check = |counts: &[(&str, u64)], expected: &[&str]| {
            let counts: Vec<_> = counts
                .iter()
                .map(|(object, count)| RelatedCount {
                    object: (*object).to_owned(),
                    field: "account".to_owned(),
                    count: *count,
                })
                .collect();
            let lists = rail_lists(&catalogue, &counts);
            let objects: Vec<_> = lists.iter().map(|(object, _)| object.as_str()).collect();
            assert_eq!(objects, expected);
        };
        check(
            &[("contact", 30), ("deal", 2), ("ticket", 0)],
            &["deal", "contact"],
        );
        check(
            &[("contact", 0), ("deal", 0), ("ticket", 0)],
            &["deal", "contact"],
        );
        check(
            &[
                ("payment", 9),
                ("contact", 5),
                ("quote", 3),
                ("ticket", 2),
                ("order", 1),
            ],
            &["payment", "contact", "quote", "ticket"],
        );
    }
}
