//! What is said of an arrangement as a whole: its name, for whom it is, and for which records.

use contract::{Layout, Role};
use leptos::prelude::*;

use super::editor::{Editor, label_or};
use super::properties::bound;
use super::section_side::fields_of;
use crate::i18n::use_language;
use crate::settings::objects::conditions::Conditions;
use crate::settings::objects::object_form::KeyBox;
use crate::settings::teams::{choices_of, words_of};
use crate::t;
use crate::ui::{Button, ButtonSize, Field, Look, TextInput};

/// The panel of the page as a whole.
#[component]
pub fn LayoutSide(editor: Editor, prefix: &'static str) -> impl IntoView {
    let is_own = Memo::new(move |_| editor.which.with(String::is_empty));
    move || match is_own.get() {
        true => view! { <Everybody editor/> }.into_any(),
        false => view! { <ForSome editor prefix/> }.into_any(),
    }
}

#[component]
fn Everybody(editor: Editor) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="stack describing__side">
            <h3 class="h3">{t!(language, describing.for_everybody)}</h3>
            <p class="sm muted">{t!(language, describing.layout_hint)}</p>
            <p class="sm muted">{t!(language, describing.select_hint)}</p>
            <div>
                <Button
                    label=t!(language, describing.add_layout)
                    size=ButtonSize::Small
                    icon="plus"
                    on_press=move |()| editor.add_layout()
                />
            </div>
        </div>
    }
}

/// An arrangement for some people or some records.
#[component]
fn ForSome(editor: Editor, prefix: &'static str) -> impl IntoView {
    let language = use_language();
    let about = move |what: &str| {
        editor
            .which
            .with_untracked(|which| format!("layout {which} {what}"))
    };
    let en = bound(
        move || editor.with_layout(|layout| layout.label.en.clone()),
        move |text: String| editor.change_layout(&about("en"), |layout| layout.label.en = text),
    );
    let zh = bound(
        move || editor.with_layout(|layout| layout.label.zh.clone()),
        move |text: String| editor.change_layout(&about("zh"), |layout| layout.label.zh = text),
    );
    let roles = bound(
        move || editor.with_layout(|layout| layout.roles.clone()),
        move |roles: Vec<String>| editor.change_layout("", |layout| layout.roles = roles),
    );
    let when = bound(
        move || editor.with_layout(|layout| layout.when.clone()),
        move |filters| editor.change_layout(&about("when"), |layout| layout.when = filters),
    );
    let name = move || {
        label_or(
            &editor.with_layout(|layout| layout.label.clone()),
            t!(language, describing.layout),
            language,
        )
    };
    let options = choices_of("role");
    let boxes = Role::ALL.map(|role| {
        let key = role.key().to_owned();
        let label = words_of(options, &key);
        view! { <KeyBox keys=roles key label/> }
    });
    let object = editor.key.get_value();
    view! {
        <div class="stack describing__side">
            <h3 class="h3 trunc">{name}</h3>
            <Field id=format!("{prefix}-layout-en") label=t!(language, describing.label_en)>
                <TextInput value=en max_chars=60 class="input--sm"/>
            </Field>
            <Field id=format!("{prefix}-layout-zh") label=t!(language, describing.label_zh)>
                <TextInput value=zh max_chars=60 class="input--sm"/>
            </Field>
            <Field id=format!("{prefix}-layout-roles") label=t!(language, describing.for_roles) help=t!(language, describing.for_roles_hint) group=true>
                <div class="stack describing__flags">{boxes.collect_view()}</div>
            </Field>
            <Field id=format!("{prefix}-layout-when") label=t!(language, describing.for_records) group=true>
                <Conditions
                    id=format!("{prefix}-layout-when")
                    object
                    fields=fields_of(editor)
                    value=when
                    none=t!(language, describing.all_records)
                />
            </Field>
            <Acts editor/>
        </div>
    }
}

#[component]
fn Acts(editor: Editor) -> impl IntoView {
    let language = use_language();
    let place = Memo::new(move |_| {
        let which = editor.which.get();
        editor.plan.with(|plan| {
            let at = plan
                .layouts
                .iter()
                .position(|layout: &Layout| layout.key == which);
            (at.unwrap_or_default(), plan.layouts.len())
        })
    });
    let step = move |by: isize| {
        let which = editor.which.get_untracked();
        editor.change(|plan| plan.move_layout(&which, by));
    };
    let remove = move |()| {
        let which = editor.which.get_untracked();
        editor.change(|plan| plan.remove_layout(&which));
    };
    view! {
        {move || (place.get().1 > 1).then(|| view! {
            <div class="flex">
                <Button
                    label=t!(language, describing.earlier)
                    size=ButtonSize::Small
                    icon="arrowup"
                    disabled=Signal::derive(move || place.get().0 == 0)
                    on_press=move |()| step(-1)
                />
                <Button
                    label=t!(language, describing.later)
                    size=ButtonSize::Small
                    icon="arrowdown"
                    disabled=Signal::derive(move || place.get().0 + 1 == place.get().1)
                    on_press=move |()| step(1)
                />
            </div>
        })}
        <div>
            <Button label=t!(language, describing.remove_layout) look=Look::Bad size=ButtonSize::Small icon="x" on_press=remove/>
        </div>
    }
}
