//! The name of a view, and who has it among their tabs.

use contract::dto::views::{SaveView, Sharing, View};
use contract::{Action, Problem, Reach, Refusal, Role, objects};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use uuid::Uuid;

use super::keep::Keeper;
use crate::api::Failure;
use crate::i18n::{Language, use_language};
use crate::shell::{use_catalogue, use_me};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Checkbox, Dialog, DialogBody, DialogButtons, DialogFoot, Field, Seg,
    TextInput, browser, failure_text, problem_text,
};

/// What is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// What the list shows, as a new view.
    New,
    /// A view under another name or for other people; what it shows stays.
    Of(Box<View>),
}

/// Asks for the name and the people of a view and saves it.
#[component]
pub fn SharingDialog(keeping: Keeping, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let keeper = Keeper::here();
    let (title, before) = match keeping {
        Keeping::New => (t!(language, lists.new_view), None),
        Keeping::Of(view) => (t!(language, lists.rename_view), Some(*view)),
    };
    let name = RwSignal::new(
        before
            .as_ref()
            .map(|view| view.name.clone())
            .unwrap_or_default(),
    );
    let sharing = RwSignal::new(before.as_ref().map(|view| view.sharing).unwrap_or_default());
    let roles = RwSignal::new(
        before
            .as_ref()
            .map(|view| view.body.default_for.clone())
            .unwrap_or_default(),
    );
    let problem = RwSignal::new(None::<Problem>);
    let failure = RwSignal::new(None::<Failure>);
    // Made once, so that a second try saves no second view.
    let id = before.as_ref().map_or_else(Uuid::now_v7, |view| view.id);
    let object = expect_context::<crate::records::list::Listing>().key();
    let before = StoredValue::new(before);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if name.with_untracked(|name| name.trim().is_empty()) {
            problem.set(Some(Problem::Required));
            return browser::focus_invalid();
        }
        problem.set(None);
        failure.set(None);
        let mut asked = match before.get_value() {
            Some(view) => SaveView {
                body: view.body.clone(),
                ..keeper.with_what_is_shown(&view)
            },
            None => SaveView {
                id,
                object: object.clone(),
                name: String::new(),
                sharing: Sharing::Private,
                body: untrack(|| keeper.showing.address()).body(),
                version: 0,
            },
        };
        asked.name = name.get_untracked();
        asked.sharing = sharing.get_untracked();
        asked.body.default_for = match asked.sharing {
            Sharing::Everyone => roles.get_untracked(),
            _ => Vec::new(),
        };
        keeper.save(asked, move |answer| match answer {
            Ok(()) => on_close.run(()),
            Err(Failure::Refused(Refusal::Invalid(problems))) => {
                problem.set(problems.into_iter().next().map(|problem| problem.problem));
            }
            Err(other) => failure.set(Some(other)),
        });
    };
    let error = Signal::derive(move || {
        let problem = problem.get();
        problem.map(|problem| problem_text(language, &problem))
    });
    view! {
        <Dialog title on_close>
            <form novalidate on:submit=submit>
                <DialogBody>
                    <Refused failure/>
                    <Field id="view-name" label=t!(language, lists.view_name) error required=true>
                        <TextInput value=name max_chars=80 autofocus=true/>
                    </Field>
                    <SharedWith sharing/>
                    <Show when=move || sharing.get() == Sharing::Everyone>
                        <BeginWith roles/>
                    </Show>
                </DialogBody>
                <DialogFoot>
                    <DialogButtons act=t!(language, common.save) is_light=true busy=keeper.busy on_close/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

#[component]
fn Refused(failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    move || {
        failure.get().map(|failure| {
            let text = match &failure {
                Failure::Refused(Refusal::Forbidden) => {
                    t!(language, lists.may_not_share).to_owned()
                }
                Failure::Refused(Refusal::Outdated { changed_by }) => {
                    t!(language, lists.view_outdated, name = changed_by)
                }
                other => failure_text(language, other),
            };
            view! { <Banner text look=BannerLook::Bad/> }
        })
    }
}

/// Who has the view; with everybody only for those who lead or administer.
#[component]
fn SharedWith(sharing: RwSignal<Sharing>) -> impl IntoView {
    let language = use_language();
    let object = expect_context::<crate::records::list::Listing>().key();
    let leads = use_catalogue()
        .with_untracked(|catalogue| catalogue.reach(&object, Action::Edit) >= Reach::TeamAndBelow);
    let may_reach_all = leads || is_administrator() || sharing.get_untracked() == Sharing::Everyone;
    let mut options = vec![
        ("private".to_owned(), t!(language, lists.only_me).to_owned()),
        ("team".to_owned(), t!(language, lists.with_team).to_owned()),
    ];
    if may_reach_all {
        options.push((
            "everyone".to_owned(),
            t!(language, lists.with_everyone).to_owned(),
        ));
    }
    let value = move || match sharing.get() {
        Sharing::Private => "private".to_owned(),
        Sharing::Team => "team".to_owned(),
        Sharing::Everyone => "everyone".to_owned(),
    };
    let pick = move |word: String| {
        sharing.set(match word.as_str() {
            "team" => Sharing::Team,
            "everyone" => Sharing::Everyone,
            _ => Sharing::Private,
        });
    };
    let label = t!(language, lists.shared_with);
    view! {
        <Field id="view-sharing" label group=true>
            <Seg label options value=Signal::derive(value) on_pick=pick/>
        </Field>
    }
}

fn is_administrator() -> bool {
    use_me().with_untracked(|me| me.is_administrator())
}

/// The roles that begin with the view; administrators choose.
#[component]
fn BeginWith(roles: RwSignal<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let boxes = move || {
        Role::ALL
            .into_iter()
            .map(|role| {
                let key = role.key();
                let is_set = roles.with_untracked(|roles| roles.iter().any(|role| role == key));
                let checked = RwSignal::new(is_set);
                let toggle = move |()| {
                    roles.update(|roles| {
                        roles.retain(|role| role != key);
                        if checked.get_untracked() {
                            roles.push(key.to_owned());
                        }
                    });
                };
                view! { <Checkbox checked label=role_label(role, language) on_change=toggle/> }
            })
            .collect_view()
    };
    is_administrator().then(|| {
        view! {
            <Field id="view-roles" label=t!(language, lists.begins_with) help=t!(language, lists.begins_with_help) group=true>
                <div class="stack records__boxes">{boxes()}</div>
            </Field>
        }
    })
}

/// What a role is called, as the description of users says it.
fn role_label(role: Role, language: Language) -> String {
    let named = use_catalogue().with_untracked(|catalogue| {
        let field = catalogue.object(objects::USER)?.field("role")?;
        let choice = field.choice(role.key())?;
        Some(choice.label.get(language).to_owned())
    });
    named.unwrap_or_else(|| role.key().to_owned())
}
