//! What the oracle says of a row: who is answered, and how who is not.

use contract::objects::ACCOUNT;
use contract::{Action, Reach};

use super::cast::verdict;
use super::known::Row;
use super::oracle::Verdict;

pub(super) fn see(row: &Row<'_>) -> Verdict {
    verdict(row.cast, row.who, row.one, Action::See)
}

pub(super) fn edit(row: &Row<'_>) -> Verdict {
    verdict(row.cast, row.who, row.one, Action::Edit)
}

pub(super) fn delete(row: &Row<'_>) -> Verdict {
    verdict(row.cast, row.who, row.one, Action::Delete)
}

/// Of an object as a whole: whether anything may be done at all.
pub(super) fn whole(row: &Row<'_>, object: &str, action: Action) -> Verdict {
    let lent = match action {
        Action::See | Action::Edit => !row.cast.oracle.is_blind(row.who, object),
        _ => false,
    };
    if row.cast.oracle.is_blind(row.who, object) {
        Verdict::Missing
    } else if lent || row.cast.oracle.reach(row.who, object, action) > Reach::None {
        Verdict::Yes
    } else {
        Verdict::Forbidden
    }
}

/// Whoever may edit a record by roles may share it.
pub(super) fn share(row: &Row<'_>) -> Verdict {
    let thing = &row.one.thing;
    let by_roles =
        row.cast
            .oracle
            .may_by_roles(row.who, &thing.object, Action::Edit, thing.owner.as_ref());
    match (see(row), by_roles) {
        (Verdict::Yes, false) => Verdict::Forbidden,
        (seen, _) => seen,
    }
}

/// Administrators, who reads the log, and whose it is.
pub(super) fn explain(row: &Row<'_>) -> Verdict {
    let reads = row
        .who
        .roles
        .iter()
        .any(|role| role == "administrator" || role == "auditor");
    let owns = row
        .one
        .thing
        .owner
        .as_ref()
        .is_some_and(|owner| owner.id == row.who.id);
    match see(row) {
        Verdict::Yes if !reads && !owns => Verdict::Forbidden,
        seen => seen,
    }
}

/// Both: the record, and a customer of the asker's own.
pub(super) fn edit_both(row: &Row<'_>) -> Verdict {
    let own = row.cast.oracle.reach(row.who, ACCOUNT, Action::Edit) > Reach::None;
    match edit(row) {
        Verdict::Yes if !own => Verdict::Forbidden,
        first => first,
    }
}

/// As [`edit_both`]; with itself nothing becomes one, whoever asks.
pub(super) fn edit_two(row: &Row<'_>) -> Verdict {
    match row.one.thing.id == row.cast.spare[&row.who.id] {
        true => Verdict::Yes,
        false => edit_both(row),
    }
}

/// The record into which others are merged; that it was changed meanwhile is found before the others are looked at.
pub(super) fn edit_into(row: &Row<'_>) -> Verdict {
    match row.one.thing.id == row.cast.spare[&row.who.id] {
        true => Verdict::Yes,
        false => edit(row),
    }
}

/// Something new in the name of whose the record is.
pub(super) fn create(row: &Row<'_>) -> Verdict {
    let thing = &row.one.thing;
    let oracle = &row.cast.oracle;
    if oracle.is_blind(row.who, &thing.object) {
        return Verdict::Missing;
    }
    match oracle.may_by_roles(row.who, &thing.object, Action::Create, thing.owner.as_ref()) {
        true => Verdict::Yes,
        false => Verdict::Forbidden,
    }
}
