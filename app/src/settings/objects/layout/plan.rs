//! What is arranged: sections, highlights and columns, for everybody and for some.

use contract::dto::defining::ObjectBody;
use contract::{Label, Layout, ObjectDef, Section};

use super::super::described::{filled, living};
use super::arrange::section_of;

/// Everything that the editor of an object's layout can change.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// The object's own arrangement; has no key.
    pub(super) own: Layout,
    /// Of its list, the title first.
    pub(super) columns: Vec<String>,
    pub(super) layouts: Vec<Layout>,
}

impl Plan {
    /// The plan of an object as it stands.
    pub(super) fn of(object: &ObjectDef) -> Self {
        Self {
            own: Layout {
                sections: object.sections.clone(),
                highlights: object.highlights.clone(),
                ..Layout::default()
            },
            columns: object.columns.clone(),
            layouts: object.layouts.clone(),
        }
    }

    /// What is sent. Fields that stand in no section are named, so that they stay out of them.
    pub(super) fn body(&self, object: &ObjectDef) -> ObjectBody {
        let written = |layout: &Layout| Layout {
            label: filled(&layout.label),
            sections: layout.sections.iter().map(labelled).collect(),
            unplaced: loose(object, layout),
            ..layout.clone()
        };
        let own = written(&self.own);
        ObjectBody {
            sections: Some(own.sections),
            highlights: Some(own.highlights),
            unplaced: own.unplaced,
            columns: Some(self.columns.clone()),
            layouts: Some(self.layouts.iter().map(written).collect()),
            ..ObjectBody::default()
        }
    }

    /// The object as it would be with this plan, for a preview.
    pub(super) fn on(&self, object: &ObjectDef) -> ObjectDef {
        ObjectDef {
            sections: self.own.sections.clone(),
            highlights: self.own.highlights.clone(),
            columns: self.columns.clone(),
            layouts: self.layouts.clone(),
            ..object.clone()
        }
    }

    /// An arrangement by its key; the object's own where there is none of that key.
    pub(super) fn layout(&self, key: &str) -> &Layout {
        let found = self.layouts.iter().find(|layout| layout.key == key);
        found.unwrap_or(&self.own)
    }

    pub(super) fn layout_mut(&mut self, key: &str) -> &mut Layout {
        let found = self.layouts.iter().position(|layout| layout.key == key);
        match found {
            Some(at) => &mut self.layouts[at],
            None => &mut self.own,
        }
    }

    /// Another arrangement, which begins as a copy of everybody's.
    pub(super) fn add_layout(&mut self, key: &str, label: Label) {
        self.layouts.push(Layout {
            key: key.to_owned(),
            label,
            ..self.own.clone()
        });
    }

    pub(super) fn remove_layout(&mut self, key: &str) {
        self.layouts.retain(|layout| layout.key != key);
    }

    /// Lets an arrangement be asked earlier or later: the first that fits counts.
    pub(super) fn move_layout(&mut self, key: &str, by: isize) {
        let from = self.layouts.iter().position(|layout| layout.key == key);
        let to = from.and_then(|from| from.checked_add_signed(by));
        if let (Some(from), Some(to)) = (from, to.filter(|to| *to < self.layouts.len())) {
            self.layouts.swap(from, to);
        }
    }

    /// Puts a column before the one that stands at `index` now; the title stays the first.
    pub(super) fn put_column(&mut self, key: &str, index: usize, title: &str) {
        if key == title {
            return;
        }
        let first = usize::from(self.columns.first().is_some_and(|column| column == title));
        put(&mut self.columns, key, index.max(first));
    }

    pub(super) fn remove_column(&mut self, key: &str, title: &str) {
        if key != title {
            self.columns.retain(|column| column != key);
        }
    }
}

/// Puts a key before the one that stands at `index` now, wherever it stood.
pub(super) fn put(keys: &mut Vec<String>, key: &str, index: usize) {
    let from = keys.iter().position(|other| other == key);
    keys.retain(|other| other != key);
    let index = index - usize::from(from.is_some_and(|from| from < index));
    keys.insert(index.min(keys.len()), key.to_owned());
}

fn labelled(section: &Section) -> Section {
    Section {
        label: filled(&section.label),
        ..section.clone()
    }
}

/// The fields of the form that stand in no section.
fn loose(object: &ObjectDef, layout: &Layout) -> Vec<String> {
    let form = living(object).filter(|field| !field.system);
    form.filter(|field| section_of(layout, &field.key).is_none())
        .map(|field| field.key.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::arrange::unplace;
    use super::Plan;
    use contract::{FieldDef, FieldKind, Label, ObjectDef, Section};

    fn keys(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_is_sent_names_the_fields_that_stand_nowhere() {
        let mut object = ObjectDef {
            title: "a".into(),
            columns: keys("a b"),
            fields: keys("a b c d loose")
                .iter()
                .map(|key| FieldDef::new(key, FieldKind::Text, key, key))
                .collect(),
            sections: ["a b c", "d"]
                .map(|fields| Section {
                    fields: keys(fields),
                    ..Section::default()
                })
                .into(),
            ..ObjectDef::default()
        };
        object
            .fields
            .push(FieldDef::new("kept", FieldKind::Text, "kept", "kept").system());
        let mut plan = Plan::of(&object);
        plan.put_column("c", 0, "a");
        plan.remove_column("a", "a");
        plan.add_layout("x", Label::new("Sales", ""));
        unplace(plan.layout_mut("x"), "d");
        let body = plan.body(&object);
        assert_eq!(body.unplaced, keys("loose"));
        assert_eq!(body.columns, Some(keys("a c b")));
        let layouts = body.layouts.unwrap_or_default();
        assert_eq!(layouts[0].unplaced, keys("d loose"));
        assert_eq!(layouts[0].label, Label::same("Sales"));
    }
}
