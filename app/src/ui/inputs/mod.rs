//! What people type into, pick from and tick. Inside a [`super::Field`] each takes id, description and
//! error from it; elsewhere give it a `label`.

pub mod combobox;
pub mod dates;

mod combobox_state;
pub mod suggestions;
pub mod text;
pub mod ticks;

use leptos::prelude::*;

use super::browser;
use super::field::FieldState;

pub use combobox::Combobox;
pub use dates::{DateInput, DateTimeInput};
pub use suggestions::{Source, Suggested, source};
pub use text::{NumberInput, Select, SelectOption, TextArea, TextInput, TextKind};
pub use ticks::{Checkbox, Switch};

/// What every input writes onto its element.
#[derive(Clone, Copy)]
struct Attributes {
    field: Option<FieldState>,
    label: MaybeProp<String>,
}

impl Attributes {
    fn new(label: MaybeProp<String>) -> Self {
        Self {
            field: use_context(),
            label,
        }
    }

    fn id(self) -> Option<String> {
        self.field.map(|field| field.id.get_value())
    }

    /// Lets a text start with what was typed before the scripts arrived, which they would wipe out otherwise.
    fn keep_typed(self, value: RwSignal<String>, on_input: Option<Callback<()>>) {
        let typed = self.id().and_then(|id| browser::typed_before(&id));
        if let Some(typed) = typed.filter(|typed| value.with_untracked(|value| value != typed)) {
            value.set(typed);
            if let Some(on_input) = on_input {
                on_input.run(());
            }
        }
    }

    fn label(self) -> Option<String> {
        self.label.get()
    }

    fn required(self) -> Option<&'static str> {
        self.field.filter(|field| field.required).map(|_| "true")
    }

    fn invalid(self) -> Option<&'static str> {
        self.field
            .filter(|field| field.invalid.get())
            .map(|_| "true")
    }

    fn described_by(self) -> Option<String> {
        self.field.and_then(|field| field.described_by.get())
    }
}
