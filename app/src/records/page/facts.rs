//! What stands at the head of a record: its highlights, as its layout names them. Telephone, WeChat, last contact and
//! next step are drawn with what can be done with them, any other field as it is shown everywhere.

use contract::{FieldDef, ObjectDef, layout};
use leptos::prelude::*;

use super::contact_facts::{ContactFact, PhoneFact, WeChatFact};
use super::{NextStepFact, OpenRecord, use_open_record};
use crate::i18n::use_language;
use crate::records::cells::cell;
use crate::records::form::use_judge;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Fact, use_clock};

/// The most facts side by side.
const MOST_ABREAST: usize = 4;

/// Draws a fact of its own for some fields of an object.
pub type OwnFact = fn(OpenRecord, &str) -> Option<AnyView>;

/// The highlights of a record; nothing where its layout names none.
#[component]
pub fn RecordFacts(
    /// What the object draws in its own way.
    #[prop(optional)]
    own: Option<OwnFact>,
) -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let judge = use_judge();
    // Another layout may count when the record changes.
    let keys = Memo::new(move |_| {
        let object = open.object();
        open.page.with(|page| {
            let values = &page.record.values;
            judge.ask(|asker| layout::highlights(&object, &judge.roles, values, asker).to_vec())
        })
    });
    move || {
        let keys: Vec<String> = keys.get();
        let object = open.object();
        let facts: Vec<_> = keys
            .iter()
            .filter_map(|key| fact(open, &object, key, own))
            .collect();
        (!facts.is_empty()).then(|| {
            let abreast = abreast(facts.len());
            let class = if facts.len() > abreast {
                "facts facts--rows"
            } else {
                "facts"
            };
            view! {
                <section aria-label=t!(language, records.key_facts)>
                    <div class=class style=format!("--n:{abreast}")>{facts}</div>
                </section>
            }
        })
    }
}

/// How many facts stand in a row: all, or as many as make even rows.
fn abreast(count: usize) -> usize {
    count.div_ceil(count.div_ceil(MOST_ABREAST).max(1))
}

fn fact(open: OpenRecord, object: &ObjectDef, key: &str, own: Option<OwnFact>) -> Option<AnyView> {
    let field = object.field(key).filter(|field| !field.retired)?;
    if let Some(own) = own.and_then(|own| own(open, key)) {
        return Some(own);
    }
    Some(match key {
        "phone" => view! { <PhoneFact open/> }.into_any(),
        "wechat" => view! { <WeChatFact open/> }.into_any(),
        "last_contact_at" => view! { <ContactFact open/> }.into_any(),
        "next_step" => view! { <NextStepFact/> }.into_any(),
        _ => view! { <FieldFact open field=field.clone()/> }.into_any(),
    })
}

/// Any other field, by its kind.
#[component]
fn FieldFact(open: OpenRecord, field: FieldDef) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let catalogue = use_catalogue();
    let label = field.label.get(language).to_owned();
    let class = if field.kind.is_numeric() { "num" } else { "" };
    let held = field.key.clone();
    // The outcome of a record tells whether its day is late; nothing else of it is drawn here.
    let changed = Memo::new(move |_| {
        open.page.with(|page| {
            let outcome = ["outcome", "status"].map(|key| page.record.text(key).to_owned());
            (page.record.value(&held).clone(), outcome)
        })
    });
    let field = StoredValue::new(field);
    let shown = move || {
        // A memo that was never read hears of nothing.
        changed.with(|_| ());
        let record = untrack(|| open.record());
        let object = open.object();
        field.with_value(|field| {
            catalogue.with_untracked(|catalogue| cell(catalogue, clock, &object, field, &record))
        })
    };
    view! { <Fact label value=move || view! { <span class=class>{shown}</span> }/> }
}

#[cfg(test)]
mod tests {
    use super::abreast;

    #[test]
    fn facts_stand_in_even_rows() {
        for (count, expected) in [(1, 1), (3, 3), (4, 4), (5, 3), (6, 3), (8, 4), (9, 3)] {
            assert_eq!(abreast(count), expected, "{count}");
        }
    }
}
