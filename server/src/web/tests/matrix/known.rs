//! Every server function: what it is for, so that the oracle can say who is answered, and a question that it understands. What a
//! function does beside that is tested where it lives.

use contract::Action;
use contract::objects::{
    ACCOUNT, ACTIVITY, CONTACT, CONTRACT, DEAL, INVOICE, LEAD, ORDER, PAYMENT, PAYMENT_PLAN, QUOTE,
    TICKET,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::asks::{about, all, asked, by_stage, consent, marked, new_share, pair, said, title};
use super::cast::{Cast, Marked};
use super::judges::{create, delete, edit, edit_both, edit_into, edit_two, explain, see, share};
use super::oracle::{Somebody, Verdict};

/// What is asked, by whom and about which record.
#[derive(Clone, Copy)]
pub(super) struct Row<'c> {
    pub(super) cast: &'c Cast,
    pub(super) who: &'c Somebody,
    pub(super) one: &'c Marked,
}

pub(super) type Ask = fn(&Row<'_>) -> Value;
pub(super) type Judge = fn(&Row<'_>) -> Verdict;

/// What a function is for.
pub(super) enum Rule {
    /// Answers strangers, too: `strangers.rs` asks it, and other tests what it answers.
    Public,
    /// What it does to whoever asks, or to everybody, would spoil the house; it names where it is tested instead.
    Elsewhere(&'static str),
    /// Answers everybody who is signed in with what is their own or everybody's.
    Everybody(Ask),
    /// For administrators. The question asks for nothing that is there, so that nothing is done.
    Administrators(Ask),
    /// For administrators, of whom none is asked: it would be done.
    OnlyRefuses(Ask),
    /// For whoever reads the log.
    Readers(Ask),
    /// About one record of these objects, of all where none is named.
    Each(&'static [&'static str], Judge, Ask),
    /// As `Each` to see it; the answer holds its word.
    Shows(&'static [&'static str], Ask),
    /// Answers everybody who sees any record of the object, and tells of this one when it is seen.
    Finds(&'static [&'static str], Ask),
    /// About an object as a whole: lists all of its records with which the action may be done, and no others.
    Lists(&'static [&'static str], Action, Ask),
    /// As `Lists` to see them, with a number.
    Counts(&'static [&'static str], Ask),
    /// About an object as a whole, without its records.
    Whole(&'static [&'static str], Action, Ask),
}

use Rule::{Counts, Each, Elsewhere, Everybody, Finds, Lists, Shows, Whole};

const SALES: &[&str] = &[ACCOUNT, CONTACT, LEAD, DEAL, TICKET];
/// For what is the same for every object.
const FEW: &[&str] = &[ACCOUNT, LEAD, DEAL];
const TRADE: &[&str] = &[
    ACCOUNT,
    CONTACT,
    LEAD,
    DEAL,
    QUOTE,
    CONTRACT,
    ORDER,
    PAYMENT_PLAN,
    PAYMENT,
    INVOICE,
    TICKET,
];

