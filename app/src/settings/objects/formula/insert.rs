//! Fields and functions at hand, put in where the cursor stands.

use contract::{FieldDef, FieldKind, ObjectDef};
use leptos::html;
use leptos::prelude::*;

use super::functions::{FUNCTIONS, Function};
use crate::i18n::use_language;
use crate::settings::objects::described::living;
use crate::settings::objects::nature::Nature;
use crate::t;
use crate::ui::{Icon, Menu, MenuItem, MenuLabel};

/// Two menus over the expression: fields by their names, functions by what they give.
#[component]
pub fn InsertMenus(
    object: ObjectDef,
    /// Key of the field that is being written, which cannot read itself.
    #[prop(into)]
    own: String,
    on_insert: Callback<String>,
) -> impl IntoView {
    let language = use_language();
    let fields: Vec<FieldDef> = living(&object)
        .filter(|field| field.key != own && field.kind != FieldKind::File)
        .cloned()
        .collect();
    let fields = StoredValue::new(fields);
    view! {
        <div class="flex">
            <Menu
                label=t!(language, describing.insert_field)
                class="btn btn--sm"
                trigger=move || view! { <Icon name="plus"/>{t!(language, describing.field)} }
            >
                {fields.get_value().into_iter().map(|field| {
                    let key = field.key.clone();
                    let label = format!("{} · {}", field.label.get(language), field.key);
                    let icon = Nature::of(&field).icon();
                    view! { <MenuItem label icon on_pick=move |()| on_insert.run(format!("{key}|"))/> }
                }).collect_view()}
            </Menu>
            <Menu
                label=t!(language, describing.insert_function)
                class="btn btn--sm"
                trigger=move || view! { <Icon name="bolt"/>{t!(language, describing.function)} }
            >
                <MenuLabel text=t!(language, describing.functions)/>
                {FUNCTIONS.map(|function| view! { <FunctionItem function on_insert/> }).collect_view()}
            </Menu>
        </div>
    }
}

#[component]
fn FunctionItem(function: Function, on_insert: Callback<String>) -> impl IntoView {
    let language = use_language();
    let label = format!("{} · {}", function.written, function.hint(language));
    view! { <MenuItem label on_pick=move |()| on_insert.run(function.insert.to_owned())/> }
}

/// Puts a text in where the cursor of an area stands; `|` in it says where the cursor goes.
pub(super) fn put_in(area: NodeRef<html::Textarea>, value: RwSignal<String>, text: &str) {
    let Some(area) = area.get_untracked() else {
        value.update(|value| value.push_str(&text.replace('|', "")));
        return;
    };
    let place = |found: Option<u32>| found.and_then(|units| usize::try_from(units).ok());
    let start = place(area.selection_start().ok().flatten());
    let end = place(area.selection_end().ok().flatten());
    let (written, cursor) = value.with_untracked(|value| {
        let units = value.encode_utf16().count();
        let start = start.unwrap_or(units);
        spliced(value, start, end.unwrap_or(start), text)
    });
    value.set(written);
    // Once the area shows the new text.
    request_animation_frame(move || {
        let cursor = u32::try_from(cursor).unwrap_or_default();
        let _ = area.focus();
        let _ = area.set_selection_range(cursor, cursor);
    });
}

/// The text with another one in the place from `start` to `end`, and where the cursor stands then; all in UTF-16 units,
/// as browsers count.
fn spliced(value: &str, start: usize, end: usize, text: &str) -> (String, usize) {
    let units: Vec<u16> = value.encode_utf16().collect();
    let (start, end) = (
        start.min(units.len()),
        end.clamp(start.min(units.len()), units.len()),
    );
    let (before, after) = text.split_once('|').unwrap_or((text, ""));
    let part = |from: usize, to: usize| String::from_utf16_lossy(&units[from..to]);
    let written = format!(
        "{}{before}{after}{}",
        part(0, start),
        part(end, units.len())
    );
    (written, start + before.encode_utf16().count())
}

#[cfg(test)]
mod tests {
    use super::spliced;

    #[test]
    fn a_text_goes_in_where_the_cursor_stands() {
        assert_eq!(spliced("1 + ", 4, 4, "price|"), ("1 + price".to_owned(), 9));
        assert_eq!(
            spliced("ab", 1, 2, "round(|, 2)"),
            ("around(, 2)".to_owned(), 7)
        );
        assert_eq!(
            spliced("\"设备\" + ", 7, 7, "x|"),
            ("\"设备\" + x".to_owned(), 8)
        );
        assert_eq!(spliced("", 9, 12, "x|"), ("x".to_owned(), 1));
    }
}
