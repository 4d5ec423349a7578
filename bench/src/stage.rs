//! The house that the records belong to: its people, and a field that its administrator added.

use std::sync::Arc;

use anyhow::Context;
use contract::dto::defining::FieldChange;
use contract::objects::ACCOUNT;
use contract::{Choice, FieldDef, FieldKind, Role};
use domain::users::{NewUser, add, add_team};
use domain::{Config, Crm, Desk, describing};
use uuid::Uuid;

/// People who sell, in ten teams; the first one owns a thousandth of everything.
const SELLERS: usize = 150;
const TEAMS: usize = 10;
const PASSWORD: &str = "benchmark-horse-42";

/// The address of the administrator.
pub(crate) const ADMINISTRATOR: &str = "bench@example.com";
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
    (0..SELLERS)
        .map(|place| people.find(&address(place)).context("a seller is missing"))
        .collect()
}

/// The desk of the administrator, and of the seller who owns a thousandth.
pub(crate) async fn desks(crm: &Arc<Crm>) -> anyhow::Result<[Desk; 2]> {
    let find = |address: &str| {
        crm.people()
            .find(address)
            .context("fill the database first")
    };
    Ok([
        crm.desk_of(find(ADMINISTRATOR)?).await?,
        crm.desk_of(find(&address(0))?).await?,
    ])
}

/// Adds the people and the field.
pub(crate) async fn set(crm: &Arc<Crm>) -> anyhow::Result<()> {
    let desk = crm.system_desk("benchmark");
    let mut teams = Vec::new();
    for place in 0..TEAMS {
        teams.push(add_team(&desk, &format!("Team {}", place + 1)).await?.key);
    }
    for place in 0..SELLERS {
        let seller = NewUser {
            email: address(place),
            name: format!("Seller {}", place + 1),
            role: Role::Salesperson,
            team: teams.get(place % TEAMS).cloned(),
        };
        add(&desk, seller, (place == 0).then_some(PASSWORD)).await?;
    }
    let administrator = NewUser {
        email: ADMINISTRATOR.to_owned(),
        name: "Bench".to_owned(),
        role: Role::Administrator,
        team: None,
    };
    add(&desk, administrator, Some(PASSWORD)).await?;
    let mut field = FieldDef::new("", FieldKind::Choice, ADDED, "会员等级").filterable();
    field.choices = VALUES.map(|(en, zh)| Choice::new("", en, zh)).to_vec();
    let change = FieldChange {
        object: ACCOUNT.to_owned(),
        field,
        version: 0,
    };
    describing::save_field(&desk, change).await?;
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
