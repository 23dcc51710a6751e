//! Files beside the deals, joined to them by id.

use exchange::plan::report::{Came, Count, Kind, Part};
use exchange::setup::NameKind;
use exchange::target::{FileKind, Target};

use crate::office::Office;

const USERS: (&str, &str) = (
    "User.csv",
    "Id,Name,Username,Email,ManagerId,Region__c\n\
     005A,Ada Lovelace,ada@x.example,ada@x.example,005B,North\n\
     005B,Bo Chen,bo@x.example,bo@x.example,,South\n",
);

const OPPORTUNITIES: (&str, &str) = (
    "Opportunity.csv",
    "Id,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate\n\
     006A,Roof,Prospecting,100,2024-09-01,005A,2024-03-01\n\
     006B,Pump,Prospecting,200,2024-09-01,005B,2024-03-01\n",
);

/// Name, manager and region of everybody.
fn people(office: &Office) -> Vec<(&str, &str, &str)> {
    let rows = office.ws.people.iter();
    rows.map(|row| (row.name.as_str(), row.manager.as_str(), row.region.as_str())).collect()
}

#[test]
fn owners_named_by_id_are_the_people_of_the_file() {
    let mut office = Office::default();
    let (_, proposal) = office.proposal(&[OPPORTUNITIES, USERS]);
    assert_eq!(proposal.setup.files[1].kind, Some(FileKind::People));
    let owners = proposal.names.iter().find(|(kind, _)| *kind == NameKind::Person);
    assert_eq!(owners.map(|(_, count)| (count.all, count.known)), Some((2, 0)));
    office.import(&[OPPORTUNITIES, USERS]);
    assert_eq!(office.facts("Roof"), "100.00 USD, Ada Lovelace, from 2024-03-01, by 2024-09-01");
    assert_eq!(office.facts("Pump"), "200.00 USD, Bo Chen, from 2024-03-01, by 2024-09-01");
    assert_eq!(people(&office), [("Ada Lovelace", "Bo Chen", "North"), ("Bo Chen", "", "South")]);
    assert_eq!(office.report.count(Kind::Person), Count { added: 2, ..Count::default() });
}

#[test]
fn people_are_known_by_their_ids_in_later_files() {
    let mut office = Office::default();
    office.import(&[USERS]).import(&[OPPORTUNITIES]);
    assert_eq!(office.facts("Roof"), "100.00 USD, Ada Lovelace, from 2024-03-01, by 2024-09-01");
    assert_eq!(office.ws.people.iter().count(), 2);
    // Somebody has another name now.
    let newer = USERS.1.replace("Ada Lovelace", "Ada Byron");
    let opportunities = OPPORTUNITIES.1.replace("005B,2024", "005A,2024");
    office.import(&[("Opportunity.csv", &opportunities), ("User.csv", &newer)]);
    assert_eq!(people(&office), [("Ada Byron", "Bo Chen", "North"), ("Bo Chen", "", "South")]);
    assert_eq!(office.report.count(Kind::Person), Count { changed: 1, unchanged: 1, ..Count::default() });
    assert_eq!(office.facts("Pump"), "200.00 USD, Ada Byron, from 2024-03-01, by 2024-09-01");
    assert_eq!(office.report.rows[1].came, Came::Changed(vec![Part::Field(Target::Owner)]), "of Pump");
}

#[test]
fn a_file_of_the_team_tells_managers_and_regions() {
    let mut office = Office::default();
    let team = "sales_agent,manager,regional_office\nAda,Cy,North\nBo,,South\n";
    office.import(&[("sales_teams.csv", team)]);
    assert_eq!(people(&office), [("Ada", "Cy", "North"), ("Bo", "", "South")]);
    office.import(&[("sales_teams.csv", &team.replace("South", "West").replace("Cy", ""))]);
    assert_eq!(people(&office), [("Ada", "Cy", "North"), ("Bo", "", "West")], "a blank cell says nothing");
    assert_eq!(office.report.count(Kind::Person), Count { changed: 1, unchanged: 1, ..Count::default() });
}

#[test]
fn products_named_by_id_are_those_of_the_file() {
    let deals =
        "deal id,title,stage,product,created\n1,Roof,New,01t1,2024-03-01\n2,Pump,New,01t2,2024-03-01\n";
    let products =
        "Product2Id,Product2.Name,ProductCode,UnitPrice\n01t1,GTX Pro,P1,4821\n01t2,MG Special,P2,55\n";
    let mut office = Office::default();
    office.import_with(&[("deals.csv", deals), ("PricebookEntry.csv", products)], |setup| {
        setup.uses_list_price = true;
    });
    assert_eq!(office.facts("Roof"), "4821.00 USD, GTX Pro, from 2024-03-01");
    assert_eq!(office.facts("Pump"), "55.00 USD, MG Special, from 2024-03-01");
    assert_eq!(office.report.count(Kind::Product), Count { added: 2, ..Count::default() });
}

