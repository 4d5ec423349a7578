//! Many choices at once, one a line.

use contract::{Choice, Label};
use leptos::prelude::*;

use super::choice_list::Choices;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Dialog, DialogBody, DialogButtons, DialogFoot, Field, TextArea};

/// A dialog to paste lines into.
#[component]
pub fn PasteChoices(choices: Choices, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let text = RwSignal::new(String::new());
    let known = move || {
        choices.rows.with_untracked(|rows| {
            rows.iter()
                .map(|(_, choice)| choice.label.en.clone())
                .collect()
        })
    };
    let found = Memo::new(move |_| read_lines(&text.get(), untrack(known)));
    let add = move |()| {
        choices.add(found.get_untracked());
        on_close.run(());
    };
    view! {
        <Dialog title=t!(language, describing.paste_choices) on_close>
            <DialogBody>
                <Field
                    id="choices-lines"
                    label=t!(language, describing.lines)
                    help=t!(language, describing.lines_hint)
                >
                    <TextArea value=text rows=8 autofocus=true/>
                </Field>
            </DialogBody>
            <DialogFoot>
                <DialogButtons
                    act=Signal::derive(move || t!(language, describing.add_lines, count = found.with(Vec::len)))
                    disabled=Signal::derive(move || found.with(Vec::is_empty))
                    on_act=add
                    on_close
                />
            </DialogFoot>
        </Dialog>
    }
}

/// One choice of each line: both languages with a tab, a bar or a comma between, or the same word for both. Lines that
/// stand twice, or that are known already, are left out.
fn read_lines(text: &str, known: Vec<String>) -> Vec<Choice> {
    let mut taken = known;
    let mut found = Vec::new();
    for line in text.lines() {
        let label = read_line(line);
        let is_taken = taken
            .iter()
            .any(|other| other.eq_ignore_ascii_case(&label.en));
        if label.en.is_empty() || is_taken {
            continue;
        }
        taken.push(label.en.clone());
        found.push(Choice {
            label,
            ..Choice::default()
        });
    }
    found
}

fn read_line(line: &str) -> Label {
    let (one, other) = line
        .split_once(['\t', '|', ',', '，', ';', '；'])
        .unwrap_or((line, ""));
    let (one, other) = (one.trim(), other.trim());
    match (one, other) {
        (one, "") => Label::same(one),
        ("", other) => Label::same(other),
        // Whichever way round it was written.
        (one, other) if is_chinese(one) && !is_chinese(other) => Label::new(other, one),
        (one, other) => Label::new(one, other),
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars()
        .any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::read_lines;

    #[test]
    fn lines_become_choices_in_both_languages() {
        let text = "Laser | 激光\n焊接, Welding\n\n Press \nlaser\t镭射\nKnown";
        let found = read_lines(text, vec!["Known".into()]);
        let labels: Vec<_> = found
            .iter()
            .map(|choice| (choice.label.en.as_str(), choice.label.zh.as_str()))
            .collect();
        assert_eq!(
            labels,
            [("Laser", "激光"), ("Welding", "焊接"), ("Press", "Press")]
        );
    }
}
