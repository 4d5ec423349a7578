//! Roles and who has them, for administrators.

use contract::RoleDef;
use contract::dto::roles::{AllRoles, PersonSight};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// All roles with who has them.
#[server(name = RolesCall, prefix = "/api", endpoint = "roles", input = Json, output = Json)]
pub async fn roles() -> Answer<AllRoles> {
    let desk = desk().await?;
    answer(domain::roles::with_members(&desk).await)
}

/// Changes what a role may do. The fields of a refusal are `name`, and object and field of a right that cannot be so.
#[server(name = SaveRoleCall, prefix = "/api", endpoint = "save_role", input = Json, output = Json)]
pub async fn save_role(role: RoleDef) -> Answer<RoleDef> {
    let desk = proven_desk().await?;
    answer(domain::roles::save(&desk, role).await)
}

/// Makes a new role that may do what another one may. The field of a refusal is `name`.
#[server(name = CopyRoleCall, prefix = "/api", endpoint = "copy_role", input = Json, output = Json)]
pub async fn copy_role(from: String, name: String) -> Answer<RoleDef> {
    let desk = proven_desk().await?;
    answer(domain::roles::copy(&desk, &from, &name).await)
}

/// Takes a role away that nobody has any more.
#[server(name = RemoveRoleCall, prefix = "/api", endpoint = "remove_role", input = Json, output = Json)]
pub async fn remove_role(key: String) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::roles::remove(&desk, &key).await)
}

/// What a person sees, and by which of their roles.
#[server(name = SightCall, prefix = "/api", endpoint = "sight", input = Json, output = Json)]
pub async fn sight(user: Uuid) -> Answer<PersonSight> {
    let desk = desk().await?;
    answer(domain::roles::sight_of(&desk, user).await)
}
