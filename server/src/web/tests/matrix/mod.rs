//! The matrix: everything that the server answers × every seeded role × whose record it is (their own, a team-mate's, of the
//! team below or above, of others, shared, lent, once shared) × what is to be done with it, against an oracle that shares no code
//! with the door (`domain/src/testing/oracle.rs`) and reads its roles from the printed table.
//!
//! - What there is to ask is read from the server itself. A new server function is put into `known.rs` (about records) or
//!   `house_known.rs` or `own_known.rs`, a new page, path or route of the API into `routes.rs`; until then
//!   [`everything_that_answers_is_in_the_matrix`] fails and names it.
//! - Each record carries words that stand nowhere else, one of them in a field that finance may not know. **No answer at all**,
//!   whatever it was asked for, may hold the word of a record or field that its asker may not see.
//! - All of it runs on PostgreSQL, too, where `RAPPORT_TEST_POSTGRES` names a server; `scripts/test.sh` runs it on both.
//!
//! It has teeth. Both of these were done by hand, turned red what is named here and nothing else, and were taken back:
//! - `files/table.rs`, `open`: without `desk.granted` → `salesperson: GET /files/ account of other: Some(Missing) expected, 200 OK
//!   came`, and the like.
//! - `mail/deeds.rs`, `list`: without `must_administer` → `finance: mails: Some(Forbidden) expected, 200 OK came`, and the like.
//!
//! What a role hides is left out twice, of descriptions and of values, and either alone keeps the words in: that one of them is
//! gone is seen by `domain/src/roles/tests/fields.rs`.

mod asks;
mod cast;
mod house_known;
mod judges;
mod known;
#[path = "../../../../../domain/src/testing/oracle.rs"]
#[expect(unreachable_pub, reason = "the tests of the domain use it, too")]
mod oracle;
mod own_known;
mod programs;
mod routes;
mod walk;

use std::collections::BTreeSet;

use super::house;
use cast::Cast;
use walk::Walk;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_answers_as_the_oracle_says() {
    let cast = Cast::new().await;
    let mut walk = Walk::new(&cast).await;
    walk.reads().await;
    routes::pages(&mut walk).await;
    routes::files(&mut walk).await;
    routes::exports(&mut walk).await;
    programs::api(&mut walk).await;
    programs::live(&mut walk).await;
    walk.writes().await;
    walk.house().await;
    let red = walk.red;
    assert!(
        walk.asked > 3_000,
        "only {} questions were asked",
        walk.asked
    );
    assert!(
        red.is_empty(),
        "{} of {} are not as the oracle says:\n{}",
        red.len(),
        walk.asked,
        red.join("\n")
    );
}

#[tokio::test]
async fn everything_that_answers_is_in_the_matrix() {
    let known = [
        known::of_records(),
        house_known::of_the_house(),
        own_known::of_oneself(),
    ];
    let known: Vec<&str> = known.iter().flatten().map(|(name, _)| *name).collect();
    let there = leptos::server_fn::axum::server_fn_paths();
    let there: BTreeSet<&str> = there
        .map(|(path, _)| path.trim_start_matches("/api/"))
        .collect();
    let is_new = |name: &&str| !known.contains(name);
    let new: Vec<&str> = there.iter().copied().filter(is_new).collect();
    assert!(
        new.is_empty(),
        "put these server functions into `known.rs`, `house_known.rs` or `own_known.rs` beside this file, and say whom they answer: {new:?}"
    );
    let gone: Vec<&&str> = known
        .iter()
        .filter(|name| !there.contains(**name))
        .collect();
    assert!(
        gone.is_empty(),
        "these server functions are gone: take them out of the matrix: {gone:?}"
    );
    let names: BTreeSet<&str> = known.iter().copied().collect();
    assert_eq!(names.len(), known.len(), "each function stands once");

    let house = house().await;
    let (there, known) = (routes::registered(&house), routes::known());
    let new: Vec<&String> = there.difference(&known).collect();
    assert!(
        new.is_empty(),
        "put these paths into `routes.rs` beside this file, and ask them there: {new:?}"
    );
    let gone: Vec<&String> = known.difference(&there).collect();
    assert!(
        gone.is_empty(),
        "these paths are gone: take them out of `routes.rs`: {gone:?}"
    );
}
