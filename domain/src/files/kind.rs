//! What a file is, by its content; what its name says counts for nothing.

/// How many bytes of its beginning tell.
pub(super) const TELLING: usize = 8 * 1024;

/// The pictures that a browser draws and nothing else: no markup, no scripts.
const IMAGES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// The media type of a file that begins like this.
pub(super) fn media_type(beginning: &[u8]) -> &'static str {
    match infer::get(beginning) {
        Some(kind) => kind.mime_type(),
        None if is_text(beginning) => "text/plain",
        None => "application/octet-stream",
    }
}

/// Whether a picture of it can be shown.
pub(super) fn is_image(media_type: &str) -> bool {
    IMAGES.contains(&media_type)
}

/// UTF-8 without NUL; a character may be cut at the end.
fn is_text(beginning: &[u8]) -> bool {
    let is_utf8 = match std::str::from_utf8(beginning) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    is_utf8 && !beginning.is_empty() && !beginning.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::{is_image, media_type};

    #[test]
    fn content_tells_the_kind() {
        let check = |content: &[u8], expected, image| {
            assert_eq!(media_type(content), expected);
            assert_eq!(is_image(media_type(content)), image, "{expected}");
        };
        check(b"\x89PNG\r\n\x1a\n....", "image/png", true);
        check(b"\xff\xd8\xff\xe0....", "image/jpeg", true);
        check(b"GIF89a....", "image/gif", true);
        check(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", true);
        check(b"%PDF-1.7", "application/pdf", false);
        check(b"<!DOCTYPE html><script>", "text/html", false);
        check(
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "text/plain",
            false,
        );
        check("只是文字".as_bytes(), "text/plain", false);
        check(&"只是文字".as_bytes()[..10], "text/plain", false);
        check(b"", "application/octet-stream", false);
        check(b"\x00\x01\x02", "application/octet-stream", false);
    }
}
