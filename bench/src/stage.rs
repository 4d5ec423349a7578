//! The house that the records belong to: its people, and a field that its administrator added.

use std::sync::Arc;

use anyhow::{Context, ensure};
use contract::dto::defining::FieldChange;
use contract::objects::ACCOUNT;
use contract::{Choice, FieldDef, FieldKind, Role};
use domain::users::{NewUser, add, add_team};
use domain::{Config, Crm, Desk, describing};
use uuid::Uuid;

/// People who sell, in ten teams; the first one owns a thousandth of everything.
const SELLERS: usize = 150;
const TEAMS: usize = 10;
const PASSWORD: &str = "thirty-grey-herons-42";

/// The address of the administrator.
pub(crate) const ADMINISTRATOR: &str = "bench@example.com";
/// The address of the seller who owns a thousandth.
const FIRST: &str = "seller1@example.com";
/// The name of the field that was added, and its values; the first one is that of every twentieth customer.
pub(crate) const ADDED: &str = "Membership";
const VALUES: [(&str, &str); 4] = [
    ("Gold", "金"),
    ("Silver", "银"),
    ("Bronze", "铜"),
    ("None", "无"),
];

/// Opens a database, which is made where it is missing.
pub(crate) async fn open(url: &str) -> anyhow::Result<Arc<Crm>> {
    let files = std::env::temp_dir().join("rapport-bench-files");
    std::fs::create_dir_all(&files)?;
    let config = Config {
        database: url.to_owned(),
        keys: domain::sealing::Source::File(files.join("keys")),
        files,
    };
    Ok(Crm::open(&config).await?)
}

/// The people who sell, the one with a thousandth first.
pub(crate) fn sellers(crm: &Crm) -> anyhow::Result<Vec<Uuid>> {
    let people = crm.people();
    let all: Vec<Uuid> = (0..)
        .map_while(|place| people.find(&address(place)))
        .collect();
    ensure!(!all.is_empty(), "fill the database first");
    Ok(all)
}

/// The desk of the administrator, and of the seller who owns a thousandth.
pub(crate) async fn desks(crm: &Arc<Crm>) -> anyhow::Result<[Desk; 2]> {
    Ok([desk(crm, ADMINISTRATOR).await?, desk(crm, FIRST).await?])
}

/// The desk of somebody with an address.
pub(crate) async fn desk(crm: &Arc<Crm>, address: &str) -> anyhow::Result<Desk> {
    let found = crm.people().find(address);
    let person = found.context("fill the database first")?;
    Ok(crm.desk_of(person).await?)
}

/// Adds the people and the field.
pub(crate) async fn set(crm: &Arc<Crm>) -> anyhow::Result<()> {
    let desk = crm.system_desk("benchmark");
    let mut teams = Vec::new();
    for place in 0..TEAMS {
        teams.push(add_team(&desk, &format!("Team {}", place + 1)).await?.key);
    }
    people(&desk, SELLERS, &teams).await
}

/// Adds people who sell, in these teams, an administrator, and the field.
pub(crate) async fn people(desk: &Desk, sellers: usize, teams: &[String]) -> anyhow::Result<()> {
    for place in 0..sellers {
        let team = teams.get(place % teams.len()).cloned();
        person(desk, &address(place), Role::Salesperson, team).await?;
    }
    person(desk, ADMINISTRATOR, Role::Administrator, None).await?;
    let mut field = FieldDef::new("", FieldKind::Choice, ADDED, "会员等级").filterable();
    field.choices = VALUES.map(|(en, zh)| Choice::new("", en, zh)).to_vec();
    let change = FieldChange {
        object: ACCOUNT.to_owned(),
        field,
        version: 0,
    };
    describing::save_field(desk, change).await?;
    Ok(())
}

/// Adds somebody. Hashing a password takes long on purpose, so that only those have one who sign in on the page.
pub(crate) async fn person(
    desk: &Desk,
    address: &str,
    role: Role,
    team: Option<String>,
) -> anyhow::Result<()> {
    let signs_in = [ADMINISTRATOR, FIRST].contains(&address);
    let person = NewUser {
        email: address.to_owned(),
        name: address.to_owned(),
        role,
        team,
    };
    add(desk, person, signs_in.then_some(PASSWORD)).await?;
    Ok(())
}

/// The field that was added, as it is described.
pub(crate) fn added(crm: &Crm) -> anyhow::Result<FieldDef> {
    let object = crm.descriptions().object(ACCOUNT).context("no customers")?;
    let mut fields = object.fields.iter();
    let found = fields.find(|field| field.label.en == ADDED);
    found
        .cloned()
        .context("the field is missing: fill the database first")
}

fn address(place: usize) -> String {
    format!("seller{}@example.com", place + 1)
}
