//! Asks, and notes where the answer is not as the oracle says.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use contract::objects::{PRICE_BOOK_ENTRY, USER};
use contract::{Action, Role};
use domain::records;
use serde_json::Value;

use super::super::rest::Program;
use super::super::{Answer, Browser};
use super::cast::{Cast, Marked, marks};
use super::judges::{see, whole};
use super::known::{Row, Rule, of_records};
use super::oracle::{Somebody, Verdict};
use super::{house_known, known, own_known};

/// Somebody who asks, in a browser and by a program.
pub(super) struct Asker<'c> {
    pub(super) role: Role,
    pub(super) who: &'c Somebody,
    pub(super) browser: Browser<'c>,
    pub(super) program: Program<'c>,
    /// Every word that they may know.
    pub(super) knows: BTreeSet<String>,
}

pub(super) struct Walk<'c> {
    pub(super) cast: &'c Cast,
    pub(super) askers: Vec<Asker<'c>>,
    /// What is not as the oracle says.
    pub(super) red: Vec<String>,
    pub(super) asked: usize,
}

/// What is done by asking is undone, or of no consequence, but only after everything was read.
const WRITES: [&str; 14] = [
    "create",
    "update",
    "delete",
    "give_share",
    "ask_access",
    "star",
    "part",
    "put_together",
    "merge",
    "start_bulk",
    "set_done",
    "reschedule",
    "quick_log",
    "import_save_mapping",
];

impl<'c> Walk<'c> {
    pub(super) async fn new(cast: &'c Cast) -> Self {
        let mut askers = Vec::new();
        for role in Role::ALL {
            let who = &cast.people[role.key()];
            askers.push(Asker {
                role,
                who,
                browser: cast.house.signed_in(role).await,
                program: cast.house.program(role, "records:write").await,
                knows: cast.known_to(who),
            });
        }
        Self {
            cast,
            askers,
            red: Vec::new(),
            asked: 0,
        }
    }

    /// Notes what an answer should not have been.
    pub(super) fn judge(
        &mut self,
        at: usize,
        row: &str,
        answer: &Answer,
        expected: Option<Verdict>,
    ) {
        self.asked += 1;
        let asker = &self.askers[at];
        let text = answer.text();
        let told = marks(&text);
        let known: Vec<&String> = told.difference(&asker.knows).collect();
        let role = asker.role.key();
        if !known.is_empty() {
            self.red.push(format!(
                "{role}: {row}: tells what is hidden, or not to be known: {known:?}"
            ));
        }
        let came = match answer.status {
            StatusCode::FORBIDDEN => Some(Verdict::Forbidden),
            StatusCode::NOT_FOUND => Some(Verdict::Missing),
            status if status.is_server_error() || status == StatusCode::UNAUTHORIZED => None,
            // What is refused for its content came past the door.
            _ => Some(Verdict::Yes),
        };
        let is_right = match expected {
            Some(expected) => came == Some(expected),
            None => came.is_some(),
        };
        if !is_right {
            let said: String = text.chars().take(160).collect();
            self.red.push(format!(
                "{role}: {row}: {expected:?} expected, {} came: {said}",
                answer.status
            ));
        }
    }

    /// Notes a word that is missing in an answer, or there in spite of the oracle.
    pub(super) fn holds(
        &mut self,
        at: usize,
        row: &str,
        answer: &Answer,
        word: &str,
        expected: bool,
    ) {
        if answer.text().contains(word) != expected {
            let role = self.askers[at].role.key();
            let said = if expected {
                "does not tell of"
            } else {
                "tells of"
            };
            self.red.push(format!("{role}: {row}: {said} {word}"));
        }
    }

    pub(super) async fn call(&self, at: usize, function: &str, arguments: Value) -> Answer {
        self.askers[at].browser.call(function, arguments).await
    }

    /// Everything that only reads.
    pub(super) async fn reads(&mut self) {
        for (function, rule) in of_records() {
            if !WRITES.contains(&function) {
                self.function(function, &rule).await;
            }
        }
    }

    pub(super) async fn writes(&mut self) {
        for (function, rule) in of_records() {
            if WRITES.contains(&function) {
                self.function(function, &rule).await;
            }
        }
    }

