//! The fields of deals, and notes on them.

use sales::decide::{Command, DealPatch, End, MAX_TEXT_CHARS, MAX_TITLE_CHARS, Rejection, What};
use sales::ids::{ChoiceId, ContactId, FieldId, NoteId, OptionId, OrganisationId, PersonId, Uuid};
use sales::log::Change;
use sales::model::{FieldKind, FieldValue, ListKind, StandingKind};
use sales::money::{Currency, MAX_MINOR, Money};
use sales::time::Date;

use crate::fixture::Office;
use crate::notation::office;

const BOARD: &str = "new: a b | won: | lost:";

fn nobody() -> Uuid {
    Uuid::from_u128(99)
}

impl Office {
    fn patch(&self, titles: &str, patch: DealPatch) -> Command {
        Command::EditDeals { deals: self.deal_ids(titles), patch }
    }

    fn set(&mut self, titles: &str, patch: DealPatch) {
        let command = self.patch(titles, patch);
        self.must(&command);
    }
}

fn add(office: &Office, title: &str, patches: Vec<DealPatch>) -> Command {
    Command::AddDeal { stage: office.stage_id("new"), title: title.into(), patches, end: End::Top }
}

#[test]
fn titles_are_kept_as_they_are_meant() {
    let long = "x".repeat(MAX_TITLE_CHARS);
    let wide = "界".repeat(MAX_TITLE_CHARS);
    let cases = [
        ("Renewal", "Renewal"),
        ("  spaces   around\tand\nbetween ", "spaces around and between"),
        ("مشروع توسعة الميناء", "مشروع توسعة الميناء"),
        ("שלום a-1 \u{200f}עולם", "שלום a-1 \u{200f}עולם"),
        ("👩‍💻🚀 launch", "👩‍💻🚀 launch"),
        ("续约（二期）", "续约（二期）"),
        ("nul\0byte", "nul byte"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        (&long, &long),
        (&wide, &wide),
    ];
    for (typed, kept) in cases {
        let mut office = office(BOARD);
        let command = add(&office, typed, Vec::new());
        office.must(&command);
        let stage = office.stage_id("new");
        let first = office.ws.column(stage).next().unwrap();
        assert_eq!(office.ws.deals.at(first).title, kept);
        let title = typed.to_owned();
        office.set("b", DealPatch::Title(title));
        assert!(office.ws.deals.iter().filter(|deal| deal.title == kept).count() == 2, "{kept}");
    }
}

#[test]
fn titles_that_are_none() {
    let chars = MAX_TITLE_CHARS + 1;
    let too_long = Rejection::TooLong { what: What::DealTitle, chars, most: MAX_TITLE_CHARS };
    let cases = [
        (String::new(), Rejection::Blank(What::DealTitle)),
        (" \t\n ".into(), Rejection::Blank(What::DealTitle)),
        ("\u{3000}\u{a0}".into(), Rejection::Blank(What::DealTitle)),
        ("\u{200b}\u{feff}\u{200f}".into(), Rejection::Blank(What::DealTitle)),
        ("\0\0".into(), Rejection::Blank(What::DealTitle)),
        ("x".repeat(chars), too_long.clone()),
        ("😀".repeat(chars), too_long),
    ];
    for (typed, expected) in cases {
        let mut office = office(BOARD);
        let (added, renamed) =
            (add(&office, &typed, Vec::new()), office.patch("a b", DealPatch::Title(typed.clone())));
        office.refuses(&added, &expected);
        office.refuses(&renamed, &expected);
    }
}

#[test]
fn values_out_of_range() {
    let mut office = office(BOARD);
    for (minor, fits) in
        [(-1, false), (0, true), (MAX_MINOR, true), (MAX_MINOR + 1, false), (i64::MIN, false)]
    {
        let value = DealPatch::Value(Some(Money { minor, currency: Currency::CNY }));
        let edited = office.patch("a", value.clone());
        let added = add(&office, "c", vec![value]);
        if fits {
            office.must(&edited);
            office.must(&added);
        } else {
            office.refuses(&edited, &Rejection::ValueOutOfRange);
            office.refuses(&added, &Rejection::ValueOutOfRange);
        }
    }
    office.set("a", DealPatch::Value(None));
    assert_eq!(office.deal("a").value, None);
}

#[test]
fn probabilities_are_percentages() {
    let mut office = office(BOARD);
    office.set("a", DealPatch::Probability(Some(0)));
    assert_eq!(office.ws.probability_of(office.deal("a")), 0);
    office.set("a", DealPatch::Probability(Some(100)));
    office.set("a", DealPatch::Probability(None));
    assert_eq!(office.ws.probability_of(office.deal("a")), 10, "that of its stage");
    let too_high = office.patch("a", DealPatch::Probability(Some(101)));
    office.refuses(&too_high, &Rejection::NotAPercentage);
}

#[test]
fn a_deal_can_come_with_everything_at_once() {
    let mut office = office(BOARD);
    let owner = office.person("Ada Lovelace");
    let firm = office.organisation("Acme");
    let contact = office.contact("Eve", Some(firm));
    let tag = office.entry(ListKind::Tag, "hot");
    let size = office.custom("size", FieldKind::Number, &[]);
    let source = office.choice(ListKind::Source, "web");
    let segment = office.choice(ListKind::Segment, "repeat");
    let product = office.entry(ListKind::Product, "licence");
    let value = Money { minor: 120_000, currency: Currency::USD };
    let day = Date::from_ymd_opt(2025, 7, 1);
    let command = add(
        &office,
        "c",
        vec![
            DealPatch::Owner(Some(owner)),
            DealPatch::Contact(Some(contact)),
            DealPatch::Value(Some(value)),
            DealPatch::ExpectedClose(day),
            DealPatch::Tags(vec![tag, tag]),
            DealPatch::Custom(size, Some(FieldValue::Number(7.5))),
            DealPatch::Source(Some(source)),
            DealPatch::Segment(Some(segment)),
            DealPatch::Product(Some(product)),
            DealPatch::Probability(Some(35)),
        ],
    );
    office.must(&command);
    let deal = office.deal("c").clone();
    assert_eq!(deal.organisation, Some(firm), "the contact's firm");
    assert_eq!((deal.owner, deal.contact, deal.value), (Some(owner), Some(contact), Some(value)));
    assert_eq!((deal.expected_close, deal.tags.as_slice()), (day, [tag].as_slice()));
    assert_eq!(deal.custom, [(size, FieldValue::Number(7.5))]);
    assert_eq!((deal.source, deal.segment, deal.product), (Some(source), Some(segment), Some(product)));
    assert_eq!(deal.probability, Some(35));
    assert_eq!((deal.value_set(), deal.entered()), (deal.created, deal.created));
    office.do_all("undo; redo; reload");
    assert_eq!(*office.deal("c"), deal);
}

#[test]
fn a_deal_can_be_added_as_won_but_not_as_lost() {
    let mut office = office(BOARD);
    office.do_all("add c to won top");
    assert_eq!(office.deal("c").standing(), StandingKind::Won);
    let lost = office.command("add d to lost top");
    office.refuses(&lost, &Rejection::LossReasonNeeded);
    let new = office.stage_id("new");
    let archived = office.command("add d to new top");
    office.do_all("add e to new bottom");
    office.must(&Command::AddStage {
        pipeline: office.pipeline("sales"),
        stage: crate::fixture::draft("other", 5),
        before: None,
    });
    office.do_all("archive new to other");
    office.refuses(&archived, &Rejection::StageArchived(new));
}

#[test]
fn references_want_something_to_refer_to() {
    let mut office = office(BOARD);
    let source = office.choice(ListKind::Source, "web");
    let cases = [
        (DealPatch::Owner(Some(PersonId(nobody()))), What::Person),
        (DealPatch::Organisation(Some(OrganisationId(nobody()))), What::Organisation),
        (DealPatch::Contact(Some(ContactId(nobody()))), What::Contact),
        (DealPatch::Source(Some(ChoiceId(nobody()))), What::Choice),
        (DealPatch::Segment(Some(source)), What::Choice),
        (DealPatch::Product(Some(source)), What::Choice),
        (DealPatch::Tags(vec![source]), What::Choice),
        (DealPatch::AddTag(ChoiceId(nobody())), What::Choice),
        (DealPatch::Custom(FieldId(nobody()), None), What::Field),
    ];
    for (patch, what) in cases {
        let command = office.patch("a b", patch);
        office.refuses(&command, &Rejection::Gone(what));
    }
}

#[test]
fn a_contact_names_a_firm_only_where_none_is_named() {
    let mut office = office(BOARD);
    let (acme, other) = (office.organisation("Acme"), office.organisation("Other"));
    let (eve, sam) = (office.contact("Eve", Some(acme)), office.contact("Sam", None));
    office.set("a", DealPatch::Contact(Some(eve)));
    assert_eq!(office.deal("a").organisation, Some(acme));
    office.do_all("undo");
    assert_eq!((office.deal("a").contact, office.deal("a").organisation), (None, None));
    office.set("a", DealPatch::Organisation(Some(other)));
    office.set("a", DealPatch::Contact(Some(eve)));
    assert_eq!(office.deal("a").organisation, Some(other));
    office.set("b", DealPatch::Contact(Some(sam)));
    assert_eq!(office.deal("b").organisation, None);
    office.set("b", DealPatch::Contact(None));
    assert_eq!(office.deal("b").contact, None);
}

#[test]
fn tags_are_put_on_once_and_taken_off() {
    let mut office = office(BOARD);
    let (hot, big) = (office.entry(ListKind::Tag, "hot"), office.entry(ListKind::Tag, "big"));
    office.set("a b", DealPatch::AddTag(hot));
    office.set("a", DealPatch::AddTag(big));
    assert_eq!(office.deal("a").tags, [hot, big]);
    let again = office.patch("a b", DealPatch::AddTag(hot));
    office.unchanged_by(&again);
    office.set("a b", DealPatch::AddTag(big));
    assert_eq!(office.deal("b").tags, [hot, big]);
    assert_eq!(office.log.last().unwrap().changes.len(), 1, "only where something changes");
    office.set("a b", DealPatch::DropTag(hot));
    let dropped = office.patch("a b", DealPatch::DropTag(hot));
    office.unchanged_by(&dropped);
    office.set("a", DealPatch::Tags(vec![hot, big, hot]));
    assert_eq!(office.deal("a").tags, [hot, big]);
    for _ in 0..5 {
        office.do_all("undo");
    }
    assert_eq!((office.deal("a").tags.len(), office.deal("b").tags.len()), (0, 0));
}

#[test]
fn custom_fields_hold_their_kind_and_nothing_else() {
    let mut office = office(BOARD);
    let text = office.custom("text", FieldKind::Text, &[]);
    let number = office.custom("number", FieldKind::Number, &[]);
    let date = office.custom("date", FieldKind::Date, &[]);
    let choice = office.custom("choice", FieldKind::Choice, &["small", "large"]);
    let large = office.ws.fields.live(choice).unwrap().options[1].id;
    let day = Date::from_ymd_opt(2024, 2, 29).unwrap();
    let values = [
        (text, FieldValue::Text("42".into())),
        (number, FieldValue::Number(42.0)),
        (date, FieldValue::Date(day)),
        (choice, FieldValue::Choice(large)),
    ];
    for (field, _) in &values {
        for (fitting, value) in &values {
            let command = office.patch("a", DealPatch::Custom(*field, Some(value.clone())));
            if field == fitting {
                office.must(&command);
                assert_eq!(office.deal("a").custom_value(*field), Some(value));
            } else {
                office.refuses(&command, &Rejection::WrongFieldKind);
            }
        }
    }
    for wrong in [
        (number, FieldValue::Number(f64::NAN)),
        (number, FieldValue::Number(f64::INFINITY)),
        (choice, FieldValue::Choice(OptionId(nobody()))),
    ] {
        let command = office.patch("a", DealPatch::Custom(wrong.0, Some(wrong.1)));
        office.refuses(&command, &Rejection::WrongFieldKind);
    }
    let full =
        office.patch("a", DealPatch::Custom(text, Some(FieldValue::Text("x".repeat(MAX_TEXT_CHARS + 1)))));
    let what = What::Text;
    office.refuses(&full, &Rejection::TooLong { what, chars: MAX_TEXT_CHARS + 1, most: MAX_TEXT_CHARS });
    office.set("a", DealPatch::Custom(text, Some(FieldValue::Text("  ".into()))));
    assert_eq!(office.deal("a").custom_value(text), None, "a blank text is none");
    office.set("a", DealPatch::Custom(number, None));
    assert_eq!(office.deal("a").custom.len(), 2);
}

#[test]
fn a_bulk_edit_changes_all_or_none() {
    let mut office = office("new: a b c | won: | lost:");
    let owner = office.person("Ada");
    office.set("a", DealPatch::Owner(Some(owner)));
    office.set("a b c", DealPatch::Owner(Some(owner)));
    assert_eq!(office.log.last().unwrap().changes.len(), 2);
    office.do_all("undo");
    assert_eq!(office.deal("b").owner, None);
    assert_eq!(office.deal("a").owner, Some(owner));
    let command = office.patch("a b c", DealPatch::Owner(None));
    office.do_all("remove c");
    office.refuses(&command, &Rejection::Gone(What::Deal));
    assert_eq!(office.deal("a").owner, Some(owner));
    let nothing = Command::EditDeals { deals: Vec::new(), patch: DealPatch::Owner(None) };
    office.unchanged_by(&nothing);
    let twice = office.patch("a a", DealPatch::Owner(None));
    office.must(&twice);
    assert_eq!(office.log.last().unwrap().changes.len(), 1, "a deal named twice is one deal");
    office.do_all("undo");
    assert_eq!(office.deal("a").owner, Some(owner));
}

#[test]
fn the_value_a_field_has_already_is_no_change() {
    let mut office = office(BOARD);
    let day = Date::from_ymd_opt(2025, 7, 1);
    office.set("a", DealPatch::ExpectedClose(day));
    for patch in [
        DealPatch::Title(" a ".into()),
        DealPatch::ExpectedClose(day),
        DealPatch::Value(None),
        DealPatch::Owner(None),
        DealPatch::Tags(Vec::new()),
        DealPatch::Probability(None),
    ] {
        let command = office.patch("a", patch);
        office.unchanged_by(&command);
    }
}

#[test]
fn notes_are_written_changed_and_taken_away() {
    let mut office = office(BOARD);
    let first = office.note("a", " called, will call back \r\n tomorrow ");
    let second = office.note("a", "sent the offer");
    assert_eq!(office.deal("a").note(first).unwrap().text, "called, will call back \n tomorrow");
    let written = office.deal("a").note(second).unwrap().written;
    assert_eq!(office.deal("a").touched(), written);
    let deal = office.deal_id("a");
    office.must(&Command::EditNote { deal, note: first, text: "called".into() });
    office.unchanged_by(&Command::EditNote { deal, note: first, text: " called ".into() });
    office.must(&Command::RemoveNote { deal, note: first });
    assert_eq!(office.deal("a").notes.len(), 1);
    let gone = Rejection::Gone(What::Note);
    office.refuses(&Command::RemoveNote { deal, note: first }, &gone);
    office.refuses(&Command::EditNote { deal, note: NoteId(nobody()), text: "x".into() }, &gone);
    office.do_all("undo");
    assert_eq!(office.deal("a").notes[0].id, first, "it comes back where it was");
    office.do_all("undo; undo");
    assert_eq!(office.deal("a").notes.len(), 1);
    for blank in ["", "  \n ", "\u{200b}"] {
        office.refuses(&Command::AddNote { deal, text: blank.into() }, &Rejection::Blank(What::Note));
    }
    let (chars, most) = (MAX_TEXT_CHARS + 1, MAX_TEXT_CHARS);
    let what = What::Note;
    office.refuses(
        &Command::AddNote { deal, text: "字".repeat(chars) },
        &Rejection::TooLong { what, chars, most },
    );
    office.do_all("remove a");
    office.refuses(&Command::AddNote { deal, text: "x".into() }, &Rejection::Gone(What::Deal));
}

#[test]
fn a_deal_from_elsewhere_is_put_in_order() {
    use sales::log::NewDeal;
    use sales::model::{Note, Position, Standing, Visit};
    use sales::rank::Rank;
    use sales::time::Timestamp;
    let mut office = office(BOARD);
    let field = |number| FieldId(Uuid::from_u128(number));
    let note = |number, written| Note {
        id: NoteId(Uuid::from_u128(number)),
        text: "x".into(),
        written: Timestamp(written),
    };
    let position = Position { stage: office.stage_id("won"), rank: Rank::MIDDLE, standing: Standing::Won };
    let visit = Visit { stage: office.stage_id("new"), standing: StandingKind::Open, entered: Timestamp(5) };
    let mut new = NewDeal::plain(office.deal_id("a"), "imported".into(), position, Timestamp(5));
    new.id = sales::ids::DealId(nobody());
    new.visits = vec![visit];
    new.notes = vec![note(2, 9), note(1, 8)];
    new.custom = vec![(field(2), FieldValue::Number(2.0)), (field(1), FieldValue::Number(1.0))];
    sales::evolve::apply(&mut office.ws, &Change::DealAdded(Box::new(new)), &mut office.touched);
    crate::sound::check_merged(&office.ws);
    assert_eq!(office.deal("imported").visits.len(), 2);
    assert_eq!(office.deal("imported").last_open_stage(), Some(office.stage_id("new")));
}
