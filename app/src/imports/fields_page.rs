//! Each column of the file is matched to a field, before the whole file is checked.

use contract::ObjectDef;
use contract::dto::imports::{ImportPlan, ImportPreview};
use leptos::prelude::*;

use super::beside::Beside;
use super::check_button::CheckButton;
use super::fields_row::FieldsRow;
use super::file_head::FileHead;
use super::first_rows::FirstRows;
use super::follow::Follower;
use super::in_set::{set_address, set_of_address};
use super::mappings::{MappingNotice, MappingsButton};
use super::note_text::label_of;
use super::plan::{Gap, gaps};
use super::same_record::SameRecord;
use super::side_by_side::SideBySide;
use super::steps::{Step, StepBar};
use super::targets::targets;
use crate::i18n::use_language;
use crate::records::inside;
use crate::shell::{use_catalogue, use_crumbs};
use crate::t;
use crate::ui::{Banner, BannerLook, LinkButton};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Matching {
    pub(super) preview: RwSignal<ImportPreview>,
    pub(super) trouble: RwSignal<Option<String>>,
    pub(super) follower: Follower,
    pub(super) reopen: Callback<()>,
}

/// The step of the fields.
#[component]
pub(super) fn FieldsPage(
    preview: ImportPreview,
    object: ObjectDef,
    follower: Follower,
    reopen: Callback<()>,
) -> impl IntoView {
    let matching = Matching {
        preview: RwSignal::new(preview),
        trouble: RwSignal::new(None),
        follower,
        reopen,
    };
    let catalogue = use_catalogue();
    let language = use_language();
    let crumbs = use_crumbs();
    // Another object is matched anew, so the page is drawn anew for it.
    let page = move || {
        let preview = matching.preview.get();
        let key = preview.plan.object.clone();
        let object = catalogue
            .with_untracked(|catalogue| catalogue.object(&key).cloned())
            .unwrap_or_else(|| object.clone());
        crumbs
            .title(t!(
                language,
                imports.title_of,
                object = inside(object.plural.get(language))
            ))
            .above(t!(language, imports.title), "/import");
        view! { <Fields matching preview object/> }
    };
    view! { {page} }
}

#[component]
fn Fields(matching: Matching, preview: ImportPreview, object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let plan = RwSignal::new(preview.plan.clone());
    let options = StoredValue::new(targets(language, &object));
    let set = set_of_address();
    let back = set.map_or_else(|| "/import".to_owned(), set_address);
    let (import, columns) = (preview.id, preview.plan.columns.len());
    let object = StoredValue::new(object);
    let file = preview.clone();
    let preview = StoredValue::new(preview);
    let rows = (0..columns)
        .map(|place| view! { <FieldsRow import place plan object options/> })
        .collect_view();
    let failed = move || {
        matching
            .trouble
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <StepBar step=Step::Fields>
            <MappingsButton plan/>
            <LinkButton label=t!(language, imports.back) href=back/>
            <CheckButton matching plan object/>
        </StepBar>
        <div class="center stack import import--wide">
            {failed}
            <FileHead file plan object matching/>
            <MappingNotice preview=matching.preview trouble=matching.trouble/>
            {set.is_none().then(|| view! { <SideBySide import trouble=matching.trouble/> })}
            <div class="card import__clip">
                <table role="table" class="table table--list import__fields">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t!(language, imports.column)}</th>
                            <th role="columnheader">{t!(language, imports.samples)}</th>
                            <td role="cell"></td>
                            <th role="columnheader">{t!(language, imports.into)}</th>
                            <th role="columnheader">{t!(language, imports.confidence)}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
            <Gaps plan object/>
            <div class="two import__boxes">
                <SameRecord plan object/>
                <Beside plan object/>
            </div>
            <FirstRows preview plan object/>
        </div>
    }
}

/// What is still to be said before the file can be checked.
#[component]
fn Gaps(plan: RwSignal<ImportPlan>, object: StoredValue<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let found =
        Memo::new(move |_| plan.with(|plan| object.with_value(|object| gaps(plan, object))));
    let words = move |gap: Gap| {
        let label = |key: &str| object.with_value(|object| label_of(language, object, key));
        match gap {
            Gap::NothingMatched => t!(language, imports.nothing_matched).to_owned(),
            Gap::Twice(field) => t!(language, imports.twice, field = label(&field)),
            Gap::Nameless(field) => t!(language, imports.required, field = label(&field)),
            Gap::Unanswered(place) => {
                let header = plan.with_untracked(|plan| {
                    plan.columns.get(place).map(|column| column.header.clone())
                });
                t!(
                    language,
                    imports.unanswered,
                    header = header.unwrap_or_default()
                )
            }
        }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let lines = found.into_iter().map(words).collect::<Vec<_>>().join(" ");
            view! { <Banner look=BannerLook::Warn text=lines/> }
        })
    }
}
