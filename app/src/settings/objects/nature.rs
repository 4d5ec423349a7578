//! What a field can be: a kind that people fill in, or a value that follows from others.

use contract::{Derived, FieldDef, FieldKind, Gathering, Language};

use crate::t;

/// What an administrator chooses first of a new field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Kind(FieldKind),
    Formula,
    RollUp,
    Counted,
}

impl Nature {
    /// Every one, in the order of the cards.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let kinds = FieldKind::ALL.into_iter().map(Self::Kind);
        kinds.chain([Self::Formula, Self::RollUp, Self::Counted])
    }

    pub(super) fn of(field: &FieldDef) -> Self {
        match &field.derived {
            None => Self::Kind(field.kind),
            Some(Derived::Formula { .. }) => Self::Formula,
            Some(Derived::RollUp { .. }) => Self::RollUp,
            Some(Derived::Counted { .. }) => Self::Counted,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.word(),
            Self::Formula => "formula",
            Self::RollUp => "roll_up",
            Self::Counted => "counted",
        }
    }

    /// Makes a new field of this nature, with what of the last one still fits.
    pub(super) fn put_on(self, field: &mut FieldDef) {
        let (kind, derived) = match self {
            Self::Kind(kind) => (kind, None),
            Self::Formula => {
                let expression = String::new();
                (FieldKind::Decimal, Some(Derived::Formula { expression }))
            }
            Self::RollUp => (FieldKind::Integer, Some(empty_roll_up())),
            Self::Counted => {
                let pattern = "{0000}".to_owned();
                (FieldKind::Text, Some(Derived::Counted { pattern }))
            }
        };
        field.kind = kind;
        field.derived = derived;
        field.default = None;
        field.max_chars = None;
        field.required &= field.derived.is_none();
        field.unique &= may_be_unique(field);
        field.filterable &= may_be_filtered(kind);
        if !kind.is_relation() {
            field.relation = None;
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind_icon(kind),
            Self::Formula => "bolt",
            Self::RollUp => "layers",
            Self::Counted => "hash",
        }
    }

    pub(super) fn words(self, language: Language) -> &'static str {
        match self {
            Self::Kind(kind) => kind_words(kind, language),
            Self::Formula => t!(language, describing.kind_formula),
            Self::RollUp => t!(language, describing.kind_roll_up),
            Self::Counted => t!(language, describing.kind_counted),
        }
    }

    /// One line that says what it is for.
    pub(super) fn hint(self, language: Language) -> &'static str {
        match self {
            Self::Kind(kind) => kind_hint(kind, language),
            Self::Formula => t!(language, describing.hint_formula),
            Self::RollUp => t!(language, describing.hint_roll_up),
            Self::Counted => t!(language, describing.hint_counted),
        }
    }
}

/// A roll-up that counts nothing yet.
pub(super) fn empty_roll_up() -> Derived {
    Derived::RollUp {
        object: String::new(),
        by: String::new(),
        gathering: Gathering::Count,
        of: None,
        only: Vec::new(),
    }
}

/// Whether values of the field compare as a whole.
pub(super) fn may_be_unique(field: &FieldDef) -> bool {
    use FieldKind as K;
    field.derived.is_none()
        && matches!(
            field.kind,
            K::Text
                | K::Integer
                | K::Decimal
                | K::Date
                | K::DateTime
                | K::Phone
                | K::Email
                | K::Link
                | K::Relation
                | K::User
        )
}

/// Whether lists can be narrowed by such a field.
pub(super) fn may_be_filtered(kind: FieldKind) -> bool {
    !matches!(kind, FieldKind::LongText | FieldKind::File)
}

/// Whether the kind has a longest text that can be said.
pub(super) fn has_length(field: &FieldDef) -> bool {
    field.derived.is_none() && matches!(field.kind, FieldKind::Text | FieldKind::LongText)
}

