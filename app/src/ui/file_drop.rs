//! The place where files are dropped, or chosen by a button.

use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::prelude::*;
use leptos::web_sys::{File, FileList, HtmlInputElement};

use super::{Button, Icon, IconSize, Look, dropped};

/// What a [`FileDrop`] takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileCount {
    #[default]
    One,
    Several,
}

/// Files and folders are let go over it, or files chosen by its button. `on_files` hears of them, at least one; with [`FileCount::One`] of
/// the first only. Children stand below the button.
#[component]
pub fn FileDrop(
    /// The words of the button, and of the input behind it.
    choose: &'static str,
    /// What can be dropped, for who has a mouse.
    drop: &'static str,
    /// While something hangs over it.
    drop_now: &'static str,
    /// In place of `drop` for who points with a finger, from which nothing drops.
    touch: &'static str,
    accept: &'static str,
    #[prop(optional)] count: FileCount,
    #[prop(optional)] class: &'static str,
    on_files: impl Fn(Vec<File>) + Copy + 'static,
    /// Hears of all files of what was let go where a folder is among it; else `on_files` does.
    #[prop(optional)]
    on_folder: Option<Callback<Vec<File>>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let take = move |mut files: Vec<File>| {
        if count == FileCount::One {
            files.truncate(1);
        }
        if !files.is_empty() {
            on_files(files);
        }
    };
    let let_go = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let Some(data) = event.data_transfer() else {
            return;
        };
        let entries = dropped::entries(&data);
        if dropped::holds_folder(&entries) {
            spawn_local(async move {
                let files = dropped::files(entries).await;
                match on_folder {
                    Some(on_folder) => on_folder.run(files),
                    None => take(files),
                }
            });
        } else {
            take(listed(data.files()));
        }
    };
    let open = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let words = move || match is_over.get() {
        true => drop_now.into_any(),
        false => view! {
            <span class="drop__mouse">{drop}</span>
            <span class="drop__finger">{touch}</span>
        }
        .into_any(),
    };
    view! {
        <div
            class=format!("dropzone drop {class}")
            data-over=move || is_over.get().then_some("")
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=let_go
        >
            <span class="empty__art"><Icon name="upload" size=IconSize::Large/></span>
            <p class="h3">{words}</p>
            <input
                node_ref=input
                type="file"
                hidden
                multiple=count == FileCount::Several
                accept=accept
                aria-label=choose
                on:change:target=move |event| {
                    let target = event.target();
                    take(listed(target.files()));
                    // The same file may be chosen again after it was mended.
                    target.set_value("");
                }
            />
            <Button label=choose look=Look::Primary on_press=open/>
            {children.map(|children| children())}
        </div>
    }
}

/// A button that takes all files of a folder, also of those in it.
#[component]
pub fn ChooseFolder(
    label: &'static str,
    on_files: impl Fn(Vec<File>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let open = move |()| choose_folder(on_files);
    view! { <Button label look=Look::Ghost icon="layers" on_press=open/> }
}

/// Lets a person choose a folder by an input that stands nowhere: a page has one input for its files.
fn choose_folder(on_files: impl Fn(Vec<File>) + 'static) {
    let Ok(element) = document().create_element("input") else {
        return;
    };
    let Ok(input) = element.dyn_into::<HtmlInputElement>() else {
        return;
    };
    input.set_type("file");
    // A browser that knows no folders lets several files be chosen.
    input.set_multiple(true);
    let _ = input.set_attribute("webkitdirectory", "");
    let chosen = {
        let input = input.clone();
        Closure::once_into_js(move || {
            let files = listed(input.files());
            if !files.is_empty() {
                on_files(files);
            }
        })
    };
    input.set_onchange(Some(chosen.unchecked_ref()));
    input.click();
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|place| files.get(place))
        .collect()
}
