//! What moves do to the board.

use contract::{Choice, FieldDef, FieldKind, Money, Record, StageOutcome, Value};
use uuid::Uuid;

use super::lanes::{Lane, Lanes, Place};
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

fn column(stage: &str, cards: &[u128]) -> Lane {
    Lane {
        key: stage.into(),
        count: cards.len() as u64,
        totals: vec![Money::units(100 * cards.len() as i64, "CNY")],
        weighted: vec![Money::units(20 * cards.len() as i64, "CNY")],
        cards: cards.iter().map(|n| card(*n, stage)).collect(),
        ..Lane::default()
    }
}

fn board() -> Lanes {
    let stages = FieldDef::new("stage", FieldKind::Choice, "Stage", "阶段").choices(vec![
        Choice::new("first", "First", "一").stage(20, StageOutcome::Open),
        Choice::new("second", "Second", "二").stage(60, StageOutcome::Open),
        Choice::new("lost", "Lost", "输").stage(0, StageOutcome::Lost),
    ]);
    let lanes = vec![
        column("first", &[1, 2, 3]),
        column("second", &[4]),
        column("lost", &[]),
    ];
    Lanes::new(lanes, stages, true)
}

fn ids(lanes: &Lanes, stage: &str) -> Vec<u128> {
    let cards = lanes.lane(stage).map(|lane| lane.cards.clone());
    cards
        .unwrap_or_default()
        .iter()
        .map(|card| card.id.as_u128())
        .collect()
}

#[test]
fn a_card_moved_down_its_own_column_stands_before_the_card_it_was_dropped_on() {
    let mut lanes = board();
    lanes.put(id(1), &Place::new("first", 2));
    assert_eq!(ids(&lanes, "first"), [2, 1, 3]);
    lanes.put(id(3), &Place::new("first", 0));
    assert_eq!(ids(&lanes, "first"), [3, 2, 1]);
}

#[test]
fn the_money_goes_with_the_card_and_counts_with_the_chance_of_its_stage() {
    let mut lanes = board();
    lanes.put(id(2), &Place::new("second", 1));
    assert_eq!(ids(&lanes, "first"), [1, 3]);
    assert_eq!(ids(&lanes, "second"), [4, 2]);
    let (first, second) = (lanes.sums("first", None), lanes.sums("second", None));
    assert_eq!(first.totals, [Money::units(200, "CNY")]);
    assert_eq!(first.weighted, [Money::units(40, "CNY")]);
    assert_eq!(second.totals, [Money::units(200, "CNY")]);
    assert_eq!(second.weighted, [Money::units(80, "CNY")]);
}

#[test]
fn hovering_changes_the_sums_and_nothing_else() {
    let lanes = board();
    let over = Some((id(1), "second"));
    assert_eq!(lanes.sums("first", over).count, 2);
    assert_eq!(lanes.sums("second", over).count, 2);
    assert_eq!(lanes.open_sums(over).count, 4);
    assert_eq!(lanes.open_sums(Some((id(1), "lost"))).count, 3);
    assert_eq!(ids(&lanes, "first"), [1, 2, 3]);
}

#[test]
fn a_drop_beside_the_card_itself_is_no_move() {
    let lanes = board();
    let check =
        |index, expected| assert_eq!(lanes.is_at(id(2), &Place::new("first", index)), expected);
    check(0, false);
    check(1, true);
    check(2, true);
    check(3, false);
}

#[test]
fn the_card_above_is_never_the_card_itself() {
    let lanes = board();
    let check = |index, expected: Option<u128>| {
        assert_eq!(
            lanes.above(id(2), &Place::new("first", index)),
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
    let mut lanes = board();
    lanes.refresh(card(1, "second"));
    assert_eq!(ids(&lanes, "second"), [1, 4]);
    lanes.refresh(card(4, "second"));
    assert_eq!(ids(&lanes, "second"), [1, 4]);
}

#[test]
fn more_cards_come_after_those_that_are_there_and_none_twice() {
    let mut lanes = board();
    lanes.extend("second", column("second", &[4, 5, 1]).cards, None);
    assert_eq!(ids(&lanes, "second"), [4, 5]);
}

#[test]
fn each_step_down_a_column_looks_different() {
    let lanes = board();
    let mut over = Place::new("first", 0);
    let mut seen = vec![over.index];
    while let Some(next) = lanes.step(id(2), &over, Step::Down) {
        over = next;
        seen.push(over.index);
    }
    // Before the first, where it stands, behind the third.
    assert_eq!(seen, [0, 1, 3]);
    assert_eq!(
        lanes.step(id(2), &over, Step::Up),
        Some(Place::new("first", 1))
    );
}

#[test]
fn a_step_aside_keeps_the_rank_where_the_column_is_long_enough() {
    let lanes = board();
    let check = |from: Place, step, expected| assert_eq!(lanes.step(id(3), &from, step), expected);
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
    let mut lanes = board();
    lanes.put(id(4), &Place::new("lost", 0));
    assert_eq!(lanes.neighbour(id(3), Step::Right), Some(id(4)));
    assert_eq!(lanes.neighbour(id(4), Step::Left), Some(id(1)));
    assert_eq!(lanes.neighbour(id(1), Step::Up), None);
}

#[test]
fn a_board_that_tells_no_money_counts_cards_and_takes_the_choice_away() {
    let by = FieldDef::new("level", FieldKind::Choice, "Level", "级别")
        .choices(vec![Choice::new("a", "A", "A")]);
    let mut one = Record {
        id: id(1),
        ..Record::default()
    };
    one.values.insert("level".into(), "a".into());
    let lane = |key: &str, cards: Vec<Record>| Lane {
        key: key.into(),
        count: cards.len() as u64,
        cards,
        ..Lane::default()
    };
    let all = vec![lane("a", vec![one]), lane("", Vec::new())];
    let mut lanes = Lanes::new(all, by, false);
    assert_eq!(lanes.sums("", Some((id(1), ""))).count, 1);
    lanes.put(id(1), &Place::new("", 0));
    assert_eq!(
        (lanes.sums("a", None).count, lanes.sums("", None).count),
        (0, 1)
    );
    let card = lanes.card(id(1)).cloned().unwrap_or_default();
    assert_eq!(card.value("level"), &Value::Empty);
    assert_eq!(card.value("probability"), &Value::Empty);
}
