//! Where a column may go.

use contract::{Address, FieldKind, Language, ObjectDef};

use super::plan::may_be_brought;
use crate::records::inputs::part_label;
use crate::ui::SelectOption;

/// The fields that a file may bring, an address also by its parts.
pub(super) fn targets(language: Language, object: &ObjectDef) -> Vec<SelectOption> {
    let mut options = Vec::new();
    for field in object.fields.iter().filter(|field| may_be_brought(field)) {
        let label = field.label.get(language);
        options.push((field.key.clone(), label.to_owned()));
        if field.kind == FieldKind::Address {
            let parts = std::iter::once("street").chain(Address::PLACES);
            options.extend(parts.map(|part| {
                let words = format!("{label} › {}", part_label(part, language));
                (format!("{}.{part}", field.key), words)
            }));
        }
    }
    options
}
