//! Fields of the team's own, out and in again.

use exchange::export;
use exchange::plan::report::{Count, Kind};
use exchange::setup::OnProblem;
use exchange::target::Target;
use sales::decide::{Command, DealPatch};
use sales::model::{Field, FieldKind, FieldValue};

use crate::office::{Office, Utc};
use crate::trade::headers;

impl Office {
    fn field(&self, name: &str) -> &Field {
        self.ws.fields.iter().find(|field| field.name == name).expect(name)
    }

    fn give(&mut self, title: &str, field: &str, value: FieldValue) {
        let (deals, field) = (vec![self.deal(title).id], self.field(field).id);
        self.act(&Command::EditDeals { deals, patch: DealPatch::Custom(field, Some(value)) });
    }

    /// What a deal has in fields of the team's own: `Budget 12.5, Size large`.
    fn own(&self, title: &str) -> String {
        let said = |field: &&Field| {
            let said = match self.deal(title).custom_value(field.id)? {
                FieldValue::Text(text) => text.clone(),
                FieldValue::Number(number) => number.to_string(),
                FieldValue::Date(day) => day.to_string(),
                FieldValue::Choice(id) => field.options.iter().find(|option| option.id == *id)?.name.clone(),
            };
            Some(format!("{} {said}", field.name))
        };
        self.ws.fields_in_order().iter().filter_map(said).collect::<Vec<_>>().join(", ")
    }

    fn meanings(&self, file: (&str, &str)) -> Vec<Target> {
        let (_, proposal) = self.proposal(&[file]);
        proposal.setup.files[0].columns.iter().map(|column| column.target.clone()).collect()
    }

    fn refused(&self) -> usize {
        self.report.count(Kind::Deal).refused
    }
}

/// An office with a field of each kind, one of them called like a column that we write, and one like a word that others use.
fn office() -> Office {
    let mut office = Office::default();
    office.import(&[(
        "deals.csv",
        "title,stage,amount,created\nRoof,New,10,2024-03-05\nPump,New,20,2024-03-06\n",
    )]);
    let fields = [
        ("Description", FieldKind::Text, &[][..]),
        ("Budget", FieldKind::Number, &[]),
        ("Go-live", FieldKind::Date, &[]),
        ("Size", FieldKind::Choice, &["small", "- large"]),
        ("Status", FieldKind::Text, &[]),
        ("=Risk", FieldKind::Choice, &["1", "2"]),
    ];
    for (name, kind, options) in fields {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        office.act(&Command::AddField { name: name.into(), kind, options });
    }
    let option =
        |office: &Office, field: &str, at: usize| FieldValue::Choice(office.field(field).options[at].id);
    let (large, risk) = (option(&office, "Size", 1), option(&office, "=Risk", 0));
    office.give("Roof", "Description", FieldValue::Text("=1+1\n\ntwo, \"lines\"".into()));
    office.give("Roof", "Budget", FieldValue::Number(-1_234.5));
    office.give("Roof", "Go-live", FieldValue::Date("2025-03-04".parse().unwrap()));
    office.give("Roof", "Size", large);
    office.give("Roof", "Status", FieldValue::Text("n/a".into()));
    office.give("Pump", "Budget", FieldValue::Number(0.1));
    office.give("Pump", "=Risk", risk);
    office
}

#[test]
fn fields_of_all_kinds_come_back_as_they_were() {
    let mut office = office();
    let deals = export::deals(&office.ws, &headers(), &Utc);
    office.import(&[("deals.csv", &deals)]);
    assert!(office.changes.is_empty(), "{:?}\n{deals}", office.changes);
    assert_eq!(office.report.count(Kind::Deal), Count { unchanged: 2, ..Count::default() });
    assert_eq!(office.issues(), [""; 0]);
    let own =
        "Description =1+1\n\ntwo, \"lines\", Budget -1234.5, Go-live 2025-03-04, Size - large, Status n/a";
    assert_eq!((office.own("Roof").as_str(), office.own("Pump").as_str()), (own, "Budget 0.1, =Risk 1"));

    // What was changed in the file changes here, and what was emptied stays.
    let edited = deals.replace("-1234.5", "77").replace("2025-03-04", "").replace("'- large", "small");
    office.import(&[("deals.csv", &edited)]);
    assert_eq!(
        office.own("Roof"),
        "Description =1+1\n\ntwo, \"lines\", Budget 77, Go-live 2025-03-04, Size small, Status n/a"
    );
    assert_eq!(office.ws.fields.iter().count(), 6);
}

