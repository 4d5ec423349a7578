//! The menu folded up to its icons.

use leptos::prelude::*;

/// Whether the menu is folded up to its icons.
#[derive(Clone, Copy)]
pub(super) struct Rail(pub(super) RwSignal<bool>);

impl Rail {
    /// Folds it up or opens it, and remembers that in this browser.
    pub(super) fn toggle(self) {
        self.0.update(|folded| *folded = !*folded);
        remember(self.0.get_untracked());
    }
}

/// Keeps in this browser whether the menu is folded up; the server reads it for the next page.
#[cfg(feature = "hydrate")]
fn remember(folded: bool) {
    use wasm_bindgen::JsCast;
    if let Ok(document) = document().dyn_into::<web_sys::HtmlDocument>() {
        let value = u8::from(folded);
        // Where cookies are refused the menu is as usual next time.
        let _ = document.set_cookie(&format!(
            "rail={value}; Path=/; Max-Age=31536000; SameSite=Lax"
        ));
    }
}

#[cfg(not(feature = "hydrate"))]
fn remember(_folded: bool) {}
