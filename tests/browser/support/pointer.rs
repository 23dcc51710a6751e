//! Dragging, by mouse and by finger.

use std::time::Duration;

use anyhow::{Context as _, Result};
use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions};
use serde_json::json;

use crate::app::App;

/// What the person drags with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse, which drags as soon as it moves.
    Mouse,
    /// A finger, which first rests on what it drags.
    Touch,
}

/// A place on the page: an element, and how far from its middle.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'css> {
    /// The element's selector.
    pub css: &'css str,
    /// Pixels to the right of its middle.
    pub right: f64,
    /// Pixels below its middle.
    pub down: f64,
}

impl<'css> From<&'css str> for Spot<'css> {
    fn from(css: &'css str) -> Self {
        Self { css, right: 0.0, down: 0.0 }
    }
}

/// A long press: longer than what browsers and people take for one. This is part of the gesture, not a wait for the page.
const LONG_PRESS: Duration = Duration::from_millis(700);

/// A hand moves in small steps, and pages look at each of them.
const STEPS: u32 = 12;
const STEP: Duration = Duration::from_millis(16);

impl App {
    /// Drags one element onto another and lets go.
    ///
    /// # Errors
    /// When either does not appear in time.
    pub async fn drag<'css>(
        &self,
        pointer: Pointer,
        from: impl Into<Spot<'css>>,
        to: impl Into<Spot<'css>>,
    ) -> Result<()> {
        self.pick_up(pointer, from).await?;
        self.carry_to(pointer, to).await?;
        self.let_go(pointer).await
    }

    /// Takes hold of an element: presses, rests if it is a finger, and moves enough to be dragging.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn pick_up<'css>(&self, pointer: Pointer, from: impl Into<Spot<'css>>) -> Result<()> {
        let (x, y) = self.point(from.into()).await?;
        let rest = match pointer {
            Pointer::Mouse => Duration::ZERO,
            Pointer::Touch => LONG_PRESS,
        };
        let start = [
            PointerAction::MoveTo { duration: None, x, y },
            PointerAction::Down { button: MOUSE_BUTTON_LEFT },
            PointerAction::Pause { duration: rest },
        ];
        let nudge = (1..=3).map(|step| PointerAction::MoveTo {
            duration: Some(STEP),
            x: x + f64::from(step * 3),
            y: y + f64::from(step * 3),
        });
        self.perform(pointer, start.into_iter().chain(nudge)).await
    }

    /// Carries what is held to a place, without letting go.
    ///
    /// # Errors
    /// When the place does not appear in time.
    pub async fn carry_to<'css>(&self, pointer: Pointer, to: impl Into<Spot<'css>>) -> Result<()> {
        let (x, y) = self.point(to.into()).await?;
        // The steps end on the place itself; the way there starts wherever the pointer is.
        let steps = (1..=STEPS).map(|step| {
            let left = f64::from(STEPS - step) * 2.0;
            PointerAction::MoveTo { duration: Some(STEP), x: (x - left).max(0.0), y: (y - left).max(0.0) }
        });
        self.perform(pointer, steps).await
    }

    /// Lets go.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn let_go(&self, pointer: Pointer) -> Result<()> {
        self.perform(pointer, [PointerAction::Up { button: MOUSE_BUTTON_LEFT }]).await
    }

    /// Taps with a finger.
    ///
    /// # Errors
    /// When the element does not appear in time.
    pub async fn tap<'css>(&self, at: impl Into<Spot<'css>>) -> Result<()> {
        let (x, y) = self.point(at.into()).await?;
        let tap = [
            PointerAction::MoveTo { duration: None, x, y },
            PointerAction::Down { button: MOUSE_BUTTON_LEFT },
            PointerAction::Up { button: MOUSE_BUTTON_LEFT },
        ];
        self.perform(Pointer::Touch, tap).await
    }

    /// Rests the mouse over an element.
    ///
    /// # Errors
    /// When the element does not appear in time.
    pub async fn hover<'css>(&self, at: impl Into<Spot<'css>>) -> Result<()> {
        let (x, y) = self.point(at.into()).await?;
        self.perform(Pointer::Mouse, [PointerAction::MoveTo { duration: None, x, y }]).await
    }

    /// Where a spot is, in whole pixels of the page as it is scrolled now.
    async fn point(&self, spot: Spot<'_>) -> Result<(f64, f64)> {
        self.wait_for(spot.css).await?;
        let script = "
            const element = document.querySelector(arguments[0]);
            element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
            const box = element.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];";
        let middle = self.eval(script, vec![json!(spot.css)]).await?;
        let number = |index: usize| middle[index].as_f64();
        let (x, y) = number(0).zip(number(1)).with_context(|| format!("`{}` is nowhere", spot.css))?;
        Ok(((x + spot.right).round(), (y + spot.down).round()))
    }

    async fn perform(
        &self,
        pointer: Pointer,
        actions: impl IntoIterator<Item = PointerAction>,
    ) -> Result<()> {
        let client = self.client()?;
        let performed = match pointer {
            Pointer::Mouse => {
                let mouse = MouseActions::new("mouse".to_owned());
                client.perform_actions(actions.into_iter().fold(mouse, MouseActions::then)).await
            }
            Pointer::Touch => {
                let finger = TouchActions::new("finger".to_owned());
                client.perform_actions(actions.into_iter().fold(finger, TouchActions::then)).await
            }
        };
        performed.context("the pointer cannot do that")
    }
}
