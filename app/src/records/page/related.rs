//! The records that point here, as a list under a tab.

use contract::value::Values;
use contract::{Action, Filter, Link, ListPage, ObjectDef, Operator, Record, Value};
use leptos::prelude::*;

use super::open::pointing;
use super::{OpenRecord, use_open_record};
use crate::i18n::use_language;
use crate::records::address::ListAddress;
use crate::records::form::RecordDrawer;
use crate::records::list::{MoreRows, RecordTable, Rows};
use crate::records::marks::inside;
use crate::shell::{may, use_catalogue};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Empty, LinkButton, Look, SkeletonRows, unread_text,
    use_toasts,
};

/// A related list with its own button for a new record.
#[component]
pub(super) fn Related(object: String, field: String) -> impl IntoView {
    let open = use_open_record();
    let definition = use_catalogue().with_untracked(|catalogue| catalogue.object(&object).cloned());
    let Some(definition) = definition else {
        return ().into_any();
    };
    let kept = StoredValue::new((definition.clone(), field.clone()));
    let rows = move || {
        Suspend::new(async move {
            let answer = open.around.related.await;
            let (object, field) = kept.get_value();
            match answer {
                Ok(page) => view! { <RelatedRows open object field page/> }.into_any(),
                Err(failure) => {
                    let text = unread_text(use_language(), &failure);
                    view! { <div class="pad"><Banner text look=BannerLook::Bad/></div> }.into_any()
                }
            }
        })
    };
    view! {
        <RelatedBar open object=definition field/>
        <div class="tablewrap records"><Transition fallback=|| view! { <SkeletonRows count=5/> }>{rows}</Transition></div>
    }
    .into_any()
}

#[component]
fn RelatedBar(open: OpenRecord, object: ObjectDef, field: String) -> impl IntoView {
    let language = use_language();
    let here = Filter::new(&field, Operator::Is, &open.id().to_string());
    let all = ListAddress::default()
        .with_filter(None, here)
        .on(&format!("/{}", object.path));
    let key = object.key.clone();
    let making = open.making;
    let new = may(&object.key, Action::Create).then(|| {
        let label = t!(
            language,
            records.new,
            object = inside(object.label.get(language))
        );
        let press = move |()| making.set(Some((key.clone(), field.clone())));
        view! { <Button label icon="plus" size=ButtonSize::Small on_press=press/> }
    });
    view! {
        <div class="bar">
            <LinkButton label=t!(language, records.see_list) href=all look=Look::Ghost size=ButtonSize::Small icon="list"/>
            <span class="end">{new}</span>
        </div>
    }
}

#[component]
fn RelatedRows(
    open: OpenRecord,
    object: ObjectDef,
    field: String,
    page: ListPage,
) -> impl IntoView {
    let language = use_language();
    if page.records.is_empty() {
        let objects = inside(object.plural.get(language));
        let title = t!(language, records.no_related, objects);
        return view! { <Empty icon=object.icon title/> }.into_any();
    }
    let total = page
        .total
        .filter(|total| !total.or_more)
        .map(|total| total.count);
    let mut shown = object.clone();
    shown.columns.retain(|key| *key != field);
    let rows = Rows::new(pointing(object.key, &field, open.id(), 50), page);
    view! {
        <RecordTable object=shown rows total/>
        <MoreRows rows/>
    }
    .into_any()
}

/// The drawer for a new record of a related list, filled in with what is known from here.
#[component]
pub(super) fn MakeRelated() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let catalogue = use_catalogue();
    let toasts = use_toasts();
    let close = Callback::new(move |()| open.making.set(None));
    move || {
        let (object, field) = open.making.get()?;
        let object = catalogue.with_untracked(|catalogue| catalogue.object(&object).cloned())?;
        let values = untrack(|| known_from(&open.object(), &open.record(), &object, &field));
        let title = object.title.clone();
        let saved = Callback::new(move |record: Record| {
            toasts.say(t!(language, records.created, title = record.text(&title)));
            open.making.set(None);
            open.happened();
        });
        Some(view! { <RecordDrawer object values on_close=close on_saved=saved/> })
    }
}

/// The new record points here, and to what this record points to as well: a deal made for a contact
/// belongs to the contact's customer.
fn known_from(home: &ObjectDef, record: &Record, object: &ObjectDef, field: &str) -> Values {
    let shared = home
        .fields
        .iter()
        .filter(|mine| !mine.system)
        .filter_map(|mine| {
            let to = mine.relation.as_deref()?;
            let theirs = object.relations_to(to).find(|theirs| {
                theirs.is_typed() && theirs.key == mine.key && theirs.kind == mine.kind
            })?;
            let value = record.value(&mine.key);
            (!value.is_empty()).then(|| (theirs.key.clone(), value.clone()))
        });
    let mut values: Values = shared.collect();
    let here = Link {
        id: Some(record.id),
        text: record.text(&home.title).to_owned(),
    };
    let is_several = object
        .field(field)
        .is_some_and(|field| field.kind.is_several());
    let here = if is_several {
        Value::Links(vec![here])
    } else {
        Value::Link(here)
    };
    values.insert(field.to_owned(), here);
    values
}

#[cfg(test)]
mod tests {
    use super::known_from;
    use contract::{Link, Record, Value, objects};
    use uuid::Uuid;

    #[test]
    fn a_deal_made_for_a_contact_belongs_to_its_customer() {
        let all = objects::all();
        let of = |key: &str| all.iter().find(|object| object.key == key);
        let (Some(contact), Some(deal)) = (of(objects::CONTACT), of(objects::DEAL)) else {
            panic!("no contacts or deals")
        };
        let customer = Value::Link(Link {
            id: Some(Uuid::from_u128(7)),
            text: "Haichuan".into(),
        });
        let record = Record {
            id: Uuid::from_u128(9),
            values: [
                ("account".to_owned(), customer.clone()),
                ("name".to_owned(), "Li".into()),
            ]
            .into(),
            ..Record::default()
        };
        let values = known_from(contact, &record, deal, "contact");
        assert_eq!(values.get("account"), Some(&customer));
        assert_eq!(values.get("contact").and_then(Value::id), Some(record.id));
        assert_eq!(values.len(), 2);
    }
}
