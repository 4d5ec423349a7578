//! Views that wait for nothing, drawn in one go.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Position, PositionState};

/// A view in which nothing is asked for.
///
/// What stands under `Suspense` is walked through before it is drawn, to find out what it waits for; whatever follows a
/// signal is made anew for that, and once more when its futures are waited for. With the thousands of parts of a table
/// this is most of the work of a page. Here the server spares it; browsers see no difference.
pub struct AtOnce(AnyView);

/// Marks a view as one in which nothing is asked for. A part that does ask would stand there as it looks while it waits.
pub(crate) fn at_once(view: impl IntoAny) -> AtOnce {
    AtOnce(view.into_any())
}

impl Render for AtOnce {
    type State = AnyViewState;

    fn build(self) -> Self::State {
        self.0.build()
    }

    fn rebuild(self, state: &mut Self::State) {
        self.0.rebuild(state);
    }
}

no_attrs!(AtOnce);

impl RenderHtml for AtOnce {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self::AsyncOutput {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        self.0
            .to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        self.0.hydrate::<FROM_SERVER>(cursor, position)
    }

    async fn hydrate_async(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        self.0.hydrate_async(cursor, position).await
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::StreamExt;

    use super::*;

    /// A page whose table is there once its data are; how often its row was made.
    async fn drawn(is_at_once: bool) -> (String, usize) {
        let owner = Owner::new_root(None);
        let made = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&made);
        let page = owner.with(|| {
            let table = move || {
                let count = Arc::clone(&count);
                Suspend::new(async move {
                    let row = move || {
                        count.fetch_add(1, Ordering::Relaxed);
                        view! { <td>"Haichuan"</td> }
                    };
                    let table = view! { <tr class=move || "row">{row}<td></td></tr> };
                    if is_at_once {
                        at_once(table).into_any()
                    } else {
                        table.into_any()
                    }
                })
            };
            view! { <p>"Customers"</p><Transition fallback=|| "…">{table}</Transition> }
                .to_html_stream_in_order()
        });
        let html: String = page.collect().await;
        (html, made.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn what_asks_for_nothing_is_drawn_the_same_and_made_once() {
        _ = any_spawner::Executor::init_tokio();
        let (usual, often) = drawn(false).await;
        let (html, once) = drawn(true).await;
        assert!(html.contains("Haichuan"), "{html}");
        assert_eq!(html, usual);
        assert!(
            often > 1,
            "made {often} times without: this is not needed any more"
        );
        assert_eq!(once, 1);
    }
}
