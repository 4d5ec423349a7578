use std::collections::HashSet;

use super::{ACTIVITY, added, all};
use crate::{Derived, FieldDef, FieldKind, Filter, Gathering, ObjectDef};

fn of(key: &str) -> ObjectDef {
    all().into_iter().find(|object| object.key == key).unwrap()
}

fn named(object: &ObjectDef, field: &FieldDef) -> String {
    format!("{}.{}", object.key, field.key)
}

/// Every field with its object.
fn each(mut look: impl FnMut(&ObjectDef, &FieldDef)) {
    for object in all() {
        for field in &object.fields {
            look(&object, field);
        }
    }
}

#[test]
fn every_key_that_a_description_names_is_a_field_of_it() {
    for object in all() {
        let known: HashSet<_> = object
            .fields
            .iter()
            .map(|field| field.key.as_str())
            .collect();
        assert_eq!(
            known.len(),
            object.fields.len(),
            "{}: a field key twice",
            object.key
        );
        let named = object
            .columns
            .iter()
            .chain(&object.searched)
            .chain(&object.duplicates)
            .chain(&object.highlights);
        let shown = object.sections.iter().flat_map(|section| &section.fields);
        for key in named
            .chain(shown)
            .chain([&object.title, &object.sort.field])
            .chain(&object.line_of)
        {
            assert!(
                known.contains(key.as_str()),
                "{}: no field {key}",
                object.key
            );
        }
    }
}

#[test]
fn what_people_type_or_is_computed_for_them_stands_in_one_section() {
    for object in all() {
        for field in &object.fields {
            let count = object
                .sections
                .iter()
                .flat_map(|section| &section.fields)
                .filter(|key| **key == field.key)
                .count();
            let expected = usize::from(!field.system);
            assert_eq!(count, expected, "{}", named(&object, field));
        }
    }
}

#[test]
fn objects_and_their_addresses_are_named_once() {
    let objects = all();
    let keys: HashSet<_> = objects.iter().map(|object| object.key.as_str()).collect();
    let paths: HashSet<_> = objects.iter().map(|object| object.path.as_str()).collect();
    assert_eq!(
        (keys.len(), paths.len()),
        (objects.len(), objects.len()),
        "{keys:?} {paths:?}"
    );
}

#[test]
fn a_title_is_text_and_a_column() {
    for object in all() {
        let title = object.field(&object.title).unwrap();
        assert_eq!(title.kind, FieldKind::Text, "{}", object.key);
        assert!(object.columns.contains(&object.title), "{}", object.key);
    }
}

#[test]
fn relations_and_nothing_else_point_to_an_object_that_exists() {
    let keys: HashSet<String> = all().into_iter().map(|object| object.key).collect();
    each(|object, field| {
        let target = field.relation.as_ref();
        assert_eq!(
            target.is_some(),
            field.kind.is_relation(),
            "{}",
            named(object, field)
        );
        assert!(
            target.is_none_or(|target| keys.contains(target)),
            "{}: {target:?}",
            named(object, field)
        );
    });
}

#[test]
fn choices_belong_to_choice_fields_and_have_a_key_of_their_own() {
    each(|object, field| {
        let keys: HashSet<_> = field.choices.iter().map(|choice| &choice.key).collect();
        assert_eq!(keys.len(), field.choices.len(), "{}", named(object, field));
        assert!(
            field.choices.is_empty() || field.kind.has_choices(),
            "{}",
            named(object, field)
        );
    });
}

#[test]
fn a_word_of_a_file_means_one_choice() {
    each(|object, field| {
        let mut known = HashSet::new();
        for choice in &field.choices {
            let own: HashSet<String> = [&choice.key, &choice.label.en, &choice.label.zh]
                .into_iter()
                .chain(&choice.synonyms)
                .map(|word| word.to_lowercase().replace(['_', '-'], " "))
                .collect();
            for word in own {
                assert!(
                    known.insert(word.clone()),
                    "{}: {word} twice",
                    named(object, field)
                );
            }
        }
    });
}

#[test]
fn a_default_is_a_value_of_its_field() {
    each(|object, field| {
        let Some(value) = &field.default else { return };
        assert_eq!(
            crate::validation::check(field, value),
            None,
            "{}",
            named(object, field)
        );
    });
}

