//! Over a record that somebody sees by a share alone.

use contract::dto::sharing::Level;
use leptos::prelude::*;

use super::Countdown;
use crate::i18n::use_language;
use crate::records::OpenRecord;
use crate::t;
use crate::ui::{Icon, IconSize};

/// By whom and how long it is shared; when its time is over, the page is asked again.
#[component]
pub fn SharedNote(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let through = Memo::new(move |_| open.page.with(|page| page.through.clone()));
    let again = Callback::new(move |()| open.around.first.refetch());
    move || {
        let through = through.get()?;
        let name = through.given_by.clone();
        let words = match through.level {
            Level::See => t!(language, sharing.seen_by_share, name),
            Level::Edit => t!(language, sharing.edited_by_share, name),
        };
        let reason = (!through.reason.is_empty()).then(|| format!(" · {}", through.reason));
        let closing = through
            .ends_with_close
            .then(|| format!(" · {}", t!(language, sharing.until_closed)));
        let rest = through
            .until
            .map(|until| view! { <Countdown until on_over=again/> });
        Some(view! {
            <div class="flex wrap sm sharing__note" role="status">
                <Icon name="link" size=IconSize::Small/>
                <span>{words}{reason}{closing}</span>
                {rest}
            </div>
        })
    }
}
