//! What related records sum up to today, each currency for itself: what was agreed, came in, is to come and is late.

use contract::{Catalogue, Filter, Money, Operator, Sum, SumLook, SumTotal};
use leptos::prelude::*;

use super::OpenRecord;
use crate::i18n::{Language, use_language};
use crate::records::Params;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::format;

/// The sums of the open record; nothing where there is no money yet.
#[component]
pub(crate) fn RecordSums(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let totals = Memo::new(move |_| open.page.with(|page| page.sums.clone()));
    let sums = StoredValue::new(open.object().sums);
    let currencies = Memo::new(move |_| totals.with(|totals| currencies(totals)));
    let part = move |currency: String| {
        let line = |sum: &Sum| line(open, sum, totals, currency.clone(), language);
        let lines = sums.with_value(|sums| sums.iter().map(line).collect_view());
        view! {
            {bar(sums, totals, currency.clone(), language)}
            <dl class="records__sums">{lines}</dl>
        }
    };
    move || {
        let currencies = currencies.get();
        (!currencies.is_empty()).then(|| {
            view! {
                <section class="block">
                    <h3 class="block__head">{t!(language, records.sums)}</h3>
                    <div class="block__body stack">{currencies.into_iter().map(part).collect_view()}</div>
                </section>
            }
        })
    }
}

/// The currencies of any sum, that of the first amount first.
fn currencies(totals: &[SumTotal]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for amount in totals.iter().flat_map(|total| &total.totals) {
        if amount.parts != 0 && !found.contains(&amount.currency) {
            found.push(amount.currency.clone());
        }
    }
    found
}

/// A sum in one currency; `None` where the person may not know of it.
fn amount(totals: &[SumTotal], sum: &Sum, currency: &str) -> Option<Money> {
    let total = totals.iter().find(|total| total.key == sum.key)?;
    let held = total.totals.iter().find(|one| one.currency == currency);
    Some(held.cloned().unwrap_or_else(|| Money {
        parts: 0,
        currency: currency.to_owned(),
    }))
}

/// How much of the whole is done and how much is late.
fn bar(
    sums: StoredValue<Vec<Sum>>,
    totals: Memo<Vec<SumTotal>>,
    currency: String,
    language: Language,
) -> impl IntoView {
    let of = move |look: SumLook| {
        let sum = sums.with_value(|sums| sums.iter().find(|sum| sum.look == look).cloned())?;
        let amount = totals.with(|totals| amount(totals, &sum, &currency))?;
        Some((sum.label.get(language).to_owned(), amount))
    };
    move || {
        let (_, whole) = of(SumLook::Whole).filter(|(_, whole)| whole.parts > 0)?;
        let parts = [(SumLook::Done, "var(--ok)"), (SumLook::Late, "var(--bad)")];
        let parts = parts.map(|(look, colour)| (of(look), colour));
        let words: Vec<String> = parts
            .iter()
            .filter_map(|(part, _)| part.as_ref())
            .map(|(label, amount)| format!("{label} {}", format::money(amount, language)))
            .collect();
        let strip = |(part, colour): (Option<(String, Money)>, &str)| {
            let (_, amount) = part?;
            let share = share(amount.parts, whole.parts);
            Some(view! { <i style=format!("--v:{share:.3};--k:{colour}")></i> })
        };
        let strips = parts.into_iter().filter_map(strip).collect_view();
        Some(view! { <div class="meter" role="img" aria-label=words.join(", ")>{strips}</div> })
    }
}

/// A part of a whole, 0 to 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "the width of a strip needs three digits"
)]
fn share(part: i64, whole: i64) -> f64 {
    (part as f64 / whole as f64).clamp(0.0, 1.0)
}

fn line(
    open: OpenRecord,
    sum: &Sum,
    totals: Memo<Vec<SumTotal>>,
    currency: String,
    language: Language,
) -> impl IntoView + use<> {
    let label = sum.label.get(language).to_owned();
    let is_late = sum.look == SumLook::Late;
    let href = use_catalogue().with_untracked(|catalogue| list_of(catalogue, open, sum));
    let sum = sum.clone();
    move || {
        let amount = totals.with(|totals| amount(totals, &sum, &currency))?;
        // A second currency tells what there is of it, not what there is not.
        let is_first = totals.with(|totals| currencies(totals).first() == Some(&currency));
        if amount.parts == 0 && !is_first {
            return None;
        }
        let class = match is_late && amount.parts > 0 {
            true => "num bad",
            false => "num",
        };
        let text = format::money(&amount, language);
        Some(view! {
            <div>
                <dt><a class="link" href=href.clone()>{label.clone()}</a></dt>
                <dd class=class>{text}</dd>
            </div>
        })
    }
}

/// The list of what a sum adds up.
fn list_of(catalogue: &Catalogue, open: OpenRecord, sum: &Sum) -> Option<String> {
    let object = catalogue.object(&sum.object)?;
    let own = Filter::new(&sum.by, Operator::Is, &open.id().to_string());
    let filters = std::iter::once(&own).chain(&sum.only);
    let params = filters.fold(Params::default(), |params, filter| {
        params.and("f", &filter.to_param())
    });
    Some(params.on(&format!("/{}", object.path)))
}

#[cfg(test)]
mod tests {
    use super::{amount, currencies};
    use contract::{Label, Money, Sum, SumTotal};

    #[test]
    fn each_currency_stands_for_itself() {
        let total = |key: &str, totals: Vec<Money>| SumTotal {
            key: key.into(),
            totals,
        };
        let totals = [
            total("paid", vec![]),
            total("due", vec![Money::units(9, "CNY"), Money::units(2, "USD")]),
            total("overdue", vec![Money::units(2, "USD")]),
        ];
        assert_eq!(currencies(&totals), ["CNY", "USD"]);
        assert!(currencies(&[total("paid", vec![Money::units(0, "CNY")])]).is_empty());
        let of = |key: &str, currency: &str| {
            let sum = Sum::new(key, Label::default(), "payment", "account", "amount");
            amount(&totals, &sum, currency)
        };
        assert_eq!(of("due", "USD"), Some(Money::units(2, "USD")));
        assert_eq!(of("paid", "CNY"), Some(Money::units(0, "CNY")));
        assert_eq!(of("secret", "CNY"), None);
    }
}
