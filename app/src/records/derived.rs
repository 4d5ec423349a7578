//! Values that no person types: their mark, and where they come from in words.

use contract::{Catalogue, Derived, Gathering, Language};
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::records::marks::inside;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, IconSize};

/// A small mark beside the label of a derived field; hover, focus and readers say where its value comes from.
#[component]
pub fn DerivedMark(derived: Derived) -> impl IntoView {
    let language = use_language();
    let why = use_catalogue().with_untracked(|catalogue| reason(catalogue, &derived, language));
    let icon = match derived {
        Derived::Formula { .. } => "bolt",
        Derived::RollUp { .. } => "layers",
        Derived::Counted { .. } => "hash",
    };
    view! {
        <span class="records__mark-of" role="img" tabindex="0" aria-label=why.clone() data-tip=why>
            <Icon name=icon size=IconSize::Small/>
        </span>
    }
}

/// Where a derived value comes from.
pub(crate) fn reason(catalogue: &Catalogue, derived: &Derived, language: Language) -> String {
    match derived {
        Derived::Formula { expression } => t!(language, records.calculated, expression),
        Derived::Counted { pattern } => t!(language, records.numbered, pattern),
        Derived::RollUp {
            object,
            gathering,
            of,
            only,
            ..
        } => {
            let described = catalogue.object(object);
            let objects = described.map_or(object.as_str(), |object| object.plural.get(language));
            let field = described.and_then(|described| described.field(of.as_deref()?));
            let field = field.map_or(of.as_deref().unwrap_or_default(), |field| {
                field.label.get(language)
            });
            let sum = gathered(*gathering, &inside(objects), field, language);
            match only.is_empty() {
                true => sum,
                false => t!(language, records.gathered_some, sum),
            }
        }
    }
}

fn gathered(gathering: Gathering, objects: &str, field: &str, language: Language) -> String {
    match gathering {
        Gathering::Count => t!(language, records.gathered_count, objects),
        Gathering::Sum => t!(language, records.gathered_sum, objects, field),
        Gathering::Least => t!(language, records.gathered_least, objects, field),
        Gathering::Most => t!(language, records.gathered_most, objects, field),
        Gathering::Average => t!(language, records.gathered_average, objects, field),
    }
}

#[cfg(test)]
mod tests {
    use super::reason;
    use contract::{Catalogue, Language, objects};

    #[test]
    fn a_roll_up_says_what_it_gathers() {
        let catalogue = Catalogue {
            objects: objects::all(),
            rights: Vec::new(),
        };
        let account = catalogue.object(objects::ACCOUNT);
        let contracted = account.and_then(|account| account.field("contracted"));
        let Some(derived) = contracted.and_then(|field| field.derived.as_ref()) else {
            panic!("no roll-up")
        };
        let text = reason(&catalogue, derived, Language::English);
        assert!(text.starts_with("Sum of Amount of contracts"), "{text}");
    }
}
