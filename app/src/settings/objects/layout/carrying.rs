//! What may be carried where, and what a drop means.

use contract::Language;
use leptos::prelude::*;

use super::arrange::{MOST_FACTS, move_section, place, put_fact, unplace};
use super::editor::Editor;
use crate::t;
use crate::ui::drag::{Drag, Rules, Spot};

/// Words of zones.
pub(super) const PALETTE: &str = "palette";
pub(super) const FACTS: &str = "facts";
pub(super) const COLUMNS: &str = "columns";
pub(super) const SECTIONS: &str = "sections";

/// A thing that is carried, by the word of its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing<'w> {
    Field(&'w str),
    Fact(&'w str),
    Column(&'w str),
    Section(usize),
}

impl<'w> Thing<'w> {
    pub(super) fn read(word: &'w str) -> Option<Self> {
        let (kind, rest) = word.split_once('-')?;
        match kind {
            "field" => Some(Self::Field(rest)),
            "fact" => Some(Self::Fact(rest)),
            "column" => Some(Self::Column(rest)),
            "card" => rest.parse().ok().map(Self::Section),
            _ => None,
        }
    }

    pub(super) fn word(self) -> String {
        match self {
            Self::Field(key) => format!("field-{key}"),
            Self::Fact(key) => format!("fact-{key}"),
            Self::Column(key) => format!("column-{key}"),
            Self::Section(at) => format!("card-{at}"),
        }
    }

    /// The field that it shows.
    pub(super) fn field(self) -> Option<&'w str> {
        match self {
            Self::Field(key) | Self::Fact(key) | Self::Column(key) => Some(key),
            Self::Section(_) => None,
        }
    }
}

/// The word of the zone of a section's fields.
pub(super) fn section_zone(at: usize) -> String {
    format!("section-{at}")
}

fn section_at(zone: &str) -> Option<usize> {
    zone.strip_prefix("section-")?.parse().ok()
}

/// Carries the things of an editor.
pub(super) fn drag(editor: Editor, language: Language) -> Drag {
    Drag::new(
        "[data-layout]",
        Rules {
            accepts: Callback::new(move |(word, zone): (String, String)| {
                Thing::read(&word).is_some_and(|thing| accepts(editor, thing, &zone))
            }),
            dropped: Callback::new(move |(word, spot): (String, Spot)| {
                if let Some(thing) = Thing::read(&word) {
                    put(editor, thing, &spot);
                }
            }),
            named: Callback::new(move |word: String| untrack(|| name(editor, &word))),
            placed: Callback::new(move |(word, spot): (String, Spot)| {
                untrack(|| place_words(editor, &word, &spot, language))
            }),
        },
    )
}

fn accepts(editor: Editor, thing: Thing<'_>, zone: &str) -> bool {
    match (thing, zone) {
        (Thing::Section(_), zone) => zone == SECTIONS,
        (_, SECTIONS) => false,
        // What stands in a list already is only carried within it, or out of it.
        (Thing::Fact(_), zone) => zone == FACTS || zone == PALETTE,
        (Thing::Column(_), zone) => zone == COLUMNS || zone == PALETTE,
        (Thing::Field(key), FACTS) => editor.with_layout_untracked(|layout| {
            layout.highlights.len() < MOST_FACTS
                && !layout.highlights.iter().any(|fact| fact == key)
        }),
        (Thing::Field(key), COLUMNS) => editor
            .plan
            .with_untracked(|plan| !plan.columns.iter().any(|column| column == key)),
        (Thing::Field(_), _) => true,
    }
}

/// Puts a thing to a place, by hand or by menu.
pub(super) fn put(editor: Editor, thing: Thing<'_>, spot: &Spot) {
    let title = editor.object.with_untracked(|object| object.title.clone());
    match (thing, spot.zone.as_str()) {
        (Thing::Section(from), SECTIONS) => {
            editor.change_layout("", |layout| move_section(layout, from, spot.index));
        }
        (Thing::Section(_), _) => {}
        (Thing::Fact(key), PALETTE) => {
            editor.change_layout("", |layout| layout.highlights.retain(|fact| fact != key));
        }
        (Thing::Column(key), PALETTE) => editor.change(|plan| plan.remove_column(key, &title)),
        (Thing::Field(key), PALETTE) => editor.change_layout("", |layout| unplace(layout, key)),
        (Thing::Field(key) | Thing::Fact(key), FACTS) => {
            editor.change_layout("", |layout| put_fact(layout, key, spot.index));
        }
        (Thing::Field(key) | Thing::Column(key), COLUMNS) => {
            editor.change(|plan| plan.put_column(key, spot.index, &title));
        }
        (Thing::Field(key), zone) => {
            if let Some(at) = section_at(zone) {
                editor.change_layout("", |layout| place(layout, key, at, spot.index));
            }
        }
        _ => {}
    }
}

/// What a thing is called.
pub(super) fn name(editor: Editor, word: &str) -> String {
    match Thing::read(word) {
        Some(Thing::Section(at)) => editor.section_label(at),
        Some(thing) => thing
            .field()
            .map(|key| editor.label(key))
            .unwrap_or_default(),
        None => String::new(),
    }
}

/// "About, position 2 of 6".
fn place_words(editor: Editor, word: &str, spot: &Spot, language: Language) -> String {
    let key = Thing::read(word).and_then(Thing::field).unwrap_or_default();
    let (zone, keys) = match spot.zone.as_str() {
        PALETTE => return t!(language, describing.not_on_page).to_owned(),
        SECTIONS => (t!(language, describing.page).to_owned(), Vec::new()),
        FACTS => (
            t!(language, describing.highlights).to_owned(),
            editor.with_layout(|layout| layout.highlights.clone()),
        ),
        COLUMNS => (
            t!(language, describing.columns).to_owned(),
            editor.plan.with(|plan| plan.columns.clone()),
        ),
        zone => {
            let at = section_at(zone).unwrap_or_default();
            let fields = editor.with_layout(|layout| {
                layout
                    .sections
                    .get(at)
                    .map(|section| section.fields.clone())
            });
            (editor.section_label(at), fields.unwrap_or_default())
        }
    };
    let (own, count) = match Thing::read(word) {
        Some(Thing::Section(at)) => (Some(at), editor.with_layout(|layout| layout.sections.len())),
        _ => (keys.iter().position(|other| other == key), keys.len()),
    };
    let position = spot.index - usize::from(own.is_some_and(|own| own < spot.index)) + 1;
    let of = count + usize::from(own.is_none());
    t!(language, describing.position_in, zone, position, of)
}

#[cfg(test)]
mod tests {
    use super::Thing;

    #[test]
    fn a_thing_is_read_as_it_was_written() {
        for thing in [
            Thing::Field("a_b"),
            Thing::Fact("phone"),
            Thing::Column("name"),
            Thing::Section(3),
        ] {
            assert_eq!(Thing::read(&thing.word()), Some(thing));
        }
        assert_eq!(Thing::read("nonsense"), None);
    }
}