    pub(super) async fn house(&mut self) {
        let all = [house_known::of_the_house(), own_known::of_oneself()];
        for (function, rule) in all.into_iter().flatten() {
            self.function(function, &rule).await;
        }
    }

    async fn function(&mut self, function: &'static str, rule: &Rule) {
        for at in 0..self.askers.len() {
            match rule {
                Rule::Public => {}
                Rule::Elsewhere(place) => assert!(!place.is_empty(), "{function}"),
                Rule::Everybody(ask) => self.by_role(at, function, *ask, |_| Verdict::Yes).await,
                Rule::Administrators(ask) | Rule::OnlyRefuses(ask) => {
                    let is_asked = matches!(rule, Rule::Administrators(_));
                    if is_asked || self.askers[at].role != Role::Administrator {
                        let judge = |role| only(role == Role::Administrator);
                        self.by_role(at, function, *ask, judge).await;
                    }
                }
                Rule::Readers(ask) => {
                    let judge = |role| only([Role::Administrator, Role::Auditor].contains(&role));
                    self.by_role(at, function, *ask, judge).await;
                }
                Rule::Each(objects, judge, ask) => {
                    self.each(at, function, (*objects, *judge, *ask), false)
                        .await;
                }
                Rule::Shows(objects, ask) => {
                    self.each(at, function, (*objects, see, *ask), true).await;
                }
                Rule::Finds(objects, ask) => self.finds(at, function, objects, *ask).await,
                Rule::Lists(objects, action, ask) => {
                    self.lists(at, function, (*objects, *action, *ask), true)
                        .await;
                }
                Rule::Whole(objects, action, ask) => {
                    self.lists(at, function, (*objects, *action, *ask), false)
                        .await;
                }
                Rule::Counts(objects, ask) => self.counts(at, function, objects, *ask).await,
            }
        }
    }

    /// What does not depend on a record. What is not there is not found by whoever may ask for it.
    async fn by_role(
        &mut self,
        at: usize,
        function: &str,
        ask: known::Ask,
        judge: impl Fn(Role) -> Verdict,
    ) {
        let asker = &self.askers[at];
        let one = self.cast.asked(asker.who, &["account"]).next().unwrap();
        let (cast, who) = (self.cast, asker.who);
        let answer = self.call(at, function, ask(&Row { cast, who, one })).await;
        let expected = judge(self.askers[at].role);
        let is_fine = expected == Verdict::Yes && answer.status == StatusCode::NOT_FOUND;
        self.judge(at, function, &answer, (!is_fine).then_some(expected));
    }