fn kind_icon(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::LongText => "note",
        FieldKind::Integer | FieldKind::Decimal => "hash",
        FieldKind::Money => "money",
        FieldKind::Percent => "percent",
        FieldKind::Date => "calendar",
        FieldKind::DateTime => "clock",
        FieldKind::YesNo => "toggle",
        FieldKind::Choice => "list",
        FieldKind::Choices => "check",
        FieldKind::Tags => "tag",
        FieldKind::Phone => "phone",
        FieldKind::Email => "mail",
        FieldKind::Link => "globe",
        FieldKind::Address => "pin",
        FieldKind::User => "user",
        FieldKind::Relation => "link",
        FieldKind::Relations => "branch",
        FieldKind::Rating => "star",
        FieldKind::File => "clip",
    }
}

fn kind_words(kind: FieldKind, language: Language) -> &'static str {
    match kind {
        FieldKind::Text => t!(language, describing.kind_text),
        FieldKind::LongText => t!(language, describing.kind_long_text),
        FieldKind::Integer => t!(language, describing.kind_integer),
        FieldKind::Decimal => t!(language, describing.kind_decimal),
        FieldKind::Money => t!(language, describing.kind_money),
        FieldKind::Percent => t!(language, describing.kind_percent),
        FieldKind::Date => t!(language, describing.kind_date),
        FieldKind::DateTime => t!(language, describing.kind_date_time),
        FieldKind::YesNo => t!(language, describing.kind_yes_no),
        FieldKind::Choice => t!(language, describing.kind_choice),
        FieldKind::Choices => t!(language, describing.kind_choices),
        FieldKind::Tags => t!(language, describing.kind_tags),
        FieldKind::Phone => t!(language, describing.kind_phone),
        FieldKind::Email => t!(language, describing.kind_email),
        FieldKind::Link => t!(language, describing.kind_link),
        FieldKind::Address => t!(language, describing.kind_address),
        FieldKind::User => t!(language, describing.kind_user),
        FieldKind::Relation => t!(language, describing.kind_relation),
        FieldKind::Relations => t!(language, describing.kind_relations),
        FieldKind::Rating => t!(language, describing.kind_rating),
        FieldKind::File => t!(language, describing.kind_file),
    }
}

fn kind_hint(kind: FieldKind, language: Language) -> &'static str {
    match kind {
        FieldKind::Text => t!(language, describing.hint_text),
        FieldKind::LongText => t!(language, describing.hint_long_text),
        FieldKind::Integer => t!(language, describing.hint_integer),
        FieldKind::Decimal => t!(language, describing.hint_decimal),
        FieldKind::Money => t!(language, describing.hint_money),
        FieldKind::Percent => t!(language, describing.hint_percent),
        FieldKind::Date => t!(language, describing.hint_date),
        FieldKind::DateTime => t!(language, describing.hint_date_time),
        FieldKind::YesNo => t!(language, describing.hint_yes_no),
        FieldKind::Choice => t!(language, describing.hint_choice),
        FieldKind::Choices => t!(language, describing.hint_choices),
        FieldKind::Tags => t!(language, describing.hint_tags),
        FieldKind::Phone => t!(language, describing.hint_phone),
        FieldKind::Email => t!(language, describing.hint_email),
        FieldKind::Link => t!(language, describing.hint_link),
        FieldKind::Address => t!(language, describing.hint_address),
        FieldKind::User => t!(language, describing.hint_user),
        FieldKind::Relation => t!(language, describing.hint_relation),
        FieldKind::Relations => t!(language, describing.hint_relations),
        FieldKind::Rating => t!(language, describing.hint_rating),
        FieldKind::File => t!(language, describing.hint_file),
    }
}

#[cfg(test)]
mod tests {
    use super::Nature;
    use contract::{FieldDef, FieldKind};

    #[test]
    fn a_field_that_changes_its_nature_keeps_what_still_fits() {
        let mut field = FieldDef::new("", FieldKind::Text, "Size", "尺寸")
            .required()
            .unique();
        field.max_chars = Some(10);
        Nature::Kind(FieldKind::Email).put_on(&mut field);
        assert!(field.required && field.unique && field.max_chars.is_none());
        Nature::Formula.put_on(&mut field);
        assert!(!field.required && !field.unique);
        for nature in Nature::all() {
            nature.put_on(&mut field);
            assert_eq!(Nature::of(&field), nature);
        }
    }
}
