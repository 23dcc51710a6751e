//! Numbers and days of a workbook mean what they are, however the texts beside them are written.

use exchange::target::Target;
use exchange::values::{DateOrder, NumberStyle};
use rust_xlsxwriter::{ExcelDateTime, Format};

use crate::office::Office;
use crate::read::open;
use crate::read_workbooks::{ods_sheet, xlsx};

/// Some amounts are numbers, some are texts as they are written in Germany.
fn mixed() -> Vec<u8> {
    xlsx(|sheet| {
        sheet.write_row(0, 0, ["title", "stage", "amount", "created", "Size"]).unwrap();
        sheet.write_row(1, 0, ["Text", "New", "1.234,56", "05.03.2024", "2,5"]).unwrap();
        sheet.write_row(2, 0, ["Thousand", "New", "1.234", "25.03.2024", "2.500"]).unwrap();
        sheet.write_row(3, 0, ["Number", "New"]).unwrap();
        sheet.write(3, 2, 1.234).unwrap();
        let day = ExcelDateTime::from_ymd(2024, 4, 3).unwrap();
        sheet.write_with_format(3, 3, &day, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
        sheet.write(3, 4, 2.5).unwrap();
        sheet.write_row(4, 0, ["Part", "New"]).unwrap();
        sheet.write(4, 2, 1234.5).unwrap();
        sheet.write(4, 3, 45_355.5).unwrap();
        sheet.write(4, 4, 2.125).unwrap();
    })
}

#[test]
fn a_number_is_a_number_beside_texts_with_commas() {
    let tables = open(mixed()).sheets;
    let mut office = Office::default();
    office.import_tables(&tables, |setup| {
        let columns = &mut setup.files[0].columns;
        assert_eq!((columns[2].style, columns[3].order), (NumberStyle::Comma, DateOrder::DayMonthYear));
        columns[4].target = Target::Custom("Size".to_owned());
        columns[4].style = NumberStyle::Comma;
    });
    assert_eq!(office.issues(), ["4 amount \"1.234\": Rounded, changed"]);
    let facts = ["Text", "Thousand", "Number", "Part"].map(|title| office.facts(title));
    assert_eq!(
        facts,
        [
            "1234.56 USD, from 2024-03-05",
            "1234.00 USD, from 2024-03-25",
            "1.23 USD, from 2024-04-03",
            "1234.50 USD, from 2024-03-04",
        ]
    );
    let sizes = ["Text", "Thousand", "Number", "Part"].map(|title| office.deal(title).custom[0].1.clone());
    assert_eq!(format!("{sizes:?}"), "[Number(2.5), Number(2500.0), Number(2.5), Number(2.125)]");
}

#[test]
fn nobody_is_asked_about_the_numbers_of_a_workbook() {
    let sheet = xlsx(|sheet| {
        sheet.write_row(0, 0, ["title", "stage", "amount"]).unwrap();
        sheet.write_row(1, 0, ["A", "New"]).unwrap();
        sheet.write(1, 2, 1.234).unwrap();
    });
    let tables = open(sheet).sheets;
    let proposal = Office::default().proposal_of(&tables);
    assert!(proposal.files[0].columns[2].styles.is_empty());
    assert!(tables[0].row(0).unwrap().is_number(2));
    assert!(!tables[0].row(0).unwrap().is_number(0));
}

#[test]
fn a_style_chosen_by_hand_changes_no_number_of_a_workbook() {
    let cell = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let rows: Vec<String> = [
        [text("title"), text("stage"), text("amount")],
        [text("A"), text("New"), cell("1.25")],
        [text("B"), text("New"), text("1.250")],
    ]
    .iter()
    .map(|cells| format!("<table:table-row>{}</table:table-row>", cells.concat()))
    .collect();
    let repeated = format!(
        "<table:table-row table:number-rows-repeated=\"2\">{}{}{}</table:table-row>",
        text("C"),
        text("New"),
        cell("7.125")
    );
    let tables = open(ods_sheet(&(rows.concat() + &repeated))).sheets;
    let mut office = Office::default();
    office.import_tables(&tables, |setup| setup.files[0].columns[2].style = NumberStyle::Comma);
    assert_eq!(office.facts("A"), "1.25 USD, from 2025-06-30");
    assert_eq!(office.facts("B"), "1250.00 USD, from 2025-06-30");
    assert_eq!(office.facts("C"), "7.13 USD, from 2025-06-30");
    let numbers: Vec<bool> = tables[0].rows().map(|row| row.is_number(2)).collect();
    assert_eq!(numbers, [true, false, true, true]);
}
