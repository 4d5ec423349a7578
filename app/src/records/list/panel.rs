//! A panel that a button opens: on phones a sheet.

use leptos::html;
use leptos::prelude::*;

use crate::ui::{Icon, IconSize, browser};

/// A button and what it opens; the children are made when it opens.
#[component]
pub(crate) fn Panel(
    #[prop(into)] label: Signal<String>,
    icon: &'static str,
    /// Shown beside the icon on a desktop.
    #[prop(default = true)]
    worded: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let open = move |_| {
        if is_open.get_untracked() {
            if let Some(panel) = panel.get_untracked() {
                // Refused only where it is closed already.
                let _ = panel.hide_popover();
            }
            return;
        }
        is_open.set(true);
        request_animation_frame(move || {
            if let (Some(button), Some(panel)) = (button.get_untracked(), panel.get_untracked())
                && panel.show_popover().is_ok()
            {
                crate::ui::place(&button, &panel);
                browser::focus_first(&panel, "button, input, select, [tabindex='0']");
            }
        });
    };
    let toggled = move |_| {
        let shown = panel
            .get_untracked()
            .is_some_and(|panel| panel.matches(":popover-open").unwrap_or_default());
        if !shown {
            is_open.set(false);
        }
    };
    let class = match worded {
        true => "btn btn--ghost btn--sm lists__worded",
        false => "btn btn--ghost btn--icon btn--sm",
    };
    view! {
        <button
            type="button"
            node_ref=button
            class=class
            aria-haspopup="dialog"
            aria-expanded=move || is_open.get().to_string()
            aria-label=move || label.get()
            data-tip=move || (!worded && !is_open.get()).then(|| label.get())
            on:click=open
        >
            <Icon name=icon size=IconSize::Small/>
            {worded.then(|| view! { <span>{move || label.get()}</span> })}
        </button>
        <div
            node_ref=panel
            class="menu lists__panel"
            popover="auto"
            role="dialog"
            aria-label=move || label.get()
            on:toggle=toggled
        >
            {move || is_open.get().then(|| children())}
        </div>
    }
}
