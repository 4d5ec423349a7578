//! A deal on the board.

use contract::{Choice, Language, Record, StageOutcome, Value};
use leptos::prelude::*;

use super::freshness::{self, Freshness};
use crate::i18n::use_language;
use crate::records::board::BoardState;
use crate::t;
use crate::ui::{Avatar, AvatarSize, Clock, Icon, IconSize, format, use_clock};

/// What a card shows: customer, name, amount, owner, next step. `menu` stands in its corner.
pub(super) fn deal_face(state: BoardState, deal: Signal<Record>, menu: Option<AnyView>) -> AnyView {
    let language = use_language();
    let clock = use_clock();
    let account = move || deal.with(|deal| link_text(deal, "account"));
    let owner = Signal::derive(move || deal.with(|deal| link_text(deal, "owner")));
    let amount = move || {
        deal.with(|deal| match deal.value("amount") {
            Value::Money(money) => format::money(money, language),
            _ => "–".to_owned(),
        })
    };
    let owned = move || t!(language, deals.owned_by, name = owner.get());
    view! {
        <div class="kcard__top">
            <span class="kcard__org trunc">{account}</span>
            {menu}
        </div>
        <a class="kcard__title" href=move || format!("/deals/{}", deal.with(|deal| deal.id)) tabindex="-1" draggable="false">
            {move || deal.with(|deal| deal.text("name").to_owned())}
        </a>
        <div class="kcard__row">
            <span class="amount">{amount}</span>
            {move || (!owner.with(String::is_empty)).then(|| view! {
                <span class="kcard__owner" title=owned>
                    <Avatar name=owner size=AvatarSize::Small/>
                    <span class="sr">{owned}</span>
                </span>
            })}
        </div>
        {move || deal.with(|deal| step_line(deal, &state.choice(deal.text("stage")), clock))}
    }
    .into_any()
}

/// The next step with its time, or what is the matter with it.
fn step_line(deal: &Record, stage: &Choice, clock: Clock) -> AnyView {
    let language = clock.language;
    let outcome = stage.outcome.unwrap_or_default();
    let freshness = freshness::of(deal, stage, clock.now());
    let step = deal.text("next_step").to_owned();
    let (icon, look, text, when_look, when) = match freshness {
        Freshness::Closed(at) => (
            if outcome == StageOutcome::Lost {
                "x"
            } else {
                "checkc"
            },
            "",
            closed_text(deal, outcome, language),
            "",
            at.map(|at| clock.date(at)),
        ),
        Freshness::NoStep => (
            "alertc",
            "bad",
            t!(language, deals.no_next_step).to_owned(),
            "",
            None,
        ),
        Freshness::Step(due) => ("arrowright", "", step, "", due.map(|due| clock.due(due))),
        Freshness::Late(due) => ("arrowright", "late", step, "late", Some(clock.due(due))),
        Freshness::VeryLate(days) => (
            "clock",
            "warn",
            step,
            "warn",
            Some(t!(language, deals.days_late, count = days)),
        ),
        Freshness::Idle(days) => (
            "clock",
            "warn",
            step,
            "warn",
            Some(t!(language, deals.days_idle, count = days)),
        ),
        Freshness::Stuck(days) => (
            "alertc",
            "bad",
            t!(language, deals.no_next_step).to_owned(),
            "warn",
            Some(t!(language, deals.days_idle, count = days)),
        ),
    };
    let has_none = matches!(freshness, Freshness::NoStep | Freshness::Stuck(_));
    let text_look = if has_none { "trunc bad" } else { "trunc" };
    view! {
        <div class="kcard__row">
            <span class=look><Icon name=icon size=IconSize::Small/></span>
            <span class=text_look>{text}</span>
            <span class=format!("nowrap {when_look}")>{when}</span>
        </div>
    }
    .into_any()
}

/// Won, or why it was lost.
fn closed_text(deal: &Record, outcome: StageOutcome, language: Language) -> String {
    match (outcome, deal.text("lost_note")) {
        (StageOutcome::Lost, "") => t!(language, deals.lost).to_owned(),
        (StageOutcome::Lost, note) => note.to_owned(),
        _ => t!(language, deals.won).to_owned(),
    }
}

/// The title that a link carries.
pub fn link_text(record: &Record, field: &str) -> String {
    match record.value(field) {
        Value::Link(link) => link.text.clone(),
        _ => String::new(),
    }
}
