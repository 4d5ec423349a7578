//! What it costs that not everybody sees everything: the same lists asked by people of different reach, in a house of 500
//! teams where 10,000 records are shared.

use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use contract::Role;
use contract::objects::ACCOUNT;
use domain::loading::{Loading, Rows};
use domain::users::add_team_below;
use domain::{Crm, Desk, derived, search};

use crate::ask::first;
use crate::chance::below;
use crate::load::{Sink, with_added};
use crate::questions::all;
use crate::records::{FILLED, World, id};
use crate::{say, stage};

/// Teams: one at the top, regions below it, and the rest below those.
const TEAMS: usize = 500;
const REGIONS: usize = 10;
const SELLERS: usize = 1_000;
const SHARES: u64 = 10_000;
/// Customers of one batch.
const AT_ONCE: u64 = 5_000;
/// Who leads the whole house, and one region of ten.
const HEAD: &str = "head@example.com";
const LEADER: &str = "leader@example.com";

/// Fills the database where it is empty, asks, and prints what each list takes beside what it takes an administrator.
pub(crate) async fn scope(url: &str, accounts: u64, runs: u64) -> anyhow::Result<()> {
    let crm = stage::open(url).await?;
    let is_empty = crm.people().is_empty();
    drop(crm);
    if is_empty {
        fill(url, accounts).await?;
    }
    let crm = stage::open(url).await?;
    let [administrator, seller] = stage::desks(&crm).await?;
    let desks = [
        ("administrator", administrator),
        ("head of all teams", stage::desk(&crm, HEAD).await?),
        ("leader of 50 teams", stage::desk(&crm, LEADER).await?),
        ("salesperson", seller),
    ];
    say("| list | asked by | p50 | p95 | beside the administrator |");
    say("|---|---|---:|---:|---:|");
    for place in 0..all(&desks[0].1, true, accounts)?.len() {
        ask(&desks, place, accounts, runs).await?;
    }
    Ok(())
}

/// One list, asked by all of them.
async fn ask(desks: &[(&str, Desk)], place: usize, accounts: u64, runs: u64) -> anyhow::Result<()> {
    let mut before = None;
    for (who, desk) in desks {
        let questions = all(desk, *who == "administrator", accounts)?;
        // There are no deals and no search index here.
        let Some(question) = questions
            .get(place)
            .filter(|one| one.name.starts_with(ACCOUNT))
        else {
            return Ok(());
        };
        let times = first(desk, question, runs).await?;
        let took = times.at(50).context("nothing was asked")?;
        let before = *before.get_or_insert(took);
        say(&format!(
            "| {} | {who} | {} | {} | {:+.0} % |",
            question.name,
            times.told(50),
            times.told(95),
            (took / before - 1.0) * 100.0,
        ));
    }
    Ok(())
}

async fn fill(url: &str, accounts: u64) -> anyhow::Result<()> {
    let begun = Instant::now();
    let crm = stage::open(url).await?;
    house(&crm).await?;
    search::catch_up(&crm).await?;
    derived::catch_up(&crm).await?;
    let world = World::of(&crm, accounts)?;
    let desk = crm.system_desk("benchmark");
    let object = desk.object(ACCOUNT)?;
    let filled = with_added(ACCOUNT, FILLED[0].1, &world.added.0);
    let mut loading = Loading::new(&desk);
    let mut sink = Sink::open(url).await?;
    let indexes = sink.put_indexes_away().await?;
    for from in (0..accounts).step_by(AT_ONCE as usize) {
        let records = world.customers(from, (from + AT_ONCE).min(accounts));
        let rows = loading.rows(&object, &filled, &records).into_iter();
        // The records alone: neither log nor index of words is asked.
        for rows in rows.filter(|rows| rows.table == object.table()) {
            sink.put(rows).await?;
        }
        sink.end_batch().await?;
    }
    share(&mut sink, &world).await?;
    sink.bring_indexes_back(indexes).await?;
    sink.close().await?;
    say(&format!("filled in {} s\n", begun.elapsed().as_secs()));
    Ok(())
}

/// The teams as a tree, and their people.
async fn house(crm: &Arc<Crm>) -> anyhow::Result<()> {
    let desk = crm.system_desk("benchmark");
    let top = add_team_below(&desk, "House", None).await?;
    let mut regions = Vec::new();
    for place in 0..REGIONS {
        regions.push(add_team_below(&desk, &format!("Region {place}"), Some(&top)).await?);
    }
    let mut teams = Vec::new();
    for place in 0..TEAMS - REGIONS - 1 {
        let region = regions.get(place % REGIONS).map(String::as_str);
        teams.push(add_team_below(&desk, &format!("Team {place}"), region).await?);
    }
    stage::people(&desk, SELLERS, &teams).await?;
    let first = regions.into_iter().next();
    stage::person(&desk, HEAD, Role::Manager, Some(top)).await?;
    stage::person(&desk, LEADER, Role::Manager, first).await
}

/// Each of some records is shared with one of the people; fifty with the first one.
async fn share(sink: &mut Sink, world: &World) -> anyhow::Result<()> {
    let columns = [
        "id", "object", "record", "holder", "may_edit", "reason", "state", "made_at",
    ];
    let share = |turn: u64| {
        let place = match turn {
            0..50 => 0,
            _ => below(world.sellers.len() as u64, turn, 40) as usize,
        };
        vec![
            id(5, turn).into(),
            ACCOUNT.into(),
            id(1, below(world.accounts, turn, 41)).into(),
            format!("person:{}", world.sellers[place]).into(),
            false.into(),
            "".into(),
            "live".into(),
            world.now.into(),
        ]
    };
    let rows = Rows {
        table: "share".to_owned(),
        columns: columns.map(str::to_owned).to_vec(),
        rows: (0..SHARES).map(share).collect(),
    };
    sink.put(rows).await
}
