//! A new deal, with as much about it as one likes: a title is enough.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use sales::decide::{Command, DealPatch, End, Rejection, What};
use sales::directory::Party;
use sales::ids::{ContactId, OrganisationId, PersonId, StageId};
use sales::model::{Contact, ListKind, StageKind, Workspace};
use sales::money::{AmountError, Currency, Money, parse_amount};
use sales::time::Date;

use super::super::offered;
use super::super::typed_day::day_in_field;
use super::parts::{
    Chosen, TextField, closer, described, error_line, focus_first_error, foot, invalid, keep_focus,
    label_line, pick_field, refusal, select, select_field,
};
use crate::components::{Modal, PickOption};
use crate::platform::collation::sort_by_name;
use crate::platform::{dom, ids};
use crate::state::Ui;
use crate::text::{fill, rejection, t};

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Form {
    ui: Ui,
    /// From whose page the dialog was opened.
    party: Option<Party>,
    title: Line,
    stage: RwSignal<String>,
    organisation: RwSignal<Chosen>,
    organisation_error: RwSignal<String>,
    contact: RwSignal<Chosen>,
    contact_error: RwSignal<String>,
    owner: RwSignal<Chosen>,
    owner_error: RwSignal<String>,
    value: Line,
    currency: RwSignal<String>,
    close: Line,
    segment: RwSignal<String>,
    /// What is wrong with none of the fields in particular.
    error: RwSignal<String>,
    again: RwSignal<bool>,
    created: RwSignal<String>,
}

/// A line of text and what is wrong with it.
#[derive(Clone, Copy)]
struct Line {
    value: RwSignal<String>,
    error: RwSignal<String>,
}

impl Line {
    fn new() -> Self {
        Self { value: RwSignal::default(), error: RwSignal::default() }
    }

    fn clear(self) {
        self.value.set(String::new());
        self.error.set(String::new());
    }

    fn is_wrong(self, text: String) {
        self.error.set(text);
    }
}

/// Fields of `<input type="date">` hold text that is no day in a state of their own.
const CLOSE_FIELD: &str = "new-deal-close";

impl Form {
    fn new(ui: Ui, stage: StageId, party: Option<Party>) -> Self {
        let (currency, only_person) = ui.store.with(|workspace| {
            let mut people = workspace.people.iter().filter(|person| !person.archived);
            let only = people.next().filter(|_| people.next().is_none());
            let only = only.map(|person| known(person.id, &person.name));
            (workspace.settings.currency.to_string(), only.unwrap_or_default())
        });
        let form = Self {
            ui,
            party,
            title: Line::new(),
            stage: RwSignal::new(stage.to_string()),
            organisation: RwSignal::default(),
            organisation_error: RwSignal::default(),
            contact: RwSignal::default(),
            contact_error: RwSignal::default(),
            owner: RwSignal::new(only_person),
            owner_error: RwSignal::default(),
            value: Line::new(),
            currency: RwSignal::new(currency),
            close: Line::new(),
            segment: RwSignal::default(),
            error: RwSignal::default(),
            again: RwSignal::new(false),
            created: RwSignal::default(),
        };
        form.name_party();
        form
    }

    /// Names whose deal it is, where that is known.
    fn name_party(self) {
        let Some(party) = self.party else { return };
        let named = self.ui.store.with(|workspace| match party {
            Party::Person(id) => workspace.people.live(id).map(|row| known(id, &row.name)),
            Party::Organisation(id) => workspace.organisations.live(id).map(|row| known(id, &row.name)),
            Party::Contact(id) => workspace.contacts.live(id).map(|row| known(id, &row.name)),
        });
        match (party, named) {
            (_, None) => {}
            (Party::Person(_), Some(person)) => self.owner.update(|owner| {
                if owner.name.is_empty() {
                    *owner = person;
                }
            }),
            (Party::Organisation(_), Some(firm)) => self.organisation.set(firm),
            (Party::Contact(_), Some(contact)) => self.choose_contact(contact),
        }
    }

