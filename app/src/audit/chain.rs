//! How the chain of seals stands.

use contract::dto::audit::{ChainState, Damage, Verified};
use leptos::prelude::*;

use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Banner, BannerLook, Tag, TagLook, use_clock};

/// Until when the log is sealed, and what its last proof found.
#[component]
pub fn Chain(chain: ChainState) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let sealed = match chain.sealed_at {
        Some(at) => format!("{} {}", t!(language, audit.sealed_until), clock.exact(at)),
        None => t!(language, audit.not_sealed).to_owned(),
    };
    let proved = chain.verified.as_ref().map(|found| {
        let look = match found.broken {
            Some(_) => TagLook::Bad,
            None => TagLook::Ok,
        };
        let words = format!("{} {}", t!(language, audit.verified), clock.exact(found.at));
        view! { <Tag label=words look icon="shieldc"/> }
    });
    let broken = chain
        .verified
        .as_ref()
        .and_then(|found| broken(language, found))
        .map(|text| view! { <Banner text look=BannerLook::Bad icon="alert"/> });
    let head = chain.head.map(|head| {
        view! { <code class="mono xs muted audit__head" title=t!(language, audit.head)>{head}</code> }
    });
    view! {
        {broken}
        <div class="flex pad audit__chain" role="status">
            <Tag label=sealed/>
            {proved}
            {head}
        </div>
    }
}

fn broken(language: Language, found: &Verified) -> Option<String> {
    let broken = found.broken.as_ref()?;
    let words = match broken.what {
        Damage::Changed => t!(language, audit.damage_changed),
        Damage::Missing => t!(language, audit.damage_missing),
        Damage::Inserted => t!(language, audit.damage_inserted),
        Damage::Destroyed => t!(language, audit.damage_destroyed),
        Damage::Seal => t!(language, audit.damage_seal),
        Damage::SealMissing => t!(language, audit.damage_seal_missing),
        Damage::Head => t!(language, audit.damage_head),
    };
    let seq = broken.seq.map(|seq| format!(" {seq}")).unwrap_or_default();
    Some(format!(
        "{} {words} ({}{seq}, {} {})",
        t!(language, audit.broken),
        t!(language, audit.event),
        t!(language, audit.seal),
        broken.seal,
    ))
}
