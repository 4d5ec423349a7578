//! When two administrators describe one field: what each changed of it.

use contract::{FieldDef, Label};

/// What both want: where only one of them changed something it is taken, where both did, mine. `base` is what both
/// started from.
pub(super) fn merged(base: &FieldDef, mine: &FieldDef, theirs: &FieldDef) -> FieldDef {
    fn one<T: Clone + PartialEq>(base: &T, mine: &T, theirs: &T) -> T {
        if mine == base {
            theirs.clone()
        } else {
            mine.clone()
        }
    }
    let label = Label {
        en: one(&base.label.en, &mine.label.en, &theirs.label.en),
        zh: one(&base.label.zh, &mine.label.zh, &theirs.label.zh),
    };
    FieldDef {
        label,
        help: one(&base.help, &mine.help, &theirs.help),
        required: one(&base.required, &mine.required, &theirs.required),
        unique: one(&base.unique, &mine.unique, &theirs.unique),
        filterable: one(&base.filterable, &mine.filterable, &theirs.filterable),
        sensitive: one(&base.sensitive, &mine.sensitive, &theirs.sensitive),
        choices: one(&base.choices, &mine.choices, &theirs.choices),
        max_chars: one(&base.max_chars, &mine.max_chars, &theirs.max_chars),
        within: one(&base.within, &mine.within, &theirs.within),
        default: one(&base.default, &mine.default, &theirs.default),
        derived: one(&base.derived, &mine.derived, &theirs.derived),
        ..theirs.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::merged;
    use contract::{Choice, FieldDef, FieldKind};

    #[test]
    fn of_two_administrators_each_keeps_what_only_they_changed() {
        let base = FieldDef::new("level", FieldKind::Choice, "Level", "等级")
            .choices(vec![Choice::new("a", "A", "A")]);
        let mut mine = base.clone();
        mine.label.en = "Customer level".into();
        mine.required = true;
        let mut theirs = base.clone();
        theirs.label.en = "Grade".into();
        theirs.label.zh = "客户等级".into();
        theirs.choices.push(Choice::new("b", "B", "B"));
        let both = merged(&base, &mine, &theirs);
        assert_eq!(both.label.en, "Customer level");
        assert_eq!(both.label.zh, "客户等级");
        assert!(both.required);
        assert_eq!(both.choices.len(), 2);
    }
}