    /// Chooses a contact. Where no firm is named yet that names the contact's firm too, as the core does.
    fn choose_contact(self, chosen: Chosen) {
        let id = chosen.id.as_ref().and_then(|id| id.parse::<ContactId>().ok());
        self.contact.set(chosen);
        if self.organisation.with_untracked(|firm| firm.name.is_empty()) {
            let firm = self.ui.store.with(|workspace| {
                let firm = workspace.organisations.live(workspace.contacts.live(id?)?.organisation?)?;
                Some(known(firm.id, &firm.name))
            });
            if let Some(firm) = firm {
                self.organisation.set(firm);
            }
        }
    }

    /// The value as typed; `Err` after saying what is wrong with it.
    fn money(self) -> Result<Option<Money>, ()> {
        let typed = self.value.value.get_untracked();
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let currency: Currency = self
            .currency
            .with_untracked(|code| code.parse())
            .map_err(|_| self.value.is_wrong(t().rejection().bad_currency.to_owned()))?;
        match parse_amount(&typed, currency) {
            Ok(minor) => Ok(Some(Money { minor, currency })),
            Err(error) => {
                self.value.is_wrong(amount_error(error));
                Err(())
            }
        }
    }

    /// The expected close as typed; `Err` after saying what is wrong with it.
    fn close_day(self) -> Result<Option<Date>, ()> {
        let typed = self.close.value.get_untracked();
        day_in_field(CLOSE_FIELD, &typed).map_err(|why| self.close.is_wrong(why.to_owned()))
    }

    /// Creates the deal and, in the same step, the organisation, contact and owner that are named anew.
    fn submit(self) {
        let (money, close) = (self.money(), self.close_day());
        let Ok(stage) = self.stage.with_untracked(|id| id.parse::<StageId>()) else { return };
        let (organisation, mut first) = self.organisation.with_untracked(Chosen::pick).record(|name| {
            let id = OrganisationId(ids::new_id());
            (id, Command::AddOrganisation { id, name })
        });
        let (contact, make) = self.contact.with_untracked(Chosen::pick).record(|name| {
            let id = ContactId(ids::new_id());
            (id, Command::AddContact { id, name, organisation })
        });
        first.extend(make);
        let (owner, make) = self.owner.with_untracked(Chosen::pick).record(|name| {
            let id = PersonId(ids::new_id());
            (id, Command::AddPerson { id, name })
        });
        first.extend(make);
        let patches = [
            money.ok().flatten().map(|money| DealPatch::Value(Some(money))),
            close.ok().flatten().map(|day| DealPatch::ExpectedClose(Some(day))),
            self.segment.with_untracked(|id| id.parse().ok()).map(|id| DealPatch::Segment(Some(id))),
            organisation.map(|id| DealPatch::Organisation(Some(id))),
            contact.map(|id| DealPatch::Contact(Some(id))),
            owner.map(|id| DealPatch::Owner(Some(id))),
        ];
        let patches = patches.into_iter().flatten().collect();
        let title = self.title.value.get_untracked();
        let command = Command::AddDeal { stage, title, patches, end: End::Top }.after(first);
        if money.is_err() || close.is_err() {
            // All that is wrong is said at once.
            if let Some(refused) = refusal(self.ui, &command) {
                self.blame(&refused);
            }
            return focus_first_error();
        }
        match self.ui.store.run(&command) {
            Ok(done) => {
                self.ui.tell(&done);
                if self.again.get_untracked() {
                    self.once_more(owner);
                } else {
                    self.ui.dialog.set(None);
                    keep_focus(done.deal);
                }
            }
            Err(refused) => {
                self.blame(&refused);
                focus_first_error();
            }
        }
    }

    /// Says what was refused beside the field it is about.
    fn blame(self, refused: &Rejection) {
        let what = match refused {
            Rejection::Blank(what)
            | Rejection::TooLong { what, .. }
            | Rejection::NameTaken(what, _)
            | Rejection::Gone(what) => Some(what),
            _ => None,
        };
        let place = match what {
            Some(What::DealTitle) => self.title.error,
            Some(What::Organisation) => self.organisation_error,
            Some(What::Contact) => self.contact_error,
            Some(What::Person) => self.owner_error,
            _ if *refused == Rejection::ValueOutOfRange => self.value.error,
            _ => self.error,
        };
        place.set(rejection::explain(refused));
    }

