//! What a person sees of a plan before it is carried out.

use exchange::parcels::{Told, pack_report, unpack_report};
use exchange::plan::report::{Effect, Kind};
use exchange::preview::{Against, Changed, Edit, Part, Preview, SHOWN, Shown, preview};
use exchange::setup::OnProblem;

use crate::office::Office;

impl Office {
    /// What a person sees of what these files come to.
    fn outlook(&mut self, text: &str) -> Preview {
        let (tables, proposal) = self.proposal(&[("deals.csv", text)]);
        let plan = self.plan(&tables, &proposal.setup);
        preview(&plan, &tables.iter().collect::<Vec<_>>(), &proposal.setup, &self.ws)
    }
}

fn shown(value: Option<&Shown>) -> String {
    match value {
        None => "-".to_owned(),
        Some(Shown::Text(text)) => text.clone(),
        Some(Shown::Money(money)) => exchange::export::plain_amount(*money),
        Some(Shown::Percent(percent)) => format!("{percent}%"),
        Some(Shown::Number(number)) => number.to_string(),
        Some(Shown::Day(day)) => day.to_string(),
        Some(Shown::Moment(at)) => at.0.to_string(),
        Some(Shown::Standing(kind)) => format!("{kind:?}"),
    }
}

/// `Field: from → to` for each, with bars between.
fn edits(deal: &Changed) -> String {
    let edit = |edit: &Edit| match &edit.part {
        Part::Field(target) => {
            format!("{target:?}: {} → {}", shown(edit.from.as_ref()), shown(edit.to.as_ref()))
        }
        Part::History => "History".to_owned(),
    };
    deal.edits.iter().map(edit).collect::<Vec<_>>().join(" | ")
}

const OLD: &str = "id,title,stage,amount,owner,organization,expected close date,tags,created\n\
    1,Roof,New,100,Ada,Acme,2025-07-01,a,2025-01-01\n2,Pump,New,5,Bo,,,,2025-01-01\n3,Desk,New,7,,,,,2025-01-01\n";

#[test]
fn what_changes_is_told_field_by_field() {
    let mut office = Office::default();
    office.import(&[("deals.csv", OLD)]);
    let newer = "id,title,stage,amount,owner,organization,expected close date,tags,created\n\
        1,Roof II,Offer,150,Cy,Borea,2025-08-01,b,2025-01-01\n2,Pump,New,5,Ada,,,,2025-01-01\n\
        3,Desk,New,7,,,,,2025-01-01\n4,Sink,New,abc,,,,,2025-01-01\n5,Lamp,New,9,,,,,2025-01-01\n";
    let preview = office.outlook(newer);
    let added: Vec<&str> = preview.added.iter().map(|deal| deal.title.as_str()).collect();
    assert_eq!(added, ["Lamp"]);
    assert_eq!(preview.unchanged, ["Desk"]);
    let titles: Vec<&str> = preview.changed.iter().map(|deal| deal.title.as_str()).collect();
    assert_eq!(titles, ["Roof", "Pump"]);
    assert_eq!(
        edits(&preview.changed[0]),
        "Name: Roof → Roof II | Organisation: Acme → Borea | Owner: Ada → Cy | \
         ExpectedClose: 2025-07-01 → 2025-08-01 | Value: 100.00 → 150.00 | Tags: a → a, b | Stage: New → Offer"
    );
    assert_eq!(edits(&preview.changed[1]), "Owner: Bo → Ada");
    let refused: Vec<(&str, u32)> =
        preview.refused.iter().map(|row| (row.title.as_str(), row.issue.line)).collect();
    assert_eq!(refused, [("Sink", 5)]);
}

#[test]
fn a_note_and_a_field_of_ones_own_are_told_too() {
    let mut office = Office::default();
    office.import(&[("deals.csv", "id,title,stage,amount,Size\n1,Roof,New,100,\n")]);
    let (tables, mut proposal) =
        office.proposal(&[("deals.csv", "id,title,stage,amount,Size,note\n1,Roof,New,100,2.5,call\n")]);
    proposal.setup.files[0].columns[4].target = exchange::target::Target::Custom("Size".to_owned());
    let plan = office.plan(&tables, &proposal.setup);
    let preview = preview(&plan, &tables.iter().collect::<Vec<_>>(), &proposal.setup, &office.ws);
    assert_eq!(edits(&preview.changed[0]), "Custom(\"Size\"): - → 2.5 | Note: - → call");
}

