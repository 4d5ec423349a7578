//! The parts of the app that the browser fetches when they are first needed, see
//! docs/decisions/0003-lazy-routes-and-csp.md.

use leptos::prelude::*;
use leptos_router::LazyRoute;

use super::proof_dialog::ProofDialog;
use crate::audit::AuditPage;
use crate::deals::{BoardPage, DealView};
use crate::imports::{ImportPage, ImportSetPage, ImportsPage};
use crate::leads::LeadView;
use crate::records::{BinPage, DuplicatesPage, ListPage, ManyProgress, MergePage, RecordPage};
use crate::search::palette::SearchPalette;
use crate::settings::{DescribingPage, SettingsPage};
use crate::setup::SetupPage;
use crate::sign_in::{CodePage, ForgottenPage, LinkPage, ProvenPage, SignInPage, TroublePage};

/// What a day's work opens.
#[derive(Clone, Copy)]
pub(crate) enum Daily {
    Board,
    Deal,
    Lead,
    List,
    /// The progress of deeds on many records.
    Many,
    Record,
    Search,
}

/// What is opened now and then.
#[derive(Clone, Copy)]
enum Seldom {
    Bin,
    Audit,
    Duplicates,
    Import,
    ImportSet,
    Imports,
    Merge,
    Settings,
    Setup,
}

/// What is seen before one is inside, and when one proves again who one is.
#[derive(Clone, Copy)]
pub(crate) enum Outside {
    SignIn,
    Code,
    Forgotten,
    Link,
    /// Back from a provider, and not let in.
    Trouble,
    /// Back from a provider that asked anew.
    Proven,
    /// The dialog, and what hears how it ends.
    Proof(Callback<bool>),
}

// Pages share much of their code. As one part for each, the build would cut out every combination of
// sharers as a file of its own, dozens of them for one page; hence two parts for the pages.
#[lazy]
pub(crate) fn daily(page: Daily) -> AnyView {
    match page {
        Daily::Board => view! { <BoardPage/> }.into_any(),
        Daily::Deal => view! { <DealView/> }.into_any(),
        Daily::Lead => view! { <LeadView/> }.into_any(),
        Daily::List => view! { <ListPage/> }.into_any(),
        Daily::Many => view! { <ManyProgress/> }.into_any(),
        Daily::Record => view! { <RecordPage/> }.into_any(),
        Daily::Search => view! { <SearchPalette/> }.into_any(),
    }
}

#[lazy]
fn seldom(page: Seldom) -> AnyView {
    match page {
        Seldom::Bin => view! { <BinPage/> }.into_any(),
        Seldom::Audit => view! { <AuditPage/> }.into_any(),
        Seldom::Duplicates => view! { <DuplicatesPage/> }.into_any(),
        Seldom::Merge => view! { <MergePage/> }.into_any(),
        Seldom::Import => view! { <ImportPage/> }.into_any(),
        Seldom::ImportSet => view! { <ImportSetPage/> }.into_any(),
        Seldom::Imports => view! { <ImportsPage/> }.into_any(),
        Seldom::Settings => view! { <SettingsPage/> }.into_any(),
        Seldom::Setup => view! { <SetupPage/> }.into_any(),
    }
}

/// Where administrators describe objects: large, and opened by few.
#[lazy]
fn describing() -> AnyView {
    view! { <DescribingPage/> }.into_any()
}

/// What is seen before one is inside.
#[lazy]
pub(crate) fn door(page: Outside) -> AnyView {
    match page {
        Outside::SignIn => view! { <SignInPage/> }.into_any(),
        Outside::Code => view! { <CodePage/> }.into_any(),
        Outside::Forgotten => view! { <ForgottenPage/> }.into_any(),
        Outside::Link => view! { <LinkPage/> }.into_any(),
        Outside::Trouble => view! { <TroublePage/> }.into_any(),
        Outside::Proven => view! { <ProvenPage/> }.into_any(),
        Outside::Proof(on_end) => view! { <ProofDialog on_end/> }.into_any(),
    }
}

/// Routes to pages in a part, each with what fetches the part ahead.
macro_rules! lazy_pages {
    ($($name:ident: $part:ident($($page:expr)?), $preload:ident;)+) => {$(
        pub(super) struct $name;

        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            async fn view(_this: Self) -> AnyView {
                $part($($page)?).await
            }

            async fn preload() {
                #[cfg(feature = "hydrate")]
                $preload().await;
            }
        }
    )+};
}

lazy_pages! {
    LazyBoardPage: daily(Daily::Board), __preload_daily;
    LazyDealView: daily(Daily::Deal), __preload_daily;
    LazyLeadView: daily(Daily::Lead), __preload_daily;
    LazyListPage: daily(Daily::List), __preload_daily;
    LazyRecordPage: daily(Daily::Record), __preload_daily;
    LazyBinPage: seldom(Seldom::Bin), __preload_seldom;
    LazyImportPage: seldom(Seldom::Import), __preload_seldom;
    LazyImportSetPage: seldom(Seldom::ImportSet), __preload_seldom;
    LazyImportsPage: seldom(Seldom::Imports), __preload_seldom;
    LazyMergePage: seldom(Seldom::Merge), __preload_seldom;
    LazyAuditPage: seldom(Seldom::Audit), __preload_seldom;
    LazyDuplicatesPage: seldom(Seldom::Duplicates), __preload_seldom;
    LazySettingsPage: seldom(Seldom::Settings), __preload_seldom;
    LazySetupPage: seldom(Seldom::Setup), __preload_seldom;
    LazyDescribingPage: describing(), __preload_describing;
    LazySignInPage: door(Outside::SignIn), __preload_door;
    LazyCodePage: door(Outside::Code), __preload_door;
    LazyForgottenPage: door(Outside::Forgotten), __preload_door;
    LazyLinkPage: door(Outside::Link), __preload_door;
    LazyTroublePage: door(Outside::Trouble), __preload_door;
    LazyProvenPage: door(Outside::Proven), __preload_door;
}
