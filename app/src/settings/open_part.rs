//! The open part of the settings, once its answer is there.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::alerts::AlertsPage;
use super::api_keys::ApiKeysPage;
use super::backups::BackupsPage;
use super::configuration::ConfigurationPage;
use super::mail::MailSettings;
use super::organisation_page::OrganisationPage;
use super::part::{Known, Part};
use super::privacy::PrivacyPage;
use super::profile_page::ProfilePage;
use super::providers::{PasswordsCard, ProvidersCard};
use super::retention::RetentionPage;
use super::roles::RolesPage;
use super::security_page::SecurityPage;
use super::sign_in_rules::SignInRulesPage;
use super::teams::TeamsPage;
use super::users_page::UsersPage;
use crate::api::{Answer, Asked, Failure};
use crate::i18n::use_language;
use crate::sharing::GrantsPage;
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, SkeletonRows, unread_text};

/// The page of a part.
#[component]
pub fn OpenPart(part: Part, data: StoredValue<Known>) -> impl IntoView {
    let page = move || match part {
        Part::Profile => {
            let zones = data.with_value(|data| data.zones);
            view! { <Loaded resource=zones draw=move |zones| view! { <ProfilePage zones/> }.into_any()/> }.into_any()
        }
        Part::Security => {
            let safety = data.with_value(|data| data.safety);
            let draw = move |safety| view! { <SecurityPage safety/> }.into_any();
            view! { <Loaded resource=safety draw/> }.into_any()
        }
        Part::ApiKeys => {
            let keys = data.with_value(|data| data.keys);
            view! { <Loaded resource=keys draw=move |keys| view! { <ApiKeysPage keys/> }.into_any()/> }.into_any()
        }
        Part::Grants => {
            let grants = data.with_value(|data| data.grants);
            view! { <Loaded resource=grants draw=move |known| view! { <GrantsPage known/> }.into_any()/> }.into_any()
        }
        Part::Users => {
            let users = data.with_value(|data| data.users);
            let again = Callback::new(move |()| users.refetch());
            view! { <Loaded resource=users draw=move |staff| view! { <UsersPage staff again/> }.into_any()/> }.into_any()
        }
        Part::Teams => {
            let teams = data.with_value(|data| data.teams);
            view! { <Loaded resource=teams draw=move |all| view! { <TeamsPage all/> }.into_any()/> }
                .into_any()
        }
        Part::Roles => {
            let roles = data.with_value(|data| data.roles);
            view! { <Loaded resource=roles draw=move |all| view! { <RolesPage all/> }.into_any()/> }
                .into_any()
        }
        Part::Organisation => {
            let all = data.with_value(|data| data.organisation);
            let draw = move |(organisation, samples)| {
                view! { <OrganisationPage organisation samples/> }.into_any()
            };
            view! { <Loaded resource=all draw/> }.into_any()
        }
        Part::SignIn => {
            let rules = data.with_value(|data| data.rules);
            let draw = move |(rules, known, standing)| {
                view! {
                    <div class="stack">
                        <SignInRulesPage rules/>
                        <ProvidersCard known/>
                        <PasswordsCard standing/>
                    </div>
                }
                .into_any()
            };
            view! { <Loaded resource=rules draw/> }.into_any()
        }
        // Drawn by pages of their own.
        Part::Objects | Part::Audit | Part::Duplicates => ().into_any(),
        Part::Backups => {
            let backups = data.with_value(|data| data.backups);
            view! { <Loaded resource=backups draw=move |shown| view! { <BackupsPage shown/> }.into_any()/> }.into_any()
        }
        Part::Privacy => {
            let privacy = data.with_value(|data| data.privacy);
            let draw = move |(shown, purposes)| view! { <PrivacyPage shown purposes/> }.into_any();
            view! { <Loaded resource=privacy draw/> }.into_any()
        }
        Part::Retention => {
            let retention = data.with_value(|data| data.retention);
            view! { <Loaded resource=retention draw=move |shown| view! { <RetentionPage shown/> }.into_any()/> }.into_any()
        }
        Part::Configuration => view! { <ConfigurationPage/> }.into_any(),
        Part::Mail => view! { <MailSettings/> }.into_any(),
        Part::Alerts => view! { <AlertsPage/> }.into_any(),
    };
    view! { <div class="center settings__page">{page()}</div> }
}

/// Waits for an answer and draws it, or says why there is none.
#[component]
pub fn Loaded<T>(
    resource: Asked<Option<Answer<T>>>,
    draw: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    let failed = move |failure: &Failure| {
        let language = use_language();
        view! {
            <Empty icon="alertc" look=EmptyLook::Bad title=unread_text(language, failure)>
                <Button
                    label=t!(language, common.retry)
                    icon="refresh"
                    on_press=Callback::new(move |()| resource.refetch())
                />
            </Empty>
        }
        .into_any()
    };
    view! {
        <Transition fallback=|| view! { <SkeletonRows count=5/> }>
            {move || Suspend::new(async move {
                match resource.await {
                    Some(Ok(answer)) => draw(answer),
                    Some(Err(failure)) => failed(&failure),
                    None => ().into_any(),
                }
            })}
        </Transition>
    }
}
