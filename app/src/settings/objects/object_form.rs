//! The drawer in which an object is added or changed.

use contract::dto::defining::{NewObject, ObjectBody, ObjectInfo};
use contract::{Label, ObjectDef, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::Place;
use super::described::{Described, filled, living, use_described};
use super::icons::{HuePicker, IconPicker};
use super::leaving::{Leaving, asking};
use super::outdated::Outdated;
use crate::api::describing::{add_object, change_object};
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::t;
use crate::ui::unsaved::{ask_while, sending};
use crate::ui::{
    Checkbox, DialogBody, DialogButtons, DialogFoot, Drawer, Field, Problems, TextInput, Trouble,
    use_toasts,
};

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Draft {
    /// English and Chinese of one record, then of many.
    words: [RwSignal<String>; 4],
    icon: RwSignal<String>,
    hue: RwSignal<Option<u16>>,
    followed: RwSignal<bool>,
    searched: RwSignal<Vec<String>>,
    alike: RwSignal<Vec<String>>,
    version: StoredValue<i32>,
    before: StoredValue<NewObject>,
}

impl Draft {
    fn new(info: Option<&ObjectInfo>) -> Self {
        let object = info.map(|info| info.object.clone()).unwrap_or_default();
        let hue = if info.is_some() { object.hue } else { 255 };
        let icon = if info.is_some() {
            object.icon
        } else {
            "layers".to_owned()
        };
        let words = [
            object.label.en,
            object.label.zh,
            object.plural.en,
            object.plural.zh,
        ];
        let draft = Self {
            words: words.map(RwSignal::new),
            icon: RwSignal::new(icon),
            hue: RwSignal::new(Some(hue)),
            followed: RwSignal::new(object.followed),
            searched: RwSignal::new(object.searched),
            alike: RwSignal::new(object.duplicates),
            version: StoredValue::new(info.map_or(0, |info| info.version)),
            before: StoredValue::default(),
        };
        draft.before.set_value(untrack(|| draft.read()));
        draft
    }

    fn read(self) -> NewObject {
        let [en, zh, many_en, many_zh] = self.words.map(|words| words.get().trim().to_owned());
        NewObject {
            label: Label { en, zh },
            plural: Label {
                en: many_en,
                zh: many_zh,
            },
            icon: self.icon.get(),
            hue: self.hue.get().unwrap_or(255),
            followed: self.followed.get(),
        }
    }

    fn body(self) -> ObjectBody {
        let new = self.read();
        ObjectBody {
            label: Some(filled(&new.label)),
            plural: Some(filled(&new.plural)),
            icon: Some(new.icon),
            hue: Some(new.hue),
            followed: Some(new.followed),
            searched: Some(self.searched.get()),
            duplicates: Some(self.alike.get()),
            ..ObjectBody::default()
        }
    }

    fn is_changed(self) -> bool {
        untrack(|| self.before.with_value(|before| *before != self.read()))
    }
}

/// Adds an object, or changes the given one.
#[component]
pub fn ObjectForm(
    #[prop(into, optional)] info: Option<ObjectInfo>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let problems = Problems::new(language);
    let draft = Draft::new(info.as_ref());
    let key = StoredValue::new(info.as_ref().map(|info| info.object.key.clone()));
    let is_busy = RwSignal::new(false);
    let outdated = RwSignal::new(None::<String>);
    ask_while(move || draft.is_changed());
    let (close, leaving) = asking(move || draft.is_changed(), on_close);
    let title = match &info {
        Some(info) => t!(
            language,
            describing.edit_named,
            name = info.object.label.get(language)
        ),
        None => t!(language, describing.add_object).to_owned(),
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        is_busy.set(true);
        spawn_local(async move {
            let answer = sending(save(draft, key.get_value())).await;
            is_busy.try_set(false);
            match answer {
                Ok((object, is_new)) => {
                    let name = object.plural.get(language);
                    toasts.say(t!(language, describing.object_saved, name));
                    let place = Place::Fields(object.key.clone(), None);
                    if is_new {
                        described.took(object);
                        described.leave_to(place);
                    } else {
                        described.took_anew(object);
                        on_close.run(());
                    }
                }
                Err(Failure::Refused(Refusal::Outdated { changed_by })) => {
                    outdated.try_set(Some(changed_by));
                }
                Err(failure) => problems.take(&failure, &["label", "plural"]),
            }
        });
    };
    let again = move |()| load_again(key.get_value(), draft, described, outdated);
    let stale = move || {
        outdated
            .get()
            .map(|by| view! { <Outdated by on_again=again/> })
    };
    view! {
        <Drawer title on_close=close>
            <form on:submit=send novalidate>
                <DialogBody>
                    <Trouble of=problems.whole/>
                    {stale}
                    <Names draft problems/>
                    <Looks draft/>
                    {info.map(|info| view! { <Finding draft info/> })}
                </DialogBody>
                <Leaving leaving on_close/>
                <DialogFoot>
                    <DialogButtons act=t!(language, common.save) is_light=true busy=is_busy on_close=close/>
                </DialogFoot>
            </form>
        </Drawer>
    }
}

/// Answers what the server keeps, and whether it is new.
async fn save(draft: Draft, key: Option<String>) -> Answer<(ObjectDef, bool)> {
    match key {
        None => Ok((add_object(untrack(|| draft.read())).await?, true)),
        Some(key) => {
            let (body, version) = (untrack(|| draft.body()), draft.version.get_value());
            Ok((change_object(key, body, version).await?, false))
        }
    }
}

/// Takes the newest version as the ground of the change; what was typed stays.
fn load_again(
    key: Option<String>,
    draft: Draft,
    described: Described,
    outdated: RwSignal<Option<String>>,
) {
    spawn_local(async move {
        let Ok(infos) = crate::api::describing::described().await else {
            return;
        };
        let found = infos
            .iter()
            .find(|info| Some(&info.object.key) == key.as_ref());
        if let Some(info) = found {
            draft
                .version
                .try_update_value(|version| *version = info.version);
        }
        described.infos.try_set(infos);
        outdated.try_set(None);
    });
}

#[component]
fn Names(draft: Draft, problems: Problems) -> impl IntoView {
    let language = use_language();
    let [en, zh, many_en, many_zh] = draft.words;
    view! {
        <div class="two">
            <Field id="object-en" label=t!(language, describing.one_en) error=problems.at("label") required=true>
                <TextInput value=en max_chars=60 autofocus=true on_input=move |()| problems.clear("label")/>
            </Field>
            <Field id="object-zh" label=t!(language, describing.one_zh)>
                <TextInput value=zh max_chars=60 on_input=move |()| problems.clear("label")/>
            </Field>
            <Field id="object-many-en" label=t!(language, describing.many_en) error=problems.at("plural") required=true>
                <TextInput value=many_en max_chars=60 on_input=move |()| problems.clear("plural")/>
            </Field>
            <Field id="object-many-zh" label=t!(language, describing.many_zh)>
                <TextInput value=many_zh max_chars=60 on_input=move |()| problems.clear("plural")/>
            </Field>
        </div>
        <p class="xs faint">{t!(language, describing.languages_hint)}</p>
    }
}

#[component]
fn Looks(draft: Draft) -> impl IntoView {
    let language = use_language();
    let hue = Signal::derive(move || draft.hue.get().unwrap_or(255));
    view! {
        <Field id="object-hue" label=t!(language, describing.colour) group=true>
            <HuePicker value=draft.hue label=t!(language, describing.colour)/>
        </Field>
        <Field id="object-icon" label=t!(language, describing.icon) group=true>
            <IconPicker value=draft.icon hue/>
        </Field>
        <Checkbox checked=draft.followed label=t!(language, describing.followed)/>
    }
}

/// By which fields records are found, and taken for the same.
#[component]
fn Finding(draft: Draft, info: ObjectInfo) -> impl IntoView {
    let language = use_language();
    let options: Vec<_> = living(&info.object)
        .filter(|field| field.kind.is_text() || field.kind == contract::FieldKind::Tags)
        .filter(|field| !field.sensitive)
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect();
    let boxes = move |keys: RwSignal<Vec<String>>, options: Vec<(String, String)>| {
        options
            .into_iter()
            .map(|(key, label)| view! { <KeyBox keys key label/> })
            .collect_view()
    };
    let searched = boxes(draft.searched, options.clone());
    let alike = boxes(draft.alike, options);
    view! {
        <Field id="object-searched" label=t!(language, describing.searched) help=t!(language, describing.searched_hint) group=true>
            <div class="describing__boxes">{searched}</div>
        </Field>
        <Field id="object-alike" label=t!(language, describing.alike) help=t!(language, describing.alike_hint) group=true>
            <div class="describing__boxes">{alike}</div>
        </Field>
    }
}

/// A box that puts a key into a list, or takes it out.
#[component]
pub fn KeyBox(keys: RwSignal<Vec<String>>, key: String, label: String) -> impl IntoView {
    let checked = RwSignal::new(keys.with_untracked(|keys| keys.contains(&key)));
    let own = key.clone();
    Effect::new(move |_| checked.set(keys.with(|keys| keys.contains(&own))));
    let change = move |()| {
        keys.update(|keys| {
            keys.retain(|other| *other != key);
            if checked.get_untracked() {
                keys.push(key.clone());
            }
        });
    };
    view! { <Checkbox checked label on_change=change/> }
}
