//! Keeping the rules of an object: they are sent together, against the version of the object.

use contract::dto::defining::ObjectBody;
use contract::{ObjectDef, Rule};

use crate::api::Answer;
use crate::api::describing::change_object;

/// Keeps a rule in the place of the one with its key, or at the end.
pub(super) async fn keep(object: &ObjectDef, rule: Rule, version: i32) -> Answer<ObjectDef> {
    let body = ObjectBody {
        rules: Some(with(&object.rules, rule)),
        ..ObjectBody::default()
    };
    change_object(object.key.clone(), body, version).await
}

fn with(rules: &[Rule], rule: Rule) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    match rules.iter_mut().find(|other| other.key == rule.key) {
        Some(own) => *own = rule,
        None => rules.push(rule),
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::with;
    use contract::Rule;

    #[test]
    fn a_rule_replaces_itself_or_stands_at_the_end() {
        let rule = |key: &str, expression: &str| Rule {
            key: key.to_owned(),
            expression: expression.to_owned(),
            ..Rule::default()
        };
        let rules = with(&[rule("a", "x"), rule("b", "y")], rule("a", "z"));
        assert_eq!(rules, [rule("a", "z"), rule("b", "y")]);
        assert_eq!(with(&rules, rule("c", "w")).len(), 3);
    }
}
