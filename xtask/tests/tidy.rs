//! Tidiness is a test: the arrows between crates, the size of files, the texts, the style.
#![expect(
    clippy::unwrap_used,
    reason = "a tree that cannot be read fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The most lines of a source file. Split by noun before a file reaches it.
const LINES: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// All files below a folder with one of some endings.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "node_modules" && name != "target" {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

const CRATES: [&str; 8] = [
    "contract",
    "entity",
    "migration",
    "domain",
    "app",
    "frontend",
    "server",
    "xtask",
];

#[test]
fn the_arrows_between_crates_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("contract", &[][..]),
        ("entity", &["contract"]),
        ("migration", &["contract", "entity"]),
        ("domain", &["contract", "entity", "migration"]),
        ("app", &["contract", "domain"]),
        ("frontend", &["app", "contract"]),
        ("server", &["app", "contract", "domain"]),
        ("xtask", &[]),
    ]);
    for name in CRATES {
        let manifest = std::fs::read_to_string(root().join(name).join("Cargo.toml")).unwrap();
        for other in CRATES.iter().filter(|other| **other != name) {
            let uses = manifest.lines().any(|line| {
                line.starts_with(&format!("{other}.")) || line.starts_with(&format!("{other} ="))
            });
            assert!(
                !uses || allowed[name].contains(other),
                "{name} must not use {other}"
            );
        }
    }
    let app = std::fs::read_to_string(root().join("app/Cargo.toml")).unwrap();
    assert!(
        app.contains("domain = { workspace = true, optional = true }"),
        "the browser's build must not hold domain"
    );
}

#[test]
fn no_source_file_outgrows_its_idea() {
    let long: Vec<String> = CRATES
        .iter()
        .flat_map(|folder| files(folder, &[".rs"]))
        .chain(files("style", &[".css"]))
        .chain(files("end2end", &[".ts"]))
        .filter_map(|path| {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            (lines > LINES).then(|| {
                format!(
                    "{}: {lines} lines",
                    path.strip_prefix(root()).unwrap().display()
                )
            })
        })
        .collect();
    assert!(long.is_empty(), "split by noun:\n{}", long.join("\n"));
}

#[test]
fn nothing_is_left_undone_in_the_source() {
    for path in CRATES
        .iter()
        .flat_map(|folder| files(folder, &[".rs"]))
        .filter(|path| !path.ends_with("xtask/tests/tidy.rs"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        for mark in ["TODO", "FIXME", "todo!(", "unimplemented!(", "#[ignore"] {
            assert!(!text.contains(mark), "{}: {mark}", path.display());
        }
    }
}

/// The names of classes in a style sheet's selectors.
fn classes(css: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut depth_of_comment = css;
    let mut plain = String::new();
    while let Some((before, rest)) = depth_of_comment.split_once("/*") {
        plain.push_str(before);
        depth_of_comment = rest.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(depth_of_comment);
    let letters: Vec<char> = plain.chars().collect();
    for (place, letter) in letters.iter().enumerate() {
        let begins = *letter == '.'
            && letters
                .get(place + 1)
                .is_some_and(|next| next.is_ascii_lowercase());
        let follows_number = place > 0 && letters[place - 1].is_ascii_digit();
        if begins && !follows_number {
            found.insert(
                letters[place + 1..]
                    .iter()
                    .take_while(|c| c.is_ascii_alphanumeric() || **c == '-' || **c == '_')
                    .collect(),
            );
        }
    }
    found
}

#[test]
fn the_style_holds_no_class_that_nothing_wears() {
    let mut source: String = files("app", &[".rs"])
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    source.extend(
        files("public", &[".html"])
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap()),
    );
    let unused: Vec<String> = files("style", &[".css"])
        .iter()
        .flat_map(|path| classes(&std::fs::read_to_string(path).unwrap()))
        .filter(|class| !is_worn(&source, class))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    assert!(unused.is_empty(), "no element wears: {}", unused.join(" "));
}

/// Whether the source writes the class, or makes it from its beginning and a variable (`btn--{look}`).
fn is_worn(source: &str, class: &str) -> bool {
    let made = class
        .match_indices("--")
        .map(|(end, _)| format!("{}--{{", &class[..end]))
        .any(|beginning| source.contains(&beginning));
    made || source.match_indices(class).any(|(place, _)| {
        let bytes = source.as_bytes();
        let is_part = |byte: Option<&u8>| {
            byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'_')
        };
        !is_part(place.checked_sub(1).and_then(|before| bytes.get(before)))
            && !is_part(bytes.get(place + class.len()))
    })
}

#[test]
fn every_icon_of_the_sprite_is_drawn_somewhere() {
    let sprite = std::fs::read_to_string(root().join("public/icons.svg")).unwrap();
    let mut source: String = files("app", &[".rs"])
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    source.extend(
        files("contract", &[".rs"])
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap()),
    );
    let unused: Vec<&str> = sprite
        .split("id=\"i-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|icon| !source.contains(&format!("\"{icon}\"")))
        .collect();
    assert!(unused.is_empty(), "nobody draws: {}", unused.join(" "));
}

/// The names of symbols that a source asks for: as an attribute, as a field, and from functions called `icon`.
fn asked_icons(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let literal = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
    for mark in ["icon=\"", "icon: \"", "Icon name=\""] {
        found.extend(source.split(mark).skip(1).map(literal));
    }
    for body in source.split("fn icon(").skip(1) {
        let body = body.split("\n    }").next().unwrap_or_default();
        found.extend(body.split("=> \"").skip(1).map(literal));
    }
    found
}

#[test]
fn every_icon_that_is_asked_for_is_in_the_sprite() {
    let sprite = std::fs::read_to_string(root().join("public/icons.svg")).unwrap();
    let missing: Vec<String> = ["app", "contract"]
        .iter()
        .flat_map(|folder| files(folder, &[".rs"]))
        .flat_map(|path| asked_icons(&std::fs::read_to_string(path).unwrap()))
        .filter(|icon| !sprite.contains(&format!("id=\"i-{icon}\"")))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    assert!(
        missing.is_empty(),
        "not in the sprite: {}",
        missing.join(" ")
    );
    let source = "<Icon name=\"eye\"/> icon=\"key\" fn icon(self) { Self::A => \"lock\",\n    }";
    assert_eq!(asked_icons(source).len(), 3, "the test itself finds them");
}
