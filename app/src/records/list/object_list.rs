//! All records of an object in the shape of a view: table, board or calendar.

use contract::ObjectDef;
use leptos::prelude::*;

use super::filters::FilterBar;
use super::grouped::GroupedBody;
use super::keys::walk_rows;
use super::listing::Listing;
use super::new_drawer::NewDrawer;
use super::shape::Form;
use super::table_body::TableBody;
use super::tools::ListTools;
use super::view_bar::{ViewBar, ViewNotes};
use crate::i18n::use_language;
use crate::records::board::ObjectBoard;
use crate::records::board::pipelines::PipelinePicker;
use crate::records::bulk::BulkBar;
use crate::records::calendar::ObjectCalendar;
use crate::records::filter::ToldElsewhere;
use crate::records::views::Views;
use crate::shell::use_crumbs;

/// A board that an object has of its own, by the field of that key.
pub type OwnBoard = (&'static str, ViewFn);

/// Views, filters and records of an object at the present address, and its drawer for a new record.
#[component]
pub fn ObjectList(
    object: ObjectDef,
    /// In the place of the board that every object has.
    #[prop(optional)]
    own_board: Option<OwnBoard>,
    /// What stands at the end of the bar of filters, before the tools of the view.
    #[prop(into, optional)]
    tools: Option<ViewFn>,
) -> impl IntoView {
    let language = use_language();
    Views::provide(&object, language);
    let listing = Listing::provide(&object);
    use_crumbs().title(object.plural.get(language));
    walk_rows();
    forget_choice(listing);
    let address = listing.showing.signal();
    let form = Memo::new(move |_| {
        listing
            .object
            .with_value(|object| address.with(|address| Form::of(object, &address.shown)))
    });
    provide_context(ToldElsewhere(picked_pipeline(listing, form)));
    let body = move || match (form.get(), own_board.as_ref()) {
        (Form::Board(by), Some((own, board))) if by == *own => board.run(),
        (Form::Board(by), _) => view! { <ObjectBoard listing by/> }.into_any(),
        (Form::Calendar(by), _) => view! { <ObjectCalendar listing by/> }.into_any(),
        (Form::Groups(by), _) => view! { <GroupedBody listing by/> }.into_any(),
        (Form::Table, _) => view! { <TableBody listing/> }.into_any(),
    };
    view! {
        <ViewBar listing/>
        <FilterBar object>
            <PipelinePicker listing form/>
            {tools.map(|tools| tools.run())}
            <ListTools listing form/>
        </FilterBar>
        <ViewNotes listing/>
        {body}
        <BulkBar listing/>
        <NewDrawer listing form/>
    }
}

/// The field of the pipeline that is picked beside the conditions of a board.
fn picked_pipeline(listing: Listing, form: Memo<Form>) -> Memo<Option<String>> {
    Memo::new(move |_| {
        let Form::Board(by) = form.get() else {
            return None;
        };
        listing.object.with_value(|object| {
            let pipelines = object.pipelines(&by).filter(|all| all.are_several());
            pipelines.map(|pipelines| pipelines.by.key.clone())
        })
    })
}

/// Another question is about other rows: nothing of it is chosen.
fn forget_choice(listing: Listing) {
    Effect::new(move |before: Option<contract::ListQuery>| {
        let now = contract::ListQuery {
            sort: None,
            fields: Vec::new(),
            ..listing.query()
        };
        if before.is_some_and(|before| before != now) {
            listing.picked.clear();
        }
        now
    });
}
