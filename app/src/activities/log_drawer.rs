//! The quick log: opened from anywhere by L or +, saved in four touches at most.

use contract::dto::activities::About;
use contract::{Choice, FieldProblem};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::log_about::{LogAbout, guess};
use super::log_draft::{CALL, Draft, NOTE, Named, TASK};
use super::log_form::LogForm;
use super::log_sender::LogSender;
use super::log_step::LogStep;
use super::log_store::LogStore;
use super::when::Preset;
use crate::i18n::use_language;
use crate::shell::{Over, Overlay, QuickLog, lay_over, use_me, use_quick_log};
use crate::t;
use crate::ui::{
    Banner, Button, ButtonSize, Chip, DateTimeInput, DialogBody, DialogFoot, Drawer, Field, Look,
    Press, Seg, TextArea, browser, use_clock, use_toasts,
};

/// The kinds that the quick log offers, the usual one first.
const KINDS: [&str; 5] = [CALL, "visit", "wechat", NOTE, TASK];

/// Draws the quick log when somebody opens it, and sends what waits for the network.
#[component]
pub fn QuickLogHost() -> impl IntoView {
    let log = use_quick_log();
    keep_in_address(log);
    let store = LogStore::of(use_me().with_untracked(|me| me.id));
    let sender = LogSender::new(store, log, use_toasts(), use_language());
    Effect::new(move |_| {
        if sender.refused.with(Option::is_some) {
            log.open(None);
        }
    });
    move || {
        log.opened().map(|about| {
            let (draft, problems) = untrack(|| begin(sender, about));
            lay_over(Over::Log {
                sender,
                draft: Box::new(draft),
                problems,
            })
        })
    }
}

/// An open log stands in the address; an address with one opens it.
fn keep_in_address(log: QuickLog) {
    let overlay = Overlay::named("log");
    Effect::new(move |was_asked: Option<bool>| {
        let is_asked = overlay.is_open();
        match untrack(|| log.opened().is_some()) {
            false if is_asked => log.open(None),
            true if !is_asked && was_asked == Some(true) => log.close(),
            _ => {}
        }
        is_asked
    });
    Effect::new(move |_| match log.opened().is_some() {
        true => overlay.open(),
        false => overlay.close(),
    });
}

/// What the drawer begins with: what was refused, what is unfinished, or something new.
fn begin(sender: LogSender, about: Option<About>) -> (Draft, Vec<FieldProblem>) {
    if let Some(refused) = sender.refused.get_untracked() {
        sender.refused.set(None);
        return refused;
    }
    let about = about.or_else(guess);
    let kept = sender.store.draft(about.as_ref().map(|about| about.id));
    let named = about.map(|about| Named {
        object: about.object,
        id: about.id,
        title: String::new(),
    });
    (kept.unwrap_or_else(|| Draft::new(named)), Vec::new())
}

/// The quick log.
#[component]
pub(crate) fn LogDrawer(
    sender: LogSender,
    draft: Draft,
    problems: Vec<FieldProblem>,
) -> impl IntoView {
    let language = use_language();
    let is_kept = !draft.is_blank();
    let form = LogForm::new(draft, problems, use_clock());
    let is_saved = StoredValue::new(false);
    Effect::new(move |_| {
        let draft = form.draft();
        if !is_saved.get_value() {
            sender.store.keep(&draft);
        }
    });
    let save = move || {
        let draft = untrack(|| form.draft());
        let problems = draft.problems();
        if !problems.is_empty() || is_saved.get_value() {
            form.problems.set(problems);
            return browser::focus_invalid();
        }
        is_saved.set_value(true);
        sender.send(draft);
        sender.log.close();
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    view! {
        <Drawer title=t!(language, activities.log) on_close=move |()| sender.log.close()>
            <form class="log" on:submit=submit on:keydown=keys novalidate>
                <DialogBody>
                    <Waiting sender/>
                    <LogAbout form/>
                    <Kinds form/>
                    <Words form is_kept/>
                    <Outcomes form/>
                    {move || match form.is_task() {
                        true => view! { <Due form/> }.into_any(),
                        false => view! { <LogStep form/> }.into_any(),
                    }}
                </DialogBody>
                <DialogFoot>
                    <Button label=t!(language, common.save) icon="check" look=Look::Primary size=ButtonSize::Block press=Press::Submit/>
                </DialogFoot>
            </form>
        </Drawer>
    }
}

/// Says how many logs wait for the network.
#[component]
fn Waiting(sender: LogSender) -> impl IntoView {
    let language = use_language();
    move || {
        let count = sender.waiting.get();
        (count > 0).then(|| view! {
            <Banner text=t!(language, activities.waiting, count)>
                <Button label=t!(language, activities.send_now) size=ButtonSize::Small on_press=move |()| sender.flush()/>
            </Banner>
        })
    }
}

#[component]
fn Kinds(form: LogForm) -> impl IntoView {
    let language = use_language();
    let all = form.choices("kind");
    let label = |key: &str| {
        all.iter()
            .find(|choice| choice.key == key)
            .map(|choice| choice.label.get(language).to_owned())
    };
    let options: Vec<(String, String)> = KINDS
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), label(key)?)))
        .collect();
    let pick = move |kind: String| {
        form.kind.set(kind);
        form.mend(&["kind", "text", "due_at", "subject"]);
    };
    view! { <Seg label=t!(language, activities.kind) options value=form.kind on_pick=pick class="w-full log__kinds"/> }
}

