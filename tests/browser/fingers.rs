//! What a finger can reach, and hit.

use serde_json::json;
use support::{Settings, browser_test};

use crate::files::Folder;
use crate::steps::{card, choose_on_card, go, start_with};

#[test]
fn a_finger_can_hit_what_ticks_a_card() {
    browser_test(&Settings::phone(), async |app| {
        start_with(app, "a b c | - | - | - | -").await?;
        choose_on_card(app, "a", "check").await?;
        app.wait_count(".card.selected", 1).await?;
        // Each box is 44 px large, and all of that leads to it and not to the menu beside it or the card below.
        let misses = "
            const ticks = [...document.querySelectorAll('.card-tick')];
            return ticks.length === 3 && ticks.flatMap((tick) => {
                const box = tick.getBoundingClientRect();
                if (box.width < 44 || box.height < 44) return [`${box.width} x ${box.height}`];
                const at = (x, y) => document.elementFromPoint(box.left + x, box.top + y);
                return [[1, 22], [43, 22], [22, 1], [22, 43], [22, 22]]
                    .filter(([x, y]) => !tick.contains(at(x, y))).map(String);
            }).length === 0";
        // The menu that was chosen from may be on its way out.
        app.wait_until("all of the boxes of three cards", misses, vec![]).await?;
        let other = card(app, "b").await?;
        app.tap(format!("{other} .card-tick").as_str()).await?;
        app.wait_count(".card.selected", 2).await?;
        assert_eq!(app.count(".panel").await?, 0, "ticking opens nothing");
        app.check_accessibility().await
    });
}

#[test]
fn a_phone_exports_what_the_table_shows() {
    browser_test(&Settings::phone(), async |app| {
        let folder = Folder::new()?;
        start_with(app, "a b | c | - | - | -").await?;
        go(app, "#/table").await?;
        app.wait_for("tr[data-deal-id]").await?;
        app.click(".topbar-actions button[aria-haspopup=dialog]:has(use[href$='#i-columns'])").await?;
        let button = ".popover-body [data-export=shown]";
        app.wait_text(button, "Export").await?;
        let height =
            format!("return document.querySelector('{button}').getBoundingClientRect().height >= 44");
        assert_eq!(app.eval(&height, vec![]).await?, json!(true));
        app.check_accessibility().await?;
        app.click(button).await?;
        let table = std::fs::read_to_string(folder.take(app, ".csv", "shown.csv").await?)?;
        assert_eq!(table.trim_end().lines().count(), 4, "{table}");
        Ok(())
    });
}
