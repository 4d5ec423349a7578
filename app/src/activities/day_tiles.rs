//! How one stands: open pipeline, what of it is likely, what was won this month.

use contract::dto::activities::Today;
use contract::{Language, Money};
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::records::board::brief::{foremost, in_full};
use crate::shell::use_me;
use crate::t;
use crate::ui::format;

/// Four tiles with a label, a number and one line of context; each leads to what it counts.
#[component]
pub fn DayTiles(day: Today) -> impl IntoView {
    let language = use_language();
    let home = use_me().with_untracked(|me| me.currency.clone());
    let mine = "f=owner.is.me";
    let closed = format!("/deals?as=table&{mine}&f=outcome.is.won&f=closed_at.within.this_month");
    let silent = "/accounts?f=owner.is.me&f=last_contact_at.outside.last_14&sort=last_contact_at";
    view! {
        <div class="dash today__tiles">
            {tile(language, t!(language, activities.won_this_month), amounts(&day.won_this_month, &home, language), t!(language, activities.won_context).to_owned(), closed)}
            {tile(language, t!(language, activities.pipeline), amounts(&day.pipeline, &home, language), t!(language, activities.open_deals, count = day.open_deals), format!("/deals?{mine}"))}
            {tile(language, t!(language, activities.weighted), amounts(&day.weighted, &home, language), t!(language, activities.weighted_context).to_owned(), format!("/deals?{mine}"))}
            {tile(language, t!(language, activities.silent_tile), Figure { value: count_text(&day), others: 0, all: String::new() }, t!(language, activities.silent_context).to_owned(), silent.to_owned())}
        </div>
    }
}

fn count_text(day: &Today) -> String {
    let count = format::number(i64::try_from(day.silent_total.count).unwrap_or(i64::MAX));
    if day.silent_total.or_more {
        format!("{count}+")
    } else {
        count
    }
}

/// The amount of the own currency, how many others there are, and all of them.
fn amounts(amounts: &[Money], home: &str, language: Language) -> Figure {
    let value = foremost(amounts, home).map_or_else(
        || "–".to_owned(),
        |money| format::money_short(money, language),
    );
    let others = amounts.len().saturating_sub(1);
    Figure {
        value,
        others,
        all: in_full(amounts, language),
    }
}

/// The number of a tile.
struct Figure {
    value: String,
    others: usize,
    all: String,
}

fn tile(
    language: Language,
    label: &'static str,
    Figure { value, others, all }: Figure,
    context: String,
    href: String,
) -> AnyView {
    // Units of large amounts stand smaller, as in "128.6 万".
    let (number, unit) = match value.split_once(' ') {
        Some((number, unit)) if !number.is_empty() => (number.to_owned(), format!(" {unit}")),
        _ => (value, String::new()),
    };
    let context = match others {
        0 => context,
        count => format!(
            "{context} · {}",
            t!(language, activities.more_currencies, count)
        ),
    };
    view! {
        <a class="widget" style="--w:3;--hh:2" href=href title=(!all.is_empty()).then_some(all)>
            <span class="stat">
                <span class="stat__label">{label}</span>
                <span class="stat__v">{number}{(!unit.is_empty()).then(|| view! { <small>{unit}</small> })}</span>
                <span class="stat__s">{context}</span>
            </span>
        </a>
    }
    .into_any()
}
