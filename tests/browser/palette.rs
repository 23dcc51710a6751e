//! The keyboard: palette, list of keys, and the keys themselves.

use support::{Settings, browser_test};

use crate::steps::{card, deal_id, focus_card, hash, open_deal, start, start_with, wait_board};

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

#[test]
fn the_palette_finds_every_section_backup_and_member_of_the_team() {
    browser_test(&Settings::default(), async |app| {
        start(app).await?;
        app.press("n").await?;
        app.fill("#new-deal-title", "Turbine").await?;
        app.fill("#new-deal-owner", "Wilhelmina").await?;
        app.press("Tab").await?;
        app.click("dialog[open] button[type=submit]").await?;
        app.wait_gone("dialog[open]").await?;
        for (typed, chosen, shown) in [
            ("dashboards", "Dashboards", "[data-screen=dashboards]"),
            ("settings currencies", "Currencies", "[href='#/settings/currencies'][aria-current=page]"),
            ("settings lists", "Lists", "[href='#/settings/lists'][aria-current=page]"),
            ("settings data", "Data", "#settings-workspaces"),
            ("wilhel", "Wilhelmina", "[data-screen=person]"),
            ("download a backup", "Download a backup", "dialog[open] [data-way=download]"),
        ] {
            app.press("Ctrl+K").await?;
            app.wait_for("dialog[open] [role=combobox]:focus").await?;
            app.type_text(typed).await?;
            app.wait_text("dialog[open] [role=option][aria-selected=true]", chosen).await?;
            app.press("Enter").await?;
            app.wait_for(shown).await?;
        }
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await
    });
}

#[test]
fn the_palette_does_things_with_the_deals_at_hand() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | d | - | - | -").await?;
        // With the one that the focus is on …
        focus_card(app, "a").await?;
        app.press("Ctrl+K").await?;
        app.wait_text("dialog[open] .palette-group", "With “a”").await?;
        app.check_accessibility().await?;
        app.type_text("won").await?;
        app.wait_text("dialog[open] [role=option][aria-selected=true]", "Won").await?;
        app.press("Enter").await?;
        wait_board(app, "b c | d | - | - | -").await?;
        app.press("Ctrl+Z").await?;
        wait_board(app, "a b c | d | - | - | -").await?;

        // … with all that are ticked, in their order …
        for title in ["c", "b"] {
            focus_card(app, title).await?;
            app.press("x").await?;
        }
        app.wait_text(".bulkbar-count", "2").await?;
        app.press("Ctrl+K").await?;
        app.wait_text("dialog[open] .palette-group", "With 2 selected deals").await?;
        app.type_text("move to").await?;
        app.press("Enter").await?;
        app.click("dialog[open] .choice:nth-of-type(3) input").await?;
        app.click("dialog[open] button[type=submit]").await?;
        wait_board(app, "a | d | b c | - | -").await?;

        // … and with the one whose panel is open.
        open_deal(app, "d").await?;
        app.press("Ctrl+K").await?;
        app.type_text("delete").await?;
        app.press("Enter").await?;
        wait_board(app, "a | - | b c | - | -").await
    });
}

#[test]
fn the_list_of_keys_has_every_key_of_a_card() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        app.press("?").await?;
        app.wait_for("dialog[open] .keys kbd").await?;
        let rows = "
            return [...document.querySelectorAll('dialog[open] .keys dd')]
                .map((row) => [...row.querySelectorAll('kbd')].map((key) => key.textContent).join(' '))";
        let rows = app.eval(rows, vec![]).await?;
        for keys in ["↑ ↓ ← →", "Home End", "Space", "Shift X", "Delete", "M", "Shift ← Shift →"]
        {
            let is_there = rows.as_array().into_iter().flatten().any(|row| row == keys);
            assert!(is_there, "{keys} in {rows}");
        }
        app.check_accessibility().await?;
        app.press("Escape").await?;
        app.wait_gone("dialog[open]").await?;

        focus_card(app, "b").await?;
        app.press("End").await?;
        app.wait_for(&format!("{} .card-title:focus", card(app, "c").await?)).await?;
        app.press("Home").await?;
        app.wait_for(&format!("{} .card-title:focus", card(app, "a").await?)).await?;
        app.press("x").await?;
        app.press("End").await?;
        app.press("Shift+X").await?;
        app.wait_text(".bulkbar-count", "3").await?;
        // A card in the air is put back when the focus goes on, backwards too.
        app.press("Space").await?;
        app.wait_for(".card[data-lifted]").await?;
        app.press("Shift+Tab").await?;
        app.wait_gone(".card[data-lifted]").await?;
        wait_board(app, "a b c | - | - | - | -").await
    });
}

/// The focus arrives with the next frame; who types faster must not hit the card it comes from.
#[test]
fn keys_that_come_before_the_next_frame_are_for_the_card_they_lead_to() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c d | - | - | - | -").await?;
        focus_card(app, "b").await?;
        let all_at_once = "
            for (const [key, shiftKey] of [['x', false], ['ArrowDown', false], ['ArrowDown', false], ['X', true]]) {
                document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
            }";
        app.eval(all_at_once, vec![]).await?;
        app.wait_text(".bulkbar-count", "3").await?;
        app.wait_for(&format!("{} .card-title:focus", card(app, "d").await?)).await?;
        for chosen in ["b", "c", "d"] {
            app.wait_for(&format!("{}.selected", card(app, chosen).await?)).await?;
        }
        Ok(())
    });
}
