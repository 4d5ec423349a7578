//! Tables that are written while they are sent.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use tokio::io::DuplexStream;
use tokio::task::JoinHandle;
use tokio_util::io::ReaderStream;

use super::files::attachment;
use super::told::Told;

/// How much may be written ahead of the network, in bytes.
const AHEAD: usize = 64 * 1024;

/// A body that `write` fills. What is refused before the first byte is told as a refusal; what breaks later
/// breaks the body off, so that nobody takes half a table for the whole.
pub(super) async fn written<W, F>(write: W) -> Result<Body, Told>
where
    W: FnOnce(DuplexStream) -> F,
    F: Future<Output = domain::Result<u64>> + Send + 'static,
{
    let (writer, reader) = tokio::io::duplex(AHEAD);
    let task = tokio::spawn(write(writer));
    let mut pieces = ReaderStream::new(reader);
    match pieces.next().await {
        Some(first) => Ok(Body::from_stream(
            stream::iter([first])
                .chain(pieces)
                .chain(stream::once(end(task))),
        )),
        None => task
            .await
            .map_err(domain::Error::broken)?
            .map(|_| Body::empty())
            .map_err(Told::from),
    }
}

/// Nothing more, or what went wrong.
async fn end(task: JoinHandle<domain::Result<u64>>) -> io::Result<Bytes> {
    let done = task
        .await
        .map_err(domain::Error::broken)
        .and_then(|done| done);
    done.map(|_| Bytes::new())
        .map_err(|error| io::Error::other(error.into_refusal()))
}

/// A table for a spreadsheet, to keep.
pub(super) fn csv(name: &str, content: Body) -> Response {
    kept(name, "text/csv; charset=utf-8", content)
}

/// A file to keep, of a media type.
pub(super) fn kept(name: &str, kind: &'static str, content: Body) -> Response {
    let kind = HeaderValue::from_static(kind);
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_DISPOSITION, attachment(name)),
        ],
        content,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use contract::Refusal;
    use tokio::io::AsyncWriteExt;

    use super::written;

    #[tokio::test]
    async fn half_a_table_is_no_table() {
        let whole = written(async |mut writer| Ok(writer.write_all(b"a,b").await.map(|()| 1)?))
            .await
            .unwrap();
        assert_eq!(to_bytes(whole, 100).await.unwrap(), "a,b");
        let broken = written(async |mut writer| {
            writer.write_all(b"a,b").await?;
            Err(domain::Error::broken("the disk is gone"))
        });
        assert!(to_bytes(broken.await.unwrap(), 100).await.is_err());
        let refused = written(async |_| Err(Refusal::Forbidden.into())).await;
        assert_eq!(refused.unwrap_err().0, Refusal::Forbidden);
    }
}
