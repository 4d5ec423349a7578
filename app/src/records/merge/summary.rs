//! What a merge will do, in numbers, and what is in its way.

use leptos::prelude::*;

use super::merging::Merging;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, LinkButton, Look, failure_text, problem_text};

/// What moves, and the buttons.
#[component]
pub fn Summary(merging: Merging) -> impl IntoView {
    let language = use_language();
    let back = merging
        .object
        .with_value(|object| format!("/{}", object.path));
    let send = merging.sender();
    let is_hindered = Memo::new(move |_| !kept_names(merging).is_empty());
    let label = move || {
        let count = merging.proposal.with(|proposal| proposal.records.len());
        t!(language, merging.merge_count, count)
    };
    view! {
        <Hindrances merging/>
        <div class="card merge__foot">
            <p class="sm grow" role="status">{move || moving_text(merging)}</p>
            <LinkButton label=t!(language, common.cancel) href=back look=Look::Ghost/>
            <Button
                label=Signal::derive(label)
                look=Look::Primary
                icon="merge"
                busy=merging.busy
                disabled=is_hindered
                on_press=send
            />
        </div>
    }
}

fn moving_text(merging: Merging) -> String {
    let language = use_language();
    let (related, files) = merging
        .proposal
        .with(|proposal| merging.plan.with(|plan| plan.moving(proposal)));
    let name = merging.name(merging.staying());
    match (related, files) {
        (0, 0) => t!(language, merging.nothing_moves, name),
        (_, 0) => t!(language, merging.related_move, count = related, name),
        (0, _) => t!(language, merging.files_move, count = files, name),
        _ => {
            let related = t!(language, merging.related, count = related);
            let files = t!(language, merging.files, count = files);
            t!(language, merging.both_move, related, files, name)
        }
    }
}

/// The names of records that the person may not put away; tracked.
fn kept_names(merging: Merging) -> Vec<String> {
    let ids: Vec<_> = merging.proposal.with(|proposal| {
        merging.plan.with(|plan| {
            let others = plan.others(proposal);
            let kept = others.filter(|side| !side.record.rights.delete);
            kept.map(|side| side.record.id).collect()
        })
    });
    ids.into_iter().map(|id| merging.name(id)).collect()
}

/// Why nothing was merged, or cannot be.
#[component]
fn Hindrances(merging: Merging) -> impl IntoView {
    let language = use_language();
    let kept = move || {
        let names = kept_names(merging).join(" · ");
        (!names.is_empty()).then(|| {
            let text = t!(language, merging.may_not_go, names);
            view! { <Banner text look=BannerLook::Warn icon="lock"/> }
        })
    };
    let outdated = move || {
        merging.outdated.get().map(|name| {
            let text = match name.is_empty() {
                true => t!(language, merging.outdated_unknown).to_owned(),
                false => t!(language, merging.outdated, name),
            };
            view! { <Banner text look=BannerLook::Warn/> }
        })
    };
    let failed = move || {
        merging.failure.get().map(|failure| {
            let text = failure_text(language, &failure);
            view! { <Banner text look=BannerLook::Bad/> }
        })
    };
    view! {
        {kept}
        {outdated}
        {failed}
        {move || homeless_text(merging).map(|text| view! { <Banner text look=BannerLook::Bad/> })}
    }
}

/// Problems of fields that nobody chooses here.
fn homeless_text(merging: Merging) -> Option<String> {
    let language = use_language();
    let problems = merging.problems.get();
    let texts: Vec<String> = merging.object.with_value(|object| {
        let is_here = |key: &str| object.form_fields().any(|field| field.key == key);
        let homeless = problems.iter().filter(|problem| !is_here(&problem.field));
        homeless
            .map(|problem| problem_text(language, &problem.problem))
            .collect()
    });
    (!texts.is_empty()).then(|| texts.join(" · "))
}
