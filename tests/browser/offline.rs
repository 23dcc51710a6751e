//! The network gone, and a newer version: the app goes on with what it has until the user agrees.

use support::{Settings, browser_test};

use crate::boot::{newer_site, version, wait_for_worker};
use crate::steps::{add, arrive, deal_id, start_with, wait_board, wait_saved, with_icon};

#[test]
fn every_address_opens_without_the_network_and_work_goes_on() {
    let settings = Settings { base: "/crm/", ..Settings::default() };
    browser_test(&settings, async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        wait_for_worker(app).await?;
        let id = deal_id(app, "c").await?;
        app.go_offline();
        app.reload().await?;
        wait_board(app, "a b | c | - | - | -").await?;
        add(app, 3, "d").await?;
        wait_board(app, "a b | c | d | - | -").await?;
        wait_saved(app).await?;
        for (address, shown) in [
            ("#/table".to_owned(), "[data-screen=table] tbody tr[data-deal-id]".to_owned()),
            (format!("#/board/deal/{id}"), format!(".panel[data-deal-id='{id}'] .timeline > li")),
            ("#/settings/data".to_owned(), "[data-screen=settings] .settings-section".to_owned()),
            ("#/start".to_owned(), "[data-screen=start] [data-template]".to_owned()),
        ] {
            arrive(app, &address).await?;
            app.wait_for(&shown).await?;
        }
        app.new_tab("").await?;
        wait_board(app, "a b | c | d | - | -").await?;
        app.go_online()?;
        app.reload().await?;
        wait_board(app, "a b | c | d | - | -").await
    });
}

#[test]
fn the_notice_of_a_newer_version_brings_it_and_keeps_the_data() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b | c | - | - | -").await?;
        wait_for_worker(app).await?;
        let old = version(app).await?;
        let (newer, new) = newer_site()?;
        app.site().serve_instead(newer.path());
        app.reload().await?;
        let notice = with_icon(".notice", "refresh");
        app.wait_text(&notice, "A new version of Fairlead is ready").await?;
        assert_eq!(version(app).await?, old, "nothing changes before the user agrees");
        add(app, 1, "d").await?;
        wait_board(app, "d a b | c | - | - | -").await?;
        wait_saved(app).await?;

        app.click(&format!("{notice} button")).await?;
        let changed =
            "return document.querySelector('meta[name=fairlead-version]')?.content === arguments[0]";
        app.wait_until("the newer version", changed, vec![new.into()]).await?;
        wait_board(app, "d a b | c | - | - | -").await?;
        app.wait_gone(&notice).await
    });
}