#[test]
fn two_people_of_one_name_stay_two() {
    let deals = (
        "deals.csv",
        "deal id,title,stage,owner,created\n1,Roof,New,12,2025-03-05\n2,Pump,New,9,2025-03-05\n3,Desk,New,7,2025-03-05\n",
    );
    let users = (
        "users.csv",
        "id,name,email\n12,Ada Li,a@x.example\n7,Bo,\n9,ada li,b@x.example\n9,ada li,b@x.example\n",
    );
    let mut office = Office::default();
    office.import(&[deals, users]);
    let owners = |office: &Office| {
        let name = |title: &str| {
            let owner = office.deal(title).owner.and_then(|id| office.ws.people.get(id));
            owner.map(|person| person.name.clone()).unwrap_or_default()
        };
        ["Roof", "Pump", "Desk"].map(name)
    };
    assert_eq!(owners(&office), ["Ada Li (12)", "ada li", "Bo"]);
    // The order of the rows does not matter.
    let users = ("users.csv", "id,name,email\n9,ada li,b@x.example\n7,Bo,\n12,Ada Li,a@x.example\n");
    office.import(&[users, deals]);
    assert_eq!(owners(&office), ["Ada Li (12)", "ada li", "Bo"]);
    assert_eq!(office.report.count(Kind::Deal).unchanged, 3);
    assert_eq!(office.ws.people.iter().count(), 3);
    // As people with managers, too.
    let team = (
        "User.csv",
        "Id,Name,Username,Email,ManagerId,Region__c\n1,Cy,c,c,3,North\n2,Cy,d,d,1,South\n3,Di,e,e,2,\n",
    );
    let mut office = Office::default();
    office.import(&[team]);
    assert_eq!(people(&office), [("Cy", "Di", "North"), ("Cy (2)", "Cy", "South"), ("Di", "Cy (2)", "")]);
    office.import(&[team]);
    assert_eq!(office.report.count(Kind::Person), Count { unchanged: 3, ..Count::default() });
}

const ACMES: (&str, &str) =
    ("accounts.csv", "account id,account name,website\n1,Acme,a.example\n2,Acme,b.example\n");
const EVES: (&str, &str) =
    ("contacts.csv", "contact id,full name,account id,email\n7,Eve,2,e@b.example\n8,Eve,2,eve@b.example\n");
const OF_ACMES: (&str, &str) = (
    "deals.csv",
    "deal id,title,stage,account id,account name,contact id,contact,created\n\
     11,Roof,New,1,Acme,,,2024-03-01\n12,Pump,New,2,Acme,8,Eve,2024-03-01\n13,Desk,New,,Acme,,,2024-03-01\n",
);
const CALLS: (&str, &str) = (
    "activities.csv",
    "activity id,type,subject,due date,account id,account name,contact id,contact\n\
     21,Call,Ask,2025-07-02,2,Acme,8,Eve\n22,Call,Tell,2025-07-02,1,Acme,,\n",
);

/// The websites of the customers of deals and activities, and the addresses of their contacts.
fn customers(office: &Office) -> Vec<String> {
    let ws = &office.ws;
    let deals = ws.deals.iter().map(|row| (&row.title, row.organisation, row.contact));
    let all = deals.chain(ws.activities.iter().map(|row| (&row.subject, row.organisation, row.contact)));
    all.map(|(what, firm, contact)| {
        let firm = firm.map_or("-", |id| ws.organisations.get(id).unwrap().website.as_str());
        format!("{what} {firm} {}", contact.map_or("-", |id| ws.contacts.get(id).unwrap().email.as_str()))
    })
    .collect()
}

#[test]
fn of_two_customers_of_one_name_the_one_of_the_id_is_meant() {
    let expected = [
        "Roof a.example -",
        "Pump b.example eve@b.example",
        "Desk a.example -",
        "Ask b.example eve@b.example",
        "Tell a.example -",
    ];
    let mut office = Office::default();
    office.import(&[ACMES, EVES, OF_ACMES, CALLS]);
    assert_eq!(customers(&office), expected);
    assert_eq!((office.ws.organisations.iter().count(), office.ws.contacts.iter().count()), (2, 2));
    // Without the lists beside them, and one after the other.
    office.import(&[OF_ACMES, CALLS]);
    assert!(office.changes.is_empty(), "{:?}", office.changes);
    let mut office = Office::default();
    office.import(&[ACMES]).import(&[EVES]).import(&[OF_ACMES]).import(&[CALLS]);
    assert_eq!(customers(&office), expected);
}

#[test]
fn an_id_that_another_system_has_for_someone_else_gives_way_to_the_name() {
    let mut office = Office::default();
    office.import(&[ACMES]);
    let other = "deal id,title,stage,account id,account name\n91,Mill,New,1,Borea\n92,Quay,New,2,\n";
    office.import(&[("deals.csv", other)]);
    assert_eq!(customers(&office), ["Mill  -", "Quay b.example -"]);
    assert_eq!(office.ws.organisations.iter().count(), 3);
}
