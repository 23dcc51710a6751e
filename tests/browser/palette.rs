//! The keyboard: palette, list of keys, and the keys themselves.

use support::{Settings, browser_test};

use crate::steps::{deal_id, focus_card, hash, start_with, wait_board};

#[test]
fn the_palette_finds_deals_screens_and_actions() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "Turbine Kettle | - | - | - | -").await?;
        let id = deal_id(app, "Kettle").await?;
        app.press("Ctrl+K").await?;
        app.wait_for("dialog[open] [role=combobox]:focus").await?;
        app.type_text("kett").await?;
        app.wait_for(&format!("dialog[open] [role=option][aria-selected=true][data-deal-id='{id}']")).await?;
        app.press("Enter").await?;
        app.wait_for(&format!(".panel[data-deal-id='{id}']")).await?;

        app.press("Ctrl+K").await?;
        app.wait_for("dialog[open] [role=combobox]:focus").await?;
        app.type_text("table").await?;
        app.wait_text("dialog[open] [role=option][aria-selected=true]", "Table").await?;
        app.press("Enter").await?;
        app.wait_for("[data-screen=table]").await?;

        app.press("Ctrl+K").await?;
        app.wait_for("dialog[open] [role=combobox]:focus").await?;
        app.type_text("new deal").await?;
        app.press("Enter").await?;
        app.wait_for("#new-deal-title:focus").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;

        app.press("Ctrl+K").await?;
        app.wait_for("dialog[open] [role=combobox]:focus").await?;
        app.type_text("nothing is called that").await?;
        app.wait_text(".palette-none", "nothing is called that").await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await
    });
}

#[test]
fn the_keys_do_what_the_list_of_keys_says() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | - | - | - | -").await?;
        app.press("?").await?;
        app.wait_for("dialog[open] .keys kbd").await?;
        assert!(app.count("dialog[open] .keys dt").await? > 20, "every action has its line");
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        for (key, screen) in [
            ("t", "table"),
            ("n", "nurture"),
            ("o", "organisations"),
            ("c", "contacts"),
            ("p", "people"),
            ("s", "settings"),
            ("i", "insights"),
            ("d", "today"),
            ("g", "goals"),
            ("u", "import"),
            ("b", "board"),
        ] {
            app.press("g").await?;
            app.press(key).await?;
            app.wait_for(&format!("[data-screen={screen}]")).await?;
        }
        app.press("[").await?;
        app.wait_for("[data-nav=rail]").await?;
        app.press("[").await?;
        app.wait_for("[data-nav=full]").await?;
        app.press("n").await?;
        app.wait_for("#new-deal-title:focus").await?;
        // In a field, letters are letters.
        app.type_text("gt?").await?;
        assert_eq!(app.value("#new-deal-title").await?, "gt?");
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;
        assert!(hash(app).await?.starts_with("#/board"));

        focus_card(app, "b").await?;
        app.press("Enter").await?;
        app.wait_text("#deal-title-text", "b").await?;
        app.press("Escape").await?;
        app.wait_gone(".panel").await?;
        focus_card(app, "b").await?;
        app.press("Delete").await?;
        wait_board(app, "a | - | - | - | -").await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "a b | - | - | - | -").await
    });
}
