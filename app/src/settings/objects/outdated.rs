//! When somebody else changed the same thing meanwhile.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button};

/// Says who was faster, and offers to load what stands there now. What was typed stays until then, and where it
/// differs also after that.
#[component]
pub fn Outdated(
    #[prop(into)] by: String,
    #[prop(into)] on_again: Callback<()>,
    #[prop(into, optional)] busy: Signal<bool>,
) -> impl IntoView {
    let language = use_language();
    let text = match by.is_empty() {
        true => t!(language, describing.outdated_unknown).to_owned(),
        false => t!(language, describing.outdated, name = by),
    };
    view! {
        <Banner text look=BannerLook::Warn>
            <Button label=t!(language, describing.load_again) icon="refresh" on_press=on_again busy/>
        </Banner>
    }
}
