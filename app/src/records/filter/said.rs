//! Whole conditions in words, as chips and sentences say them.

use contract::dto::session::Person;
use contract::query::{Trail, consent};
use contract::{Catalogue, FieldKind, Filter, Language, ObjectDef, Test};

use super::consents;
use super::names::Names;
use super::words::{between, comparison, value_text};
use crate::records::inputs::part_label;
use crate::t;

/// With what conditions are told.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) people: &'a [Person],
    pub(super) names: Names,
    pub(super) language: Language,
}

/// A condition in three parts, as its chip shows it; parts that it has not are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) field: String,
    pub(super) operator: String,
    pub(super) value: String,
}

impl Said {
    /// The parts in one line.
    pub(super) fn sentence(self) -> String {
        let parts = [self.field, self.operator, self.value];
        let filled: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        filled.join(" ")
    }
}

impl Teller<'_> {
    /// A test as its chip shows it.
    pub(super) fn chip(self, object: &ObjectDef, test: &Test) -> Said {
        let language = self.language;
        match test {
            Test::One(filter) => self.one(object, filter),
            Test::All(parts) => Said {
                field: t!(language, filters.chip_all).to_owned(),
                value: self.list(object, parts),
                ..Said::default()
            },
            Test::Any(parts) => Said {
                field: t!(language, filters.chip_any).to_owned(),
                value: self.list(object, parts),
                ..Said::default()
            },
            Test::Has {
                object: other,
                by,
                none,
                test,
            } => self.has(other, by, *none, test),
        }
    }

    /// A test as one sentence.
    pub(super) fn sentence(self, object: &ObjectDef, test: &Test) -> String {
        let language = self.language;
        match test {
            Test::All(parts) => {
                let conditions = self.list(object, parts);
                t!(language, filters.all_sentence, conditions)
            }
            Test::Any(parts) => {
                let conditions = self.list(object, parts);
                t!(language, filters.any_sentence, conditions)
            }
            test => self.chip(object, test).sentence(),
        }
    }

    /// The parts of a group; groups among them stand in brackets.
    fn list(self, object: &ObjectDef, parts: &[Test]) -> String {
        let (divider, open, close) = match self.language {
            Language::English => ("; ", " (", ")"),
            Language::Chinese => ("；", "（", "）"),
        };
        let words: Vec<_> = parts
            .iter()
            .map(|part| match part {
                Test::One(_) => self.sentence(object, part),
                group => format!("{open}{}{close}", self.sentence(object, group))
                    .trim_start()
                    .to_owned(),
            })
            .collect();
        words.join(divider)
    }

    fn one(self, object: &ObjectDef, filter: &Filter) -> Said {
        let language = self.language;
        if consent::is_asked(&object.key, filter) {
            return self.consent(filter);
        }
        let Some(trail) = self.catalogue.trail(object, &filter.field) else {
            return Said {
                field: t!(language, filters.gone).to_owned(),
                operator: String::new(),
                value: filter.field.clone(),
            };
        };
        Said {
            operator: comparison(filter, trail.field.kind, language).to_owned(),
            value: self.value(&trail, filter),
            field: path_text(&trail, language),
        }
    }

    /// The one condition on people that names no field.
    fn consent(self, filter: &Filter) -> Said {
        let language = self.language;
        let asked = consent::asked(&filter.value);
        let told = asked.map(|(purpose, channel)| {
            consents::value_text(&self.names.of(&purpose.to_string()), channel, language)
        });
        Said {
            field: t!(language, consents.filter).to_owned(),
            operator: consents::way_text(filter.operator, language).to_owned(),
            value: told.unwrap_or_default(),
        }
    }

    fn value(self, trail: &Trail<'_>, filter: &Filter) -> String {
        let is_record = trail.field.kind.is_relation() && trail.field.kind != FieldKind::User;
        if is_record && filter.operator.takes_value() {
            let names: Vec<_> = filter.values().map(|id| self.names.of(id)).collect();
            return names.join(between(self.language));
        }
        value_text(&trail.field, filter, self.people, self.language)
    }

    fn has(self, other: &str, by: &str, none: bool, test: &Test) -> Said {
        let language = self.language;
        let Some(object) = self.catalogue.object(other) else {
            return Said {
                field: t!(language, filters.gone).to_owned(),
                operator: String::new(),
                value: format!("{other}.{by}"),
            };
        };
        let is_bare = test.is_empty();
        let operator = match (none, is_bare) {
            (false, true) => t!(language, filters.has),
            (true, true) => t!(language, filters.has_no),
            (false, false) => t!(language, filters.has_where),
            (true, false) => t!(language, filters.has_no_where),
        };
        let value = match test {
            _ if is_bare => String::new(),
            Test::All(parts) => self.list(object, parts),
            test => self.sentence(object, test),
        };
        Said {
            field: self.pointing(object, by),
            operator: operator.to_owned(),
            value,
        }
    }

    /// Records that point here: their plural, and the field where more than one leads here.
    pub(super) fn pointing(self, other: &ObjectDef, by: &str) -> String {
        let object = other.plural.get(self.language);
        let Some(field) = other.field(by) else {
            return object.to_owned();
        };
        let to = field.relation.as_deref().unwrap_or_default();
        match other.relations_to(to).count() {
            0 | 1 => object.to_owned(),
            _ => t!(
                self.language,
                filters.through,
                object,
                field = field.label.get(self.language)
            ),
        }
    }
}

