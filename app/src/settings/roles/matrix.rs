//! Objects × actions, in each cell how far the role reaches.

use contract::objects::USER;
use contract::role::ADDED;
use contract::{Action, Language, Reach};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::state::State;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, Pie, Select, SelectOption};

/// What an action is called.
pub(super) fn action_words(language: Language, action: Action) -> &'static str {
    match action {
        Action::See => t!(language, roles.see),
        Action::Create => t!(language, roles.create),
        Action::Edit => t!(language, roles.edit),
        Action::Delete => t!(language, roles.delete),
        Action::Transfer => t!(language, roles.transfer),
        Action::Export => t!(language, roles.export),
        Action::Import => t!(language, roles.import),
    }
}

/// What a reach is called.
pub(super) fn reach_words(language: Language, reach: Reach) -> &'static str {
    match reach {
        Reach::None => t!(language, roles.reach_none),
        Reach::Own => t!(language, roles.reach_own),
        Reach::Team => t!(language, roles.reach_team),
        Reach::TeamAndBelow => t!(language, roles.reach_team_and_below),
        Reach::All => t!(language, roles.reach_all),
    }
}

/// How full the circle of a reach is, in percent.
pub(super) fn fullness(reach: Reach) -> u8 {
    match reach {
        Reach::None => 0,
        Reach::Own => 28,
        Reach::Team => 50,
        Reach::TeamAndBelow => 70,
        Reach::All => 100,
    }
}

/// A row of the matrix.
#[derive(Clone)]
struct Row {
    key: String,
    label: String,
    icon: String,
    /// Its records belong to somebody, so that a reach can be less than all.
    is_owned: bool,
}

#[component]
pub fn Matrix(state: State) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let rows = move || {
        let mut rows: Vec<Row> = catalogue.with(|catalogue| {
            let own = catalogue.objects.iter();
            own.filter(|object| object.line_of.is_none() && object.key != USER)
                .map(|object| Row {
                    key: object.key.clone(),
                    label: object.plural.get(language).to_owned(),
                    icon: object.icon.clone(),
                    is_owned: object.field("owner").is_some(),
                })
                .collect()
        });
        rows.push(Row {
            key: ADDED.to_owned(),
            label: t!(language, roles.added).to_owned(),
            icon: "plus".to_owned(),
            is_owned: true,
        });
        rows
    };
    let heads =
        Action::ALL.map(|action| view! { <th scope="col">{action_words(language, action)}</th> });
    let body = move || {
        state.drawn.track();
        rows()
            .into_iter()
            .map(|row| view! { <MatrixRow state row/> })
            .collect_view()
    };
    view! {
        <div class="tablewrap roles__wrap" tabindex="0" role="region" aria-label=t!(language, roles.objects)>
            <table class="table roles__matrix">
                <thead>
                    <tr>
                        <th scope="col" class="pin">{t!(language, roles.object)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

#[component]
fn MatrixRow(state: State, row: Row) -> impl IntoView {
    let cells = Action::ALL.map(|action| {
        let row = row.clone();
        view! { <Cell state row action/> }
    });
    view! {
        <tr>
            <th scope="row" class="pin">
                <span class="flex"><span class="faint flex"><Icon name=row.icon.clone()/></span>{row.label.clone()}</span>
            </th>
            {cells}
        </tr>
    }
}

#[component]
fn Cell(state: State, row: Row, action: Action) -> impl IntoView {
    let language = use_language();
    let object = StoredValue::new(row.key);
    let reach = Memo::new(move |_| {
        object.with_value(|object| state.draft.with(|role| role.chosen(object, action)))
    });
    let within_sight = Memo::new(move |_| {
        object.with_value(|object| state.draft.with(|role| role.reach(object, action)))
    });
    let value = RwSignal::new(reach.get_untracked().key().to_owned());
    let options: Vec<SelectOption> = Reach::ALL
        .into_iter()
        .filter(|each| row.is_owned || matches!(each, Reach::None | Reach::All))
        .map(|reach| {
            (
                reach.key().to_owned(),
                reach_words(language, reach).to_owned(),
            )
        })
        .collect();
    let known = options.clone();
    let pick = move |reach: Reach| {
        value.set(reach.key().to_owned());
        object.with_value(|object| state.set_reach(object, action, reach));
    };
    let changed = move |()| {
        let key = value.get_untracked();
        if let Some(reach) = Reach::ALL.into_iter().find(|reach| reach.key() == key) {
            pick(reach);
        }
    };
    let digit = move |event: KeyboardEvent| {
        let Some(reach) = by_digit(&event.key()) else {
            return;
        };
        if known.iter().any(|(key, _)| key == reach.key()) {
            event.prevent_default();
            pick(reach);
        }
    };
    let is_fixed = Signal::derive(move || state.draft.with(|role| role.is_administrator()));
    let is_changed = move || {
        let kept = state.kept();
        object.with_value(|object| kept.chosen(object, action) != reach.get())
    };
    let label = t!(
        language,
        roles.cell,
        action = action_words(language, action),
        object = row.label
    );
    let hint = move || {
        (within_sight.get() < reach.get()).then(|| {
            let reach = reach_words(language, within_sight.get()).to_owned();
            t!(language, roles.within_sight, reach = reach)
        })
    };
    view! {
        <td class:roles__changed=is_changed title=hint on:keydown=digit>
            <span class="flex roles__cell">
                <Pie percent=Signal::derive(move || fullness(within_sight.get()))/>
                <Select value options label disabled=is_fixed on_change=changed class="input--sm input--quiet"/>
            </span>
        </td>
    }
}

/// As the legend says: 1 all, 2 team and below, 3 own, 0 none.
fn by_digit(key: &str) -> Option<Reach> {
    match key {
        "1" => Some(Reach::All),
        "2" => Some(Reach::TeamAndBelow),
        "3" => Some(Reach::Own),
        "0" => Some(Reach::None),
        _ => None,
    }
}
