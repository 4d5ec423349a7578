//! Which team stands above which, at any distance: kept beside the tree of teams, so that all teams below one are one word
//! of a question instead of a list.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{HashMap, HashSet};

use entity::{team, team_above};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, Select,
};

use crate::Result;
use crate::access::HouseDoor;

/// Rows of one statement.
const CHUNK: usize = 200;

/// All teams, which nobody else changes until the transaction ends.
///
/// # Errors
/// When the database fails.
pub(super) async fn held(transaction: &DatabaseTransaction) -> Result<Vec<team::Model>> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction
            .execute_unprepared("LOCK TABLE team IN SHARE ROW EXCLUSIVE MODE")
            .await?;
    }
    Ok(team::Entity::find().all(transaction).await?)
}

/// Brings what is kept in line with the tree where it is not: a node of an earlier version, which does not know of it, may have
/// changed the tree. To be called at the start.
///
/// # Errors
/// When the database fails.
pub(crate) async fn settle(house: HouseDoor<'_>) -> Result<()> {
    let kept = team_above::Entity::find().all(house.read()).await?;
    let kept: HashSet<team_above::Model> = kept.into_iter().collect();
    let teams = team::Entity::find().all(house.read()).await?;
    if pairs(&teams).collect::<HashSet<_>>() == kept {
        return Ok(());
    }
    let transaction = house.begin().await?;
    let teams = held(&transaction).await?;
    keep(&transaction, &teams).await?;
    Ok(transaction.commit().await?)
}

/// Brings what is kept in line with the tree.
///
/// # Errors
/// When the database fails.
pub(crate) async fn keep<C: ConnectionTrait>(connection: &C, teams: &[team::Model]) -> Result<()> {
    let kept = team_above::Entity::find().all(connection).await?;
    let kept: HashSet<team_above::Model> = kept.into_iter().collect();
    let meant: HashSet<team_above::Model> = pairs(teams).collect();
    let gone: Vec<_> = kept.difference(&meant).collect();
    for some in gone.chunks(CHUNK) {
        let any = some.iter().fold(Condition::any(), |any, pair| {
            let is_above = team_above::Column::Above.eq(&pair.above);
            let is_it = Condition::all().add(is_above);
            any.add(is_it.add(team_above::Column::Team.eq(&pair.team)))
        });
        let those = team_above::Entity::delete_many().filter(any);
        those.exec(connection).await?;
    }
    let new: Vec<_> = meant.difference(&kept).cloned().collect();
    for some in new.chunks(CHUNK) {
        let rows = some.iter().cloned().map(|pair| pair.into_active_model());
        let rows = rows.map(sea_orm::ActiveModelTrait::reset_all);
        team_above::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// Each team with each that stands above it, and with itself.
fn pairs(teams: &[team::Model]) -> impl Iterator<Item = team_above::Model> {
    teams.iter().flat_map(|team| {
        let is_there = |above: &String| teams.iter().any(|team| team.key == *above);
        let above = upwards(Some(&team.key), teams).into_iter();
        above.filter(is_there).map(|above| team_above::Model {
            above,
            team: team.key.clone(),
        })
    })
}

/// A team and those above it, the nearest first, each once, so that a ring that stands there already ends.
pub(super) fn upwards(from: Option<&str>, teams: &[team::Model]) -> Vec<String> {
    let mut through: Vec<String> = Vec::new();
    let mut next = from.map(str::to_owned);
    while let Some(here) = next.take_if(|here| !through.contains(here)) {
        let found = teams.iter().find(|team| team.key == here);
        next = found.and_then(|team| team.parent.clone());
        through.push(here);
    }
    through
}

/// The keys of a team and of every team below it, as a question.
pub(crate) fn below(team: &str) -> SelectStatement {
    those_below(team).into_query()
}

fn those_below(team: &str) -> Select<team_above::Entity> {
    team_above::Entity::find()
        .select_only()
        .column(team_above::Column::Team)
        .filter(team_above::Column::Above.eq(team))
}

/// The keys of a team and of every team above it.
///
/// # Errors
/// When the database fails.
pub(super) async fn above(house: HouseDoor<'_>, team: &str) -> Result<Vec<String>> {
    let above = team_above::Entity::find()
        .select_only()
        .column(team_above::Column::Above)
        .filter(team_above::Column::Team.eq(team));
    Ok(above.into_tuple().all(house.read()).await?)
}

/// The keys of a team and of every team below it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn all_below(house: HouseDoor<'_>, team: &str) -> Result<Vec<String>> {
    Ok(those_below(team).into_tuple().all(house.read()).await?)
}

/// The keys of the teams around one, which is among them both times.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    pub(crate) below: Vec<String>,
    pub(crate) above: Vec<String>,
}

