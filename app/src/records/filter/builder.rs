//! The builder of filters: what is asked of the records of a list, condition by condition, with a count of those that
//! match. It changes nothing until its button is pressed.

use contract::query::MOST_FILTERS;
use contract::{Asker, Catalogue, FieldProblem, Filter, ListQuery, ObjectDef, Test};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::chips::Conditions;
use super::counting::Count;
use super::draft::{Group, Maker, Part};
use super::group::{AllOrAny, Parts, is_alone};
use super::names::Names;
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_me};
use crate::t;
use crate::ui::{Button, Look, Press, browser, use_clock};

/// What everything in the builder shares.
#[derive(Clone, Copy)]
pub struct Building {
    pub(super) maker: Maker,
    pub(super) names: Names,
    /// The outermost group.
    pub(super) whole: RwSignal<Group>,
    /// No question carries more conditions.
    pub(super) full: Signal<bool>,
}

impl Building {
    pub(crate) fn new(conditions: Conditions) -> Self {
        Self::with(conditions.names)
    }

    /// One that stands beside no list.
    pub(crate) fn alone() -> Self {
        Self::with(Names::new())
    }

    fn with(names: Names) -> Self {
        let maker = Maker::here();
        let whole = RwSignal::new(maker.group(false, Vec::new()));
        let full = Signal::derive(move || count(whole.get()) >= MOST_FILTERS);
        Self {
            maker,
            names,
            whole,
            full,
        }
    }

    /// Begins with the filter of a list.
    pub(crate) fn start(
        self,
        catalogue: &Catalogue,
        object: &ObjectDef,
        filters: &[Filter],
        test: Option<&Test>,
    ) {
        let whole = self.maker.whole(catalogue, object, filters, test);
        self.whole.set(whole);
    }

    /// Goes to the condition at that place, or to a new one.
    pub(crate) fn go_to(self, at: Option<usize>) {
        let whole = self.whole.get_untracked();
        let parts = whole.parts.get_untracked();
        match at {
            Some(at) => parts.get(at).copied().into_iter().for_each(focus_inside),
            None => match parts.last() {
                Some(Part::Rule(rule)) if rule.path.with_untracked(String::is_empty) => {
                    focus_on(rule.key);
                }
                _ => self.add_rule(whole),
            },
        }
    }

    /// Another condition at the end of a group, ready for its field to be picked.
    pub(super) fn add_rule(self, group: Group) {
        let rule = self.maker.rule();
        group.add(Part::Rule(rule));
        focus_on(rule.key);
    }

    /// A group of any of its conditions, with a first one.
    pub(super) fn add_group(self, group: Group) {
        let rule = self.maker.rule();
        let inner = self
            .maker
            .group(!group.any.get_untracked(), vec![Part::Rule(rule)]);
        group.add(Part::Group(inner));
        focus_on(rule.key);
    }

    /// Puts records that point here in the place of a condition.
    pub(super) fn point(self, group: Group, key: u32, object: &str, by: &str) {
        let rule = self.maker.rule();
        let inner = self.maker.group(false, vec![Part::Rule(rule)]);
        let pointing = self.maker.pointing(object, by, false, inner);
        group.replace(key, Part::Pointing(pointing));
        focus_on(rule.key);
    }

    /// Takes a part away; the focus goes to the part before it.
    pub(super) fn remove(self, group: Group, key: u32) {
        let next = group.parts.with_untracked(|parts| {
            let at = parts.iter().position(|part| part.key() == key)?;
            let next = at.checked_sub(1).unwrap_or(1);
            parts.get(next).map(|part| part.key())
        });
        group.remove(key);
        match next {
            Some(next) => focus_on(next),
            None => request_animation_frame(|| {
                if let Some(builder) = document().get_element_by_id(BUILDER) {
                    browser::focus_first(&builder, ".filter__add button");
                }
            }),
        }
    }
}

const BUILDER: &str = "filter-builder";

fn focus_on(key: u32) {
    request_animation_frame(move || {
        let input = document().get_element_by_id(&format!("filter-{key}-field"));
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
            browser::focus(&input);
        }
    });
}