/// Functions about records.
pub(super) fn of_records() -> Vec<(&'static str, Rule)> {
    vec![
        ("record", Shows(TRADE, about)),
        ("related", Each(FEW, see, about)),
        (
            "timeline",
            Each(
                FEW,
                see,
                |row| json!({"object": row.one.thing.object, "id": row.one.thing.id, "filter": "all", "after": null}),
            ),
        ),
        ("merges", Each(FEW, see, about)),
        ("files", Each(FEW, see, about)),
        (
            "star",
            Each(
                FEW,
                see,
                |row| json!({"object": row.one.thing.object, "id": row.one.thing.id, "is_starred": true}),
            ),
        ),
        ("is_starred", Everybody(about)),
        ("shelf", Everybody(|_| json!({}))),
        ("today", Everybody(|_| json!({}))),
        (
            "titles",
            Finds(
                FEW,
                |row| json!({"object": row.one.thing.object, "ids": [row.one.thing.id]}),
            ),
        ),
        (
            "some",
            Finds(
                FEW,
                |row| json!({"query": all(row), "ids": [row.one.thing.id]}),
            ),
        ),
        (
            "suggest",
            Finds(
                FEW,
                |row| json!({"object": row.one.thing.object, "words": row.one.mark}),
            ),
        ),
        ("search", Finds(FEW, |row| json!({"words": row.one.mark}))),
        (
            "twins",
            Whole(&[ACCOUNT, CONTACT, LEAD], Action::See, |row| {
                let values = json!({"name": said(&row.one.mark)});
                json!({"object": row.one.thing.object, "values": values, "except": null})
            }),
        ),
        (
            "likely",
            Whole(
                &[ACCOUNT, CONTACT, LEAD],
                Action::See,
                |row| json!({"object": row.one.thing.object, "after": null}),
            ),
        ),
        (
            "tags",
            Whole(
                SALES,
                Action::See,
                |row| json!({"object": row.one.thing.object, "field": "tags", "beginning": ""}),
            ),
        ),
        (
            "views",
            Whole(
                SALES,
                Action::See,
                |row| json!({"object": row.one.thing.object}),
            ),
        ),
        ("list", Lists(&[], Action::See, asked)),
        ("lanes", Lists(&[DEAL], Action::See, by_stage)),
        ("board_lanes", Lists(&[DEAL], Action::See, by_stage)),
        ("board", Lists(&[DEAL], Action::See, asked)),
        (
            "board_column",
            Whole(
                &[DEAL],
                Action::See,
                |row| json!({"stage": "prospect", "query": all(row), "after": ""}),
            ),
        ),
        (
            "calendar",
            Whole(&[DEAL], Action::See, |row| {
                let span =
                    json!({"field": "close_date", "from": "2026-11-01", "days": 30, "rows": 50});
                json!({"query": all(row), "span": span})
            }),
        ),
        ("count", Counts(SALES, marked)),
        ("count_all", Counts(SALES, marked)),
        ("totals", Everybody(|row| json!({"queries": [all(row)]}))),
        (
            "bin",
            Lists(
                &[ACCOUNT],
                Action::Delete,
                |row| json!({"object": row.one.thing.object, "words": "", "after": null}),
            ),
        ),
        ("bin_counts", Everybody(|_| json!({}))),
        (
            "who_sees",
            Each(
                FEW,
                explain,
                |row| json!({"query": {"object": row.one.thing.object, "id": row.one.thing.id, "words": "", "after": 0}}),
            ),
        ),
        (
            "shares",
            Each(
                FEW,
                share,
                |row| json!({"object": row.one.thing.object, "record": row.one.thing.id}),
            ),
        ),
        (
            "give_share",
            Each(
                &[ACCOUNT, LEAD],
                share,
                |row| json!({"share": new_share(row, None)}),
            ),
        ),
        (
            "ask_access",
            Everybody(
                |row| json!({"share": new_share(row, Some(chrono::Utc::now() + chrono::TimeDelta::days(1)))}),
            ),
        ),
        ("grants", Everybody(|_| json!({}))),
        (
            "create",
            Each(FEW, create, |row| {
                let owner = super::cast::to(row.one.thing.owner.as_ref().unwrap().id);
                let values = json!({title(row): said("New"), "owner": owner});
                json!({"object": row.one.thing.object, "id": Uuid::now_v7(), "values": values})
            }),
        ),
        (
            "update",
            Each(FEW, edit, |row| {
                let same = json!({title(row): said(&row.one.mark)});
                let change = json!({"object": row.one.thing.object, "id": row.one.thing.id, "version": 1, "values": same, "base": same});
                json!({"change": change})
            }),
        ),
        (
            "delete",
            Each(&[ACCOUNT, LEAD, DEAL, TICKET], delete, about),
        ),
        // No field of a customer is sensitive in this house: there is nothing to show to anybody.
        (
            "unmask",
            Elsewhere("domain/src/sealing/tests, sensitive.spec.ts"),
        ),
        ("propose_merge", Each(&[ACCOUNT], edit_two, pair)),
        ("part", Each(&[ACCOUNT], edit_both, pair)),
        ("put_together", Each(&[ACCOUNT], edit_both, pair)),
        (
            "merge",
            Each(&[ACCOUNT], edit_into, |row| {
                let asked = json!({
                    "id": Uuid::now_v7(),
                    "object": ACCOUNT,
                    "into": [row.one.thing.id, 999],
                    "others": [[row.cast.spare[&row.who.id], 999]],
                    "values": {},
                });
                json!({"asked": asked})
            }),
        ),
        (
            "start_bulk",
            Whole(SALES, Action::Edit, |row| {
                let selection = json!({"object": row.one.thing.object, "ids": []});
                let deed = json!({"add": {"field": "tags", "values": ["one"]}});
                json!({"id": Uuid::now_v7(), "selection": selection, "deed": deed})
            }),
        ),
        ("consents", Each(&[CONTACT, LEAD], see, about)),
        ("record_consent", Each(&[CONTACT, LEAD], edit, consent)),
        (
            "stays",
            Each(&[DEAL], see, |row| json!({"deal": row.one.thing.id})),
        ),
        (
            "move_deal",
            Each(
                &[DEAL],
                edit,
                |row| json!({"to": {"id": row.one.thing.id, "version": 999, "stage": "qualify", "below": null}}),
            ),
        ),
        (
            "propose_conversion",
            Each(&[LEAD], edit, |row| json!({"lead": row.one.thing.id})),
        ),
        (
            "convert_lead",
            Each(&[LEAD], edit, |row| {
                // A customer who is nowhere: nothing is made.
                let nowhere = json!({"existing": Uuid::now_v7()});
                let conversion = json!({"lead": row.one.thing.id, "version": 1, "account": "nothing", "contact": nowhere, "deal": "nothing"});
                json!({"conversion": conversion})
            }),
        ),
        (
            "set_done",
            Each(
                &[ACTIVITY],
                edit,
                |row| json!({"id": row.one.thing.id, "done": true}),
            ),
        ),
        (
            "reschedule",
            Each(
                &[ACTIVITY],
                edit,
                |row| json!({"id": row.one.thing.id, "due_at": "2026-11-22T09:00:00Z"}),
            ),
        ),
        (
            "quick_log",
            Whole(&[ACTIVITY], Action::Create, |_| {
                let log = json!({"id": Uuid::now_v7(), "about": null, "kind": "note", "text": "Said", "next_step": null});
                json!({"log": log})
            }),
        ),
        ("restore", Elsewhere("`back` in programs.rs")),
        (
            "import_saved_mappings",
            Whole(
                SALES,
                Action::Import,
                |row| json!({"object": row.one.thing.object}),
            ),
        ),
        (
            "import_save_mapping",
            Whole(SALES, Action::Import, |row| {
                let plan = contract::dto::imports::ImportPlan {
                    object: row.one.thing.object.clone(),
                    ..Default::default()
                };
                json!({"name": "Mine", "plan": plan})
            }),
        ),
        ("catalogue", Everybody(|_| json!({}))),
    ]
}
