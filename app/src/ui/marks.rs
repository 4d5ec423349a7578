//! Small pictures of numbers: meter, pulse and pie.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;

/// A bar that fills. `value` is 0 to 1.
#[component]
pub fn Meter(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<f64>,
) -> impl IntoView {
    let percent = move || (value.get().clamp(0.0, 1.0) * 100.0).round();
    view! {
        <div
            class="meter"
            role="progressbar"
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().to_string()
        >
            <i style=move || format!("--v:{:.3}", value.get().clamp(0.0, 1.0))></i>
        </div>
    }
}

/// Twelve bars, one per week of contact, the oldest first; red dashes where the last weeks are silent.
#[component]
pub fn Pulse(#[prop(into)] weeks: Vec<u16>) -> impl IntoView {
    let language = use_language();
    let most = weeks.iter().copied().max().unwrap_or(0).max(1);
    let counts = weeks
        .iter()
        .map(u16::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    let silent = weeks.iter().rev().take_while(|count| **count == 0).count();
    let is_risk = silent >= 3 && silent < weeks.len();
    let bars = weeks
        .into_iter()
        .map(|count| {
            let height = f32::from(count) / f32::from(most);
            view! { <i data-z=(count == 0).then_some("") style=format!("--v:{height:.2}")></i> }
        })
        .collect_view();
    view! {
        <span
            class="pulse"
            data-risk=is_risk.then_some("")
            role="img"
            aria-label=t!(language, common.pulse, counts)
        >
            {bars}
        </span>
    }
}

/// What the colour of a pie means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PieLook {
    #[default]
    Accent,
    Ok,
    Off,
    Warn,
    Bad,
}

/// A small circle that fills, in whole percent. Its meaning stands beside it in words.
#[component]
pub fn Pie(#[prop(into)] percent: Signal<u8>, #[prop(optional)] look: PieLook) -> impl IntoView {
    let class = match look {
        PieLook::Accent => "pie",
        PieLook::Ok => "pie pie--ok",
        PieLook::Off => "pie pie--off",
        PieLook::Warn => "pie pie--warn",
        PieLook::Bad => "pie pie--bad",
    };
    view! { <span class=class style=move || format!("--p:{}", percent.get()) aria-hidden="true"></span> }
}
