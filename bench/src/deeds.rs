//! A deed on many records while somebody else writes, and all customers as a file.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use contract::dto::bulk::{BulkState, Deed, Selection};
use contract::dto::records::Change;
use contract::objects::{ACCOUNT, CONTACT};
use contract::query::Operator;
use contract::value::Values;
use contract::{Filter, ListQuery};
use domain::export::{self, Form};
use domain::import::{RunFile, run_file};
use domain::{Desk, bulk, records, search};
use uuid::Uuid;

use crate::records::id;
use crate::values::industry;
use crate::{say, stage};

/// How long the other one thinks between two writes.
const PAUSE: Duration = Duration::from_millis(25);

/// Gives a field of many customers another value and says how long that and the longest other write took.
pub(crate) async fn bulk(url: &str, at_most: u64) -> anyhow::Result<()> {
    let crm = stage::open(url).await?;
    let [desk, _] = stage::desks(&crm).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let other = tokio::spawn(writes(desk.clone(), Arc::clone(&is_over)));
    let begun = Instant::now();
    let selection = Selection {
        object: ACCOUNT.to_owned(),
        matching: Some(ListQuery {
            object: ACCOUNT.to_owned(),
            filters: vec![Filter::new("industry", Operator::Is, industry(0))],
            ..ListQuery::default()
        }),
        ..Selection::default()
    };
    let level = ["a", "b", "c"][(desk.now().timestamp() % 3) as usize];
    let deed = Deed::Set(Values::from([("level".to_owned(), level.into())]));
    let mut status = bulk::start(&desk, Uuid::now_v7(), selection, deed).await?;
    let counted = begun.elapsed();
    while status.state == BulkState::Running && status.done < at_most {
        tokio::time::sleep(Duration::from_millis(50)).await;
        status = bulk::status(&desk, status.id).await?;
    }
    let took = begun.elapsed();
    is_over.store(true, Ordering::Relaxed);
    let mut times = other.await??;
    times.sort_unstable();
    let Some(worst) = times.last() else {
        bail!("nobody else wrote");
    };
    let p95 = times[times.len() * 95 / 100];
    say(&format!(
        "{} of {} records looked at, {} changed, in {:.1} s (begun after {} ms); {} other writes, p95 {} ms, worst {} ms",
        status.done,
        status.total,
        status.changed,
        took.as_secs_f64(),
        counted.as_millis(),
        times.len(),
        p95.as_millis(),
        worst.as_millis(),
    ));
    Ok(())
}

/// Writes all customers as CSV, to nowhere unless a file is named, and says how long it took and how much memory was held
/// before and at most.
pub(crate) async fn export(url: &str, file: Option<&str>) -> anyhow::Result<()> {
    let crm = stage::open(url).await?;
    let [desk, _] = stage::desks(&crm).await?;
    let query = ListQuery {
        object: ACCOUNT.to_owned(),
        ..ListQuery::default()
    };
    let (before, begun) = (memory("VmRSS:")?, Instant::now());
    let rows = match file {
        Some(file) => {
            let file = tokio::io::BufWriter::new(tokio::fs::File::create(file).await?);
            export::write(&desk, &query, Form::Csv, file).await?
        }
        None => export::write(&desk, &query, Form::Csv, tokio::io::sink()).await?,
    };
    say(&format!(
        "{rows} rows as CSV in {:.1} s; {before} MB held before, {} MB at most",
        begun.elapsed().as_secs_f64(),
        memory("VmHWM:")?,
    ));
    Ok(())
}

/// How often the memory that a process holds by itself is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Brings a file of customers into a database without records, with the people that own them, and says how long it took,
/// how much of the processors, and how much memory was held at most: by the process itself, and with the pages of files
/// that it has mapped.
pub(crate) async fn import(url: &str, file: &str) -> anyhow::Result<()> {
    let crm = stage::open(url).await?;
    let desk = crm.system_desk("benchmark");
    let begun = Instant::now();
    let file = RunFile {
        object: ACCOUNT.to_owned(),
        path: file.into(),
        ..RunFile::default()
    };
    let is_over = Arc::new(AtomicBool::new(false));
    let looks = std::thread::spawn({
        let is_over = Arc::clone(&is_over);
        move || most_held(&is_over)
    });
    let counts = run_file(&desk, file).await;
    is_over.store(true, Ordering::Relaxed);
    let counts = counts?;
    let own = looks.join().unwrap_or_default();
    say(&format!(
        "{} rows, {} made, {} told as there already, {} warnings, in {:.1} s ({:.1} s of processors); \
         {own} MB at most, {} MB with mapped files",
        counts.rows,
        counts.created,
        counts.duplicates,
        counts.warnings,
        begun.elapsed().as_secs_f64(),
        processors()?,
        memory("VmHWM:")?,
    ));
    Ok(())
}

/// The most memory in MB that the process holds by itself, files left out, until it is over.
fn most_held(is_over: &AtomicBool) -> u64 {
    let mut most = 0;
    while !is_over.load(Ordering::Relaxed) {
        most = most.max(memory("RssAnon:").unwrap_or_default());
        std::thread::sleep(LOOK);
    }
    most
}

/// Seconds that the processors worked for this process, as Linux counts them: in hundredths.
fn processors() -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in brackets, may hold spaces.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    Ok(ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0)
}

/// Memory of this process in MB, as Linux names it.
fn memory(name: &str) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    Ok(kilobytes.map_or(Ok(0), str::parse::<u64>)? / 1_024)
}

/// Writes a contact again and again; answers how long each took.
async fn writes(desk: Desk, is_over: Arc<AtomicBool>) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::new();
    let (mut turn, mut written) = (0_u64, HashMap::<u64, Values>::new());
    while !is_over.load(Ordering::Relaxed) {
        let note = format!("Written {turn} at {}", desk.now());
        let change = Change {
            object: CONTACT.to_owned(),
            id: id(2, turn % 500),
            version: 0,
            values: Values::from([("note".to_owned(), note.as_str().into())]),
            base: written.get(&(turn % 500)).cloned().unwrap_or_default(),
        };
        written.insert(turn % 500, change.values.clone());
        let begun = Instant::now();
        records::update(&desk, change).await?;
        times.push(begun.elapsed());
        turn += 1;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(times)
}

/// Seals the log of a database to its end, proves it, and indexes the words of what it tells of.
pub(crate) async fn seal(url: &str) -> anyhow::Result<()> {
    let crm = stage::open(url).await?;
    let begun = Instant::now();
    let events = domain::audit::seal(&crm).await?;
    say(&format!(
        "sealed {events} events in {:.1} s",
        begun.elapsed().as_secs_f64()
    ));
    let begun = Instant::now();
    let found = domain::audit::verify(&crm, &[], |_, _| ()).await?;
    ensure!(
        found.broken.is_none(),
        "the chain is broken: {:?}",
        found.broken
    );
    say(&format!(
        "proved {} events in {:.1} s",
        found.events,
        begun.elapsed().as_secs_f64()
    ));
    let begun = Instant::now();
    search::catch_up(&crm).await?;
    say(&format!(
        "their words indexed in {:.1} s",
        begun.elapsed().as_secs_f64()
    ));
    Ok(())
}
