//! Lists in the lanes of one pipeline.

use contract::{FieldDef, Filter, ListQuery, ObjectDef, Operator, Pipelines, Test};

/// The same question about the records of the pipeline that it names, or else of the first, in which are those that name
/// none, too.
pub(crate) fn of_pipeline(pipelines: Pipelines<'_>, query: &ListQuery) -> ListQuery {
    let mut query = query.clone();
    let shown = pipelines.shown(&query.filters);
    let one = Filter::new(&pipelines.by.key, Operator::Is, shown);
    if pipelines.by.choices.len() < 2 || query.filters.contains(&one) {
        return query;
    }
    let none = Filter::new(&pipelines.by.key, Operator::Empty, "");
    let names_some = |filter: &Filter| filter.field == pipelines.by.key;
    if query.filters.iter().any(names_some) {
        query.filters.push(one);
    } else {
        let own = Test::Any(vec![Test::One(one), Test::One(none)]);
        query.test = Some(match query.test.take() {
            Some(test) => Test::All(vec![test, own]),
            None => own,
        });
    }
    query
}

/// Adds the fields that the stages of a field ask for, so that a card knows which of them are empty.
pub(crate) fn add_asked<'o>(object: &'o ObjectDef, by: &str, fields: &mut Vec<&'o FieldDef>) {
    let choices = object.field(by).map(|field| field.choices.as_slice());
    let keys = choices
        .unwrap_or_default()
        .iter()
        .flat_map(|choice| &choice.requires);
    for asked in keys.filter_map(|key| object.field(key)) {
        if !fields.iter().any(|field| field.key == asked.key) {
            fields.push(asked);
        }
    }
}
