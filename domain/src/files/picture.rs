//! A picture as it is shown: drawn anew from its points, so that nothing else of the file reaches a browser: no place where
//! it was taken, no second file behind its end, nothing that was made to break a decoder. What is downloaded is the
//! file itself, byte by byte. A drawn picture is kept nowhere: there is nothing to forget when the file is.

use std::io::Cursor;

use contract::Refusal;
use futures::TryStreamExt;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::table::open;
use crate::{Desk, Error, Result};

/// The longest side of a picture that is shown, in points.
const SIDE: u32 = 2_000;
/// The longest side of a picture that is read, in points.
const LONGEST_SIDE: u32 = 20_000;
/// The most memory that the points of one picture may take, in bytes: 64 million points of three colours.
const MOST_MEMORY: u64 = 192 * 1024 * 1024;
/// The largest file that is drawn, in bytes.
const LARGEST: u64 = 40 * 1024 * 1024;
/// How many are drawn at once: each takes a processor and its memory.
static DRAWING: Semaphore = Semaphore::const_new(2);
/// Of a JPEG, out of a hundred.
const QUALITY: u8 = 85;

/// A picture for browsers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Draws a file of a record for showing.
///
/// # Errors
/// [`Refusal::NotFound`] as [`open`], and for what is no picture, is damaged, or is larger than anybody's photograph.
pub async fn picture(desk: &Desk, id: Uuid) -> Result<Picture> {
    let (file, content) = open(desk, id).await?;
    if !file.is_image || file.bytes > LARGEST {
        return Err(Refusal::NotFound.into());
    }
    let _turn = DRAWING.acquire().await.map_err(Error::broken)?;
    let pieces: Vec<bytes::Bytes> = content.try_collect().await?;
    let drawn = tokio::task::spawn_blocking(move || drawn(&pieces.concat(), &file.media_type));
    let drawn = drawn.await.map_err(Error::broken)?;
    Ok(drawn.ok_or(Refusal::NotFound)?)
}

/// The picture anew; of one that moves, its beginning.
fn drawn(bytes: &[u8], media_type: &str) -> Option<Picture> {
    let image = read(bytes, ImageFormat::from_mime_type(media_type)?)?;
    let is_large = image.width().max(image.height()) > SIDE;
    let image = match is_large {
        true => image.thumbnail(SIDE, SIDE),
        false => image,
    };
    let mut bytes = Vec::new();
    let media_type = if image.color().has_alpha() {
        let image = DynamicImage::from(image.into_rgba8());
        let mut into = Cursor::new(&mut bytes);
        image.write_to(&mut into, ImageFormat::Png).ok()?;
        "image/png"
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        image.into_rgb8().write_with_encoder(encoder).ok()?;
        "image/jpeg"
    };
    Some(Picture { media_type, bytes })
}

/// The points of a picture, the right way up. Its size is read and judged before memory is taken for it.
fn read(bytes: &[u8], format: ImageFormat) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    Some(image)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, Rgb, RgbImage, RgbaImage};

    use super::{Picture, SIDE, drawn};

    fn photograph(width: u32, height: u32) -> DynamicImage {
        // The left half is red, the right half blue.
        let point = |x, _| match x < width / 2 {
            true => Rgb([250, 0, 0]),
            false => Rgb([0, 0, 250]),
        };
        RgbImage::from_fn(width, height, point).into()
    }

    fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        image
            .write_to(&mut Cursor::new(&mut bytes), format)
            .unwrap();
        bytes
    }

    fn points(picture: &Picture) -> DynamicImage {
        image::load_from_memory(&picture.bytes).unwrap()
    }

    /// A photograph that a camera turned on its side, with the place where it was taken.
    fn with_exif() -> Vec<u8> {
        let plain = encoded(&photograph(64, 32), ImageFormat::Jpeg);
        let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
        // Orientation: a quarter to the right.
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        tiff.extend(b"GPSLatitude 29.8683");
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], b"\xff\xe1", &length, &tiff, &plain[2..]].concat()
    }

    #[test]
    fn a_picture_is_drawn_anew_without_what_else_is_in_it() {
        let mut file = with_exif();
        file.extend(b"<script>alert(1)</script>");
        let shown = drawn(&file, "image/jpeg").unwrap();
        assert_eq!(shown.media_type, "image/jpeg");
        for hidden in [&b"Exif"[..], b"GPS", b"script"] {
            let is_there = |bytes: &[u8]| bytes.windows(hidden.len()).any(|part| part == hidden);
            assert!(is_there(&file) && !is_there(&shown.bytes));
        }
        let image = points(&shown).into_rgb8();
        assert_eq!(image.dimensions(), (32, 64), "it is turned as it was held");
        assert!(image.get_pixel(16, 5)[0] > 200 && image.get_pixel(16, 60)[2] > 200);
    }

    #[test]
    fn every_kind_is_shown_and_none_larger_than_screens() {
        let clear = DynamicImage::from(RgbaImage::new(10, 10));
        for (image, format, name, expected) in [
            (
                photograph(10, 10),
                ImageFormat::Png,
                "image/png",
                "image/jpeg",
            ),
            (clear.clone(), ImageFormat::Png, "image/png", "image/png"),
            (clear.clone(), ImageFormat::Gif, "image/gif", "image/png"),
            (clear, ImageFormat::WebP, "image/webp", "image/png"),
        ] {
            let shown = drawn(&encoded(&image, format), name).unwrap();
            assert_eq!((shown.media_type, points(&shown).width()), (expected, 10));
        }
        let wide = encoded(&photograph(SIDE * 2, 10), ImageFormat::Png);
        let shown = points(&drawn(&wide, "image/png").unwrap());
        assert_eq!((shown.width(), shown.height()), (SIDE, 5));
    }

    /// A PNG that says it is so large, and holds nothing.
    fn said(width: u32, height: u32) -> Vec<u8> {
        let mut png = encoded(&photograph(1, 1), ImageFormat::Png);
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(&png[12..29]);
        png[29..33].copy_from_slice(&sum.sum().to_be_bytes());
        png
    }

    #[test]
    fn what_is_no_picture_or_takes_all_memory_is_not_drawn() {
        for (width, height) in [
            (20_001, 1),
            (1, 20_001),
            (20_000, 20_000),
            (u32::MAX >> 1, u32::MAX >> 1),
        ] {
            assert_eq!(drawn(&said(width, height), "image/png"), None);
        }
        let whole = encoded(&photograph(64, 64), ImageFormat::Png);
        for (bytes, name) in [
            (&b""[..], "image/png"),
            (&b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
            (&whole[..whole.len() / 2], "image/png"),
            (&whole, "image/jpeg"),
            (&whole, "text/html"),
            (
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                "image/svg+xml",
            ),
        ] {
            assert_eq!(drawn(bytes, name), None, "{name}");
        }
    }

    #[test]
    fn no_file_breaks_the_drawing() {
        let small = photograph(9, 7);
        for (name, format) in [
            ("image/png", ImageFormat::Png),
            ("image/jpeg", ImageFormat::Jpeg),
            ("image/gif", ImageFormat::Gif),
            ("image/webp", ImageFormat::WebP),
        ] {
            prove::Attack::on(name)
                .cases(200)
                .seed(encoded(&small, format))
                .seed(with_exif())
                .bytes(move |bytes| {
                    let _ = drawn(bytes, name);
                });
        }
    }
}