/// Whether filters name fields of an object, and keys of choices where they compare with choices.
fn fits(object: &ObjectDef, only: &[Filter]) -> bool {
    only.iter().all(|filter| {
        object.field(&filter.field).is_some_and(|field| {
            !field.kind.has_choices()
                || filter
                    .value
                    .split('|')
                    .all(|key| field.choice(key).is_some())
        })
    })
}

#[test]
fn a_roll_up_gathers_a_field_of_records_that_point_here() {
    each(|object, field| {
        let Some(Derived::RollUp {
            object: from,
            by,
            gathering,
            of: gathered,
            only,
        }) = &field.derived
        else {
            return;
        };
        let from = of(from);
        let by = from.field(by).unwrap();
        let is_by_relation =
            by.kind == FieldKind::Relation && by.relation.as_ref() == Some(&object.key);
        assert!(is_by_relation, "{}: by {}", named(object, field), by.key);
        let kind = match gathered {
            Some(gathered) => from.field(gathered).unwrap().kind,
            None => {
                assert_eq!(*gathering, Gathering::Count, "{}", named(object, field));
                FieldKind::Integer
            }
        };
        assert_eq!(kind, field.kind, "{}", named(object, field));
        assert!(fits(&from, only), "{}: {only:?}", named(object, field));
    });
}

/// The names that an expression uses, without texts, functions and the words of the language.
fn identifiers(expression: &str) -> Vec<String> {
    let outside: String = expression.split('"').step_by(2).collect();
    let is_sign = |c: char| c.is_alphanumeric() || c == '_' || c == '(';
    outside
        .split(|c: char| !is_sign(c))
        .map(|word| word.rsplit('(').next().unwrap_or(word))
        .filter(|word| word.starts_with(char::is_alphabetic))
        .filter(|word| !["true", "false", "null", "in"].contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_formula_uses_fields_of_its_object() {
    each(|object, field| {
        let Some(Derived::Formula { expression }) = &field.derived else {
            return;
        };
        let names = identifiers(expression);
        assert!(!names.is_empty(), "{}", named(object, field));
        for name in names {
            assert!(
                name != field.key && object.field(&name).is_some(),
                "{}: {name}",
                named(object, field)
            );
        }
    });
}

#[test]
fn a_number_is_text_counted_by_a_pattern() {
    each(|object, field| {
        if let Some(Derived::Counted { pattern }) = &field.derived {
            assert_eq!(field.kind, FieldKind::Text, "{}", named(object, field));
            assert!(pattern.contains("{0"), "{}", named(object, field));
        }
    });
}

#[test]
fn lines_need_their_parent_and_are_shown_with_it() {
    for object in all() {
        let Some(key) = &object.line_of else { continue };
        let parent = object.field(key).unwrap();
        assert!(
            parent.required && parent.kind == FieldKind::Relation,
            "{}",
            object.key
        );
        assert!(!object.followed && object.searched.is_empty());
    }
}

#[test]
fn an_activity_can_be_about_every_followed_object() {
    let activity = of(ACTIVITY);
    for object in all() {
        let about = activity
            .field(&object.key)
            .is_some_and(|field| field.relation.as_ref() == Some(&object.key));
        assert_eq!(about, object.followed, "{}", object.key);
        let has_pulse = [
            "last_contact_at",
            "last_contact",
            "next_step",
            "next_step_at",
        ]
        .iter()
        .all(|key| object.field(key).is_some());
        assert_eq!(has_pulse, object.followed, "{}", object.key);
    }
}

#[test]
fn the_mark_of_an_object_is_drawn() {
    let sprite = include_str!("../../../public/icons.svg");
    for object in all().into_iter().chain([added("x", "o_1", true)]) {
        let symbol = format!("id=\"i-{}\"", object.icon);
        assert!(sprite.contains(&symbol), "{}", object.key);
        assert!(object.hue < 360, "{}", object.key);
    }
}

#[test]
fn what_is_inherited_comes_from_the_same_field_of_a_relation() {
    let objects = all();
    for object in &objects {
        for field in &object.fields {
            for by in &field.inherits {
                let target = object
                    .field(by)
                    .and_then(|by| by.relation.as_deref())
                    .and_then(|key| objects.iter().find(|object| object.key == key));
                let theirs = target.and_then(|target| target.field(&field.key));
                assert_eq!(
                    theirs.map(|theirs| theirs.kind),
                    Some(field.kind),
                    "{}.{} by {by}",
                    object.key,
                    field.key
                );
            }
        }
    }
}
