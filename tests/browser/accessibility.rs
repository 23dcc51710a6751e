//! Every screen, panel, dialog and menu is usable without seeing it, as far as a program can tell; and fits its screen.

use anyhow::{Result, bail};
use support::{App, ColourScheme, Settings, browser_test};

use crate::tour::tour;

/// Tells of what sticks out of the screen to the side.
const OVERFLOW: &str = "
    const page = document.documentElement;
    return page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} wide on a screen of ${innerWidth}`] : []";

async fn check_every_stop(app: &mut App) -> Result<()> {
    let mut found = Vec::new();
    tour(app, &mut async |app, stop| {
        let wide = app.eval(OVERFLOW, vec![]).await?;
        let wide = wide.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned));
        for violation in app.axe().await?.into_iter().chain(wide) {
            // One mistake in the frame shows at every stop.
            if !found.iter().any(|(_, known)| *known == violation) {
                found.push((stop.to_owned(), violation));
            }
        }
        Ok(())
    })
    .await?;
    if !found.is_empty() {
        let found: Vec<String> =
            found.iter().map(|(stop, violation)| format!("{stop}: {violation}")).collect();
        bail!("{} violations:\n{}", found.len(), found.join("\n"));
    }
    Ok(())
}

#[test]
fn every_screen_is_accessible_in_light_colours() {
    browser_test(&Settings::default(), async |app| check_every_stop(app).await);
}

#[test]
fn every_screen_is_accessible_in_dark_colours() {
    let settings = Settings { colour_scheme: ColourScheme::Dark, ..Settings::default() };
    browser_test(&settings, async |app| check_every_stop(app).await);
}

#[test]
fn every_screen_is_accessible_on_a_phone() {
    let settings = Settings { language: "zh-CN", ..Settings::phone() };
    browser_test(&settings, async |app| check_every_stop(app).await);
}

#[test]
fn every_screen_is_accessible_on_a_small_phone_in_dark_colours() {
    let settings =
        Settings { width: 360, height: 640, colour_scheme: ColourScheme::Dark, ..Settings::phone() };
    browser_test(&settings, async |app| check_every_stop(app).await);
}
