//! What everybody expects of a chance: with all else equal, a later stage never lowers it, and lying idle never raises it.
//!
//! The worlds are made so that this is the truth. Boosted trees read numbers in steps, and each step by itself, so that chance may make one a
//! little higher than those before it: by no more than [`STEP`]. A stage is one of four with hundreds of deals in each, and no way needs
//! such leave.

use forecast::{Earlier, Method, Model};
use sales::ids::{ChoiceId, NoteId, PersonId};
use sales::log::NewDeal;
use sales::model::{Note, Workspace};

use crate::made::{Dice, STAGES, add, day, deal, empty, id};

/// Every way that can be chosen.
const WAYS: [Method; 5] =
    [Method::BaseRate, Method::StageRate, Method::NaiveBayes, Method::Logistic, Method::Boosting];

/// By how much a chance may rise from one idle day to a later one where numbers are read in steps.
const STEP: f64 = 0.02;

const DAYS: i64 = 400;

/// What is said of deals that are added to what was learnt from, in their order.
fn said(workspace: &Workspace, probes: &[NewDeal], method: Option<Method>) -> Vec<f64> {
    let (earlier, now) = (Earlier::default(), day(DAYS));
    let model = match method {
        Some(method) => Model::learn_as(workspace, &earlier, now, 1, method),
        None => Model::learn(workspace, &earlier, now, 1),
    };
    let mut with = workspace.clone();
    for probe in probes {
        add(&mut with, probe.clone());
    }
    let look = model.at(&with, &earlier, now);
    let chance = |probe: &NewDeal| look.win(with.deals.ix(probe.id).unwrap());
    probes.iter().map(chance).collect()
}

/// Deals come into any of the stages, and in each are lost as often as in the others: the later one is, the more often it is won.
fn by_stage(seed: u64) -> Workspace {
    let (mut ws, mut dice) = (empty(), Dice(seed));
    for number in 0..4_000 {
        let mut at = dice.day(DAYS);
        let (owner, source) = (dice.below(3), dice.below(3));
        let mut visits = Vec::new();
        let mut end = None;
        for place in dice.below(STAGES)..STAGES {
            visits.push((place, at));
            at += 2 + dice.day(20);
            if dice.unit() < 0.25 + 0.05 * owner as f64 {
                end = Some((false, at));
                break;
            }
        }
        let end = end.unwrap_or((true, at));
        visits.retain(|visit| visit.1 < DAYS);
        let mut made = deal(number, &visits, Some(end).filter(|end| end.1 < DAYS));
        (made.owner, made.source) = (Some(PersonId(id(3, owner))), Some(ChoiceId(id(4, source))));
        add(&mut ws, made);
    }
    ws
}

#[test]
fn a_later_stage_never_lowers_a_chance() {
    for seed in [1, 2] {
        let ws = by_stage(seed);
        // All of them came in just now, or some days ago, into the stage they are in.
        let mut probes = Vec::new();
        for (number, ago) in [0, 5, 15].into_iter().enumerate() {
            for owner in 0..3 {
                for source in 0..3 {
                    for place in 0..STAGES {
                        let number = 10_000 + number * 100 + owner * 30 + source * 10 + place;
                        let mut probe = deal(number, &[(place, DAYS - ago)], None);
                        probe.owner = Some(PersonId(id(3, owner)));
                        probe.source = Some(ChoiceId(id(4, source)));
                        probes.push(probe);
                    }
                }
            }
        }
        for method in WAYS.map(Some).into_iter().chain([None]) {
            let said = said(&ws, &probes, method);
            for stages in said.chunks(STAGES) {
                assert!(stages.is_sorted_by(|a, b| *a <= b + 1e-12), "{method:?}, world {seed}: {stages:?}");
            }
            if !matches!(method, Some(Method::BaseRate)) {
                let (first, last) = (said[0], said[STAGES - 1]);
                assert!(last > first + 0.1, "{method:?} tells stages apart: {first} {last}");
            }
        }
    }
}

/// Who wins keeps in touch, to the end; who loses falls silent long before.
fn by_silence(seed: u64) -> Workspace {
    let (mut ws, mut dice) = (empty(), Dice(seed));
    for number in 0..3_000 {
        let from = dice.day(DAYS - 20);
        let won = dice.unit() < 0.5;
        let length = 30 + dice.day(60);
        let silent = if won { from + length } else { from + dice.day(length) };
        let end = from + length;
        let mut made = deal(number, &[(0, from)], Some((won, end)).filter(|end| end.1 < DAYS));
        let mut at = from;
        while at < silent.min(DAYS) {
            at += 1 + dice.day(12);
            if at < silent.min(DAYS) {
                let id = NoteId(id(10, number * 1_000 + made.notes.len()));
                made.notes.push(Note { id, text: "Spoke".into(), written: day(at) });
            }
        }
        add(&mut ws, made);
    }
    ws
}

#[test]
fn lying_idle_never_raises_a_chance() {
    for seed in [1, 2] {
        let ws = by_silence(seed);
        let idle: Vec<i64> = (0..=40).step_by(2).collect();
        let probes: Vec<NewDeal> = (idle.iter().enumerate())
            .map(|(number, idle)| {
                let mut probe = deal(10_000 + number, &[(0, DAYS - 45)], None);
                let id = NoteId(id(10, 9_000_000 + number));
                probe.notes.push(Note { id, text: "Spoke".into(), written: day(DAYS - idle) });
                probe
            })
            .collect();
        for method in WAYS.map(Some).into_iter().chain([None]) {
            let said = said(&ws, &probes, method);
            let leave = match method {
                Some(Method::Boosting) | None => STEP,
                _ => 1e-12,
            };
            let mut lowest = f64::INFINITY;
            for (idle, chance) in idle.iter().zip(&said) {
                assert!(*chance <= lowest + leave, "{method:?}, world {seed}, {idle} days: {said:?}");
                lowest = lowest.min(*chance);
            }
            let (first, last) = (said[0], said[said.len() - 1]);
            println!("{method:?}: {first:.3} to {last:.3}");
            // The others do not look at numbers.
            if matches!(method, Some(Method::Logistic | Method::Boosting) | None) {
                assert!(last < first - 0.1, "{method:?} hears silence: {said:?}");
            }
        }
    }
}