#[component]
fn Words(form: LogForm, is_kept: bool) -> impl IntoView {
    let language = use_language();
    let placeholder = move || {
        form.kind.with(|kind| match kind.as_str() {
            TASK => t!(language, activities.say_task),
            NOTE => t!(language, activities.say_note),
            "visit" => t!(language, activities.say_visit),
            _ => t!(language, activities.say_call),
        })
    };
    let label = move || {
        if form.is_task() {
            t!(language, activities.what_to_do)
        } else {
            t!(language, activities.what_was_said)
        }
    };
    let error = move || form.problem(&["text", "subject", "body"], language);
    view! {
        <Field
            id="log-text"
            label=Signal::derive(move || label().to_owned())
            error=Signal::derive(error)
            help=is_kept.then(|| t!(language, activities.kept).to_owned())
        >
            <TextArea
                value=form.text
                rows=4
                max_chars=20_000
                autofocus=true
                placeholder=Signal::derive(move || placeholder().to_owned())
                on_input=move |()| form.mend(&["text", "subject", "body"])
            />
        </Field>
    }
}

/// How a call ended. One more press takes the answer back.
#[component]
fn Outcomes(form: LogForm) -> impl IntoView {
    let language = use_language();
    let chip = move |choice: Choice| {
        let (key, pressed) = (choice.key.clone(), choice.key.clone());
        let pick = move |()| {
            form.outcome.update(|outcome| match *outcome == key {
                true => outcome.clear(),
                false => outcome.clone_from(&key),
            })
        };
        let is_set = Signal::derive(move || form.outcome.with(|outcome| *outcome == pressed));
        view! { <Chip label=choice.label.get(language).to_owned() pressed=is_set on_press=pick/> }
    };
    let is_call = Memo::new(move |_| form.kind.with(|kind| kind == CALL));
    view! {
        <Show when=move || is_call.get()>
            <Field id="log-outcome" label=t!(language, activities.outcome) group=true>
                <div class="chips">{form.choices("outcome").into_iter().map(chip).collect_view()}</div>
            </Field>
        </Show>
    }
}

/// When a task is due: a day of one touch, or any moment.
#[component]
fn Due(form: LogForm) -> impl IntoView {
    let language = use_language();
    let at = move |preset: Option<Preset>| {
        let today = form.clock.today();
        match preset {
            Some(preset) => form.morning(preset.day(today)),
            None => form.clock.at(0, 17, 0),
        }
    };
    let chip = move |preset: Option<Preset>| {
        let label = preset.map_or(t!(language, activities.today_five), |preset| {
            super::put_off::preset_text(preset, language)
        });
        let is_set = Signal::derive(move || form.due.get() == Some(at(preset)));
        let set = move |()| {
            form.due.set(Some(untrack(|| at(preset))));
            form.mend(&["due_at"]);
        };
        view! { <Chip label pressed=is_set on_press=set/> }
    };
    let days = std::iter::once(None).chain(Preset::ALL.map(Some));
    view! {
        <div class="chips" role="group" aria-label=t!(language, activities.due)>{days.map(chip).collect_view()}</div>
        <Field id="log-due" label=t!(language, activities.due) required=true error=Signal::derive(move || form.problem(&["due_at"], language))>
            <DateTimeInput value=form.due on_change=move |()| form.mend(&["due_at"])/>
        </Field>
    }
}
