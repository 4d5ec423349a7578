//! The ready-made views of a list: tabs that every object gets by the fields it has.

use std::sync::Arc;

use contract::dto::views::{ViewBody, ViewKind};
use contract::{FieldKind, Filter, Language, ObjectDef, Operator, Sort, objects};

use crate::t;

/// The key of the view that shows all records.
pub(crate) const ALL: &str = "all";

/// A view that nobody saved: a tab of a list under a word of the address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ready {
    pub(crate) key: &'static str,
    pub(crate) label: &'static str,
    pub(crate) body: Arc<ViewBody>,
}

/// The ready-made views of an object, all records first.
pub(crate) fn ready(object: &ObjectDef, language: Language) -> Vec<Ready> {
    let mut views = vec![view(ALL, t!(language, records.view_all), Vec::new(), None)];
    if has(object, "owner", FieldKind::User) {
        let mine = vec![is_mine()];
        views.push(view("mine", t!(language, records.view_mine), mine, None));
    }
    views.extend(match object.key.as_str() {
        objects::DEAL => deal_views(language),
        objects::ACTIVITY => activity_views(language),
        _ => contact_views(object, language),
    });
    let opening = opening(object);
    // What was won stands better in the order of its days than in lanes.
    for view in views.iter_mut().filter(|view| view.key != "won") {
        let body = Arc::make_mut(&mut view.body);
        (body.kind, body.by) = (opening.kind, opening.by.clone());
    }
    views
}

/// How a list is shown that no view says otherwise of: deals as a board of their stages.
pub(crate) fn opening(object: &ObjectDef) -> ViewBody {
    match object.key.as_str() {
        objects::DEAL => ViewBody {
            kind: ViewKind::Board,
            by: Some("stage".to_owned()),
            ..ViewBody::default()
        },
        _ => ViewBody::default(),
    }
}

fn view(key: &'static str, label: &'static str, filters: Vec<Filter>, sort: Option<Sort>) -> Ready {
    Ready {
        key,
        label,
        body: Arc::new(ViewBody {
            filters,
            sort,
            ..ViewBody::default()
        }),
    }
}

fn deal_views(language: Language) -> Vec<Ready> {
    vec![
        view(
            "closing",
            t!(language, records.view_closing),
            vec![
                Filter::new("outcome", Operator::Is, "open"),
                Filter::new("close_date", Operator::Within, "this_month"),
            ],
            Some(Sort::up("close_date")),
        ),
        overdue_steps(language),
        view(
            "won",
            t!(language, records.view_won),
            vec![
                Filter::new("outcome", Operator::Is, "won"),
                Filter::new("closed_at", Operator::Within, "this_month"),
            ],
            Some(Sort::down("closed_at")),
        ),
    ]
}

fn activity_views(language: Language) -> Vec<Ready> {
    let open = Filter::new("status", Operator::AnyOf, "open|in_progress");
    vec![
        view(
            "due",
            t!(language, records.view_due),
            vec![
                is_mine(),
                open.clone(),
                Filter::new("due_at", Operator::Within, "today"),
            ],
            Some(Sort::up("due_at")),
        ),
        view(
            "overdue",
            t!(language, records.view_overdue),
            vec![open, Filter::new("due_at", Operator::Within, "overdue")],
            Some(Sort::up("due_at")),
        ),
    ]
}

/// For whatever one keeps in touch with: what is late, and who was left alone.
fn contact_views(object: &ObjectDef, language: Language) -> Vec<Ready> {
    let mut views = Vec::new();
    if has(object, "next_step_at", FieldKind::DateTime) {
        views.push(overdue_steps(language));
    }
    if has(object, "last_contact_at", FieldKind::DateTime) {
        views.push(view(
            "silent",
            t!(language, records.view_silent),
            vec![
                is_mine(),
                Filter::new("last_contact_at", Operator::NotWithin, "last_14"),
            ],
            Some(Sort::up("last_contact_at")),
        ));
    }
    views
}

fn overdue_steps(language: Language) -> Ready {
    view(
        "late",
        t!(language, records.view_late),
        vec![Filter::new("next_step_at", Operator::Within, "overdue")],
        Some(Sort::up("next_step_at")),
    )
}

fn is_mine() -> Filter {
    Filter::new("owner", Operator::Is, "me")
}

fn has(object: &ObjectDef, key: &str, kind: FieldKind) -> bool {
    object
        .field(key)
        .is_some_and(|field| field.kind == kind && field.filterable)
}

#[cfg(test)]
mod tests {
    use super::ready;
    use contract::dto::views::ViewKind;
    use contract::{Language, Operator, objects};

    #[test]
    fn every_view_asks_only_for_what_its_object_has_and_may_be_asked() {
        for object in objects::all() {
            for view in ready(&object, Language::English) {
                for filter in &view.body.filters {
                    let field = object.field(&filter.field);
                    assert!(
                        field.is_some_and(|field| field.filterable
                            && Operator::of(field.kind).contains(&filter.operator)),
                        "{}: {} {filter:?}",
                        object.key,
                        view.label
                    );
                }
                let sorted = view.body.sort.iter().all(|sort| {
                    object
                        .field(&sort.field)
                        .is_some_and(|field| field.kind.is_sortable())
                });
                assert!(sorted, "{}: {}", object.key, view.label);
            }
        }
    }

    #[test]
    fn deals_open_as_a_board_of_their_stages() {
        for object in objects::all() {
            let first = &ready(&object, Language::English)[0];
            let expected = match object.key.as_str() {
                objects::DEAL => (ViewKind::Board, Some("stage".to_owned())),
                _ => (ViewKind::Table, None),
            };
            assert_eq!((first.body.kind, first.body.by.clone()), expected);
        }
    }
}
