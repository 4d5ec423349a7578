//! What stands where something will be.

use leptos::prelude::*;

/// Grey rows of the height of real ones, announced as busy.
#[component]
pub fn SkeletonRows(count: usize) -> impl IntoView {
    const WIDTHS: [(u8, u8); 4] = [(52, 34), (40, 48), (61, 28), (46, 40)];
    let row = |i: usize| {
        let (title, sub) = WIDTHS[i % WIDTHS.len()];
        view! {
            <div class="row">
                <span class="skel skel--round"></span>
                <span class="row__main skel__lines">
                    <span class="skel" style=format!("--w:{title}%")></span>
                    <span class="skel skel--thin" style=format!("--w:{sub}%")></span>
                </span>
                <span class="skel" style="--w:3.5rem"></span>
            </div>
        }
    };
    view! {
        <div class="rows" aria-busy="true">
            <div aria-hidden="true">{(0..count).map(row).collect_view()}</div>
        </div>
    }
}
