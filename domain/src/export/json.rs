//! One array of objects.

use contract::plain;
use serde_json::{Map, json};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::pages::Pages;
use crate::Result;

pub(super) async fn write<W: AsyncWrite + Unpin>(
    mut pages: Pages<'_>,
    mut writer: W,
) -> Result<u64> {
    let fields = pages.fields();
    let mut count = 0;
    writer.write_all(b"[").await?;
    loop {
        let records = pages.next().await?;
        if records.is_empty() {
            break;
        }
        for record in &records {
            let mut object = Map::new();
            object.insert("id".to_owned(), json!(record.id));
            for field in &fields {
                let value = plain::value(field, record.value(&field.key));
                object.insert(field.key.clone(), value);
            }
            let before: &[u8] = if count == 0 { b"\n" } else { b",\n" };
            writer.write_all(before).await?;
            writer.write_all(&serde_json::to_vec(&object)?).await?;
            count += 1;
        }
    }
    writer.write_all(b"\n]\n").await?;
    writer.flush().await?;
    Ok(count)
}
