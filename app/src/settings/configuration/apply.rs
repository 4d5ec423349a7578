//! Applying a file as a whole. No button takes that back, so what it does is named first.

use contract::dto::configuration::{Difference, Effect};
use leptos::prelude::*;

use super::comparing::Comparing;
use super::counts::count;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogButtons, DialogFoot, Icon, IconSize, Look,
};

/// The button, or why the file cannot be applied.
#[component]
pub fn ApplyBar(comparing: Comparing, differences: Vec<Difference>) -> impl IntoView {
    let language = use_language();
    let is_asking = RwSignal::new(false);
    let of = |effect| count(&differences, effect);
    let (refused, added, changed, kept) = (
        of(Effect::Refused),
        of(Effect::Added),
        of(Effect::Changed),
        of(Effect::OnlyHere),
    );
    let hindered = match (refused, added + changed) {
        (0, 0) => Some((
            t!(language, merging.nothing_to_apply).to_owned(),
            BannerLook::Info,
        )),
        (0, _) => None,
        (count, _) => Some((t!(language, merging.mend_first, count), BannerLook::Bad)),
    };
    if let Some((text, look)) = hindered {
        return view! { <Banner text look/> }.into_any();
    }
    let failed = move || {
        comparing
            .trouble
            .get()
            .map(|text| view! { <Banner text look=BannerLook::Bad/> })
    };
    view! {
        {failed}
        <div class="configuration__foot">
            <Button
                label=t!(language, merging.apply)
                look=Look::Primary
                icon="check"
                busy=comparing.is_applying
                on_press=move |()| is_asking.set(true)
            />
        </div>
        {move || is_asking.get().then(|| view! {
            <Asking comparing added changed kept on_close=move |()| is_asking.set(false)/>
        })}
    }
    .into_any()
}

#[component]
fn Asking(
    comparing: Comparing,
    added: usize,
    changed: usize,
    kept: usize,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let apply = comparing.applier(on_close);
    let line = |icon: &'static str, words: String| {
        view! { <li class="flex"><Icon name=icon size=IconSize::Small/><span>{words}</span></li> }
    };
    let title = t!(
        language,
        merging.apply_ask,
        name = comparing.name.get_untracked()
    );
    view! {
        <Dialog title on_close>
            <DialogBody>
                <ul class="stack sm" role="list">
                    {(added > 0).then(|| line("plus", t!(language, merging.apply_added, count = added)))}
                    {(changed > 0).then(|| line("edit", t!(language, merging.apply_changed, count = changed)))}
                    {(kept > 0).then(|| line("lock", t!(language, merging.apply_kept, count = kept)))}
                </ul>
                <p class="sm muted">{t!(language, merging.apply_back)}</p>
            </DialogBody>
            <DialogFoot>
                <DialogButtons act=t!(language, merging.apply) busy=comparing.is_applying on_act=apply on_close/>
            </DialogFoot>
        </Dialog>
    }
}