/// Goes to the value of a condition, or into a group.
fn focus_inside(part: Part) {
    let first = match part {
        Part::Rule(rule) => Some(rule.key),
        Part::Group(group) => first_rule(group),
        Part::Pointing(pointing) => first_rule(pointing.group),
    };
    let Some(key) = first else { return };
    request_animation_frame(move || {
        let input = document().get_element_by_id(&format!("filter-{key}-value"));
        match input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
            Some(input) => browser::focus(&input),
            None => focus_on(key),
        }
    });
}

fn first_rule(group: Group) -> Option<u32> {
    group.parts.with_untracked(|parts| {
        parts.iter().find_map(|part| match part {
            Part::Rule(rule) => Some(rule.key),
            Part::Group(group) => first_rule(*group),
            Part::Pointing(pointing) => first_rule(pointing.group),
        })
    })
}

fn count(group: Group) -> usize {
    group.parts.with(|parts| {
        let counts = parts.iter().map(|part| match part {
            Part::Rule(_) => 1,
            Part::Group(group) => count(*group),
            Part::Pointing(pointing) => 1 + count(pointing.group),
        });
        counts.sum()
    })
}

/// The form of the builder; `on_done` gets the filter when it is to be shown.
#[component]
pub fn Builder(
    object: ObjectDef,
    building: Building,
    /// The words that narrow the list beside it.
    words: String,
    on_done: Callback<(Vec<Filter>, Option<Test>)>,
    /// The word of its button, where it shows no list.
    #[prop(optional)]
    act: Option<&'static str>,
) -> impl IntoView {
    let language = use_language();
    let act = act.unwrap_or(t!(language, filters.show));
    let catalogue = use_catalogue();
    let (clock, me) = (use_clock(), use_me());
    let stored = StoredValue::new(object.clone());
    let asked = Memo::new(move |_| {
        let whole = building.whole.get();
        catalogue.with(|catalogue| stored.with_value(|object| whole.split(catalogue, object)))
    });
    let query = Signal::derive(move || {
        let (filters, test) = asked.get();
        ListQuery {
            object: stored.with_value(|object| object.key.clone()),
            filters,
            test,
            words: words.clone(),
            ..ListQuery::default()
        }
    });
    let show = move |event: SubmitEvent| {
        event.prevent_default();
        let day_of = |at| clock.local(at).date();
        let asker = Asker {
            me: Some(me.with_untracked(|me| me.id)),
            team: &[],
            now: untrack(|| clock.now()),
            day_of: &day_of,
        };
        let whole = building.whole.get_untracked();
        let is_fine = catalogue.with_untracked(|catalogue| {
            stored.with_value(|object| whole.check(catalogue, object, &asker))
        });
        if is_fine {
            on_done.run(asked.get_untracked());
        } else {
            browser::focus_invalid();
        }
    };
    let refused = move |problems: Vec<FieldProblem>| {
        let whole = building.whole.get_untracked();
        for told in problems {
            whole.tell(&told.field, &told.problem);
        }
    };
    let clear = move |()| {
        let rule = building.maker.rule();
        building
            .whole
            .set(building.maker.group(false, vec![Part::Rule(rule)]));
        focus_on(rule.key);
    };
    let parts = move || {
        let group = building.whole.get();
        view! {
            <Show when=move || !is_alone(group)>
                <div class="flex filter__head">
                    <span class="label">{t!(language, filters.matches)}</span>
                    <AllOrAny group/>
                </div>
            </Show>
            <Parts group object=stored depth=1 building/>
        }
    };
    view! {
        <form class="filter" id=BUILDER novalidate on:submit=show>
            <div class="filter__body">{parts}</div>
            <div class="flex filter__foot">
                <Count object query on_refused=Callback::new(refused)/>
                <Button label=t!(language, filters.clear) look=Look::Ghost on_press=clear/>
                <Button label=act look=Look::Primary press=Press::Submit/>
            </div>
        </form>
    }
}
