//! Who works in a team: people come, and go to other teams.

use contract::dto::session::Person;
use leptos::prelude::*;

use super::state::Tree;
use crate::api::Answer;
use crate::api::teams::team_people;
use crate::records::inputs::PeopleBox;
use crate::t;
use crate::ui::{
    Button, DialogBody, Drawer, Empty, Field, Select, SkeletonRows, Suggested, Who, unread_text,
};

/// The people of a team, or those who are in none.
#[component]
pub fn PeopleDrawer(tree: Tree, key: Option<String>) -> impl IntoView {
    let language = tree.language;
    let key = StoredValue::new(key);
    let found = LocalResource::new(move || {
        tree.moves.track();
        team_people(key.get_value())
    });
    let title = match key.get_value() {
        Some(key) => t!(language, teams.people_of, name = tree.name(&key)),
        None => t!(language, teams.loose_people).to_owned(),
    };
    let list = move || {
        let answer: Option<Answer<Vec<Person>>> = found.get();
        match answer {
            None => view! { <SkeletonRows count=4/> }.into_any(),
            Some(Err(failure)) => {
                view! { <Empty icon="alertc" title=unread_text(language, &failure)/> }.into_any()
            }
            Some(Ok(people)) if people.is_empty() => {
                view! { <Empty icon="users" title=t!(language, teams.nobody)/> }.into_any()
            }
            Some(Ok(people)) => {
                let rows = people.into_iter();
                let rows = rows
                    .map(|person| view! { <PersonRow tree key person/> })
                    .collect_view();
                view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
            }
        }
    };
    view! {
        <Drawer title on_close=move |()| tree.close()>
            <DialogBody>
                {key.with_value(Option::is_some).then(|| view! { <AddPerson tree key/> })}
                {list}
            </DialogBody>
        </Drawer>
    }
}

/// One person, and the team to which they move as soon as it is picked.
#[component]
fn PersonRow(tree: Tree, key: StoredValue<Option<String>>, person: Person) -> impl IntoView {
    let language = tree.language;
    let now = key.get_value().unwrap_or_default();
    let team = RwSignal::new(now);
    let options = Signal::derive(move || tree.options(|_, _| false));
    let label = t!(language, settings.team_of, name = person.name);
    let name = person.name.clone();
    let go = move |()| {
        let to = Some(team.get_untracked()).filter(|to| !to.is_empty());
        let said = match &to {
            Some(to) => t!(language, settings.team_changed, name, team = tree.name(to)),
            None => t!(language, settings.left_team, name),
        };
        tree.move_to(vec![person.id], to, said);
    };
    view! {
        <li class="row teams__person">
            <span class="row__main"><Who name=person.name/></span>
            <Select value=team options empty=t!(language, settings.no_team) label on_change=go class="input--sm"/>
        </li>
    }
}

#[component]
fn AddPerson(tree: Tree, key: StoredValue<Option<String>>) -> impl IntoView {
    let language = tree.language;
    let picked = RwSignal::new(None::<Suggested>);
    let add = move |()| {
        let Some((person, team)) = picked.get_untracked().zip(key.get_value()) else {
            return;
        };
        let Ok(id) = person.key.parse() else { return };
        let called = tree.name(&team);
        let said = t!(
            language,
            settings.team_changed,
            name = person.title,
            team = called
        );
        picked.set(None);
        tree.move_to(vec![id], Some(team), said);
    };
    let is_empty = Signal::derive(move || picked.with(Option::is_none));
    view! {
        <Field id="team-person" label=t!(language, teams.add_person)>
            <PeopleBox id="team-person-box" value=picked/>
        </Field>
        <div class="flex">
            <Button label=t!(language, settings.add) icon="plus" disabled=is_empty on_press=add/>
        </div>
    }
}
