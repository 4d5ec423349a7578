//! What can be asked of a team, and the dialog that asks it.

use leptos::prelude::*;

use super::dialogs::{LeadDialog, MoveDialog, NameDialog, RemoveDialog};
use super::people::PeopleDrawer;
use super::state::Tree;

/// A question, with the key of its team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A new team below that one, or at the top.
    Add(Option<String>),
    Rename(String),
    Move(String),
    Lead(String),
    Remove(String),
    /// Who works there; `None` for those who are in no team.
    People(Option<String>),
}

/// The dialog of what is asked.
#[component]
pub fn Asked(tree: Tree) -> impl IntoView {
    move || {
        tree.asks.get().map(|ask| match ask {
            Ask::Add(parent) => view! { <NameDialog tree parent/> }.into_any(),
            Ask::Rename(key) => view! { <NameDialog tree renames=key/> }.into_any(),
            Ask::Move(key) => view! { <MoveDialog tree key/> }.into_any(),
            Ask::Lead(key) => view! { <LeadDialog tree key/> }.into_any(),
            Ask::Remove(key) => view! { <RemoveDialog tree key/> }.into_any(),
            Ask::People(key) => view! { <PeopleDrawer tree key/> }.into_any(),
        })
    }
}
