//! The drawer for a new record.

use contract::value::Values;
use contract::{Action, FieldDef, FieldKind, Record, Value};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::listing::Listing;
use super::shape::Form;
use crate::i18n::use_language;
use crate::records::Params;
use crate::records::form::RecordDrawer;
use crate::records::marks::record_address;
use crate::shell::{Overlay, may, on_new_key, use_catalogue};
use crate::t;
use crate::ui::{Clock, use_clock, use_toasts};

/// The drawer that `?new=1` opens, or `?new=won` filled with the lane or day whose plus was pressed. From a table a new
/// record opens its page; a board and a calendar show it where it belongs.
#[component]
pub(super) fn NewDrawer(listing: Listing, form: Memo<Form>) -> impl IntoView {
    let drawer = Overlay::named("new");
    let search = use_location().search;
    let may_create = may(&listing.key(), Action::Create);
    if may_create {
        on_new_key(move || drawer.open());
    }
    let close = Callback::new(move |()| drawer.close());
    let clock = use_clock();
    let saved = saved(listing, form, drawer);
    let values = move || {
        let word = search.with_untracked(|search| {
            let params = Params::read(search);
            params
                .get("new")
                .filter(|word| *word != "1")
                .map(str::to_owned)
        });
        word.map(|word| filled(listing, &form.get_untracked(), &word, clock))
            .unwrap_or_default()
    };
    move || {
        (drawer.is_open() && may_create).then(|| {
            let object = listing.object.get_value();
            view! { <RecordDrawer object values=values() overlay=drawer on_close=close on_saved=saved/> }
        })
    }
}

/// What a new record starts with in a lane or on a day; a moment of that day is nine in the morning.
fn filled(listing: Listing, form: &Form, word: &str, clock: Clock) -> Values {
    let field = form.field().and_then(|key| {
        listing
            .object
            .with_value(|object| object.field(key).cloned())
    });
    let Some(field) = field.filter(FieldDef::is_typed) else {
        return Values::new();
    };
    let day = || word.parse::<chrono::NaiveDate>().ok();
    let value = match (form, field.kind) {
        (Form::Board(_), _) => Value::from(word),
        (Form::Calendar(_), FieldKind::Date) => day().map_or(Value::Empty, Value::Date),
        (Form::Calendar(_), FieldKind::DateTime) => {
            let morning = day().and_then(|day| day.and_hms_opt(9, 0, 0));
            morning.map_or(Value::Empty, |wall| Value::DateTime(clock.utc(wall)))
        }
        _ => Value::Empty,
    };
    match value.is_empty() {
        true => Values::new(),
        false => [(field.key, value)].into(),
    }
}

fn saved(listing: Listing, form: Memo<Form>, drawer: Overlay) -> Callback<Record> {
    let language = use_language();
    let navigate = use_navigate();
    let toasts = use_toasts();
    let catalogue = use_catalogue();
    Callback::new(move |record: Record| {
        let title = listing
            .object
            .with_value(|object| record.text(&object.title).to_owned());
        toasts.say(t!(language, records.created, title));
        if matches!(form.get_untracked(), Form::Board(_) | Form::Calendar(_)) {
            listing.ask_again();
            return drawer.close();
        }
        let address = catalogue
            .with_untracked(|catalogue| record_address(catalogue, &record.object, record.id));
        if let Some(address) = address {
            // In the place of the drawer: the way back leads to the list.
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&address, options);
        }
    })
}