#[test]
fn of_many_only_the_first_are_shown() {
    let rows = |amount: &str| -> String {
        let row = |number| format!("{number},Deal {number},New,{amount}\n");
        (1..=200).map(row).collect::<String>()
    };
    let file = |amount: &str| format!("id,title,stage,amount\n{}", rows(amount));
    let mut office = Office::default();
    assert_eq!(office.outlook(&file("1")).added.len(), SHOWN);
    office.import(&[("deals.csv", &file("1"))]);
    assert_eq!(office.outlook(&file("1")).unchanged.len(), SHOWN);
    let changed = office.outlook(&file("2")).changed;
    assert_eq!((changed.len(), changed[49].title.as_str()), (SHOWN, "Deal 50"));
    let (tables, mut proposal) = office.proposal(&[("deals.csv", &file("x"))]);
    proposal.setup.on_problem = OnProblem::LeaveRowOut;
    let plan = office.plan(&tables, &proposal.setup);
    let refused = preview(&plan, &tables.iter().collect::<Vec<_>>(), &proposal.setup, &office.ws).refused;
    assert_eq!((refused.len(), refused[0].title.as_str()), (SHOWN, "Deal 1"));
}

#[test]
fn a_report_is_told_in_short_and_in_parcels() {
    let amount = |row| if row % 2 == 0 { "1.005" } else { "abc" };
    let rows: Vec<String> = (0..2_500).map(|row| format!("Deal {row},New,{}\n", amount(row))).collect();
    let rows = rows.concat();
    let mut office = Office::default();
    office.import(&[("deals.csv", &format!("title,stage,amount\n{rows}"))]);
    let report = &office.report;
    let digest = report.digest(200);
    assert_eq!(digest.issues, report.issues.len());
    assert_eq!((digest.first.len(), digest.first[0].effect), (200, Effect::RowLeftOut));
    assert_eq!(digest.count(Kind::Deal), report.count(Kind::Deal));
    assert!(digest.has_unreadable);
    assert_eq!(digest.effects[0], (Effect::RowLeftOut, 1_250));

    let parcels: Vec<Vec<u8>> = pack_report(report).collect();
    assert!(parcels.len() > 2 && parcels.iter().all(|parcel| parcel.len() < 400_000));
    let unpacked: Vec<Told> = parcels.iter().flat_map(|parcel| unpack_report(parcel).unwrap()).collect();
    let issues: Vec<Told> = report.issues.iter().cloned().map(Told::Issue).collect();
    assert_eq!(unpacked, issues);
    assert_eq!(unpack_report(b"{"), None);
}

#[test]
fn moves_against_the_process_are_told_and_imported_all_the_same() {
    use sales::evolve::{Touched, apply};
    use sales::ids::{RuleId, Uuid};
    use sales::log::{Change, StageEdit, Swap};
    use sales::model::{Criterion, DealField, Force, Requirement};
    use sales::process::Missing;

    let mut office = Office::default();
    office.import(&[("deals.csv", "id,title,stage,amount\n1,Roof,New,100\n2,Pump,New,\n3,Desk,Offer,7\n")]);
    let newer = "id,title,stage,amount\n1,Roof,Offer,100\n2,Pump,Offer,\n3,Desk,Offer,7\n";
    assert_eq!(office.outlook(newer).against, Against::default(), "no rules, nothing against them");
    let stage = office.ws.stages.iter().find(|stage| stage.name == "New").expect("a stage").id;
    let ask = |number, field, force| Criterion {
        id: RuleId(Uuid::from_u128(number)),
        wants: Requirement::Field(field),
        force,
    };
    let to = vec![ask(1, DealField::Value, Force::Block), ask(2, DealField::Owner, Force::Warn)];
    let edit = StageEdit::Exit(Swap { from: Vec::new(), to });
    apply(&mut office.ws, &Change::StageEdited { id: stage, edit }, &mut Touched::default());
    let against = office.outlook(newer).against;
    assert_eq!((against.blocked, against.warned), (1, 1));
    let [pump, roof] = &against.deals[..] else { panic!("two deals") };
    assert_eq!((pump.title.as_str(), pump.is_blocked), ("Pump", true));
    assert_eq!(pump.lacks[0], Missing::Field(DealField::Value));
    assert_eq!((roof.title.as_str(), roof.is_blocked), ("Roof", false));
    office.import(&[("deals.csv", newer)]);
    assert_eq!(office.ws.deals.iter().filter(|deal| deal.position.stage == stage).count(), 0);
}
