//! Archives that nobody made by `rapport backup`.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::Keys;
use super::manifest::{DATABASE, FILES, MEMBER, SUMS};
use super::unpack::{Into, unpack};

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o600);
        // As it is, where a builder would refuse a name that leads out.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *content).unwrap();
    }
    archive.into_inner().unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn no_archive_breaks_the_reading_or_leads_out_of_its_place() {
    let manifest = br#"{"form":1,"version":"0.1.0","made_at":"2026-11-22T03:00:00Z","database":"sqlite","migrations":[],"counts":{},"files":1,"sums":"00"}"#;
    let file = format!("{FILES}/content/ab/abcd");
    let whole = archive(&[
        (DATABASE, b"SQLite format 3\0"),
        (&file, b"an offer"),
        (SUMS, b"00  database\n"),
        (MEMBER, manifest),
    ]);
    let astray = archive(&[
        ("files/../../outside", b"x"),
        ("files//etc/outside", b"x"),
        ("/outside", b"x"),
        (MEMBER, manifest),
    ]);
    let check = |bytes: &[u8]| {
        let outer = tempfile::tempdir().unwrap();
        let (database, files) = (outer.path().join("in/db"), outer.path().join("in/files"));
        let into = Into {
            database: Some(&database),
            files: Some(&files),
        };
        for input in [packed(bytes), bytes.to_vec()] {
            assert!(unpack(&Keys::default(), Cursor::new(input), into).is_err());
        }
        let outside: Vec<_> = std::fs::read_dir(outer.path()).unwrap().collect();
        assert!(outside.len() <= 1, "{outside:?}");
        let text = String::from_utf8_lossy(bytes).into_owned();
        let _ = Keys::read(std::slice::from_ref(&text), Some(&text), None);
    };
    prove::Attack::on("archives")
        .cases(250)
        .seed(whole)
        .seed(astray)
        .seed(b"age-encryption.org/v1\n-> X25519 abc\nabc\n--- abc\n")
        .seed(b"age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p")
        .words(&[
            "../",
            "/",
            "files/",
            "manifest.json",
            "\0\0\0\0",
            "AGE-SECRET-KEY-1",
            "-> scrypt a 30\n",
        ])
        .bytes(check);
}
