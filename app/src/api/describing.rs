//! Objects and fields as administrators describe them.

use contract::dto::configuration::Comparison;
use contract::dto::configuring::Preview;
use contract::dto::defining::{
    ChoiceUse, FieldChange, FieldInfo, NewObject, NewPipeline, ObjectBody, ObjectInfo,
};
use contract::{FieldDef, ObjectDef};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// All objects with what was changed of them and what was put away, for administrators.
#[server(name = DescribedCall, prefix = "/api", endpoint = "described", input = Json, output = Json)]
pub async fn described() -> Answer<Vec<ObjectInfo>> {
    let desk = desk().await?;
    answer(domain::describing::objects(&desk).await)
}

/// One field with how much there is of it, for administrators.
#[server(name = DescribedFieldCall, prefix = "/api", endpoint = "described_field", input = Json, output = Json)]
pub async fn described_field(object: String, key: String) -> Answer<FieldInfo> {
    let desk = desk().await?;
    answer(domain::describing::field(&desk, &object, &key).await)
}

/// Every field of an object with how much there is of it, for administrators.
#[server(name = DescribedFieldsCall, prefix = "/api", endpoint = "described_fields", input = Json, output = Json)]
pub async fn described_fields(object: String) -> Answer<Vec<FieldInfo>> {
    let desk = desk().await?;
    answer(domain::describing::fields(&desk, &object).await)
}

/// How many records carry each choice of a field, for administrators.
#[server(name = ChoicesInUseCall, prefix = "/api", endpoint = "choices_in_use", input = Json, output = Json)]
pub async fn choices_in_use(object: String, key: String) -> Answer<Vec<ChoiceUse>> {
    let desk = desk().await?;
    answer(domain::describing::choices_in_use(&desk, &object, &key).await)
}

/// Adds an object, for administrators. The fields of a refusal are those of [`NewObject`].
#[server(name = AddObjectCall, prefix = "/api", endpoint = "add_object", input = Json, output = Json)]
pub async fn add_object(new: NewObject) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::add_object(&desk, new).await)
}

/// Changes what is said of an object, for administrators; what the body does not name stays.
#[server(name = ChangeObjectCall, prefix = "/api", endpoint = "change_object", input = Json, output = Json)]
pub async fn change_object(key: String, body: ObjectBody, version: i32) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::change_object(&desk, &key, body, version).await)
}

/// Puts an object away with its records, for administrators.
#[server(name = PutObjectAwayCall, prefix = "/api", endpoint = "put_object_away", input = Json, output = Json)]
pub async fn put_object_away(key: String, version: i32) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::put_away(&desk, &key, version).await)
}

/// Brings an object back with its records, for administrators.
#[server(name = BringObjectBackCall, prefix = "/api", endpoint = "bring_object_back", input = Json, output = Json)]
pub async fn bring_object_back(key: String, version: i32) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::bring_back(&desk, &key, version).await)
}

/// What is wrong with a formula, roll-up or pattern that is being written, and what the formula comes to for the newest
/// record, for administrators.
#[server(name = PreviewFieldCall, prefix = "/api", endpoint = "preview_field", input = Json, output = Json)]
pub async fn preview_field(object: String, field: FieldDef) -> Answer<Preview> {
    let desk = desk().await?;
    answer(domain::derived::preview(&desk, &object, &field).await)
}

/// Adds a field or changes one, for administrators. The fields of a refusal are the parts of [`contract::FieldDef`].
#[server(name = SaveFieldCall, prefix = "/api", endpoint = "save_field", input = Json, output = Json)]
pub async fn save_field(change: FieldChange) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::save_field(&desk, change).await)
}

/// Adds a pipeline with a copy of the stages of another, for administrators.
#[server(name = AddPipelineCall, prefix = "/api", endpoint = "add_pipeline", input = Json, output = Json)]
pub async fn add_pipeline(new: NewPipeline) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::add_pipeline(&desk, new).await)
}

/// Puts a field away with its values, for administrators.
#[server(name = PutFieldAwayCall, prefix = "/api", endpoint = "put_field_away", input = Json, output = Json)]
pub async fn put_field_away(object: String, key: String, version: i32) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::put_field_away(&desk, &object, &key, version).await)
}

/// Brings a field back with its values, for administrators.
#[server(name = BringFieldBackCall, prefix = "/api", endpoint = "bring_field_back", input = Json, output = Json)]
pub async fn bring_field_back(object: String, key: String, version: i32) -> Answer<ObjectDef> {
    let desk = desk().await?;
    answer(domain::describing::bring_field_back(&desk, &object, &key, version).await)
}

/// The configuration as one file, for administrators.
#[server(name = ConfigurationFileCall, prefix = "/api", endpoint = "configuration_file", input = Json, output = Json)]
pub async fn configuration_file() -> Answer<String> {
    let desk = desk().await?;
    answer(domain::describing::write_file(&desk).await)
}

/// What a file would change, for administrators.
#[server(name = CompareConfigurationCall, prefix = "/api", endpoint = "compare_configuration", input = Json, output = Json)]
pub async fn compare_configuration(file: String) -> Answer<Comparison> {
    let desk = desk().await?;
    answer(domain::describing::compare(&desk, &file).await)
}

/// Applies a file as a whole, for administrators. `state` is what the comparison answered.
#[server(name = ApplyConfigurationCall, prefix = "/api", endpoint = "apply_configuration", input = Json, output = Json)]
pub async fn apply_configuration(file: String, state: String) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::describing::apply(&desk, &file, &state).await)
}