/// The labels that a path passes: "Customer › Parent company › Region".
pub(super) fn path_text(trail: &Trail<'_>, language: Language) -> String {
    let through = trail.through.iter().map(|field| field.label.get(language));
    let labels = match trail.whole {
        Some(whole) => {
            let part = trail.field.key.rsplit('.').next().unwrap_or_default();
            let part = match part {
                "currency" => t!(language, filters.currency),
                part => part_label(part, language),
            };
            vec![whole.label.get(language), part]
        }
        None => vec![trail.field.label.get(language)],
    };
    through.chain(labels).collect::<Vec<_>>().join(" › ")
}

#[cfg(test)]
mod tests {
    use contract::{Catalogue, Filter, Language, Operator, Test, objects};
    use leptos::prelude::Owner;

    use super::super::names::Names;
    use super::Teller;

    fn one(field: &str, operator: Operator, value: &str) -> Test {
        Test::One(Filter::new(field, operator, value))
    }

    #[test]
    fn chips_say_whole_conditions_in_both_languages() {
        let owner = Owner::new();
        let names = owner.with(Names::new);
        let catalogue = Catalogue {
            objects: objects::all(),
            ..Catalogue::default()
        };
        let check = |object: &str, test: Test, english: &str, chinese: &str| {
            let Some(object) = catalogue.object(object) else {
                panic!("no object {object}")
            };
            for (language, expected) in [(Language::English, english), (Language::Chinese, chinese)]
            {
                let teller = Teller {
                    catalogue: &catalogue,
                    people: &[],
                    names,
                    language,
                };
                assert_eq!(teller.chip(object, &test).sentence(), expected);
            }
        };
        check(
            "deal",
            one("account.industry", Operator::Is, "manufacturing"),
            "Customer › Industry is Manufacturing",
            "客户 › 行业 是 制造业",
        );
        check(
            "deal",
            one("amount.currency", Operator::Is, "USD"),
            "Amount › Currency is USD",
            "金额 › 币种 是 USD",
        );
        let open = || one("outcome", Operator::Is, "open");
        check(
            "deal",
            Test::Any(vec![
                open(),
                Test::All(vec![open(), one("owner", Operator::Is, "my_team")]),
            ]),
            "Any of Outcome is Open; (all of: Outcome is Open; Owner is my team)",
            "任一 结果 是 进行中；（全部：结果 是 进行中；负责人 是 我的团队）",
        );
        let has = |none, test| Test::Has {
            object: "deal".into(),
            by: "account".into(),
            none,
            test: Box::new(test),
        };
        check(
            "account",
            has(true, open()),
            "Deals none where Outcome is Open",
            "商机 没有一个满足 结果 是 进行中",
        );
        check(
            "account",
            has(false, Test::default()),
            "Deals at least one",
            "商机 至少有一个",
        );
        check(
            "deal",
            one("nothing", Operator::Is, "x"),
            "Field that is gone nothing",
            "不在了的字段 nothing",
        );
    }
}
