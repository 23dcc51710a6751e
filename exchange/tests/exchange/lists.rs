//! Lists beside the deals: what their ids say, and rows that contradict each other.

use exchange::plan::report::{Count, Kind};
use exchange::propose::Near;
use exchange::setup::{RowRef, Twin};
use sales::ids::OrganisationId;
use sales::log::{Change, OrganisationEdit, Swap};

use crate::office::Office;

/// `name external` of the organisations.
fn firms(office: &Office) -> Vec<String> {
    let rows = office.ws.organisations.iter();
    rows.map(|row| format!("{} {}", row.name, row.external.as_deref().unwrap_or("-"))).collect()
}

/// `name firm external` of the contacts.
fn people(office: &Office) -> Vec<String> {
    let firm =
        |id: Option<OrganisationId>| id.map_or("-", |id| &office.ws.organisations.get(id).unwrap().name);
    let rows = office.ws.contacts.iter();
    rows.map(|row| {
        format!("{} {} {}", row.name, firm(row.organisation), row.external.as_deref().unwrap_or("-"))
    })
    .collect()
}

/// The names that are asked about: `name ~ other`.
fn asked(office: &Office, files: &[(&str, &str)]) -> Vec<String> {
    let said = |near: &Near| format!("{} ~ {}", near.name, near.other);
    office.proposal(files).1.near.iter().map(said).collect()
}

const ORGANISATIONS: &str =
    "Organization - ID,Organization - Name,Organization - Website\n1,Acme,a.example\n2,Borea,b.example\n";
const PERSONS: &str = "Person - ID,Person - Name,Person - Organization,Person - Email\n\
    7,Eve,Acme,e@a.example\n8,Bo,Borea,b@b.example\n";

