//! Where one is: what a page says to the top bar.

use leptos::prelude::*;

/// What the top bar says: the page's title, what is above it, and a count. Each word belongs to the
/// address it was said at, so that a page never shows those of the last one.
#[derive(Clone, Copy)]
pub struct Crumbs {
    path: Memo<String>,
    said: RwSignal<Said>,
}

/// The words of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    path: String,
    pub(crate) title: String,
    /// Words and address of the page above.
    pub(crate) above: Option<(String, String)>,
    pub(crate) count: Option<String>,
}

impl Crumbs {
    /// Called by the frame, inside the router.
    pub(crate) fn provide() -> Self {
        let crumbs = Self {
            path: leptos_router::hooks::use_location().pathname,
            said: RwSignal::default(),
        };
        provide_context(crumbs);
        crumbs
    }

    /// What the present page said; nothing while it has not.
    pub(crate) fn said(&self) -> Option<Said> {
        let said = self.said.get();
        (said.path == self.path.get()).then_some(said)
    }

    /// The title of the page, also that of the window.
    pub fn title(&self, title: impl Into<String>) -> Self {
        let (path, title) = (self.path.get_untracked(), title.into());
        self.said.set(Said {
            path,
            title,
            ..Said::default()
        });
        *self
    }

    /// The page above, as a link before the title.
    pub fn above(&self, words: impl Into<String>, address: impl Into<String>) -> Self {
        self.said
            .update(|said| said.above = Some((words.into(), address.into())));
        *self
    }

    /// How many there are, behind the title.
    pub fn count(&self, count: impl Into<String>) -> Self {
        self.said.update(|said| said.count = Some(count.into()));
        *self
    }
}

#[must_use]
pub fn use_crumbs() -> Crumbs {
    expect_context()
}