#[test]
fn fields_of_our_own_file_come_into_another_workspace() {
    let office = office();
    let deals = export::deals(&office.ws, &headers(), &Utc);
    let mut other = Office::elsewhere();
    other.import(&[("deals.csv", &deals)]);
    let kinds: Vec<(&str, FieldKind)> =
        other.ws.fields_in_order().iter().map(|field| (field.name.as_str(), field.kind)).collect();
    assert_eq!(
        kinds[..4],
        [
            ("Description", FieldKind::Text),
            ("Budget", FieldKind::Number),
            ("Go-live", FieldKind::Date),
            ("Size", FieldKind::Text)
        ]
    );
    assert!(
        other.own("Roof").starts_with(
            "Description =1+1\n\ntwo, \"lines\", Budget -1234.5, Go-live 2025-03-04, Size - large"
        )
    );
    other.import(&[("deals.csv", &deals)]);
    assert!(other.changes.is_empty(), "{:?}", other.changes);
}

#[test]
fn a_column_that_is_called_like_a_field_goes_into_it() {
    let mut office = office();
    let custom = |name: &str| Target::Custom(name.to_owned());
    let file = ("deals.csv", "title,stage, BUDGET,description,notes,go-live\nA,New,1,x,y,2025-01-01\n");
    assert_eq!(
        office.meanings(file),
        [
            Target::Name,
            Target::Stage,
            custom("Budget"),
            custom("Description"),
            Target::Note,
            custom("Go-live")
        ]
    );
    // Where a product says what a column is, that counts; where it says that the column is of no use, the field does.
    let file =
        ("deals.csv", "Opportunity Name,Stage,Close Date,Description,Next Step\nA,New,2025-01-01,x,call\n");
    assert_eq!(office.meanings(file)[3..], [Target::Note, Target::Skip]);
    office.act(&Command::AddField { name: "Next step".into(), kind: FieldKind::Text, options: Vec::new() });
    assert_eq!(office.meanings(file)[3..], [Target::Note, custom("Next step")]);
    // Lists have no such fields.
    let file = ("companies.csv", "company,website,description\nAcme,a.example,x\n");
    assert_eq!(office.meanings(file)[2], Target::Note);
}

#[test]
fn a_word_that_is_no_option_yet_becomes_one() {
    let mut office = office();
    let file = "title,stage,created,size\nRoof,New,2024-03-05,Medium\nPump,New,2024-03-06, SMALL\nSink,New,2024-03-07,medium\n";
    office.import(&[("deals.csv", file)]);
    let options: Vec<&str> = office.field("Size").options.iter().map(|option| option.name.as_str()).collect();
    assert_eq!(options, ["small", "- large", "Medium"]);
    let own = ["Roof", "Pump", "Sink"].map(|title| office.own(title).rsplit(", ").next().unwrap().to_owned());
    assert!(
        office.own("Roof").contains("Size Medium") && office.own("Pump").contains("Size small"),
        "{own:?}"
    );
    assert_eq!(own[2], "Size Medium");
    assert_eq!(office.report.count(Kind::Field), Count { changed: 1, ..Count::default() });
    assert_eq!(office.ws.fields.iter().count(), 6, "and no second field of that name");
    office.import(&[("deals.csv", file)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

#[test]
fn a_cell_that_a_field_cannot_hold_is_told_of() {
    let mut office = office();
    let file = "title,stage,budget,go-live\nA,New,much,2025-01-01\nB,New,5,soon\nC,New,-,n/a\n";
    let told = |effect: &str| {
        [
            format!("2 budget \"much\": Number(NotANumber), {effect}"),
            format!("3 go-live \"soon\": Date(NotADate), {effect}"),
        ]
    };
    let issues = |office: &Office| -> Vec<String> {
        office.issues().into_iter().filter(|issue| !issue.contains("NoCreated")).collect()
    };
    office.import(&[("deals.csv", file)]);
    assert_eq!((issues(&office), office.refused()), (told("row left out").to_vec(), 2));
    office.import_with(&[("deals.csv", file)], |setup| setup.on_problem = OnProblem::LeaveCellOut);
    assert_eq!((issues(&office), office.refused()), (told("cell left out").to_vec(), 0));
    assert_eq!(
        (office.own("A").as_str(), office.own("B").as_str(), office.own("C").as_str()),
        ("Go-live 2025-01-01", "Budget 5", "")
    );
}

#[test]
fn digits_that_are_no_number_stay_as_they_stand() {
    let mut office = Office::default();
    let file = "title,stage,code,line,account,score\nA,New,007,+86 138 0000 0000,6222021234567890123,7\n\
                B,New,012,+1 555,6222021234567890124,8.5\n";
    office.import_with(&[("deals.csv", file)], |setup| {
        for (column, name) in [(2, "Code"), (3, "Line"), (4, "Account"), (5, "Score")] {
            setup.files[0].columns[column].target = Target::Custom(name.into());
        }
    });
    assert_eq!(office.own("A"), "Code 007, Line +86 138 0000 0000, Account 6222021234567890123, Score 7");
    assert_eq!(office.field("Score").kind, FieldKind::Number);
}