#[test]
fn a_customer_that_has_another_name_in_the_system_it_is_from_is_renamed() {
    let mut office = Office::default();
    office.import(&[("organizations.csv", ORGANISATIONS), ("people.csv", PERSONS)]);
    assert_eq!(firms(&office), ["Acme pipedrive:1", "Borea pipedrive:2"]);
    assert_eq!(people(&office), ["Eve Acme pipedrive:7", "Bo Borea pipedrive:8"]);
    office.import(&[("organizations.csv", ORGANISATIONS), ("people.csv", PERSONS)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);

    let renamed = ORGANISATIONS.replace("Acme", "Acme Group");
    assert_eq!(asked(&office, &[("organizations.csv", &renamed)]), [""; 0]);
    office.import(&[("organizations.csv", &renamed)]);
    assert_eq!(firms(&office), ["Acme Group pipedrive:1", "Borea pipedrive:2"]);
    assert_eq!(
        office.report.count(Kind::Organisation),
        Count { changed: 1, unchanged: 1, ..Count::default() }
    );
    // Somebody changed employers, and somebody's name.
    let moved = PERSONS.replace("Eve,Acme", "Eve,Borea").replace("Bo,", "Bo Chen,");
    office.import(&[("people.csv", &moved)]);
    assert_eq!(people(&office), ["Eve Borea pipedrive:7", "Bo Chen Borea pipedrive:8"]);
    office.import(&[("organizations.csv", &renamed), ("people.csv", &moved)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

#[test]
fn an_id_of_another_product_is_another_id() {
    let mut office = Office::default();
    office.import(&[("organizations.csv", ORGANISATIONS)]);
    let hubspot =
        "Record ID - Company,Company name,Company domain name,Company owner\n1,Corro,c.example,Ada\n";
    office.import(&[("companies.csv", hubspot)]);
    assert_eq!(firms(&office), ["Acme pipedrive:1", "Borea pipedrive:2", "Corro hubspot:1"]);
    // Deals of each mean their own.
    let deals = "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Organization - ID\n11,Roof,New,Open,1\n";
    office.import(&[("deals.csv", deals)]);
    assert_eq!(office.facts("Roof"), "Acme, from 2025-06-30");
}

/// Companies of another product than [`ORGANISATIONS`].
const COMPANIES: &str =
    "Record ID - Company,Company name,Company domain name,Company owner\n7,Acme,a.example,Ada\n";

#[test]
fn contacts_are_not_at_the_customer_that_another_product_has_this_id_for() {
    let mut office = Office::default();
    office.import(&[("companies.csv", COMPANIES)]);
    let persons = "Person - ID,Person - Name,Person - Organization,Organization - ID,Person - Email\n\
        1,Eve,Borea,7,e@b.example\n2,Bo,,7,b@b.example\n";
    office.import(&[("people.csv", persons)]);
    assert_eq!(people(&office), ["Eve Borea pipedrive:1", "Bo - pipedrive:2"]);
    assert_eq!(firms(&office), ["Acme hubspot:7", "Borea -"]);
    // Nor are they moved there when they come again.
    office.import(&[("people.csv", persons)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    // Their own product's ids count, whatever the customer is called there now.
    let own = "Organization - ID,Organization - Name,Organization - Website\n7,Borea,b.example\n";
    office.import(&[("organizations.csv", own)]);
    office.import(&[("people.csv", &persons.replace("Borea", "Borea Group"))]);
    assert_eq!(people(&office), ["Eve Borea pipedrive:1", "Bo Borea pipedrive:2"]);
}

#[test]
fn an_id_of_no_known_system_counts_where_the_name_of_the_firm_agrees() {
    let mut office = Office::default();
    office
        .import(&[("accounts.csv", "account id,account name,website\n7,Acme,a.example\n8,Dune,d.example\n")]);
    let persons = "Person - ID,Person - Name,Person - Organization,Organization - ID,Person - Email\n\
        1,Eve,Borea,7,e@b.example\n2,Bo,,7,b@a.example\n3,Cy,dune,8,c@d.example\n";
    office.import(&[("people.csv", persons)]);
    assert_eq!(people(&office), ["Eve Borea pipedrive:1", "Bo Acme pipedrive:2", "Cy Dune pipedrive:3"]);
    office.import(&[("people.csv", persons)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

#[test]
fn deals_are_not_of_the_customer_that_another_product_has_this_id_for() {
    let deals = "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Organization,Organization - ID\n\
        11,Roof,New,Open,,7\n12,Pump,New,Open,Borea,7\n";
    let mut office = Office::default();
    office.import(&[("companies.csv", COMPANIES)]).import(&[("deals.csv", deals)]);
    assert_eq!(office.facts("Roof"), "from 2025-06-30");
    assert_eq!(office.facts("Pump"), "Borea, from 2025-06-30");
    // Nor where both come in one import.
    let mut office = Office::default();
    office.import(&[("companies.csv", COMPANIES), ("deals.csv", deals)]);
    assert_eq!(office.facts("Roof"), "from 2025-06-30");
    assert_eq!(office.facts("Pump"), "Borea, from 2025-06-30");
    // With lists of both products, each means its own, in either order.
    let own = (
        "organizations.csv",
        "Organization - ID,Organization - Name,Organization - Website\n7,Corro,c.example\n",
    );
    let both = [("companies.csv", COMPANIES), own];
    for lists in [both, [both[1], both[0]]] {
        let mut office = Office::default();
        office.import(&[lists[0], lists[1], ("deals.csv", deals)]);
        assert_eq!(office.facts("Roof"), "Corro, from 2025-06-30");
        assert_eq!(
            office.facts("Pump"),
            "Corro, from 2025-06-30",
            "a file of this import told whose id it is"
        );
    }
}

#[test]
fn an_id_that_two_systems_have_is_nobodys_where_a_row_is_of_neither() {
    for is_first in [true, false] {
        let own = (
            "organizations.csv",
            "Organization - ID,Organization - Name,Organization - Website\n7,Corro,c.example\n",
        );
        let mut lists = [("companies.csv", COMPANIES), own];
        if is_first {
            lists.reverse();
        }
        let mut office = Office::default();
        office.import(&lists[..1]).import(&lists[1..]);
        let deals = "deal id,title,stage,account id,account name\n11,Roof,New,7,\n12,Pump,New,7,Acme\n";
        office.import(&[("deals.csv", deals)]);
        assert_eq!(office.facts("Roof"), "from 2025-06-30");
        assert_eq!(office.facts("Pump"), "Acme, from 2025-06-30");
    }
}

/// A file of no product, with customers of these names.
fn list(names: &[&str]) -> String {
    let rows = names.iter().zip(1..).map(|(name, id)| format!("{id},{name},{name}.example\n"));
    std::iter::once("account id,account name,website\n".to_owned()).chain(rows).collect()
}

#[test]
fn an_id_of_no_known_system_is_asked_about() {
    let mut office = Office::default();
    let file = "account id,account name,website\n1,Acme,a.example\n2,Borea,b.example\n";
    office.import(&[("accounts.csv", file)]);
    assert_eq!(firms(&office), ["Acme 1", "Borea 2"]);
    let renamed = file.replace("Acme", "Quantum");
    let files = [("accounts.csv", renamed.as_str())];
    assert_eq!(asked(&office, &files), ["Quantum ~ Acme"]);
    let near = office.proposal(&files).1.near.remove(0);
    assert!(!near.is_same);
    let mut other = Office::default();
    other.import(&[("accounts.csv", file)]).import(&files);
    assert_eq!(firms(&other), ["Acme 1", "Borea 2", "Quantum 1"]);
    office.import_with(&files, |setup| {
        let to = exchange::setup::NameSetup::Existing(near.record.unwrap());
        setup.names.entry(near.kind).or_default().insert(near.name, to);
    });
    assert_eq!(firms(&office), ["Acme 1", "Borea 2"]);
    // A file of another system, which counts from one as well, is not asked about row by row.
    let mut office = Office::default();
    office.import(&[("accounts.csv", &list(&["Astra", "Blum", "Corro", "Dune", "Echo"]))]);
    assert_eq!(office.ws.organisations.iter().count(), 5);
    let elsewhere = list(&["Vesta", "Wolfram", "Xenon", "Yttrium", "Zirkon"]);
    assert_eq!(asked(&office, &[("accounts.csv", &elsewhere)]), [""; 0]);
    // One that has most names in common is.
    let newer = list(&["Astra", "Blum", "Xenon", "Dune", "Echo"]);
    assert_eq!(asked(&office, &[("accounts.csv", &newer)]), ["Xenon ~ Corro"]);
}

#[test]
fn an_id_that_is_long_says_enough() {
    let mut office = Office::default();
    let file = "account id,account name,website\n0015g00000XyZ1a,Acme,a.example\n";
    office.import(&[("accounts.csv", file)]).import(&[("accounts.csv", &file.replace("Acme", "Quantum"))]);
    assert_eq!(firms(&office), ["Quantum 0015g00000XyZ1a"]);
}

#[test]
fn ids_from_before_systems_were_noted_are_known_and_get_their_system() {
    let mut office = Office::default();
    office.import(&[("organizations.csv", ORGANISATIONS)]);
    let ids: Vec<OrganisationId> = office.ws.organisations.iter().map(|row| row.id).collect();
    for (id, old) in ids.iter().zip(["1", "2"]) {
        let edit = OrganisationEdit::External(Swap { from: None, to: Some(old.into()) });
        let change = Change::OrganisationEdited { id: *id, edit };
        sales::evolve::apply(&mut office.ws, &change, &mut sales::evolve::Touched::default());
    }
    // Deals that name a customer by such an id have it.
    let deals = "Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Organization - ID\n11,Roof,New,Open,2\n";
    office.import(&[("deals.csv", deals)]);
    assert_eq!(office.facts("Roof"), "Borea, from 2025-06-30");
    let renamed = ORGANISATIONS.replace("Borea", "Quantum");
    assert_eq!(asked(&office, &[("organizations.csv", &renamed)]), ["Quantum ~ Borea"]);
    office.import(&[("organizations.csv", ORGANISATIONS)]);
    assert_eq!(firms(&office), ["Acme pipedrive:1", "Borea pipedrive:2"]);
    office.import(&[("organizations.csv", ORGANISATIONS)]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
}

#[test]
fn of_two_rows_about_one_product_the_first_price_counts_and_the_other_is_told() {
    let mut office = Office::default();
    let products = "product,price\nGTX,10\nGTX,12\nGTX,10\nGTX,\n";
    let deals = ("deals.csv", "title,stage,product\nRoof,New,GTX\n");
    for _ in 0..2 {
        office.import_with(&[("products.csv", products), deals], |setup| setup.uses_list_price = true);
        assert_eq!(office.facts("Roof"), "10.00 USD, GTX, from 2025-06-30");
        let otherwise = "3 price \"12.00 USD\": Otherwise(2), cell left out".to_owned();
        assert!(office.issues().contains(&otherwise), "{:?}", office.issues());
    }
    let edits = office.changes.iter().filter(|change| matches!(change, Change::ChoiceEdited { .. }));
    assert_eq!(edits.count(), 0);
}

#[test]
fn rows_about_one_person_that_contradict_each_other_are_told() {
    let mut office = Office::default();
    let team = "sales_agent,manager,regional_office\nAda,Cy,North\nAda,Bo,\nAda,,South\nAda,Cy,North\n";
    let expected = [
        "3 manager \"Bo\": Otherwise(2), cell left out",
        "4 regional_office \"South\": Otherwise(2), cell left out",
    ];
    for is_first in [true, false] {
        office.import(&[("sales_teams.csv", team)]);
        assert_eq!(office.issues(), expected);
        let ada = office.ws.people.iter().find(|row| row.name == "Ada").unwrap();
        assert_eq!((ada.manager.as_str(), ada.region.as_str()), ("Cy", "North"));
        assert_eq!(office.changes.is_empty(), !is_first, "{:?}", office.changes);
    }
}

#[test]
fn a_row_of_another_table_that_says_otherwise_is_told_with_its_table() {
    let mut office = Office::default();
    let first = ("a.csv", "account id,account name,website\n0015g00000XyZ1a,Acme,a.example\n");
    let second = ("b.csv", "account id,account name,website\n0015g00000XyZ1a,Acme,b.example\n");
    office.import(&[first, second]);
    let otherwise = "2 website \"b.example\": OtherwiseIn(RowRef { file: 0, line: 2 }), cell left out";
    assert_eq!(office.issues(), [otherwise]);
    assert_eq!(office.ws.organisations.iter().next().unwrap().website, "a.example");
}

#[test]
fn a_row_that_is_one_with_a_row_of_another_table_is_told_with_it() {
    let mut office = Office::default();
    let first = ("a.csv", "account name,website,industry\nAcme,a.example,Roofs\n");
    let second = ("b.csv", "account name,website,industry\nAcme,a.example,\n");
    office.import_with(&[first, second], |setup| {
        let (row, into) = (RowRef { file: 1, line: 2 }, RowRef { file: 0, line: 2 });
        setup.twins = vec![Twin { row, into }];
    });
    assert_eq!(office.issues(), ["2 - \"Acme\": MergedIn(RowRef { file: 0, line: 2 }), noted"]);
    assert_eq!(firms(&office), ["Acme -"]);
}
