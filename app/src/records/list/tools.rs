//! The tools of a view at the end of the bar of filters: what is changed in it, its order, columns and shape.

use leptos::prelude::*;

use super::column_panel::ColumnPanel;
use super::display_panel::DisplayPanel;
use super::listing::Listing;
use super::shape::Form;
use super::sort_menu::SortMenu;
use crate::records::views::ChangedView;

/// Save and reset, sort, columns, and how the list is shown.
#[component]
pub(super) fn ListTools(listing: Listing, form: Memo<Form>) -> impl IntoView {
    let has_order = move || !matches!(form.get(), Form::Calendar(_));
    view! {
        <div class="flex lists__tools">
            <ChangedView/>
            <Show when=has_order><SortMenu listing/></Show>
            <ColumnPanel listing/>
            <DisplayPanel listing form/>
        </div>
    }
}
