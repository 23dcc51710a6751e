//! Workbooks of Excel through the import: read sheet by sheet, and those that cannot be read with what to do about it.

use anyhow::Result;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use support::{Settings, browser_test};

use crate::files::Folder;
use crate::steps::{start, wait_board, wait_figure};
use crate::wizard::{choose, choose_readable, import, open_import, to_preview, wait_counts};

/// A workbook with two deals, as a spreadsheet saves it: values as numbers, days as days.
fn deals() -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Deals")?;
    sheet.write_row(0, 0, ["Deal Name", "Account Name", "Amount", "Stage", "Closing Date", "Deal Owner"])?;
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (row, title, firm, amount, stage) in
        [(1, "alpha", "Acme", 1250.5, "Qualification"), (2, "beta", "Initech", 80_000.0, "Negotiation")]
    {
        sheet.write(row, 0, title)?.write(row, 1, firm)?.write(row, 2, amount)?.write(row, 3, stage)?;
        sheet.write_with_format(row, 4, &ExcelDateTime::from_ymd(2026, 12, 31)?, &day)?;
        sheet.write(row, 5, "Ann Lee")?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// A workbook with a password: a compound file with the streams that Excel encrypts into.
fn locked() -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let mut file = vec![0; 19 * SECTOR];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    for (at, number) in [(44, 1), (48, 1), (56, 4096), (60, END), (68, END), (76, 0)] {
        put(at, &u32::to_le_bytes(number));
    }
    put(80, &[0xFF; SECTOR - 80]);
    // The table of sectors: itself, the directory, and two streams of eight sectors each.
    let mut table = vec![0xFFFF_FFFD, END];
    for first in [2_u32, 10] {
        table.extend(first + 1..first + 8);
        table.push(END);
    }
    table.resize(SECTOR / 4, FREE);
    for (at, number) in table.into_iter().enumerate() {
        put(SECTOR + at * 4, &u32::to_le_bytes(number));
    }
    let entries =
        [("Root Entry", 5, END, 0), ("EncryptionInfo", 2, 2, 4096), ("EncryptedPackage", 2, 10, 4096)];
    for (at, (name, kind, start, size)) in entries.into_iter().enumerate() {
        let base = 2 * SECTOR + at * 128;
        for (place, unit) in name.encode_utf16().enumerate() {
            put(base + place * 2, &unit.to_le_bytes());
        }
        put(base + 64, &[u8::try_from(name.len() * 2 + 2).unwrap_or(0), 0, kind]);
        put(base + 68, &[0xFF; 12]);
        put(base + 116, &u32::to_le_bytes(start));
        put(base + 120, &u32::to_le_bytes(size));
    }
    file
}

#[test]
fn a_workbook_of_excel_becomes_deals() {
    browser_test(&Settings::default(), async |app| {
        let folder = Folder::new()?;
        app.open("").await?;
        open_import(app).await?;
        choose_readable(app, &folder, "deals.xlsx", deals()?).await?;
        app.wait_text("[data-file='deals.xlsx']", "Excel").await?;
        wait_figure(app, "[data-file='deals.xlsx']", "import.file.rows", "2").await?;
        app.check_accessibility().await?;
        to_preview(app).await?;
        wait_counts(app, [2, 0, 0, 0]).await?;
        wait_figure(app, "[data-preview=alpha]", "import.preview.value", "125050").await?;
        app.wait_text("[data-preview=alpha]", "Dec 31").await?;
        import(app).await?;
        app.click("[data-way=board]").await?;
        wait_board(app, "alpha | beta").await
    });
}

#[test]
fn workbooks_that_cannot_be_read_say_what_to_do() {
    for (language, password, damage) in [
        ("en", "locked with a password", "damaged or cut off"),
        ("zh-CN", "设了密码", "工作簿已损坏或不完整"),
    ] {
        browser_test(&Settings { language, ..Settings::default() }, async |app| {
            let folder = Folder::new()?;
            start(app).await?;
            open_import(app).await?;
            let whole = deals()?;
            let cut = &whole[..whole.len() / 2];
            choose(app, &[folder.file("locked.xlsx", locked())?]).await?;
            app.wait_text("[data-file='locked.xlsx'][data-state=unreadable]", password).await?;
            choose(app, &[folder.file("cut.xlsx", cut)?]).await?;
            app.wait_text("[data-file='cut.xlsx'][data-state=unreadable]", damage).await?;
            app.check_accessibility().await?;
            // One that can be read goes on beside them once they are taken away.
            for name in ["locked.xlsx", "cut.xlsx"] {
                app.click(&format!("[data-file='{name}'] .import-file-head button")).await?;
                app.wait_gone(&format!("[data-file='{name}']")).await?;
            }
            choose_readable(app, &folder, "deals.xlsx", &whole).await
        });
    }
}
