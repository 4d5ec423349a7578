//! What stopped the program, in one sentence that says what to do.

use app::i18n::Language;
use contract::Refusal;
use domain::sqlite_code;

/// The sentence of an error.
pub(crate) fn sentence(error: &anyhow::Error) -> String {
    match error.downcast_ref::<domain::Error>() {
        Some(domain::Error::Refused(refusal)) => refused(refusal),
        Some(domain::Error::Broken(cause)) => of_database(&format!("{cause:#}")),
        None => of_database(&format!("{error:#}")),
    }
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(problems) => {
            let told = problems.iter().map(|one| {
                format!(
                    "{}: {}",
                    one.field,
                    app::ui::problem_text(Language::English, &one.problem)
                )
            });
            told.collect::<Vec<_>>().join("; ")
        }
        Refusal::Backup(trouble) => app::settings::backup_trouble(Language::English, trouble),
        Refusal::Unreadable(trouble) => {
            app::imports::trouble_text(Language::English, trouble, None)
        }
        other => app::ui::refusal_text(Language::English, other),
    }
}

/// The trouble that a database has, told by the codes of SQLite and the words of both.
fn of_database(chain: &str) -> String {
    let known = match sqlite_code(chain) {
        Some(5 | 6) => Some(
            "the database is locked: another program writes to it; end that program, or wait, and start again",
        ),
        Some(8) => Some(
            "the database is read-only: give this user the right to write the file and its folder",
        ),
        Some(10) => Some(
            "the disk fails when the database is read or written: check that it has room and is sound",
        ),
        Some(11) => Some("the database file is damaged: put a backup in its place"),
        Some(13) => Some("the disk is full: make room for the database and start again"),
        Some(14) => Some(
            "the database file cannot be opened: check that its folder exists and is not read-only, and that this user may write there",
        ),
        Some(26) => Some(
            "the database file is no SQLite database: name another one, or put a backup in its place",
        ),
        _ if chain.contains("migration file is missing")
            || chain.contains("has been applied but its file is missing") =>
        {
            Some(
                "the database was made by a newer Rapport: start that version again, or put a backup in its place",
            )
        }
        _ if chain.contains("PostgreSQL cannot be reached") && chain.contains("pool timed out") => {
            Some(
                "PostgreSQL does not answer: check that it runs, and host and port in the address of the database",
            )
        }
        _ => None,
    };
    known.map_or_else(|| one_line(chain), str::to_owned)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use contract::{Problem, Refusal};

    use super::sentence;

    #[test]
    fn trouble_is_one_sentence_that_says_what_to_do() {
        let broken = |text: &str| sentence(&anyhow::Error::from(domain::Error::broken(text)));
        assert!(
            broken("error returned from database: (code: 8) attempt to write a readonly database")
                .contains("read-only")
        );
        assert!(
            broken("error returned from database: (code: 5) database is locked").contains("locked")
        );
        assert!(broken("(code: 1288) x").contains("read-only"));
        assert!(broken("(code: 13) database or disk is full").contains("full"));
        let newer = "Migration file of version 'm2099' is missing, this migration has been applied but its file is missing";
        assert!(broken(newer).contains("newer"));
        assert_eq!(broken("two\n lines"), "two lines");
        let refused = anyhow::Error::from(domain::Error::invalid("email", Problem::Taken));
        assert!(sentence(&refused).starts_with("email: "));
        assert!(
            !sentence(&anyhow::Error::from(domain::Error::Refused(
                Refusal::NotFound
            )))
            .is_empty()
        );
    }
}
