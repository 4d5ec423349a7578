//! An address of a list is read as it was written, over any view.

use std::sync::Arc;

use contract::dto::views::{ViewBody, ViewColumn, ViewKind};
use contract::query::Test;
use contract::{Filter, Operator, Sort};

use super::{ListAddress, Shown};
use crate::records::params::Params;

fn column(field: &str, width: Option<u16>) -> ViewColumn {
    ViewColumn {
        field: field.to_owned(),
        width,
    }
}

fn base() -> Arc<ViewBody> {
    Arc::new(ViewBody {
        kind: ViewKind::Board,
        by: Some("stage".into()),
        filters: vec![Filter::new("level", Operator::Is, "a")],
        sort: Some(Sort::down("created_at")),
        words: "tea".into(),
        columns: vec![column("name", None)],
        compact: Some(true),
        ..ViewBody::default()
    })
}

fn read(written: &str, base: &Arc<ViewBody>) -> ListAddress {
    let search = written.split_once('?').map(|(_, search)| search);
    ListAddress::over(search.unwrap_or_default(), base)
}

#[test]
fn an_address_is_read_as_it_was_written() {
    let full = ListAddress {
        filters: vec![
            Filter::new("owner", Operator::Is, "me"),
            Filter::new("name", Operator::Contains, "A&B=50% 精密+"),
        ],
        test: Some(Test::Any(vec![
            Test::One(Filter::new("level", Operator::Is, "a")),
            Test::One(Filter::new("name", Operator::Contains, "(x,y)")),
        ])),
        sort: Some(Sort::down("name")),
        words: "宁波 海川".into(),
        shown: Shown {
            kind: ViewKind::Calendar,
            by: Some("due_at".into()),
            group: Some("owner".into()),
            columns: vec![column("name", Some(240)), column("phone", None)],
            compact: Some(false),
        },
        view: Some("mine".into()),
        rest: Params::read("on=2026-11-01"),
        ..ListAddress::default()
    };
    for base in [Arc::default(), base()] {
        let address = ListAddress {
            base: Arc::clone(&base),
            ..full.clone()
        };
        assert_eq!(read(&address.on("/accounts"), &base), address);
    }
}

#[test]
fn a_view_is_an_address_and_what_is_taken_from_it_is_said() {
    let base = base();
    let address = read("/accounts?view=7", &base);
    assert_eq!(address.body(), *base);
    assert!(!address.is_changed());
    assert_eq!(address.on("/accounts"), "/accounts?view=7");
    let bare = address
        .viewing(Vec::new(), None)
        .shown_as(|shown| *shown = Shown::default());
    assert!(bare.is_changed());
    let again = read(&bare.on("/accounts"), &base);
    assert_eq!(again, bare);
    assert_eq!(again.body().filters, []);
    assert_eq!(again.reset().on("/accounts"), "/accounts?view=7");
    let table = address.of_kind(ViewKind::Table);
    assert_eq!(table.on("/accounts"), "/accounts?view=7&as=table&by=");
    assert_eq!(table.of_kind(ViewKind::Board), address);
}

#[test]
fn a_column_sorts_up_then_down_then_not_at_all() {
    let once = ListAddress::default().sorted_by("name");
    let twice = once.sorted_by("name");
    assert_eq!(once.sort, Some(Sort::up("name")));
    assert_eq!(twice.sort, Some(Sort::down("name")));
    assert_eq!(twice.sorted_by("name").sort, None);
    assert_eq!(twice.sorted_by("phone").sort, Some(Sort::up("phone")));
}

#[test]
fn what_is_no_filter_is_left_out_and_an_open_drawer_closes() {
    let address = ListAddress::read("?f=owner.is.me&f=nonsense&new=1&q=%E6%9D%8E%zz");
    assert_eq!(address.filters, [Filter::new("owner", Operator::Is, "me")]);
    assert_eq!(address.words, "李%zz");
    assert!(!address.on("/accounts").contains("new"));
}
