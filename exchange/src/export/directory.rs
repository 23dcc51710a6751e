//! The customers' firms and people.

use sales::model::Workspace;

use super::{Headers, Sheet};

/// All organisations, a row each.
pub fn organisations(workspace: &Workspace, headers: &Headers) -> String {
    let names =
        [&headers.id, &headers.name, &headers.industry, &headers.website, &headers.address, &headers.about];
    let mut sheet = Sheet::new(names.into_iter().map(String::as_str));
    for row in workspace.organisations.iter() {
        sheet.text(&row.id.to_string());
        for text in [&row.name, &row.industry, &row.website, &row.address, &row.about] {
            sheet.text(text);
        }
        sheet.end_row();
    }
    sheet.finish()
}

/// All contacts, a row each.
pub fn contacts(workspace: &Workspace, headers: &Headers) -> String {
    let names = [
        &headers.id,
        &headers.name,
        &headers.organisation,
        &headers.role,
        &headers.phone,
        &headers.email,
        &headers.about,
    ];
    let mut sheet = Sheet::new(names.into_iter().map(String::as_str));
    for row in workspace.contacts.iter() {
        let firm = row.organisation.and_then(|id| workspace.organisations.get(id));
        sheet.text(&row.id.to_string());
        sheet.text(&row.name);
        sheet.text(firm.map_or("", |firm| &firm.name));
        for text in [&row.role, &row.phone, &row.email, &row.about] {
            sheet.text(text);
        }
        sheet.end_row();
    }
    sheet.finish()
}