    /// Empties what differs from deal to deal, and keeps the rest for the next one.
    fn once_more(self, owner: Option<PersonId>) {
        // An owner who was named anew is there by now.
        self.owner.update(|chosen| chosen.id = owner.map(|id| id.to_string()));
        let title = self.title.value.get_untracked();
        self.created.set(fill(t().dialogs().created, &[("title", &title)]));
        self.title.clear();
        self.value.clear();
        self.close.clear();
        self.organisation.set(Chosen::default());
        self.contact.set(Chosen::default());
        self.name_party();
        self.error.set(String::new());
        dom::focus_soon("#new-deal-title");
    }
}

/// A record that there is already.
fn known(id: impl ToString, name: &str) -> Chosen {
    Chosen { id: Some(id.to_string()), name: name.to_owned() }
}

/// What is wrong with an amount, in words.
fn amount_error(error: AmountError) -> String {
    match error {
        AmountError::NotANumber => t().rejection().not_a_number.to_owned(),
        AmountError::Negative => t().rejection().negative.to_owned(),
        AmountError::TooManyDigits => t().rejection().too_many_digits.to_owned(),
        AmountError::TooLarge => rejection::explain(&Rejection::ValueOutOfRange),
    }
}

/// Currencies that are offered besides the workspace's own and those with a rate.
const CURRENCIES: [&str; 10] = ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "AUD"];

fn currencies(workspace: &Workspace) -> Vec<PickOption> {
    let own = [workspace.settings.currency.to_string()];
    let rated = workspace.settings.rates.keys().map(Currency::to_string);
    let mut codes: Vec<String> = Vec::new();
    for code in own.into_iter().chain(rated).chain(CURRENCIES.map(str::to_owned)) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.into_iter().map(|code| PickOption { id: code.clone(), text: code, hue: None }).collect()
}

/// The stages a deal can be put in at once: all but the lost ones, which ask for a reason.
fn stages(workspace: &Workspace, like: StageId) -> Vec<PickOption> {
    let Some(pipeline) = workspace.stages.get(like).map(|stage| stage.pipeline) else { return Vec::new() };
    let stages =
        workspace.usable_stages_of(pipeline).into_iter().filter(|stage| stage.kind != StageKind::Lost);
    stages
        .map(|stage| PickOption { id: stage.id.to_string(), text: stage.name.clone(), hue: Some(stage.hue) })
        .collect()
}

fn segments(workspace: &Workspace) -> Vec<PickOption> {
    let none = PickOption { id: String::new(), text: t().common().none.to_owned(), hue: None };
    let list = workspace.list(ListKind::Segment).into_iter().filter(|choice| !choice.archived);
    let list =
        list.map(|choice| PickOption { id: choice.id.to_string(), text: choice.name.clone(), hue: None });
    std::iter::once(none).chain(list).collect()
}

/// The people of the chosen organisation first, then the others.
fn contacts(workspace: &Workspace, organisation: Option<OrganisationId>) -> Vec<PickOption> {
    let mut rows: Vec<&Contact> = workspace.contacts.iter().collect();
    sort_by_name(&mut rows, |contact| &contact.name);
    rows.sort_by_key(|contact| organisation.is_none() || contact.organisation != organisation);
    rows.into_iter()
        .map(|contact| PickOption { id: contact.id.to_string(), text: contact.name.clone(), hue: None })
        .collect()
}

/// Where a new deal goes: the stage that was asked for if it takes one, otherwise the first of the pipeline in use.
fn first_place(ui: Ui, wanted: Option<StageId>) -> Option<StageId> {
    let pipeline = untrack(move || ui.pipeline());
    ui.store.with(|workspace| {
        let wanted = wanted.and_then(|id| workspace.stages.live(id));
        let takes =
            wanted.filter(|stage| stage.usable() && stage.kind != StageKind::Lost).map(|stage| stage.id);
        let pipeline = wanted.map(|stage| stage.pipeline).or(pipeline);
        takes.or_else(|| Some(workspace.first_stage(pipeline?, StageKind::Open)?.id))
    })
}

