//! Adding a user: name, e-mail, role, team and a first password.

use contract::dto::organisation::NewMember;
use contract::{Problem, Role, validation};
use leptos::prelude::*;

use super::password_input::PasswordInput;
use super::teams::choices_of;
use crate::api::users::add_user;
use crate::i18n::use_language;
use crate::shell::{are_passwords_off, refresh_catalogue, with_proof};
use crate::t;
use crate::ui::{
    Chip, Field, FormDialog, Problems, Select, Sending, TextInput, TextKind, problem_text,
    use_toasts,
};

const FIELDS: [&str; 5] = ["name", "email", "role", "team", "password"];

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    /// Roles beside the first.
    more: RwSignal<Vec<String>>,
    team: RwSignal<String>,
    password: RwSignal<String>,
}

impl Draft {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            email: RwSignal::new(String::new()),
            role: RwSignal::new(Role::Salesperson.key().to_owned()),
            more: RwSignal::new(Vec::new()),
            team: RwSignal::new(String::new()),
            password: RwSignal::new(String::new()),
        }
    }

    fn member(self) -> NewMember {
        NewMember {
            name: self.name.get_untracked().trim().to_owned(),
            email: self.email.get_untracked().trim().to_owned(),
            role: self.role.get_untracked(),
            more_roles: self.more.get_untracked(),
            team: Some(self.team.get_untracked()).filter(|team| !team.is_empty()),
            password: self.password.get_untracked(),
        }
    }
}

/// The form in a dialog. `on_added` hears of the new user.
#[component]
pub fn AddUser(on_close: Callback<()>, on_added: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, FIELDS);
    let problems = sending.problems;
    let draft = Draft::new();
    let refresh = Callback::new(move |()| refresh_catalogue());
    let send = move |()| {
        let member = draft.member();
        problems.clear_all();
        for (field, problem) in problems_of(&member) {
            problems.put(field, problem_text(language, &problem));
        }
        if !problems_of(&member).is_empty() {
            return;
        }
        let (name, has_password) = (member.name.clone(), !member.password.is_empty());
        let deed = async move { with_proof(|| add_user(member.clone())).await };
        sending.send(deed, move |_| {
            toasts.say(match has_password {
                true => t!(language, settings.user_added, name),
                false => t!(language, settings.user_added_no_password, name),
            });
            refresh.run(());
            on_added.run(());
            on_close.run(());
        });
    };
    view! {
        <FormDialog title=t!(language, settings.add_user) sending on_send=send on_close>
            <Fields draft problems/>
        </FormDialog>
    }
}

/// What can be said without asking the server.
fn problems_of(member: &NewMember) -> Vec<(&'static str, Problem)> {
    let name = member
        .name
        .is_empty()
        .then_some(("name", Problem::Required));
    let email = match member.email.as_str() {
        "" => Some(("email", Problem::Required)),
        email => (!validation::is_email(email)).then_some(("email", Problem::NotAnEmail)),
    };
    name.into_iter().chain(email).collect()
}

#[component]
fn Fields(draft: Draft, problems: Problems) -> impl IntoView {
    let language = use_language();
    let are_off = are_passwords_off();
    let password = move || {
        (!are_off.get()).then(|| {
            view! {
                <Field
                    id="user-first-password"
                    label=t!(language, settings.first_password)
                    help=t!(language, settings.first_password_hint)
                    error=problems.at("password")
                >
                    <PasswordInput
                        value=draft.password
                        autocomplete="new-password"
                        on_input=move |()| problems.clear("password")
                    />
                </Field>
            }
        })
    };
    view! {
        <Field id="user-name" label=t!(language, settings.name) error=problems.at("name") required=true>
            <TextInput value=draft.name max_chars=255 on_input=move |()| problems.clear("name")/>
        </Field>
        <Field id="user-email" label=t!(language, settings.email) error=problems.at("email") required=true>
            <TextInput
                value=draft.email
                kind=TextKind::Email
                max_chars=254
                on_input=move |()| problems.clear("email")
            />
        </Field>
        <div class="two">
            <Field id="user-role" label=t!(language, settings.role) error=problems.at("role")>
                <Select value=draft.role options=choices_of("role")/>
            </Field>
            <Field id="user-team" label=t!(language, settings.team) error=problems.at("team")>
                <Select value=draft.team options=choices_of("team") empty=t!(language, settings.no_team)/>
            </Field>
        </div>
        <MoreRoles draft/>
        {password}
    }
}

/// The roles that a user has beside the first; of each right, the widest counts.
#[component]
fn MoreRoles(draft: Draft) -> impl IntoView {
    let language = use_language();
    let roles = choices_of("role");
    let chips = move || {
        let first = draft.role.get();
        let others = roles
            .get()
            .into_iter()
            .filter(move |(key, _)| *key != first);
        others
            .map(|(key, words)| {
                let key = StoredValue::new(key);
                let selected = Signal::derive(move || {
                    draft
                        .more
                        .with(|more| key.with_value(|key| more.contains(key)))
                });
                let pick = move |()| {
                    draft.more.update(|more| {
                        let key = key.get_value();
                        match more.contains(&key) {
                            true => more.retain(|other| *other != key),
                            false => more.push(key),
                        }
                    });
                };
                view! { <Chip label=words pressed=selected on_press=pick/> }
            })
            .collect_view()
    };
    view! {
        <Field id="user-more-roles" label=t!(language, roles.more_roles) group=true>
            <div class="flex wrap">{chips}</div>
        </Field>
    }
}
