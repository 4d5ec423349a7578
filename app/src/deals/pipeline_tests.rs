//! What moves do to the board.

use contract::dto::deals::{Board, Column};
use contract::{Choice, FieldDef, FieldKind, Money, Record, StageOutcome, Value};
use uuid::Uuid;

use super::pipeline::{Pipeline, Place};
use super::steps::Step;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn card(n: u128, stage: &str) -> Record {
    let mut card = Record {
        object: "deal".into(),
        id: id(n),
        ..Record::default()
    };
    card.values.insert("stage".into(), stage.into());
    card.values
        .insert("amount".into(), Value::Money(Money::units(100, "CNY")));
    card
}

fn column(stage: &str, cards: &[u128]) -> Column {
    Column {
        stage: stage.into(),
        count: cards.len() as u64,
        totals: vec![Money::units(100 * cards.len() as i64, "CNY")],
        weighted: vec![Money::units(20 * cards.len() as i64, "CNY")],
        cards: cards.iter().map(|n| card(*n, stage)).collect(),
        next: None,
    }
}

fn board() -> Pipeline {
    let stages = FieldDef::new("stage", FieldKind::Choice, "Stage", "阶段").choices(vec![
        Choice::new("first", "First", "一").stage(20, StageOutcome::Open),
        Choice::new("second", "Second", "二").stage(60, StageOutcome::Open),
        Choice::new("lost", "Lost", "输").stage(0, StageOutcome::Lost),
    ]);
    let columns = vec![
        column("first", &[1, 2, 3]),
        column("second", &[4]),
        column("lost", &[]),
    ];
    Pipeline::new(Board { columns }, Some(stages))
}

fn ids(pipeline: &Pipeline, stage: &str) -> Vec<u128> {
    let cards = pipeline.column(stage).map(|column| column.cards.clone());
    cards
        .unwrap_or_default()
        .iter()
        .map(|card| card.id.as_u128())
        .collect()
}

#[test]
fn a_card_moved_down_its_own_column_stands_before_the_card_it_was_dropped_on() {
    let mut pipeline = board();
    pipeline.put(id(1), &Place::new("first", 2));
    assert_eq!(ids(&pipeline, "first"), [2, 1, 3]);
    pipeline.put(id(3), &Place::new("first", 0));
    assert_eq!(ids(&pipeline, "first"), [3, 2, 1]);
}

#[test]
fn the_money_goes_with_the_card_and_counts_with_the_chance_of_its_stage() {
    let mut pipeline = board();
    pipeline.put(id(2), &Place::new("second", 1));
    assert_eq!(ids(&pipeline, "first"), [1, 3]);
    assert_eq!(ids(&pipeline, "second"), [4, 2]);
    let (first, second) = (pipeline.sums("first", None), pipeline.sums("second", None));
    assert_eq!(first.totals, [Money::units(200, "CNY")]);
    assert_eq!(first.weighted, [Money::units(40, "CNY")]);
    assert_eq!(second.totals, [Money::units(200, "CNY")]);
    assert_eq!(second.weighted, [Money::units(80, "CNY")]);
}

#[test]
fn hovering_changes_the_sums_and_nothing_else() {
    let pipeline = board();
    let over = Some((id(1), "second"));
    assert_eq!(pipeline.sums("first", over).count, 2);
    assert_eq!(pipeline.sums("second", over).count, 2);
    assert_eq!(pipeline.open_sums(over).count, 4);
    assert_eq!(pipeline.open_sums(Some((id(1), "lost"))).count, 3);
    assert_eq!(ids(&pipeline, "first"), [1, 2, 3]);
}

#[test]
fn a_drop_beside_the_card_itself_is_no_move() {
    let pipeline = board();
    let check =
        |index, expected| assert_eq!(pipeline.is_at(id(2), &Place::new("first", index)), expected);
    check(0, false);
    check(1, true);
    check(2, true);
    check(3, false);
}

#[test]
fn the_card_above_is_never_the_card_itself() {
    let pipeline = board();
    let check = |index, expected: Option<u128>| {
        assert_eq!(
            pipeline.above(id(2), &Place::new("first", index)),
            expected.map(id)
        );
    };
    check(0, None);
    check(1, Some(1));
    check(2, Some(1));
    check(3, Some(3));
}

#[test]
fn what_a_colleague_moved_goes_to_the_top_of_its_stage() {
    let mut pipeline = board();
    pipeline.refresh(card(1, "second"));
    assert_eq!(ids(&pipeline, "second"), [1, 4]);
    pipeline.refresh(card(4, "second"));
    assert_eq!(ids(&pipeline, "second"), [1, 4]);
}

#[test]
fn more_cards_come_after_those_that_are_there_and_none_twice() {
    let mut pipeline = board();
    pipeline.extend(column("second", &[4, 5, 1]));
    assert_eq!(ids(&pipeline, "second"), [4, 5]);
}

#[test]
fn each_step_down_a_column_looks_different() {
    let pipeline = board();
    let mut over = Place::new("first", 0);
    let mut seen = vec![over.index];
    while let Some(next) = pipeline.step(id(2), &over, Step::Down) {
        over = next;
        seen.push(over.index);
    }
    // Before the first, where it stands, behind the third.
    assert_eq!(seen, [0, 1, 3]);
    assert_eq!(
        pipeline.step(id(2), &over, Step::Up),
        Some(Place::new("first", 1))
    );
}

#[test]
fn a_step_aside_keeps_the_rank_where_the_column_is_long_enough() {
    let pipeline = board();
    let check =
        |from: Place, step, expected| assert_eq!(pipeline.step(id(3), &from, step), expected);
    check(
        Place::new("first", 2),
        Step::Right,
        Some(Place::new("second", 1)),
    );
    check(
        Place::new("second", 1),
        Step::Right,
        Some(Place::new("lost", 0)),
    );
    check(
        Place::new("second", 1),
        Step::Left,
        Some(Place::new("first", 1)),
    );
    check(Place::new("first", 0), Step::Left, None);
    check(Place::new("first", 0), Step::Up, None);
    check(Place::new("lost", 0), Step::Right, None);
}

#[test]
fn the_focus_passes_over_empty_columns() {
    let mut pipeline = board();
    pipeline.put(id(4), &Place::new("lost", 0));
    assert_eq!(pipeline.neighbour(id(3), Step::Right), Some(id(4)));
    assert_eq!(pipeline.neighbour(id(4), Step::Left), Some(id(1)));
    assert_eq!(pipeline.neighbour(id(1), Step::Up), None);
}
