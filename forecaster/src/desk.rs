//! What lies on the worker's desk, and what it does with it.

use std::collections::HashMap;

use forecast::Model;
use forecast::accuracy::{Accuracy, Past, look_back, past_days};
use forecast::focus::focus;
use forecast::outlook::{Scene, Scope, Window};
use forecast::protocol::{Answer, Basis, DealChances, Now, Request};
use js_sys::Uint8Array;
use sales::time::Timestamp;

use crate::copy::Copy;
use crate::local::Local;

/// Of the dice: the same history gives the same forecast, on every device and every time.
const SEED: u64 = 1;
/// So many sets of chances are kept for what-ifs.
const MOST_KEPT: usize = 64;

/// The worker's desk.
#[derive(Default)]
pub(crate) struct Desk {
    copy: Copy,
    model: Option<Model>,
    /// The scene that what-ifs are played on, and the chances by period and cycle.
    scene: Option<Staged>,
    /// The past days that are left to look at, the latest last, and what was seen.
    looking: Option<(Vec<Timestamp>, Vec<Past>)>,
}

struct Staged {
    scope: Scope,
    now: Now,
    scene: Scene,
    chances: HashMap<(Window, u64), Vec<f64>>,
}

impl Desk {
    /// Does what is asked.
    pub(crate) fn take(&mut self, request: Request, bytes: &[Uint8Array]) -> Option<Answer> {
        match request {
            Request::Workspace { all, is_anew } => {
                self.scene = None;
                self.looking = None;
                if is_anew {
                    self.model = None;
                }
                let taken = self.copy.take(bytes, &all);
                taken.is_none().then(|| Answer::Failed("the workspace cannot be read".to_owned()))
            }
            Request::Log { is_anew } => {
                self.scene = None;
                self.copy.read(bytes, is_anew);
                None
            }
            Request::Outlooks { scope, windows, now } => {
                let basis = Box::new(self.learn(now.at));
                let model = self.model.as_ref()?;
                let (workspace, earlier) = (&self.copy.workspace, &self.copy.earlier);
                let look = model.at(workspace, earlier, now.at);
                let scene = Scene::new(workspace, earlier, &look, scope, now.today);
                let outlooks =
                    windows.into_iter().map(|window| scene.outlook(workspace, &look, window, SEED)).collect();
                self.scene = Some(Staged { scope, now, scene, chances: HashMap::new() });
                Some(Answer::Outlooks { outlooks, basis })
            }
            Request::WhatIf { scope, window, what_if, now } => {
                self.stage(scope, window, what_if.cycle, now)?;
                let (workspace, staged) = (&self.copy.workspace, self.scene.as_ref()?);
                let chances = staged.chances.get(&(window, what_if.cycle.to_bits()))?;
                let played = staged.scene.play(workspace, chances, window, &what_if, SEED);
                Some(Answer::Played(Box::new(played)))
            }
            Request::Rows { scope, window, find, named, limit, now } => {
                self.stage(scope, window, 1.0, now)?;
                let (workspace, staged) = (&self.copy.workspace, self.scene.as_ref()?);
                let chances = staged.chances.get(&(window, 1.0_f64.to_bits()))?;
                Some(Answer::Rows(staged.scene.rows(workspace, chances, &find, &named, limit)))
            }
            Request::Deal { deal, by, now } => {
                let basis = Box::new(self.learn(now.at));
                let workspace = &self.copy.workspace;
                let look = self.model.as_ref()?.at(workspace, &self.copy.earlier, now.at);
                let open = workspace.deals.ix(deal).filter(|&ix| {
                    let deal = workspace.deals.at(ix);
                    !deal.removed && deal.is_open()
                });
                let chances = open.map(|ix| {
                    let win = look.win(ix);
                    DealChances { win, by: look.by(ix, win, by), reasons: look.reasons(ix) }
                });
                Some(Answer::Deal { chances, basis })
            }
            Request::Focus { person, now } => {
                let basis = Box::new(self.learn(now.at));
                let (workspace, earlier) = (&self.copy.workspace, &self.copy.earlier);
                let look = self.model.as_ref()?.at(workspace, earlier, now.at);
                Some(Answer::Focus { focus: focus(workspace, earlier, &look, person, &Local), basis })
            }
            Request::LookBack { is_anew, now } => Some(self.look_back(is_anew, now.at)),
        }
    }

    /// Learns, if that is due.
    fn learn(&mut self, now: Timestamp) -> Basis {
        let (workspace, earlier) = (&self.copy.workspace, &self.copy.earlier);
        let kept = self.model.take().filter(|model| !model.is_outdated(workspace, earlier, now));
        let model = kept.unwrap_or_else(|| Model::learn(workspace, earlier, now, SEED));
        let basis = Basis { learning: model.learning().clone(), at: model.learnt_at() };
        self.model = Some(model);
        basis
    }

    /// Has the scene of a scope ready, and the chances of a period where deals take so many times as long.
    fn stage(&mut self, scope: Scope, window: Window, cycle: f64, now: Now) -> Option<()> {
        self.learn(now.at);
        let (workspace, earlier) = (&self.copy.workspace, &self.copy.earlier);
        let look = || self.model.as_ref().map(|model| model.at(workspace, earlier, now.at));
        if self.scene.as_ref().is_none_or(|staged| (staged.scope, staged.now) != (scope, now)) {
            let scene = Scene::new(workspace, earlier, &look()?, scope, now.today);
            self.scene = Some(Staged { scope, now, scene, chances: HashMap::new() });
        }
        let staged = self.scene.as_mut()?;
        let key = (window, cycle.to_bits());
        if !staged.chances.contains_key(&key) {
            if staged.chances.len() >= MOST_KEPT {
                staged.chances.clear();
            }
            staged.chances.insert(key, staged.scene.chances(&look()?, window, cycle));
        }
        Some(())
    }

    /// Looks at one more day.
    fn look_back(&mut self, is_anew: bool, now: Timestamp) -> Answer {
        let (workspace, earlier) = (&self.copy.workspace, &self.copy.earlier);
        let (mut left, mut seen) = self.looking.take().filter(|_| !is_anew).unwrap_or_else(|| {
            let mut days = past_days(workspace, now);
            days.reverse();
            (days, Vec::new())
        });
        if let Some(day) = left.pop() {
            seen.push(look_back(workspace, earlier, day, now, SEED));
        }
        let (done, total) = (seen.len(), seen.len() + left.len());
        let accuracy = Box::new(Accuracy::new(seen.clone()));
        self.looking = Some((left, seen));
        Answer::Accuracy { accuracy, done, total }
    }
}
