//! Something that is missing, and the field to fill it in.

use leptos::prelude::*;
use sales::decide::{ActivityDraft, Command, DealPatch, Rejection};
use sales::ids::{ActivityId, ChoiceId, ContactId, DealId, FieldId, OptionId, OrganisationId, PersonId};
use sales::model::{ActivityKind, DealField, FieldKind, FieldValue, Force, ListKind, Workspace};
use sales::money::{Currency, Money, parse_amount};
use sales::process::{Lack, Missing};

use super::super::parts::{Chosen, described, error_line, invalid, pick_field, select};
use crate::components::{PickOption, by_name};
use crate::platform::{clock, ids};
use crate::screens::activities::{called, kind_name};
use crate::screens::deal::{currencies_for, read_custom};
use crate::screens::lacks::{amount, field_name};
use crate::screens::offered;
use crate::screens::typed_day::day_in_field;
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// What is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A field of the deal.
    Field(DealField),
    /// An item of the checklist.
    Task(ActivityId),
    /// An activity of a kind.
    Done(ActivityKind),
}

impl Gap {
    /// What fills in something that is missing; nothing where it can't be filled in.
    pub(super) fn all(missing: &Missing) -> Vec<Self> {
        match missing {
            Missing::Field(field) => vec![Self::Field(*field)],
            Missing::ValueBelow(..) | Missing::ValueAbove(..) | Missing::NoRate(_) => {
                vec![Self::Field(DealField::Value)]
            }
            Missing::Tasks(tasks) => tasks.iter().copied().map(Self::Task).collect(),
            Missing::Done(kind) => vec![Self::Done(*kind)],
            Missing::NotFrom(_) | Missing::Skips(_) | Missing::Back => Vec::new(),
        }
    }
}

/// Something that is missing, and what is typed for it.
#[derive(Clone)]
pub(super) struct Fill {
    pub(super) gap: Gap,
    /// The strictest of what wants it.
    pub(super) force: Force,
    pub(super) label: String,
    /// What it has to be besides there.
    hints: Vec<String>,
    /// What its ids begin with.
    base: String,
    text: RwSignal<String>,
    currency: RwSignal<String>,
    chosen: RwSignal<Chosen>,
    ticked: RwSignal<bool>,
    pub(super) error: RwSignal<String>,
}

/// What a deal lacks, each thing once.
pub(super) fn fills(workspace: &Workspace, deal: DealId, lacks: &[Lack]) -> Vec<Fill> {
    let mut fills: Vec<Fill> = Vec::new();
    for lack in lacks {
        let hint = match &lack.what {
            Missing::ValueBelow(currency, least) => {
                Some(fill(t().ready().at_least, &[("amount", &amount(*currency, *least))]))
            }
            Missing::ValueAbove(currency, most) => {
                Some(fill(t().ready().at_most, &[("amount", &amount(*currency, *most))]))
            }
            Missing::NoRate(currency) => Some(fill(t().ready().no_rate, &[("currency", currency.code())])),
            _ => None,
        };
        for gap in Gap::all(&lack.what) {
            if !fills.iter().any(|own| own.gap == gap) {
                let number = fills.len();
                fills.push(Fill::new(workspace, deal, gap, number));
            }
            if let Some(own) = fills.iter_mut().find(|own| own.gap == gap) {
                own.force = own.force.max(lack.force);
                own.hints.extend(hint.clone());
            }
        }
    }
    fills
}

impl Fill {
    fn new(workspace: &Workspace, deal: DealId, gap: Gap, number: usize) -> Self {
        let label = match gap {
            Gap::Field(field) => field_name(workspace, field),
            Gap::Task(id) => {
                workspace.activities.live(id).map(|row| called(workspace, row)).unwrap_or_default()
            }
            Gap::Done(kind) => fill(t().ready().took_place, &[("kind", &kind_name(workspace, kind))]),
        };
        let value = workspace
            .deals
            .live(deal)
            .and_then(|deal| deal.value)
            .filter(|_| gap == Gap::Field(DealField::Value));
        let currency = value.map_or(workspace.settings.currency, |value| value.currency);
        Self {
            gap,
            force: Force::Warn,
            label,
            hints: Vec::new(),
            base: format!("ready-{number}"),
            text: RwSignal::new(value.map(crate::platform::intl::plain_amount).unwrap_or_default()),
            currency: RwSignal::new(currency.to_string()),
            chosen: RwSignal::default(),
            ticked: RwSignal::new(false),
            error: RwSignal::default(),
        }
    }

    /// Whether something is filled in. Tracks it.
    pub(super) fn is_filled(&self) -> bool {
        match self.gap {
            Gap::Task(_) | Gap::Done(_) => self.ticked.get(),
            Gap::Field(_) => {
                self.chosen.with(|chosen| !chosen.name.is_empty())
                    || self.text.with(|text| !text.trim().is_empty())
            }
        }
    }

