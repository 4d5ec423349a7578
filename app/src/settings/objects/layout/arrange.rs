//! What can be done to one arrangement: its fields, sections and facts change places.

use contract::{Effect, FieldCondition, FieldDef, Filter, Layout, ObjectDef, Section};

use super::super::described::living;
use super::plan::put;

/// The most facts at the head of a record.
pub(super) const MOST_FACTS: usize = 4;

/// The fields that stand in no section, those of the form first.
pub(super) fn unplaced(object: &ObjectDef, layout: &Layout) -> Vec<FieldDef> {
    let mut found: Vec<FieldDef> = living(object)
        .filter(|field| section_of(layout, &field.key).is_none())
        .cloned()
        .collect();
    found.sort_by_key(|field| field.system);
    found
}

/// The number of the section in which a field stands.
pub(super) fn section_of(layout: &Layout, key: &str) -> Option<usize> {
    let has = |section: &Section| section.fields.iter().any(|field| field == key);
    layout.sections.iter().position(has)
}

/// Puts a field before the one that stands at `index` of a section now. What conditions say of it goes along.
pub(super) fn place(layout: &mut Layout, key: &str, section: usize, index: usize) {
    let mut index = index;
    let mut conditions = Vec::new();
    for (number, own) in layout.sections.iter_mut().enumerate() {
        if let Some(from) = own.fields.iter().position(|field| field == key) {
            own.fields.remove(from);
            index -= usize::from(number == section && from < index);
            let (mine, rest): (Vec<_>, Vec<_>) = own
                .conditions
                .drain(..)
                .partition(|condition| condition.field == key);
            own.conditions = rest;
            conditions = mine;
        }
    }
    if let Some(section) = layout.sections.get_mut(section) {
        section
            .fields
            .insert(index.min(section.fields.len()), key.to_owned());
        section.conditions.extend(conditions);
    }
}

/// Takes a field off the page.
pub(super) fn unplace(layout: &mut Layout, key: &str) {
    for section in &mut layout.sections {
        section.fields.retain(|field| field != key);
        section
            .conditions
            .retain(|condition| condition.field != key);
    }
}

/// Puts a section before the one that stands at `index` now.
pub(super) fn move_section(layout: &mut Layout, from: usize, index: usize) {
    if from < layout.sections.len() {
        let section = layout.sections.remove(from);
        let index = index - usize::from(from < index);
        layout
            .sections
            .insert(index.min(layout.sections.len()), section);
    }
}

/// Puts a fact before the one that stands at `index` now, where there is room for it.
pub(super) fn put_fact(layout: &mut Layout, key: &str, index: usize) {
    let is_there = layout.highlights.iter().any(|fact| fact == key);
    if is_there || layout.highlights.len() < MOST_FACTS {
        put(&mut layout.highlights, key, index);
    }
}

/// What a condition says of a field; `None` where there is none.
pub(super) fn condition<'l>(
    layout: &'l Layout,
    key: &str,
    effect: Effect,
) -> Option<&'l FieldCondition> {
    let mut conditions = layout
        .sections
        .iter()
        .flat_map(|section| &section.conditions);
    conditions.find(|condition| condition.field == key && condition.effect == effect)
}

/// Makes a field required or not to be changed while filters hold; `None` takes that back.
pub(super) fn set_condition(
    layout: &mut Layout,
    key: &str,
    effect: Effect,
    when: Option<Vec<Filter>>,
) {
    let Some(section) = section_of(layout, key).and_then(|at| layout.sections.get_mut(at)) else {
        return;
    };
    let own = |condition: &FieldCondition| condition.field == key && condition.effect == effect;
    match (
        when,
        section
            .conditions
            .iter_mut()
            .find(|condition| own(condition)),
    ) {
        (Some(when), Some(condition)) => condition.when = when,
        (Some(when), None) => section.conditions.push(FieldCondition {
            field: key.to_owned(),
            effect,
            when,
        }),
        (None, _) => section.conditions.retain(|condition| !own(condition)),
    }
}

#[cfg(test)]
mod tests {
    use super::{condition, move_section, place, put_fact, set_condition, unplace};
    use contract::{Effect, Layout, Section};

    fn keys(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn layout() -> Layout {
        let section = |fields: &str| Section {
            fields: keys(fields),
            ..Section::default()
        };
        Layout {
            sections: vec![section("a b c"), section("d")],
            ..Layout::default()
        }
    }

    fn fields(layout: &Layout) -> String {
        let sections = layout
            .sections
            .iter()
            .map(|section| section.fields.join(" "));
        sections.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_field_goes_before_the_one_at_its_place() {
        let check = |key: &str, section: usize, index: usize, expected: &str| {
            let mut layout = layout();
            place(&mut layout, key, section, index);
            assert_eq!(fields(&layout), expected, "{key} to {section}.{index}");
        };
        check("a", 0, 2, "b a c | d");
        check("c", 0, 0, "c a b | d");
        check("a", 0, 1, "a b c | d");
        check("b", 1, 1, "a c | d b");
        check("new", 1, 0, "a b c | new d");
        check("d", 0, 9, "a b c d | ");
    }

    #[test]
    fn what_a_condition_says_goes_with_its_field() {
        let mut layout = layout();
        set_condition(&mut layout, "a", Effect::Required, Some(Vec::new()));
        place(&mut layout, "a", 1, 0);
        assert!(layout.sections[0].conditions.is_empty());
        assert!(condition(&layout, "a", Effect::Required).is_some());
        unplace(&mut layout, "a");
        assert!(condition(&layout, "a", Effect::Required).is_none());
    }

    #[test]
    fn sections_and_facts_change_places() {
        let mut layout = layout();
        move_section(&mut layout, 0, 2);
        assert_eq!(fields(&layout), "d | a b c");
        for key in ["a", "b", "c", "d", "e"] {
            put_fact(&mut layout, key, 9);
        }
        put_fact(&mut layout, "d", 0);
        assert_eq!(layout.highlights, keys("d a b c"));
    }
}
