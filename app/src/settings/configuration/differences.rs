//! Everything a file would do, by object.

use contract::dto::configuration::{Comparison, Difference};
use leptos::prelude::*;

use super::apply::ApplyBar;
use super::comparing::Comparing;
use super::counts::counts;
use super::difference::DifferencePart;
use super::places::{by_object, object_name};
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Look};

/// The differences in groups, and what can be done with the file.
#[component]
pub fn Differences(comparing: Comparing, comparison: Comparison) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let name = comparing.name.get_untracked();
    let differences = comparison.differences;
    let groups = by_object(&differences).into_iter().map(|(key, group)| {
        let title = catalogue
            .with_untracked(|catalogue| object_name(catalogue, &differences, &key, language));
        view! { <ObjectGroup key title group/> }
    });
    let groups = groups.collect_view();
    let is_equal = differences.is_empty();
    let equal = is_equal.then(|| {
        view! { <Banner text=t!(language, merging.equal) look=BannerLook::Ok/> }
    });
    let newer = move || {
        comparing.is_new.get().then(|| {
            view! { <Banner text=t!(language, merging.changed_meanwhile) look=BannerLook::Warn/> }
        })
    };
    let other = move |()| comparing.forget();
    let again = move |()| comparing.compare();
    view! {
        <section class="stack" aria-labelledby="configuration-file">
            <div class="flex wrap">
                <h3 class="h3 trunc" id="configuration-file">{name}</h3>
                <span class="grow">{counts(&differences)}</span>
                <Button
                    label=t!(language, merging.compare_again)
                    look=Look::Ghost
                    icon="refresh"
                    on_press=again
                />
                <Button label=t!(language, merging.other_file) look=Look::Ghost on_press=other/>
            </div>
            {newer}
            {equal}
            {groups}
            {(!is_equal).then(|| view! { <ApplyBar comparing differences/> })}
        </section>
    }
}

#[component]
fn ObjectGroup(key: String, title: String, group: Vec<Difference>) -> impl IntoView {
    let id = format!("configuration-{key}");
    let labelled_by = id.clone();
    let counts = counts(&group);
    let parts = group
        .into_iter()
        .map(|difference| view! { <DifferencePart difference/> });
    view! {
        <section class="card settings__clip" aria-labelledby=labelled_by>
            <div class="card__head">
                <h4 class="h4" id=id>{title}</h4>
                {counts}
            </div>
            <div class="rows">{parts.collect_view()}</div>
        </section>
    }
}
