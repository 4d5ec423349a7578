//! What is said of a section: its name, its columns, and when it is shown.

use contract::{FieldDef, Section};
use leptos::prelude::*;

use super::editor::{Editor, Part};
use super::properties::bound;
use crate::i18n::use_language;
use crate::settings::objects::conditions::Conditions;
use crate::settings::objects::described::living;
use crate::t;
use crate::ui::{Button, ButtonSize, Field, Look, Seg, TextInput};

/// The panel of a section.
#[component]
pub fn SectionSide(editor: Editor, prefix: &'static str, at: usize) -> impl IntoView {
    let language = use_language();
    let read = move |read: fn(&Section) -> String| {
        editor.with_layout(|layout| layout.sections.get(at).map(read).unwrap_or_default())
    };
    let en = bound(
        move || read(|section| section.label.en.clone()),
        move |text: String| change(editor, at, "en", |section| section.label.en = text),
    );
    let zh = bound(
        move || read(|section| section.label.zh.clone()),
        move |text: String| change(editor, at, "zh", |section| section.label.zh = text),
    );
    let when = bound(
        move || {
            editor.with_layout(|layout| {
                layout
                    .sections
                    .get(at)
                    .map(|section| section.when.clone())
                    .unwrap_or_default()
            })
        },
        move |filters| change(editor, at, "when", |section| section.when = filters),
    );
    let remove = move |()| {
        editor.change_layout("", |layout| {
            if at < layout.sections.len() {
                layout.sections.remove(at);
            }
        });
        editor.part.set(Part::Whole);
        editor.sheet.set(None);
    };
    let object = editor.key.get_value();
    view! {
        <div class="stack describing__side">
            <div class="flex"><h3 class="h3 grow trunc">{move || editor.section_label(at)}</h3></div>
            <Field id=format!("{prefix}-section-en") label=t!(language, describing.label_en)>
                <TextInput value=en max_chars=60 class="input--sm"/>
            </Field>
            <Field id=format!("{prefix}-section-zh") label=t!(language, describing.label_zh)>
                <TextInput value=zh max_chars=60 class="input--sm"/>
            </Field>
            <Columns editor prefix at/>
            <Field id=format!("{prefix}-section-when") label=t!(language, describing.show_when) group=true>
                <Conditions
                    id=format!("{prefix}-section-when")
                    object
                    fields=fields_of(editor)
                    value=when
                    none=t!(language, describing.always)
                />
            </Field>
            <div>
                <Button
                    label=t!(language, describing.remove_section)
                    look=Look::Bad
                    size=ButtonSize::Small
                    icon="eyeoff"
                    on_press=remove
                />
            </div>
        </div>
    }
}

/// One column or two.
#[component]
fn Columns(editor: Editor, prefix: &'static str, at: usize) -> impl IntoView {
    let language = use_language();
    let columns = Signal::derive(move || {
        let single = editor.with_layout(|layout| {
            layout
                .sections
                .get(at)
                .is_some_and(|section| section.single)
        });
        if single { "one" } else { "two" }.to_owned()
    });
    let options = vec![
        (
            "two".to_owned(),
            t!(language, describing.two_columns).to_owned(),
        ),
        (
            "one".to_owned(),
            t!(language, describing.one_column).to_owned(),
        ),
    ];
    let pick = move |word: String| change(editor, at, "", |section| section.single = word == "one");
    view! {
            <Field id=format!("{prefix}-section-columns") label=t!(language, describing.arrangement) group=true>
                <Seg label=t!(language, describing.arrangement) options=Signal::stored(options) value=columns on_pick=pick class="seg--sm"/>
            </Field>
    }
}

/// The fields that conditions can ask for.
pub(super) fn fields_of(editor: Editor) -> Signal<Vec<FieldDef>> {
    Signal::derive(move || {
        editor
            .object
            .with(|object| living(object).cloned().collect())
    })
}

fn change(editor: Editor, at: usize, what: &str, change: impl FnOnce(&mut Section)) {
    let about = match what {
        "" => String::new(),
        what => format!("section {at} {what}"),
    };
    editor.change_layout(&about, |layout| {
        if let Some(section) = layout.sections.get_mut(at) {
            change(section);
        }
    });
}
