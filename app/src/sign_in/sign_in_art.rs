//! What stands beside the sign-in: what the product is for, shown with one customer.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Avatar, AvatarShape, AvatarSize, Pulse, Tag, TagLook};

/// Bars, a sentence and a customer with its next step. Hidden from readers, absent on phones.
#[component]
pub fn SignInArt() -> impl IntoView {
    const BARS: [f32; 15] = [
        0.3, 0.42, 0.36, 0.55, 0.5, 0.7, 0.46, 0.62, 0.8, 0.66, 0.9, 0.74, 0.96, 0.82, 1.0,
    ];
    let language = use_language();
    let bars = BARS.map(|height| view! { <i style=format!("--v:{height}")></i> });
    view! {
        <aside class="auth__side" aria-hidden="true">
            <div class="stack auth__art">
                <div class="art">{bars.collect_view()}</div>
                <p class="display">{t!(language, sign_in.motto_first)}<br/>{t!(language, sign_in.motto_second)}</p>
                <div class="card art__card">
                    <div class="row">
                        <Avatar name=t!(language, sign_in.art_company) shape=AvatarShape::Company size=AvatarSize::Large/>
                        <span class="row__main">
                            <span class="row__title">{t!(language, sign_in.art_company)}</span>
                            <span class="row__sub">{t!(language, sign_in.art_last_contact)}</span>
                        </span>
                        <Pulse weeks=vec![1, 2, 2, 3, 1, 2, 4, 3, 2, 4, 3, 4]/>
                    </div>
                    <div class="row fact--next">
                        <span class="art__ring"></span>
                        <span class="row__main"><span class="row__title">{t!(language, sign_in.art_next_step)}</span></span>
                        <Tag label=t!(language, sign_in.next_step) look=TagLook::Accent/>
                    </div>
                </div>
            </div>
        </aside>
    }
}
