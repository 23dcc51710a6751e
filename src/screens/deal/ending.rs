//! Why a deal was lost, or until when it is nurtured and why: shown as long as that holds, edited in place.

use leptos::prelude::*;
use sales::decide::{Command, Outcome};
use sales::model::{Deal, ListKind, Loss, Standing, StandingKind};

use super::facts::{Surface, entry_name};
use super::here::{Here, prop};
use super::options;
use crate::components::{InPlace, InPlacePick, Look, Pick, Typed};
use crate::platform::intl;
use crate::screens::typed_day::read_day;
use crate::text::t;

/// The section of how a deal ended.
#[component]
pub(super) fn Ending(here: Here, standing: Memo<StandingKind>) -> impl IntoView {
    move || match standing.get() {
        StandingKind::Lost => loss(here),
        StandingKind::Nurtured => nurture(here),
        StandingKind::Open | StandingKind::Won => ().into_any(),
    }
}

fn section(title: &'static str, rows: Vec<AnyView>) -> AnyView {
    view! {
        <section class="panel-section" aria-labelledby="deal-ending">
            <h3 id="deal-ending">{title}</h3>
            <dl class="props">{rows}</dl>
        </section>
    }
    .into_any()
}

fn lost(deal: &Deal) -> Loss {
    match &deal.position.standing {
        Standing::Lost(loss) => Loss::clone(loss),
        _ => Loss::default(),
    }
}

/// Changes what is known of why a deal was lost.
fn change(here: Here, first: Vec<Command>, edit: &dyn Fn(&mut Loss)) -> Result<(), String> {
    let mut loss = here.read(|_, deal| lost(deal));
    edit(&mut loss);
    let close = Command::CloseDeals { deals: vec![here.id], outcome: Outcome::Lost(loss) };
    here.run(&close.after(first))
}

/// Why a deal was lost.
pub(super) fn loss_reason(here: Here, surface: Surface) -> AnyView {
    let texts = t().deal();
    let reason = here.text(|workspace, deal| entry_name(workspace, lost(deal).reason));
    let look = surface.look("loss-reason", texts.loss_reason, reason, texts.add_field);
    let offered = Callback::new(move |()| options::list(here, ListKind::LossReason));
    let pick = Callback::new(move |pick: Pick| {
        let (reason, first) = options::picked_entry(ListKind::LossReason, pick);
        change(here, first, &|loss| loss.reason = reason)
    });
    view! { <InPlacePick look options=offered can_create=true on_pick=pick/> }.into_any()
}

fn loss(here: Here) -> AnyView {
    let texts = t().deal();
    let change = move |edit: &dyn Fn(&mut Loss)| change(here, Vec::new(), edit);
    let rows = vec![
        prop("lost", texts.loss_reason, loss_reason(here, Surface::Panel)),
        text_row(
            here,
            ("organisation", "deal-competitor", texts.competitor, Typed::Line),
            |deal| lost(deal).competitor,
            Callback::new(move |text: String| change(&|loss| loss.competitor.clone_from(&text))),
        ),
        text_row(
            here,
            ("note", "deal-loss-note", texts.loss_note, Typed::Text),
            |deal| lost(deal).note,
            Callback::new(move |text: String| change(&|loss| loss.note.clone_from(&text))),
        ),
    ];
    section(texts.why_lost, rows)
}

fn nurture(here: Here) -> AnyView {
    let texts = t().deal();
    let until = here.text(|_, deal| match deal.position.standing {
        Standing::Nurtured { until: Some(day), .. } => intl::day(day),
        _ => String::new(),
    });
    let look = Look::new("deal-nurture-until", texts.nurture_until, until, texts.add_field);
    let start = Callback::new(move |()| {
        here.read(|_, deal| match deal.position.standing {
            Standing::Nurtured { until: Some(day), .. } => day.to_string(),
            _ => String::new(),
        })
    });
    let save = Callback::new(move |text: String| {
        let until = read_day(&text)?;
        let reason = here.read(|_, deal| why_later(deal));
        here.run(&Command::CloseDeals { deals: vec![here.id], outcome: Outcome::Nurtured { until, reason } })
    });
    let keep_day = Callback::new(move |reason: String| {
        let until = here.read(|_, deal| match deal.position.standing {
            Standing::Nurtured { until, .. } => until,
            _ => None,
        });
        here.run(&Command::CloseDeals { deals: vec![here.id], outcome: Outcome::Nurtured { until, reason } })
    });
    let rows = vec![
        prop(
            "calendar",
            texts.nurture_until,
            view! { <InPlace look kind=Typed::Date value=start save/> }.into_any(),
        ),
        text_row(
            here,
            ("note", "deal-nurture-reason", texts.nurture_reason, Typed::Text),
            why_later,
            keep_day,
        ),
    ];
    section(texts.why_nurtured, rows)
}

fn why_later(deal: &Deal) -> String {
    match &deal.position.standing {
        Standing::Nurtured { reason, .. } => reason.clone(),
        _ => String::new(),
    }
}

/// A text of the section: its icon, id, name and kind, how to read it, and what becomes of a new one.
fn text_row(
    here: Here,
    (icon, id, label, kind): (&'static str, &'static str, &'static str, Typed),
    read: fn(&Deal) -> String,
    save: Callback<String, Result<(), String>>,
) -> AnyView {
    let text = Signal::derive(move || {
        here.track();
        here.read(|_, deal| read(deal))
    });
    let mut look = Look::new(id, label, text, t().deal().add_field);
    if kind == Typed::Text {
        look = look.with(move || view! { <span class="clamp lines" dir="auto">{text}</span> }.into_any());
    }
    let start = Callback::new(move |()| here.read(|_, deal| read(deal)));
    prop(icon, label, view! { <InPlace look kind value=start save/> }.into_any())
}
