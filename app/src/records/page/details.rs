//! All fields of a record by the sections of its layout, below the lines it has.

use contract::layout::{self, Standing};
use contract::{FieldDef, ObjectDef, Section};
use leptos::prelude::*;

use super::detail_row::{DetailRow, pair_class, shown};
use super::{OpenRecord, use_open_record};
use crate::i18n::use_language;
use crate::records::derived::DerivedMark;
use crate::records::form::{Judge, use_judge};
use crate::records::lines::RecordLines;
use crate::t;

/// Fields that stand at the top of the page already, or are nothing for people.
const ELSEWHERE: [&str; 5] = [
    "last_contact_at",
    "last_contact",
    "next_step",
    "next_step_at",
    "board_rank",
];

/// Lines, the sections that the layout shows for this record, then what the product keeps by itself.
#[component]
pub fn RecordDetails() -> impl IntoView {
    let open = use_open_record();
    let judge = StoredValue::new(use_judge());
    let sections = Memo::new(move |_| judge.with_value(|judge| sections_of(open, judge)));
    let drawn = move || {
        sections
            .get()
            .into_iter()
            .map(|section| view! { <DetailSection open judge section/> })
            .collect_view()
    };
    view! {
        <RecordLines/>
        <div class="rec__details">
            {drawn}
            <Kept open object=open.object()/>
        </div>
    }
}

fn sections_of(open: OpenRecord, judge: &Judge) -> Vec<Section> {
    let object = open.object();
    open.page.with(|page| {
        let values = &page.record.values;
        judge.ask(|asker| {
            layout::sections(&object, &judge.roles, values, asker)
                .iter()
                .filter(|section| layout::holds(&object, values, &section.when, asker))
                .cloned()
                .collect()
        })
    })
}

#[component]
fn DetailSection(open: OpenRecord, judge: StoredValue<Judge>, section: Section) -> impl IntoView {
    let language = use_language();
    let object = open.object();
    let class = if section.single { "kv" } else { "kv kv--two" };
    let heading = section.label.get(language).to_owned();
    let fields: Vec<_> = section
        .fields
        .iter()
        .filter_map(|key| object.field(key).filter(|field| !field.retired).cloned())
        .collect();
    if fields.is_empty() {
        return ().into_any();
    }
    let section = StoredValue::new(section);
    let rows = fields
        .into_iter()
        .map(|field| {
            let asked = field.clone();
            let standing = Memo::new(move |_| standing_of(open, judge, section, &asked));
            view! { <DetailRow open field standing/> }
        })
        .collect_view();
    view! {
        <section class="records__section">
            <h3 class="h4">{heading}</h3>
            <dl class=class>{rows}</dl>
        </section>
    }
    .into_any()
}

fn standing_of(
    open: OpenRecord,
    judge: StoredValue<Judge>,
    section: StoredValue<Section>,
    field: &FieldDef,
) -> Standing {
    let object = open.object();
    open.page.with(|page| {
        let values = &page.record.values;
        section.with_value(|section| {
            judge.with_value(|judge| {
                judge.ask(|asker| layout::standing(&object, section, field, values, asker))
            })
        })
    })
}

/// What the product keeps by itself, as far as there is something.
#[component]
fn Kept(open: OpenRecord, object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let fields = StoredValue::new(
        object
            .fields
            .into_iter()
            .filter(|field| {
                field.system && !field.retired && !ELSEWHERE.contains(&field.key.as_str())
            })
            .collect::<Vec<_>>(),
    );
    let rows = move || {
        let record = open.record();
        let filled = fields
            .get_value()
            .into_iter()
            .filter(|field| !record.value(&field.key).is_empty());
        filled
            .map(|field| {
                let label = field.label.get(language).to_owned();
                let mark = field.derived.clone().map(|derived| view! { <DerivedMark derived/> });
                let class = pair_class(field.kind);
                view! { <div class=class><dt>{label} {mark}</dt><dd>{shown(open, &field)}</dd></div> }
            })
            .collect_view()
    };
    view! {
        <section class="records__section">
            <h3 class="h4">{t!(language, records.kept)}</h3>
            <dl class="kv kv--two">{rows}</dl>
        </section>
    }
}