    /// What does what is filled in; nothing where it is left blank. The error is a sentence for the user.
    pub(super) fn commands(&self, deal: DealId, workspace: &Workspace) -> Result<Vec<Command>, String> {
        match self.gap {
            Gap::Task(id) if self.ticked.get_untracked() => {
                Ok(vec![Command::CompleteActivities { activities: vec![id], outcome: String::new() }])
            }
            Gap::Done(kind) if self.ticked.get_untracked() => {
                let draft = ActivityDraft {
                    kind,
                    subject: if kind == ActivityKind::Task { self.label.clone() } else { String::new() },
                    deal: Some(deal),
                    done: Some(clock::now()),
                    outcome: self.text.get_untracked(),
                    ..ActivityDraft::default()
                };
                Ok(vec![Command::AddActivity { id: ActivityId(ids::new_id()), draft }])
            }
            Gap::Task(_) | Gap::Done(_) => Ok(Vec::new()),
            Gap::Field(field) => {
                let (patch, mut commands) = self.patch(field, deal, workspace)?;
                commands.extend(patch.map(|patch| Command::EditDeals { deals: vec![deal], patch }));
                Ok(commands)
            }
        }
    }

    /// The new value of a field and what makes the record it names.
    fn patch(
        &self,
        field: DealField,
        deal: DealId,
        workspace: &Workspace,
    ) -> Result<(Option<DealPatch>, Vec<Command>), String> {
        let pick = self.chosen.with_untracked(Chosen::pick);
        let text = self.text.get_untracked();
        let entry = |list: ListKind, patch: fn(Option<ChoiceId>) -> DealPatch| {
            let (id, make) = pick.clone().record(|name| {
                let id = ChoiceId(ids::new_id());
                (id, Command::AddChoice { id, list, name })
            });
            (id.map(|id| patch(Some(id))), make)
        };
        Ok(match field {
            DealField::Organisation => {
                let (id, make) = pick.record(|name| {
                    let id = OrganisationId(ids::new_id());
                    (id, Command::AddOrganisation { id, name })
                });
                (id.map(|id| DealPatch::Organisation(Some(id))), make)
            }
            DealField::Contact => {
                let organisation = workspace
                    .deals
                    .live(deal)
                    .and_then(|deal| deal.organisation)
                    .filter(|id| workspace.organisations.live(*id).is_some());
                let (id, make) = pick.record(|name| {
                    let id = ContactId(ids::new_id());
                    (id, Command::AddContact { id, name, organisation })
                });
                (id.map(|id| DealPatch::Contact(Some(id))), make)
            }
            DealField::Owner => {
                let (id, make) = pick.record(|name| {
                    let id = PersonId(ids::new_id());
                    (id, Command::AddPerson { id, name })
                });
                (id.map(|id| DealPatch::Owner(Some(id))), make)
            }
            DealField::Segment => entry(ListKind::Segment, DealPatch::Segment),
            DealField::Source => entry(ListKind::Source, DealPatch::Source),
            DealField::Product => entry(ListKind::Product, DealPatch::Product),
            DealField::Value => (self.money(&text)?.map(|money| DealPatch::Value(Some(money))), Vec::new()),
            DealField::ExpectedClose => {
                let day = day_in_field(&self.base, &text)?;
                (day.map(|day| DealPatch::ExpectedClose(Some(day))), Vec::new())
            }
            DealField::Custom(id) => (
                self.custom(id, &text, workspace)?.map(|value| DealPatch::Custom(id, Some(value))),
                Vec::new(),
            ),
        })
    }

