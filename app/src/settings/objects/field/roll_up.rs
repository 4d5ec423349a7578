//! One value of many records: of which, by which relation, how, of which field, and of which of them only.

use contract::dto::configuring::Preview;
use contract::{Derived, FieldDef, FieldKind, Filter, Gathering, Language, ObjectDef};
use leptos::prelude::*;

use super::Draft;
use super::roll_up_kind::settle_kind;
use crate::i18n::use_language;
use crate::settings::objects::conditions::{Asking, Conditions};
use crate::settings::objects::described::{Described, living, use_described};
use crate::settings::objects::formula::troubles_text;
use crate::settings::objects::nature::empty_roll_up;
use crate::t;
use crate::ui::{Field, Icon, Problems, Select, SelectOption};

/// A way of gathering by its word.
const WAYS: [(&str, Gathering); 5] = [
    ("count", Gathering::Count),
    ("sum", Gathering::Sum),
    ("least", Gathering::Least),
    ("most", Gathering::Most),
    ("average", Gathering::Average),
];

/// The parts of a roll-up, each with what the ones before it leave to choose.
#[derive(Clone, Debug, Default, PartialEq)]
struct Parts {
    /// Object and relation, which are chosen together: `deal.account`.
    from: String,
    way: String,
    of: String,
    only: Vec<Filter>,
}

fn read(field: &FieldDef) -> Parts {
    let Some(Derived::RollUp {
        object,
        by,
        gathering,
        of,
        only,
    }) = &field.derived
    else {
        return Parts::default();
    };
    let way = WAYS.iter().find(|(_, way)| way == gathering);
    Parts {
        from: if object.is_empty() {
            String::new()
        } else {
            format!("{object}.{by}")
        },
        way: way.map(|(word, _)| (*word).to_owned()).unwrap_or_default(),
        of: of.clone().unwrap_or_default(),
        only: only.clone(),
    }
}

fn write(
    field: &mut FieldDef,
    change: impl FnOnce(&mut String, &mut String, &mut Gathering, &mut Option<String>, &mut Vec<Filter>),
) {
    let derived = field.derived.get_or_insert_with(empty_roll_up);
    if let Derived::RollUp {
        object,
        by,
        gathering,
        of,
        only,
    } = derived
    {
        change(object, by, gathering, of, only);
    }
}

/// The editor of a roll-up.
#[component]
pub fn RollUpPart(
    draft: Draft,
    problems: Problems,
    object: StoredValue<String>,
    /// What the server says of it.
    checked: Signal<Option<Preview>>,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let (from, way) = (source_of(draft), way_of(draft));
    let only = draft.part(
        |field| read(field).only,
        |field, filters| write(field, |_, _, _, _, only| *only = filters),
    );
    let sources =
        Signal::derive(move || object.with_value(|object| sources(described, object, language)));
    let ways = WAYS.map(|(word, way)| (word.to_owned(), way_words(way, language).to_owned()));
    let other = Memo::new(move |_| {
        from.with(|from| from.split_once('.').map(|(object, _)| object.to_owned()))
    });
    let fields = Signal::derive(move || {
        let key = other.get().unwrap_or_default();
        described.with(&key, |object| living(object).cloned().collect::<Vec<_>>())
    });
    settle_kind(draft, described);
    let trouble = move || {
        let is_chosen = from.with(|from| !from.is_empty());
        let troubles =
            checked.with(|checked| checked.as_ref().map(|checked| checked.troubles.clone()));
        let text = is_chosen
            .then(|| troubles_text(&troubles.unwrap_or_default(), "…", language))
            .flatten();
        text.or_else(|| problems.at("derived").get())
    };
    view! {
        <div class="two">
            <Field
                id="field-rolled"
                label=t!(language, describing.rolled_from)
                help=t!(language, describing.rolled_from_hint)
                error=Signal::derive(move || problems.at("derived.object").get().or_else(|| problems.at("derived.by").get()))
                required=true
            >
                <Select value=from options=sources empty=t!(language, describing.choose_records) on_change=move |()| {
                    problems.clear("derived.object");
                    problems.clear("derived.by");
                }/>
            </Field>
            <Field id="field-way" label=t!(language, describing.rolled_way) error=problems.at("kind")>
                <Select value=way options=Signal::stored(ways.to_vec()) on_change=move |()| problems.clear("kind")/>
            </Field>
        </div>
        <GatheredField draft way other problems/>
        {move || other.get().map(|key| view! {
            <Field id="field-only" label=t!(language, describing.rolled_only) error=problems.at("derived.only") group=true>
                <Conditions id="roll-up" object=key fields value=only none=t!(language, describing.all_of_them) asking=Asking::Lasting/>
            </Field>
        })}
        {move || trouble().map(|text| view! {
            <p class="field__error" role="alert"><Icon name="alertc"/>{text}</p>
        })}
    }
}

