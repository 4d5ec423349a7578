//! The dialogs of one team: its name, its place, who leads it, and where its people go.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::rows;
use super::state::Tree;
use crate::api::teams::{add_team_below, rename_team};
use crate::i18n::use_language;
use crate::records::inputs::PeopleBox;
use crate::t;
use crate::ui::{Field, FormDialog, Select, Sending, Suggested, TextInput};

/// Asks for the name of a new team, or for another name of one.
#[component]
pub fn NameDialog(
    tree: Tree,
    /// The team above a new one.
    #[prop(default = None)]
    parent: Option<String>,
    #[prop(into, optional)] renames: Option<String>,
) -> impl IntoView {
    let language = tree.language;
    let sending = Sending::new(language, ["name"]);
    let was = renames
        .as_deref()
        .map(|key| tree.name(key))
        .unwrap_or_default();
    let name = RwSignal::new(was.clone());
    let title = match (&renames, &parent) {
        (Some(_), _) => t!(language, teams.rename).to_owned(),
        (None, Some(above)) => t!(language, teams.add_below, name = tree.name(above)),
        (None, None) => t!(language, settings.add_team).to_owned(),
    };
    let send = move |()| {
        let called = name.get_untracked();
        let name = called.trim().to_owned();
        let (key, above) = (renames.clone(), parent.clone());
        let (undone, was, parent) = (renames.clone(), was.clone(), parent.clone());
        let deed = async move {
            match key {
                Some(key) => rename_team(key, called).await,
                None => add_team_below(called, above).await.map(drop),
            }
        };
        sending.send(deed, move |()| {
            match undone {
                Some(key) => tell_renamed(tree, key, was, name),
                None => tree.toasts.say(t!(language, settings.team_added, name)),
            }
            if let Some(parent) = parent {
                tree.open.try_update(|open| open.insert(parent));
            }
            tree.close();
            spawn_local(tree.again());
        });
    };
    view! {
        <FormDialog title sending on_send=send on_close=Callback::new(move |()| tree.close())>
            <NameField name sending/>
        </FormDialog>
    }
}

/// Says so, and offers the name from before.
fn tell_renamed(tree: Tree, key: String, was: String, name: String) {
    let text = t!(tree.language, teams.renamed, was, name);
    tree.toasts.show(text, move || {
        let (key, was) = (key.clone(), was.clone());
        spawn_local(async move {
            if let Err(failure) = rename_team(key, was).await {
                tree.failed(&failure);
            }
            tree.again().await;
        });
    });
}

/// What a team is called.
#[component]
pub fn NameField(name: RwSignal<String>, sending: Sending) -> impl IntoView {
    let language = use_language();
    let problems = sending.problems;
    view! {
        <Field id="team-name" label=t!(language, settings.team_name) error=problems.at("name") required=true>
            <TextInput value=name max_chars=100 on_input=move |()| problems.clear("name")/>
        </Field>
    }
}

/// Asks below which team one stands: what drag does, for keyboard, phone and menu.
#[component]
pub fn MoveDialog(tree: Tree, key: String) -> impl IntoView {
    let language = tree.language;
    let sending = Sending::new(language, []);
    let above = tree
        .teams
        .with_untracked(|teams| rows::find(teams, &key).and_then(|team| team.parent.clone()));
    let to = RwSignal::new(above.unwrap_or_default());
    let own = key.clone();
    let options = Signal::derive(move || {
        let own = own.clone();
        tree.options(move |teams, other| rows::is_within(teams, other, &own))
    });
    let title = t!(language, teams.move_team, name = tree.name(&key));
    let send = move |()| {
        tree.close();
        tree.place(
            key.clone(),
            Some(to.get_untracked()).filter(|to| !to.is_empty()),
        );
    };
    view! {
        <FormDialog title sending on_send=send on_close=Callback::new(move |()| tree.close())>
            <Field id="team-parent" label=t!(language, teams.stands_below) help=t!(language, teams.no_circle)>
                <Select value=to options empty=t!(language, teams.at_top)/>
            </Field>
        </FormDialog>
    }
}

/// Asks who leads a team.
#[component]
pub fn LeadDialog(tree: Tree, key: String) -> impl IntoView {
    let language = tree.language;
    let sending = Sending::new(language, []);
    let lead = tree
        .teams
        .with_untracked(|teams| rows::find(teams, &key).and_then(|team| team.lead.clone()));
    let picked = RwSignal::new(lead.map(|lead| Suggested {
        key: lead.id.to_string(),
        title: lead.name,
        ..Suggested::default()
    }));
    let title = t!(language, teams.lead_of, name = tree.name(&key));
    let send = move |()| {
        let lead = picked.get_untracked();
        let lead = lead.and_then(|lead| Some((lead.key.parse().ok()?, lead.title)));
        tree.close();
        tree.lead(key.clone(), lead);
    };
    view! {
        <FormDialog title sending on_send=send on_close=Callback::new(move |()| tree.close())>
            <Field id="team-lead" label=t!(language, teams.lead) help=t!(language, teams.lead_hint)>
                <PeopleBox id="team-lead-box" value=picked autofocus=true/>
            </Field>
        </FormDialog>
    }
}

/// Asks where the people of a team go that is taken away.
#[component]
pub fn RemoveDialog(tree: Tree, key: String) -> impl IntoView {
    let language = tree.language;
    let sending = Sending::new(language, []);
    let problems = sending.problems;
    let to = RwSignal::new(String::new());
    let (own, count) = (
        key.clone(),
        tree.teams
            .with_untracked(|teams| rows::find(teams, &key).map_or(0, |team| team.people)),
    );
    let options = Signal::derive(move || {
        let own = own.clone();
        tree.options(move |_, other| other == own)
    });
    let title = t!(language, teams.remove_team, name = tree.name(&key));
    let send = move |()| {
        let to = to.get_untracked();
        if to.is_empty() {
            return problems.put("people", t!(language, teams.pick_team).to_owned());
        }
        tree.remove(key.clone(), Some(to));
    };
    view! {
        <FormDialog title sending on_send=send on_close=Callback::new(move |()| tree.close())>
            <p class="sm muted">{t!(language, teams.below_go_up)}</p>
            <Field
                id="team-people-to"
                label=t!(language, teams.people_go_to, count)
                error=problems.at("people")
                required=true
            >
                <Select value=to options empty=t!(language, teams.pick_team) on_change=move |()| problems.clear("people")/>
            </Field>
        </FormDialog>
    }
}
