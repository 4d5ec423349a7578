//! Comma-separated values.

use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::pages::Pages;
use super::rows::{headers, rows};
use crate::Result;
use crate::import::line;

pub(super) async fn write<W: AsyncWrite + Unpin>(
    mut pages: Pages<'_>,
    mut writer: W,
) -> Result<u64> {
    let fields = pages.fields();
    let language = pages.desk.preferences().language;
    writer.write_all("\u{feff}".as_bytes()).await?;
    let headers: Vec<String> = fields
        .iter()
        .flat_map(|field| headers(language, field))
        .collect();
    writer
        .write_all(&line(headers.iter().map(String::as_str))?)
        .await?;
    let mut count = 0;
    loop {
        let records = pages.next().await?;
        if records.is_empty() {
            break;
        }
        count += records.len() as u64;
        for row in rows(pages.desk, &fields, &records).await? {
            writer
                .write_all(&line(row.iter().map(|cell| cell.words.as_str()))?)
                .await?;
        }
    }
    writer.flush().await?;
    Ok(count)
}