/// Object and relation in one word; other records have other fields.
fn source_of(draft: Draft) -> RwSignal<String> {
    draft.part(
        |field| read(field).from,
        |field, key| {
            let (of, by) = key.split_once('.').unwrap_or_default();
            let (of, by) = (of.to_owned(), by.to_owned());
            write(field, |object, relation, _, gathered, only| {
                (*object, *relation) = (of, by);
                *gathered = None;
                only.clear();
            });
        },
    )
}

fn way_of(draft: Draft) -> RwSignal<String> {
    draft.part(
        |field| read(field).way,
        |field, word| {
            let way = WAYS
                .iter()
                .find(|(known, _)| *known == word)
                .map(|(_, way)| *way);
            write(field, |_, _, gathering, gathered, _| {
                *gathering = way.unwrap_or(Gathering::Count);
                if *gathering == Gathering::Count {
                    *gathered = None;
                }
            });
        },
    )
}

/// Which field is gathered; nothing to choose where records are only counted.
#[component]
fn GatheredField(
    draft: Draft,
    way: RwSignal<String>,
    other: Memo<Option<String>>,
    problems: Problems,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let of = draft.part(
        |field| read(field).of,
        |field, key| {
            write(field, |_, _, _, gathered, _| {
                *gathered = Some(key).filter(|key| !key.is_empty())
            })
        },
    );
    let options = Signal::derive(move || {
        let key = other.get().unwrap_or_default();
        let way = way.get();
        described.with(&key, |object| gathered_options(object, &way, language))
    });
    let is_asked = move || way.with(|way| way != "count") && other.with(Option::is_some);
    move || {
        is_asked().then(|| {
            view! {
                <Field id="field-of" label=t!(language, describing.rolled_of) error=problems.at("derived.of") required=true>
                    <Select value=of options empty=t!(language, describing.choose_field) on_change=move |()| problems.clear("derived.of")/>
                </Field>
            }
        })
    }
}

/// Every relation of another object that points to records of this one.
fn sources(described: Described, object: &str, language: Language) -> Vec<SelectOption> {
    described.infos.with(|infos| {
        let living_objects = infos
            .iter()
            .map(|info| &info.object)
            .filter(|object| !object.retired);
        living_objects
            .flat_map(|other| {
                let points = living(other).filter(|field| {
                    field.kind == FieldKind::Relation && field.relation.as_deref() == Some(object)
                });
                points.map(|field| {
                    let key = format!("{}.{}", other.key, field.key);
                    let words = t!(
                        language,
                        describing.rolled_by,
                        objects = other.plural.get(language),
                        field = field.label.get(language)
                    );
                    (key, words)
                })
            })
            .collect()
    })
}

fn gathered_options(object: &ObjectDef, way: &str, language: Language) -> Vec<SelectOption> {
    let is_ordered = matches!(way, "least" | "most");
    let fits = |field: &&FieldDef| {
        field.kind.is_numeric()
            || field.kind == FieldKind::Rating
            || is_ordered && matches!(field.kind, FieldKind::Date | FieldKind::DateTime)
    };
    living(object)
        .filter(fits)
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect()
}

fn way_words(way: Gathering, language: Language) -> &'static str {
    match way {
        Gathering::Count => t!(language, describing.way_count),
        Gathering::Sum => t!(language, describing.way_sum),
        Gathering::Least => t!(language, describing.way_least),
        Gathering::Most => t!(language, describing.way_most),
        Gathering::Average => t!(language, describing.way_average),
    }
}
