//! Numbers, and amounts with their currency.

use contract::money::CURRENCIES;
use contract::{FieldDef, FieldKind, Value};
use leptos::context::Provider;
use leptos::prelude::*;

use super::typed_text;
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::records::typed::{amount, read};
use crate::shell::use_me;
use crate::t;
use crate::ui::{FieldState, NumberInput, Select, format};

/// The currency that amounts around have: then an amount shows it and offers no other.
#[derive(Clone, Copy)]
pub(crate) struct SameCurrency(pub(crate) Signal<String>);

/// A whole number, whole percent, or an exact decimal.
#[component]
pub(super) fn CountInput(field: FieldDef, state: DraftField) -> impl IntoView {
    let unit = (field.kind == FieldKind::Percent).then(|| "%".to_owned());
    let field = StoredValue::new(field);
    let value = typed_text(state);
    let on_input = move |()| {
        state.take(value.with_untracked(|text| field.with_value(|field| read(field, text))))
    };
    let on_blur = move |()| {
        field.with_value(|field| state.check(field));
    };
    view! { <NumberInput value unit on_input on_blur/> }
}

/// An amount and its currency; a new amount starts with the organisation's.
#[component]
pub(super) fn AmountInput(field: FieldDef, state: DraftField, id: String) -> impl IntoView {
    let language = use_language();
    let field = StoredValue::new(field);
    let me = use_me();
    let same = use_context::<SameCurrency>();
    let own = move || match state.value.get_untracked() {
        Value::Money(money) => money.currency,
        _ => match same {
            Some(SameCurrency(currency)) => currency.get_untracked(),
            None => me.with_untracked(|me| me.currency.clone()),
        },
    };
    let value = typed_text(state);
    let currency = RwSignal::new(own());
    Effect::new(move |_| {
        state.filled.track();
        currency.set(own());
    });
    let take = move |()| state.take(amount(&value.get_untracked(), &currency.get_untracked()));
    let on_blur = move |()| {
        field.with_value(|field| state.check(field));
    };
    if same.is_some() {
        let unit = Signal::derive(move || format::symbol(&currency.get(), language));
        return view! { <NumberInput value unit on_input=take on_blur/> }.into_any();
    }
    let options = move || {
        let known = CURRENCIES.iter().map(|code| (*code).to_owned());
        let odd = Some(currency.get()).filter(|code| !CURRENCIES.contains(&code.as_str()));
        known
            .chain(odd)
            .map(|code| (code.clone(), code))
            .collect::<Vec<_>>()
    };
    let unlabelled = FieldState {
        id: StoredValue::new(format!("{id}-currency")),
        required: false,
        invalid: Signal::stored(false),
        described_by: Signal::stored(None),
    };
    view! {
        <div class="flex amount">
            <NumberInput value on_input=take on_blur class="grow"/>
            // The field around belongs to the amount.
            <Provider value=unlabelled>
                <Select
                    value=currency
                    options=Signal::derive(options)
                    label=t!(language, records.currency)
                    on_change=take
                    class="amount__currency"
                />
            </Provider>
        </div>
    }
    .into_any()
}
