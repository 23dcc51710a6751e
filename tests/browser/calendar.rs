//! The calendar: what is planned is moved to another day by keys, by dragging and by typing; and what was done is counted.

use anyhow::{Context as _, Result};
use serde_json::json;
use support::{App, ColourScheme, Settings, browser_test};

use crate::clock::set_clock;
use crate::steps::{
    before_each_page, dismiss_toasts, go, open_deal, set_field, start_with, start_with_sample, today,
    wait_figure, wait_saved,
};

/// Plans something for today on the deal `a`.
async fn plan(app: &mut App) -> Result<()> {
    start_with(app, "a | - | - | - | -").await?;
    open_deal(app, "a").await?;
    app.click("#deal-plan").await?;
    app.wait_for("#plan-subject:focus").await?;
    app.type_text("Ask for the budget").await?;
    set_field(app, "#plan-date", &today(app).await?).await?;
    app.click(".act-form .primary").await?;
    app.wait_text(".act-title", "Ask for the budget").await?;
    dismiss_toasts(app).await
}

/// Waits until the activity is so many days from today.
async fn wait_moved(app: &App, days: i64) -> Result<()> {
    let script = "
        const day = document.querySelector('[data-part=calendar] .cal-chip')?.closest('[data-day]')?.dataset.day;
        const today = new Intl.DateTimeFormat('sv').format(new Date());
        return day !== undefined && (new Date(day) - new Date(today)) / 86400000 === arguments[0]";
    app.wait_until(&format!("the activity in {days} days"), script, vec![json!(days)]).await.map(drop)
}

#[test]
fn an_activity_is_moved_by_keys_by_dragging_and_by_typing() {
    browser_test(&Settings::default(), async |app| {
        // In the middle of a month, so that all the days it goes to are on the same page.
        let days = app.eval("return 10 - new Date().getDate()", vec![]).await?.as_i64().context("a day")?;
        set_clock(app, i32::try_from(days)?).await?;
        plan(app).await?;
        go(app, "#/today?view=month").await?;
        wait_moved(app, 0).await?;
        app.eval("document.querySelector('.cal-chip').focus()", vec![]).await?;
        app.press("Shift+Right").await?;
        wait_moved(app, 1).await?;
        app.wait_for("[data-part=calendar] .cal-chip:focus").await?;
        app.press("Shift+Down").await?;
        wait_moved(app, 8).await?;
        app.wait_for("[data-part=calendar] .cal-chip:focus").await?;
        app.press("Ctrl+Z").await?;
        wait_moved(app, 1).await?;

        // Dragged to the day before.
        let drag = "
            const chip = document.querySelector('[data-part=calendar] .cal-chip');
            const days = [...document.querySelectorAll('.cal-day')];
            const day = days[days.indexOf(chip.closest('.cal-day')) - 1];
            const send = (element, name) =>
                element.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() }));
            send(chip, 'dragstart');
            send(day, 'dragover');
            send(day, 'drop')";
        app.eval(drag, vec![]).await?;
        wait_moved(app, 0).await?;

        // Typed.
        app.click("[data-part=calendar] .cal-chip").await?;
        app.wait_for("#cal-day").await?;
        app.check_accessibility().await?;
        let day = today(app).await?;
        set_field(app, "#cal-day", &day).await?;
        app.press("Escape").await?;
        app.wait_gone("#cal-day").await?;
        wait_saved(app).await?;
        app.reload().await?;
        wait_moved(app, 0).await
    });
}

#[test]
fn what_was_done_is_counted_by_week() {
    browser_test(&Settings::default(), async |app| {
        plan(app).await?;
        go(app, "#/today?view=done").await?;
        app.wait_for("[data-part=none-done]").await?;
        go(app, "#/today").await?;
        app.click(".act-done").await?;
        app.click(".act-outcome .primary").await?;
        go(app, "#/today?view=done").await?;
        wait_figure(app, "[data-row=all]", "activities.done", "1").await?;
        app.check_accessibility().await
    });
}

#[test]
fn the_calendar_is_accessible_on_a_dark_phone_in_chinese() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, language: "zh-CN", ..Settings::phone() };
    browser_test(&settings, async |app| {
        start_with_sample(app).await?;
        for hash in ["#/today?view=week", "#/today?view=month", "#/today?view=done"] {
            go(app, hash).await?;
            app.wait_for("[data-part=calendar] .cal-chip, .efforts-table").await?;
            app.check_accessibility().await?;
            let wide = "return document.documentElement.scrollWidth > innerWidth";
            assert_eq!(app.eval(wide, vec![]).await?, json!(false), "{hash}");
        }
        Ok(())
    });
}

/// Notifications that are only written down, in a browser that allows them or does not.
const NOTIFICATIONS: &str = "{
    globalThis.told = [];
    globalThis.asked = 0;
    globalThis.answer = 'denied';
    let permission = 'default';
    globalThis.Notification = class {
        constructor(title, options) {
            globalThis.told.push(`${title} | ${options?.body ?? ''}`);
        }
        static get permission() {
            return permission;
        }
        static requestPermission() {
            globalThis.asked += 1;
            permission = globalThis.answer;
            return Promise.resolve(permission);
        }
    };
}";

#[test]
fn nothing_reminds_before_somebody_asks_for_it() {
    browser_test(&Settings::default(), async |app| {
        before_each_page(app, NOTIFICATIONS).await?;
        start_with(app, "a | - | - | - | -").await?;
        open_deal(app, "a").await?;
        let now = "const now = new Date(); const two = (part) => String(part).padStart(2, '0');
            return [`${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`, `${two(now.getHours())}:${two(now.getMinutes())}`]";
        let now = app.eval(now, vec![]).await?;
        app.click("#deal-plan").await?;
        app.fill("#plan-subject", "Call Bo").await?;
        set_field(app, "#plan-date", now[0].as_str().unwrap_or_default()).await?;
        set_field(app, "#plan-time", now[1].as_str().unwrap_or_default()).await?;
        app.press("Enter").await?;
        app.wait_text("#deal-planned", "Call Bo").await?;
        app.press("Escape").await?;

        go(app, "#/today?view=week").await?;
        app.wait_for("[data-act=remind][aria-pressed=false]").await?;
        assert_eq!(app.eval("return [asked, told.length]", vec![]).await?, json!([0, 0]));
        // A browser that forbids it says so, and stays quiet.
        app.click("[data-act=remind]").await?;
        app.wait_until("to be asked", "return asked === 1", vec![]).await?;
        app.wait_for("[data-act=remind][aria-pressed=false]").await?;
        assert_eq!(app.eval("return told.length", vec![]).await?, json!(0));
        // Allowed, what is due is told once, with its deal.
        app.eval("globalThis.answer = 'granted'", vec![]).await?;
        app.click("[data-act=remind]").await?;
        app.wait_for("[data-act=remind][aria-pressed=true]").await?;
        app.wait_until("the reminder", "return told.join() === 'Call Bo | a'", vec![]).await?;
        app.click("[data-act=remind]").await?;
        app.wait_for("[data-act=remind][aria-pressed=false]").await.map(drop)
    });
}