/// What stands around each team, by its key.
///
/// # Errors
/// When the database fails.
pub(crate) async fn around(house: HouseDoor<'_>) -> Result<HashMap<String, Around>> {
    let mut all: HashMap<String, Around> = HashMap::new();
    for pair in team_above::Entity::find().all(house.read()).await? {
        let upper = all.entry(pair.above.clone()).or_default();
        upper.below.push(pair.team.clone());
        all.entry(pair.team).or_default().above.push(pair.above);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contract::dto::organisation::GoneTeam;
    use entity::{team, team_above};
    use sea_orm::{ActiveModelTrait, EntityTrait, Set};

    use super::pairs;
    use crate::Desk;
    use crate::users::{add_team_below, place_team, remove_team, restore_team};

    fn team(key: &str, parent: Option<&str>) -> team::Model {
        team::Model {
            key: key.to_owned(),
            name: key.to_owned(),
            parent: parent.map(str::to_owned),
            lead_id: None,
        }
    }

    #[test]
    fn every_team_stands_above_itself_and_a_ring_ends() {
        let teams = [
            team("sales", Some("shanghai")),
            team("shanghai", Some("sales")),
            team("finance", Some("gone")),
        ];
        let found: BTreeSet<(String, String)> =
            pairs(&teams).map(|pair| (pair.above, pair.team)).collect();
        let expected = [
            ("finance", "finance"),
            ("sales", "sales"),
            ("sales", "shanghai"),
            ("shanghai", "sales"),
            ("shanghai", "shanghai"),
        ];
        assert_eq!(
            found,
            expected
                .map(|(above, below)| (above.to_owned(), below.to_owned()))
                .into()
        );
    }

    /// What is kept, and what follows from the tree.
    async fn kept_and_meant(desk: &Desk) -> [BTreeSet<(String, String)>; 2] {
        let read = desk.crm().door().house().read();
        let kept = team_above::Entity::find().all(read).await.unwrap();
        let teams = team::Entity::find().all(read).await.unwrap();
        let told = |pair: team_above::Model| (pair.above, pair.team);
        [
            kept.into_iter().map(told).collect(),
            pairs(&teams).map(told).collect(),
        ]
    }

    #[tokio::test]
    async fn what_is_kept_follows_every_change_of_the_tree() {
        let stage = crate::testing::stage().await;
        let desk = &stage.administrator;
        let mut seen = BTreeSet::new();
        let mut look = async || {
            let [kept, meant] = kept_and_meant(desk).await;
            assert_eq!(kept, meant);
            assert!(seen.insert(kept), "nothing changed");
        };
        look().await;
        let north = add_team_below(desk, "North", None).await.unwrap();
        look().await;
        let harbour = add_team_below(desk, "Harbour", Some(&north)).await.unwrap();
        let quay = add_team_below(desk, "Quay", Some(&harbour)).await.unwrap();
        look().await;
        place_team(desk, &harbour, Some("east")).await.unwrap();
        look().await;
        let gone: GoneTeam = remove_team(desk, &harbour, None).await.unwrap();
        look().await;
        place_team(desk, &quay, Some(&north)).await.unwrap();
        look().await;
        restore_team(desk, gone).await.unwrap();
        let [kept, meant] = kept_and_meant(desk).await;
        assert_eq!(kept, meant);
    }

    #[tokio::test]
    async fn what_somebody_changed_who_does_not_know_of_it_is_kept_at_the_next_start() {
        let stage = crate::testing::stage().await;
        let desk = &stage.administrator;
        let write = desk.crm().door().house().write();
        let south = team::ActiveModel {
            key: Set("south".to_owned()),
            parent: Set(Some("east-1".to_owned())),
            ..Default::default()
        };
        south.update(write).await.unwrap();
        let [kept, meant] = kept_and_meant(desk).await;
        assert_ne!(kept, meant);
        crate::Crm::open(&stage.config).await.unwrap();
        let [kept, meant] = kept_and_meant(desk).await;
        assert_eq!(kept, meant);
    }
}