    async fn each(
        &mut self,
        at: usize,
        function: &str,
        (objects, judge, ask): (&'static [&'static str], known::Judge, known::Ask),
        shows: bool,
    ) {
        let (cast, who) = (self.cast, self.askers[at].who);
        for one in cast.asked(who, objects) {
            let row = Row { cast, who, one };
            let answer = self.call(at, function, ask(&row)).await;
            let (expected, name) = (judge(&row), named(function, one));
            self.judge(at, &name, &answer, Some(expected));
            if shows && expected == Verdict::Yes && one.thing.object != PRICE_BOOK_ENTRY {
                self.holds(at, &name, &answer, &one.mark, true);
            }
            if function == "delete" && answer.status.is_success() {
                let desk = cast.house.crm.system_desk("test cast");
                let id = one.thing.id;
                records::restore(&desk, &one.thing.object, id)
                    .await
                    .unwrap();
            }
        }
    }

    async fn finds(
        &mut self,
        at: usize,
        function: &str,
        objects: &'static [&'static str],
        ask: known::Ask,
    ) {
        let (cast, who) = (self.cast, self.askers[at].who);
        for one in cast.asked(who, objects) {
            let row = Row { cast, who, one };
            let answer = self.call(at, function, ask(&row)).await;
            let name = named(function, one);
            // Of an object of which nothing is seen at all, some say that there is none and some that nothing is found.
            let is_none = answer.status == StatusCode::NOT_FOUND;
            let is_blind = whole(&row, &one.thing.object, Action::See) != Verdict::Yes;
            let expected = (!is_none || !is_blind).then_some(Verdict::Yes);
            self.judge(at, &name, &answer, expected);
            // What is called by its number holds its word elsewhere, and the rest of it is not in a title.
            let is_titled = !["ticket", "order", "invoice", "payment"]
                .contains(&one.thing.object.as_str())
                || function == "some";
            let is_found = see(&row) == Verdict::Yes;
            if is_titled && function != "search" || !is_found {
                self.holds(at, &name, &answer, &one.mark, is_found);
            } else if function == "search" {
                self.holds(at, &name, &answer, &one.thing.id.to_string(), is_found);
            }
        }
    }

    async fn lists(
        &mut self,
        at: usize,
        function: &str,
        (objects, action, ask): (&'static [&'static str], Action, known::Ask),
        tells: bool,
    ) {
        for one in self.one_of_each(at, objects) {
            let (cast, who) = (self.cast, self.askers[at].who);
            let row = Row { cast, who, one };
            let object = one.thing.object.as_str();
            let kept = one.thing.part_of.as_ref();
            let reached = kept.map_or(object, |part| part.object.as_str());
            let expected = whole(&row, reached, action);
            let answer = self.call(at, function, ask(&row)).await;
            let name = format!("{function} of {object}");
            self.judge(at, &name, &answer, Some(expected));
            if tells && expected == Verdict::Yes {
                self.tells_all(at, &name, &answer, (object, action));
            }
        }
    }

    /// Whether an answer names exactly the records of an object with which something may be done.
    pub(super) fn tells_all(
        &mut self,
        at: usize,
        name: &str,
        answer: &Answer,
        (object, action): (&str, Action),
    ) {
        let (cast, who) = (self.cast, self.askers[at].who);
        let is_bin = name.starts_with("bin ");
        let of_object = |one: &&Marked| one.thing.object == object && one.is_gone == is_bin;
        if [PRICE_BOOK_ENTRY, "ticket", "payment"].contains(&object) {
            return;
        }
        for one in cast.things.iter().filter(of_object) {
            let may = cast.oracle.verdict(who, &one.thing, action) == Verdict::Yes;
            self.holds(at, name, answer, &one.mark, may);
        }
    }

    async fn counts(
        &mut self,
        at: usize,
        function: &str,
        objects: &'static [&'static str],
        ask: known::Ask,
    ) {
        for one in self.one_of_each(at, objects) {
            let (cast, who) = (self.cast, self.askers[at].who);
            let row = Row { cast, who, one };
            let object = one.thing.object.as_str();
            let expected = whole(&row, object, Action::See);
            let answer = self.call(at, function, ask(&row)).await;
            let name = format!("{function} of {object}");
            self.judge(at, &name, &answer, Some(expected));
            let things = cast
                .things
                .iter()
                .filter(|one| one.thing.object == object && !one.is_gone);
            let seen = things
                .filter(|one| cast.oracle.verdict(who, &one.thing, Action::See) == Verdict::Yes);
            let seen = seen.count();
            let told: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            if expected == Verdict::Yes && told["count"] != seen {
                let role = self.askers[at].role.key();
                self.red
                    .push(format!("{role}: {name}: {seen} are seen, {told} told"));
            }
        }
    }

    /// For questions about objects: one record of each.
    pub(super) fn one_of_each(&self, at: usize, objects: &[&str]) -> Vec<&'c Marked> {
        let mut found: BTreeMap<&str, &'c Marked> = BTreeMap::new();
        for one in &self.cast.things {
            let is_theirs = one
                .asker
                .is_none_or(|asker| asker == self.askers[at].who.id);
            let object = one.thing.object.as_str();
            if is_theirs && object != USER && (objects.is_empty() || objects.contains(&object)) {
                found.entry(object).or_insert(one);
            }
        }
        found.into_values().collect()
    }
}

fn only(is_let: bool) -> Verdict {
    match is_let {
        true => Verdict::Yes,
        false => Verdict::Forbidden,
    }
}

pub(super) fn named(question: &str, one: &Marked) -> String {
    format!("{question} {} of {}", one.thing.object, one.standing)
}
