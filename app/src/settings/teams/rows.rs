//! The tree as rows: what is open, what was found, and what stands below what.

use std::collections::{HashMap, HashSet};

use contract::dto::organisation::Team;

/// More teams than this are not opened at once.
const SHOWN_AT_ONCE: usize = 60;

/// A team as it stands in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(super) team: Team,
    /// How many teams stand above it.
    pub(super) depth: usize,
    pub(super) has_below: bool,
    pub(super) is_open: bool,
}

/// The rows of a tree from the top. Words leave the teams that have them in their names and those above.
pub(super) fn rows(teams: &[Team], open: &HashSet<String>, words: &str) -> Vec<Row> {
    let below = by_parent(teams);
    let words = words.trim().to_lowercase();
    let found = (!words.is_empty()).then(|| found(teams, &words));
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    let tops = below.get(&None).cloned().unwrap_or_default();
    // What stands in a ring hangs from no top, and must be seen to be mended.
    let all = tops.into_iter().chain(teams);
    let mut waiting: Vec<(&Team, usize)> = Vec::new();
    for top in all {
        waiting.push((top, 0));
        while let Some((team, depth)) = waiting.pop() {
            let is_found = found.as_ref().is_none_or(|found| found.contains(&team.key));
            let hangs =
                depth == 0 && top.parent.is_some() && is_known(teams, top) && !is_ring(teams, top);
            if hangs || !is_found || !seen.insert(team.key.clone()) {
                continue;
            }
            let under = below
                .get(&Some(team.key.as_str()))
                .map_or(&[][..], Vec::as_slice);
            let is_open = found.is_some() || open.contains(&team.key);
            if is_open {
                waiting.extend(under.iter().rev().map(|team| (*team, depth + 1)));
            }
            rows.push(Row {
                team: team.clone(),
                depth,
                has_below: !under.is_empty(),
                is_open,
            });
        }
    }
    rows
}

fn by_parent(teams: &[Team]) -> HashMap<Option<&str>, Vec<&Team>> {
    let mut below: HashMap<Option<&str>, Vec<&Team>> = HashMap::new();
    for team in teams {
        let parent = team.parent.as_deref().filter(|_| is_known(teams, team));
        below.entry(parent).or_default().push(team);
    }
    below
}

fn is_known(teams: &[Team], team: &Team) -> bool {
    teams
        .iter()
        .any(|other| Some(&other.key) == team.parent.as_ref())
}

fn is_ring(teams: &[Team], team: &Team) -> bool {
    let above = above(teams, &team.key);
    let end = above.last().and_then(|key| find(teams, key));
    end.is_some_and(|end| end.parent.is_some() && is_known(teams, end))
}

fn found(teams: &[Team], words: &str) -> HashSet<String> {
    let has = |team: &&Team| team.name.to_lowercase().contains(words);
    let with_above = |team: &Team| above(teams, &team.key);
    teams.iter().filter(has).flat_map(with_above).collect()
}

pub(super) fn find<'t>(teams: &'t [Team], key: &str) -> Option<&'t Team> {
    teams.iter().find(|team| team.key == key)
}

/// A team and those above it up to the top, each once.
pub(super) fn above(teams: &[Team], key: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut next = Some(key.to_owned());
    while let Some(here) = next.take_if(|here| !all.contains(here)) {
        next = find(teams, &here).and_then(|team| team.parent.clone());
        all.push(here);
    }
    all
}

/// Whether a team stands below another one, or is it.
pub(super) fn is_within(teams: &[Team], key: &str, other: &str) -> bool {
    above(teams, key).iter().any(|above| above == other)
}

/// A team with those above it, as `East › East 1`.
pub(super) fn way(teams: &[Team], key: &str) -> String {
    let names = above(teams, key).into_iter().rev();
    let names = names.filter_map(|key| find(teams, &key).map(|team| team.name.clone()));
    names.collect::<Vec<_>>().join(" › ")
}

/// What is open when the page is opened: everything, as long as that is not much.
pub(super) fn open_first(teams: &[Team]) -> HashSet<String> {
    match teams.len() <= SHOWN_AT_ONCE {
        true => teams.iter().map(|team| team.key.clone()).collect(),
        false => HashSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use contract::dto::organisation::Team;

    use super::{is_within, open_first, rows, way};

    fn team(key: &str, parent: Option<&str>) -> Team {
        Team {
            key: key.to_owned(),
            name: key.to_uppercase(),
            parent: parent.map(str::to_owned),
            ..Team::default()
        }
    }

    fn tree() -> Vec<Team> {
        vec![
            team("east", None),
            team("ningbo", Some("east")),
            team("port", Some("ningbo")),
            team("south", None),
            team("lost", Some("gone")),
        ]
    }

    fn told(teams: &[Team], open: &HashSet<String>, words: &str) -> Vec<(String, usize)> {
        let rows = rows(teams, open, words).into_iter();
        rows.map(|row| (row.team.key, row.depth)).collect()
    }

    fn expect(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
        let own = |(key, depth): &(&str, usize)| ((*key).to_owned(), *depth);
        rows.iter().map(own).collect()
    }

    #[test]
    fn what_is_open_shows_what_is_below_and_words_find_with_those_above() {
        let (teams, none) = (tree(), HashSet::new());
        let closed = expect(&[("east", 0), ("south", 0), ("lost", 0)]);
        assert_eq!(told(&teams, &none, ""), closed);
        let open = HashSet::from(["east".to_owned()]);
        let one = expect(&[("east", 0), ("ningbo", 1), ("south", 0), ("lost", 0)]);
        assert_eq!(told(&teams, &open, ""), one);
        let found = expect(&[("east", 0), ("ningbo", 1), ("port", 2)]);
        assert_eq!(told(&teams, &none, " por "), found);
        assert_eq!(told(&teams, &open_first(&teams), "").len(), 5);
    }

    #[test]
    fn teams_in_a_ring_are_shown_so_that_they_can_be_mended() {
        let teams = [
            team("a", Some("b")),
            team("b", Some("a")),
            team("top", None),
        ];
        let all = rows(&teams, &open_first(&teams), "");
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn a_team_knows_what_is_above_it() {
        let teams = tree();
        assert!(is_within(&teams, "port", "east") && is_within(&teams, "east", "east"));
        assert!(!is_within(&teams, "east", "port"));
        assert_eq!(way(&teams, "port"), "EAST › NINGBO › PORT");
    }

    #[test]
    fn many_teams_are_not_opened_at_once() {
        let teams: Vec<Team> = (0..500)
            .map(|number| team(&number.to_string(), None))
            .collect();
        assert!(open_first(&teams).is_empty());
        assert_eq!(rows(&teams, &HashSet::new(), "").len(), 500);
    }
}
