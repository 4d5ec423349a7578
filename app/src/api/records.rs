//! Lists, records and what stands around them.

use contract::dto::records::{
    Change, RecordPage, RelatedCount, Suggestion, Timeline, TimelineFilter, Twin,
};
use contract::query::Total;
use contract::value::Values;
use contract::{Catalogue, ListPage, ListQuery, Problem, Record};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// All objects as the asker may see them.
#[server(name = CatalogueCall, prefix = "/api", endpoint = "catalogue", input = Json, output = Json)]
pub async fn catalogue() -> Answer<Catalogue> {
    let desk = desk().await?;
    answer(domain::catalogue::of(&desk).await)
}

/// One page of a list.
#[server(name = ListCall, prefix = "/api", endpoint = "list", input = Json, output = Json)]
pub async fn list(query: ListQuery) -> Answer<ListPage> {
    let desk = desk().await?;
    answer(domain::records::list(&desk, &query).await)
}

/// Those of some records that belong to a list, as its rows show them: what is shown is asked so again.
#[server(name = SomeCall, prefix = "/api", endpoint = "some", input = Json, output = Json)]
pub async fn some(query: ListQuery, ids: Vec<Uuid>) -> Answer<Vec<Record>> {
    let desk = desk().await?;
    answer(domain::records::some(&desk, &query, &ids).await)
}

/// One record with what its page says of it at once.
/// How many records match a question, counted to 10,000.
#[server(name = CountCall, prefix = "/api", endpoint = "count", input = Json, output = Json)]
pub async fn count(query: ListQuery) -> Answer<Total> {
    let desk = desk().await?;
    answer(domain::records::count(&desk, &query).await)
}

/// What some records of an object are called, as far as the asker may see them.
#[server(name = TitlesCall, prefix = "/api", endpoint = "titles", input = Json, output = Json)]
pub async fn titles(object: String, ids: Vec<Uuid>) -> Answer<Vec<(Uuid, String)>> {
    let desk = desk().await?;
    answer(domain::records::titles(&desk, &object, ids).await)
}

#[server(name = RecordCall, prefix = "/api", endpoint = "record", input = Json, output = Json)]
pub async fn record(object: String, id: Uuid) -> Answer<RecordPage> {
    let desk = desk().await?;
    let page = answer(domain::records::page(&desk, &object, id).await)?;
    domain::search::note_opened(desk, object, id);
    Ok(page)
}

/// How many records point to a record, by object and field.
#[server(name = RelatedCall, prefix = "/api", endpoint = "related", input = Json, output = Json)]
pub async fn related(object: String, id: Uuid) -> Answer<Vec<RelatedCount>> {
    let desk = desk().await?;
    answer(domain::records::related(&desk, &object, id).await)
}

/// A new record. The id is made by the client, so that a second try makes no second record.
#[server(name = CreateCall, prefix = "/api", endpoint = "create", input = Json, output = Json)]
pub async fn create(object: String, id: Uuid, values: Values) -> Answer<Record> {
    let desk = desk().await?;
    answer(domain::records::create(&desk, &object, id, values).await)
}

/// Shows the value of a sensitive field of one record, which is noted in the log.
#[server(name = UnmaskCall, prefix = "/api", endpoint = "unmask", input = Json, output = Json)]
pub async fn unmask(object: String, id: Uuid, field: String) -> Answer<String> {
    let desk = desk().await?;
    let shown = domain::sealing::unmask(&desk, &object, id, &field).await;
    answer(shown.map(|text| text.to_string()))
}

/// Changes fields of a record; a clash with somebody else's change is a conflict.
#[server(name = UpdateCall, prefix = "/api", endpoint = "update", input = Json, output = Json)]
pub async fn update(change: Change) -> Answer<Record> {
    let desk = match opens_doors(&change) {
        true => proven_desk().await?,
        false => desk().await?,
    };
    answer(domain::records::update(&desk, change).await)
}

/// Whether it changes what a user may do, or the address by which they sign in.
#[cfg(feature = "ssr")]
fn opens_doors(change: &Change) -> bool {
    let is_told = |field| change.values.contains_key(field);
    change.object == contract::objects::USER
        && ["role", "more_roles", "email"].into_iter().any(is_told)
}

/// Puts a record into the bin, from where [`restore`] brings it back.
#[server(name = DeleteCall, prefix = "/api", endpoint = "delete", input = Json, output = Json)]
pub async fn delete(object: String, id: Uuid) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::records::delete(&desk, &object, id).await)
}

/// Brings a deleted record back as it was.
#[server(name = RestoreCall, prefix = "/api", endpoint = "restore", input = Json, output = Json)]
pub async fn restore(object: String, id: Uuid) -> Answer<Record> {
    let desk = desk().await?;
    answer(domain::records::restore(&desk, &object, id).await)
}

/// Why a telephone number cannot exist, while a form is filled in.
#[server(name = PhoneProblemCall, prefix = "/api", endpoint = "phone_problem", input = Json, output = Json)]
pub async fn phone_problem(text: String) -> Answer<Option<Problem>> {
    let desk = desk().await?;
    Ok(domain::records::phone_problem(&desk, &text))
}

/// Records that may be the same as the one being typed.
#[server(name = TwinsCall, prefix = "/api", endpoint = "twins", input = Json, output = Json)]
pub async fn twins(object: String, values: Values, except: Option<Uuid>) -> Answer<Vec<Twin>> {
    let desk = desk().await?;
    answer(domain::records::twins(&desk, &object, &values, except).await)
}

/// Records of an object to choose from, by the beginning of their words; the recent ones for no words.
#[server(name = SuggestCall, prefix = "/api", endpoint = "suggest", input = Json, output = Json)]
pub async fn suggest(object: String, words: String) -> Answer<Vec<Suggestion>> {
    let desk = desk().await?;
    answer(domain::search::suggest(&desk, &object, &words).await)
}

/// What happened with a record, the newest first.
#[server(name = TimelineCall, prefix = "/api", endpoint = "timeline", input = Json, output = Json)]
pub async fn timeline(
    object: String,
    id: Uuid,
    filter: TimelineFilter,
    after: Option<String>,
) -> Answer<Timeline> {
    let desk = desk().await?;
    answer(domain::records::timeline(&desk, &object, id, &filter, after.as_deref()).await)
}

/// Tags in use on an object that begin with some letters, the most used first.
#[server(name = TagsCall, prefix = "/api", endpoint = "tags", input = Json, output = Json)]
pub async fn tags(object: String, field: String, beginning: String) -> Answer<Vec<String>> {
    let desk = desk().await?;
    answer(domain::records::tags_like(&desk, &object, &field, &beginning).await)
}
