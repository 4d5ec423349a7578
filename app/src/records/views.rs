//! The ready-made views of a list: tabs that every object gets by the fields it has.

use contract::{FieldKind, Filter, Language, ObjectDef, Operator, Sort, objects};

use crate::t;

/// A tab of a list: some filters and an order under a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct View {
    pub(crate) label: &'static str,
    pub(crate) filters: Vec<Filter>,
    pub(crate) sort: Option<Sort>,
}

/// The views of an object, all records first.
pub(crate) fn views(object: &ObjectDef, language: Language) -> Vec<View> {
    let mut views = vec![View {
        label: t!(language, records.view_all),
        filters: Vec::new(),
        sort: None,
    }];
    if has(object, "owner", FieldKind::User) {
        views.push(View {
            label: t!(language, records.view_mine),
            filters: vec![is_mine()],
            sort: None,
        });
    }
    views.extend(match object.key.as_str() {
        objects::DEAL => deal_views(language),
        objects::ACTIVITY => activity_views(language),
        _ => contact_views(object, language),
    });
    views
}

fn deal_views(language: Language) -> Vec<View> {
    vec![
        View {
            label: t!(language, records.view_closing),
            filters: vec![
                Filter::new("outcome", Operator::Is, "open"),
                Filter::new("close_date", Operator::Within, "this_month"),
            ],
            sort: Some(Sort::up("close_date")),
        },
        overdue_steps(language),
        View {
            label: t!(language, records.view_won),
            filters: vec![
                Filter::new("outcome", Operator::Is, "won"),
                Filter::new("closed_at", Operator::Within, "this_month"),
            ],
            sort: Some(Sort::down("closed_at")),
        },
    ]
}

fn activity_views(language: Language) -> Vec<View> {
    let open = Filter::new("status", Operator::AnyOf, "open|in_progress");
    vec![
        View {
            label: t!(language, records.view_due),
            filters: vec![
                is_mine(),
                open.clone(),
                Filter::new("due_at", Operator::Within, "today"),
            ],
            sort: Some(Sort::up("due_at")),
        },
        View {
            label: t!(language, records.view_overdue),
            filters: vec![open, Filter::new("due_at", Operator::Within, "overdue")],
            sort: Some(Sort::up("due_at")),
        },
    ]
}

/// For whatever one keeps in touch with: what is late, and who was left alone.
fn contact_views(object: &ObjectDef, language: Language) -> Vec<View> {
    let mut views = Vec::new();
    if has(object, "next_step_at", FieldKind::DateTime) {
        views.push(overdue_steps(language));
    }
    if has(object, "last_contact_at", FieldKind::DateTime) {
        views.push(View {
            label: t!(language, records.view_silent),
            filters: vec![
                is_mine(),
                Filter::new("last_contact_at", Operator::NotWithin, "last_14"),
            ],
            sort: Some(Sort::up("last_contact_at")),
        });
    }
    views
}

fn overdue_steps(language: Language) -> View {
    View {
        label: t!(language, records.view_late),
        filters: vec![Filter::new("next_step_at", Operator::Within, "overdue")],
        sort: Some(Sort::up("next_step_at")),
    }
}

fn is_mine() -> Filter {
    Filter::new("owner", Operator::Is, "me")
}

fn has(object: &ObjectDef, key: &str, kind: FieldKind) -> bool {
    object.field(key).is_some_and(|field| field.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::views;
    use contract::{Language, Operator, objects};

    #[test]
    fn every_view_asks_only_for_what_its_object_has_and_may_be_asked() {
        for object in objects::all() {
            for view in views(&object, Language::English) {
                for filter in &view.filters {
                    let field = object.field(&filter.field);
                    assert!(
                        field.is_some_and(|field| field.filterable
                            && Operator::of(field.kind).contains(&filter.operator)),
                        "{}: {} {filter:?}",
                        object.key,
                        view.label
                    );
                }
                let sorted = view.sort.iter().all(|sort| {
                    object
                        .field(&sort.field)
                        .is_some_and(|field| field.kind.is_sortable())
                });
                assert!(sorted, "{}: {}", object.key, view.label);
            }
        }
    }
}