/// The dialog for a new deal.
#[component]
pub(super) fn NewDeal(
    /// Where it goes, as far as that is known.
    stage: Option<StageId>,
    /// Whose it is, as far as that is known.
    #[prop(optional)]
    party: Option<Party>,
) -> impl IntoView {
    let ui = Ui::get();
    let texts = t().dialogs();
    let Some(stage) = first_place(ui, stage) else {
        // There is no pipeline to put a deal in; the screen behind says how to make one.
        dom::soon(move || ui.dialog.set(None));
        return ().into_any();
    };
    let form = Form::new(ui, stage, party);
    let (stages, segments, currencies) =
        ui.store.with(|workspace| (stages(workspace, stage), segments(workspace), currencies(workspace)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let again = view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=form.again
                on:change=move |event| form.again.set(event_target_checked(&event))
            />
            {texts.add_another}
        </label>
    }
    .into_any();
    let has_segments = segments.len() > 1;
    view! {
        <Modal title=texts.new_deal on_close=closer(ui)>
            <form novalidate on:submit=submit>
                <div class="dialog-body">
                    <p class="hint" role="status" hidden=move || form.created.with(String::is_empty)>
                        {form.created}
                    </p>
                    {TextField::new("new-deal-title", texts.title, form.title.value, form.title.error).first().view()}
                    {parties(form)}
                    <div class="fields-2">
                        {value_field(form, currencies)}
                        {TextField {
                            kind: "date",
                            ..TextField::new(CLOSE_FIELD, texts.expected_close, form.close.value, form.close.error)
                        }
                            .view()}
                        {select_field("new-deal-stage", texts.stage, stages, form.stage)}
                        {has_segments
                            .then(|| select_field("new-deal-segment", texts.segment, segments, form.segment))}
                    </div>
                    {error_line("new-deal", form.error)}
                </div>
                {foot(ui, again, "button primary", t().common().create)}
            </form>
        </Modal>
    }
    .into_any()
}

/// Who it is about: organisation, contact, owner.
#[allow(clippy::large_types_passed_by_value, reason = "a bundle of handles that callbacks copy")]
fn parties(form: Form) -> AnyView {
    let texts = t().dialogs();
    let ui = form.ui;
    let organisations = Callback::new(move |()| offered::organisations(ui));
    let contacts = Callback::new(move |()| {
        let organisation = form.organisation.with_untracked(|chosen| chosen.id.as_ref()?.parse().ok());
        ui.store.with(|workspace| contacts(workspace, organisation))
    });
    let people = Callback::new(move |()| offered::people(ui));
    let choose_contact = Callback::new(move |chosen| form.choose_contact(chosen));
    let choose_organisation = Callback::new(move |chosen| form.organisation.set(chosen));
    let choose_owner = Callback::new(move |chosen| form.owner.set(chosen));
    view! {
        {pick_field(
            "new-deal-organisation",
            texts.organisation,
            form.organisation,
            form.organisation_error,
            organisations,
            true,
            choose_organisation,
        )}
        <div class="fields-2">
            {pick_field(
                "new-deal-contact",
                texts.contact,
                form.contact,
                form.contact_error,
                contacts,
                true,
                choose_contact,
            )}
            {pick_field("new-deal-owner", texts.owner, form.owner, form.owner_error, people, true, choose_owner)}
        </div>
    }
    .into_any()
}

#[allow(clippy::large_types_passed_by_value, reason = "a bundle of handles that callbacks copy")]
fn value_field(form: Form, currencies: Vec<PickOption>) -> AnyView {
    const ID: &str = "new-deal-value";
    let texts = t().dialogs();
    let Line { value, error } = form.value;
    view! {
        <div class="field">
            {label_line(ID, texts.value, "")}
            <span class="joined">
                <input
                    class="input num"
                    id=ID
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=value
                    aria-invalid=invalid(error)
                    aria-describedby=described(ID, error)
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        error.set(String::new());
                    }
                />
                {select("new-deal-currency", texts.currency, currencies, form.currency)}
            </span>
            {error_line(ID, error)}
        </div>
    }
    .into_any()
}