    fn money(&self, text: &str) -> Result<Option<Money>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let currency: Currency = self
            .currency
            .with_untracked(|code| code.parse())
            .map_err(|_| t().rejection().bad_currency.to_owned())?;
        let minor = parse_amount(text, currency).map_err(rejection::amount)?;
        Ok(Some(Money { minor, currency }))
    }

    fn custom(&self, id: FieldId, text: &str, workspace: &Workspace) -> Result<Option<FieldValue>, String> {
        let Some(field) = workspace.fields.live(id) else { return Ok(None) };
        match field.kind {
            FieldKind::Choice => {
                let option =
                    self.chosen.with_untracked(|chosen| chosen.id.as_ref()?.parse::<OptionId>().ok());
                Ok(option.map(FieldValue::Choice))
            }
            FieldKind::Date => {
                day_in_field(&self.base, text).map(|day| day.map(FieldValue::Date)).map_err(str::to_owned)
            }
            kind => read_custom(kind, text),
        }
    }

    /// Says what was refused beside the field it is about.
    pub(super) fn blame(&self, refused: &Rejection) {
        self.error.set(rejection::explain(refused));
    }

    /// The field on the screen.
    pub(super) fn view(&self, ui: Ui, deal: DealId) -> AnyView {
        match self.gap {
            Gap::Task(_) => self.tick(None),
            Gap::Done(_) => self.tick(Some(t().ready().what_came)),
            Gap::Field(field) => self.field(ui, deal, field),
        }
    }

    /// A box to tick that it is done.
    fn tick(&self, note: Option<&'static str>) -> AnyView {
        let Self { base, label, ticked, text, error, .. } = self.clone();
        let id = base.clone();
        let note = note.map(|note| {
            view! {
                <input
                    class="input"
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    aria-label=note
                    placeholder=note
                    prop:value=text
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        // Who says what came of it says that it was done.
                        if !typed.trim().is_empty() {
                            ticked.set(true);
                        }
                        text.set(typed);
                    }
                />
            }
        });
        view! {
            <div class="field ready-tick">
                <label class="check">
                    <input
                        type="checkbox"
                        id=id
                        prop:checked=ticked
                        aria-invalid=invalid(error)
                        aria-describedby=described(base.clone(), error)
                        on:change=move |event| {
                            ticked.set(event_target_checked(&event));
                            error.set(String::new());
                        }
                    />
                    <span dir="auto">{label}</span>
                </label>
                {note}
                {error_line(base, error)}
            </div>
        }
        .into_any()
    }

    fn field(&self, ui: Ui, deal: DealId, field: DealField) -> AnyView {
        let list = |list: ListKind| {
            Callback::new(move |()| {
                ui.store.with(|workspace| {
                    let entries = workspace.list(list).into_iter().filter(|entry| !entry.archived);
                    entries.map(|entry| option(entry.id.to_string(), &entry.name)).collect::<Vec<_>>()
                })
            })
        };
        match field {
            DealField::Organisation => self.pick(Callback::new(move |()| offered::organisations(ui)), true),
            DealField::Contact => self.pick(Callback::new(move |()| contacts(ui, deal)), true),
            DealField::Owner => self.pick(Callback::new(move |()| offered::people(ui)), true),
            DealField::Segment => self.pick(list(ListKind::Segment), true),
            DealField::Source => self.pick(list(ListKind::Source), true),
            DealField::Product => self.pick(list(ListKind::Product), true),
            DealField::Value => {
                let currencies = ui.store.with(|workspace| currencies_for(workspace, None));
                self.line("text", Some("decimal"), Some(currencies))
            }
            DealField::ExpectedClose => self.line("date", None, None),
            DealField::Custom(id) => {
                let kind = ui.store.with(|workspace| workspace.fields.live(id).map(|field| field.kind));
                match kind {
                    Some(FieldKind::Choice) => self.pick(Callback::new(move |()| options(ui, id)), false),
                    Some(FieldKind::Date) => self.line("date", None, None),
                    Some(FieldKind::Number) => self.line("text", Some("decimal"), None),
                    _ => self.line("text", None, None),
                }
            }
        }
    }

    fn pick(&self, options: Callback<(), Vec<PickOption>>, can_create: bool) -> AnyView {
        let chosen = self.chosen;
        let set = Callback::new(move |picked| chosen.set(picked));
        pick_field(self.base.clone(), self.label.clone(), chosen, self.error, options, can_create, set)
    }

    fn line(
        &self,
        kind: &'static str,
        mode: Option<&'static str>,
        currencies: Option<Vec<Currency>>,
    ) -> AnyView {
        let Self { base, label, hints, text, currency, error, .. } = self.clone();
        let input = view! {
            <input
                class=if mode.is_some() { "input num" } else { "input" }
                id=base.clone()
                type=kind
                dir="auto"
                inputmode=mode
                autocomplete="off"
                prop:value=text
                aria-invalid=invalid(error)
                aria-describedby=described(base.clone(), error)
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    error.set(String::new());
                }
            />
        };
        let field = match currencies {
            None => input.into_any(),
            Some(currencies) => {
                let options =
                    currencies.into_iter().map(|code| option(code.to_string(), code.code())).collect();
                view! {
                    <span class="joined">
                        {input} {select("ready-currency", t().deal().currency, options, currency)}
                    </span>
                }
                .into_any()
            }
        };
        view! {
            <div class="field">
                <label class="label" for=base.clone() dir="auto">
                    {label}
                </label>
                {field}
                {hints.into_iter().map(|hint| view! { <p class="hint">{hint}</p> }).collect_view()}
                {error_line(base, error)}
            </div>
        }
        .into_any()
    }
}

fn option(id: String, text: &str) -> PickOption {
    PickOption { id, text: text.to_owned(), hue: None }
}

/// The customers' people, those of the deal's firm first.
fn contacts(ui: Ui, deal: DealId) -> Vec<PickOption> {
    ui.store.with(|workspace| {
        let firm = workspace.deals.live(deal).and_then(|deal| deal.organisation);
        let (own, other): (Vec<_>, Vec<_>) =
            workspace.contacts.iter().partition(|contact| firm.is_some() && contact.organisation == firm);
        let rows = |rows: Vec<&sales::model::Contact>| {
            by_name(rows.into_iter().map(|row| option(row.id.to_string(), &row.name)).collect())
        };
        let mut all = rows(own);
        all.extend(rows(other));
        all
    })
}

fn options(ui: Ui, id: FieldId) -> Vec<PickOption> {
    ui.store.with(|workspace| {
        let options = workspace.fields.live(id).map_or(&[][..], |field| &field.options);
        options.iter().map(|row| option(row.id.to_string(), &row.name)).collect()
    })
}
