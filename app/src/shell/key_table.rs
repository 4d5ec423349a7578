//! Every key there is: what it does, and what the list of keys says of it.

use contract::{Language, objects};

use crate::t;

/// The key after which a letter names a page.
pub(super) const GO: &str = "G";

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Search,
    Find,
    Log,
    Create,
    /// Opens the list of an object; today for an empty name.
    Go(&'static str),
    /// Ticks the next step.
    Complete,
    Fold,
    List,
    /// Something that the open page or a message listens for itself.
    OfPage,
}

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    Everywhere,
    Pages,
    Records,
}

impl Where {
    pub(super) const ALL: [Self; 3] = [Self::Everywhere, Self::Pages, Self::Records];

    pub(super) fn label(self, language: Language) -> &'static str {
        match self {
            Self::Everywhere => t!(language, search.keys_everywhere),
            Self::Pages => t!(language, search.keys_pages),
            Self::Records => t!(language, search.keys_records),
        }
    }
}

/// One row of the table.
pub(super) struct Row {
    /// Pressed together with `Ctrl`, one after the other behind [`GO`], and each by itself otherwise.
    pub(super) keys: &'static [&'static str],
    pub(super) deed: Deed,
    pub(super) at: Where,
    pub(super) says: fn(Language) -> &'static str,
}

const fn row(
    at: Where,
    keys: &'static [&'static str],
    deed: Deed,
    says: fn(Language) -> &'static str,
) -> Row {
    Row {
        keys,
        deed,
        at,
        says,
    }
}

use Deed::{Complete, Create, Find, Fold, Go, List, Log, OfPage, Search};
use Where::{Everywhere, Pages, Records};

/// All keys, in the order of their list.
pub(super) const KEYS: [Row; 23] = [
    row(Everywhere, &["Ctrl", "K"], Search, |l| {
        t!(l, shell.key_search)
    }),
    row(Everywhere, &["/"], Find, |l| t!(l, shell.key_find)),
    row(Everywhere, &["L"], Log, |l| t!(l, shell.key_log)),
    row(Everywhere, &["C"], Create, |l| t!(l, shell.key_create)),
    row(Everywhere, &["Ctrl", "Z"], OfPage, |l| {
        t!(l, shell.key_undo)
    }),
    row(Everywhere, &["["], Fold, |l| t!(l, shell.key_fold)),
    row(Everywhere, &["?"], List, |l| t!(l, shell.key_list)),
    row(Pages, &[GO, "T"], Go(""), |l| t!(l, shell.key_today)),
    row(Pages, &[GO, "C"], Go(objects::ACCOUNT), |l| {
        t!(l, shell.key_customers)
    }),
    row(Pages, &[GO, "P"], Go(objects::CONTACT), |l| {
        t!(l, shell.key_contacts)
    }),
    row(Pages, &[GO, "L"], Go(objects::LEAD), |l| {
        t!(l, shell.key_leads)
    }),
    row(Pages, &[GO, "D"], Go(objects::DEAL), |l| {
        t!(l, shell.key_deals)
    }),
    row(Pages, &[GO, "I"], Go(objects::TICKET), |l| {
        t!(l, search.keys_tickets)
    }),
    row(Pages, &[GO, "A"], Go(objects::ACTIVITY), |l| {
        t!(l, shell.key_activities)
    }),
    row(Records, &["F"], OfPage, |l| t!(l, shell.key_filter)),
    row(Records, &["J", "K"], OfPage, |l| t!(l, shell.key_rows)),
    row(Records, &["↵"], OfPage, |l| t!(l, search.keys_open)),
    row(Records, &["X"], OfPage, |l| t!(l, search.keys_select)),
    row(Records, &["E"], OfPage, |l| t!(l, shell.key_edit)),
    row(Records, &["D"], Complete, |l| t!(l, search.keys_complete)),
    row(Records, &["1", "9"], OfPage, |l| t!(l, shell.key_views)),
    row(Records, &["↑", "↓", "←", "→"], OfPage, |l| {
        t!(l, search.keys_cells)
    }),
    row(Records, &["Esc"], OfPage, |l| t!(l, search.keys_close)),
];

/// The keys that open the list of an object; today's for an empty name.
pub(crate) fn go_keys(object: &str) -> &'static [&'static str] {
    KEYS.iter()
        .find(|row| matches!(row.deed, Go(of) if of == object))
        .map_or(&[], |row| row.keys)
}
