//! What kind of field holds a roll-up.

use contract::{Derived, FieldKind, Gathering};
use leptos::prelude::*;

use super::Draft;
use crate::settings::objects::described::Described;

/// The kind of the result follows from what is gathered.
pub(super) fn settle_kind(draft: Draft, described: Described) {
    if !draft.is_new {
        return;
    }
    Effect::new(move |_| {
        let kind = draft.field.with(|field| {
            let Some(Derived::RollUp {
                object,
                gathering,
                of,
                ..
            }) = &field.derived
            else {
                return None;
            };
            let gathered = of.as_deref().unwrap_or_default();
            let kind = described
                .infos
                .with(|infos| {
                    let found = infos.iter().find(|info| info.object.key == *object);
                    found.and_then(|info| info.object.field(gathered).map(|field| field.kind))
                })
                .unwrap_or(FieldKind::Integer);
            Some(result_kind(*gathering, kind))
        });
        if let Some(kind) =
            kind.filter(|kind| draft.field.with_untracked(|field| field.kind != *kind))
        {
            draft.field.update(|field| field.kind = kind);
        }
    });
}

/// What kind of field holds the result.
fn result_kind(gathering: Gathering, gathered: FieldKind) -> FieldKind {
    match (gathering, gathered) {
        (Gathering::Count, _) => FieldKind::Integer,
        (Gathering::Average, FieldKind::Integer | FieldKind::Percent | FieldKind::Rating) => {
            FieldKind::Decimal
        }
        (Gathering::Sum, FieldKind::Percent | FieldKind::Rating) => FieldKind::Integer,
        (_, gathered) => gathered,
    }
}

#[cfg(test)]
mod tests {
    use super::result_kind;
    use contract::{FieldKind as K, Gathering as G};

    #[test]
    fn the_result_has_the_kind_that_holds_it() {
        for (gathering, gathered, expected) in [
            (G::Count, K::Money, K::Integer),
            (G::Sum, K::Money, K::Money),
            (G::Sum, K::Percent, K::Integer),
            (G::Average, K::Integer, K::Decimal),
            (G::Average, K::Money, K::Money),
            (G::Most, K::Date, K::Date),
        ] {
            assert_eq!(
                result_kind(gathering, gathered),
                expected,
                "{gathering:?} {gathered:?}"
            );
        }
    }
}
