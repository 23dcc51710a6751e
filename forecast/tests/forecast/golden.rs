//! A forecast to the last bit: it is the same natively and as WebAssembly, today and tomorrow. Whoever changes how chances are learnt writes down the
//! new number here. `forecaster/tests/golden.rs` runs this file in a worker of a browser.

use forecast::accuracy::look_back;
use forecast::{Arrivals, Band, Earlier, Method, Model, Sheet, simulate};
use sales::ids::{ChoiceId, PersonId};
use sales::model::Workspace;
use sales::money::{Currency, Money};

use crate::made::{Dice, add, day, deal, empty, id};

/// A workspace of which everything is made with whole numbers and plain arithmetic.
fn workspace() -> Workspace {
    let (mut ws, mut dice) = (empty(), Dice(11));
    for number in 0..700 {
        let (owner, source) = (dice.below(4), dice.below(3));
        let from = dice.day(300);
        let next = from + 1 + dice.day(20);
        let end = next + 1 + dice.day(60);
        let won = dice.unit() < 0.2 + 0.15 * owner as f64 + 0.1 * source as f64;
        let visits: Vec<(usize, i64)> =
            [(0, from), (1, next)].into_iter().filter(|visit| visit.1 < 300).collect();
        let mut made = deal(number, &visits, Some((won, end)).filter(|end| end.1 < 300));
        made.owner = Some(PersonId(id(3, owner)));
        made.source = Some(ChoiceId(id(4, source)));
        let value = Money { minor: 1_000 + dice.day(1_000_000), currency: Currency::USD };
        made.value = (number % 5 > 0).then_some(value);
        add(&mut ws, made);
    }
    ws
}

/// FNV-1a over numbers of 64 bits.
struct Hash(u64);

impl Hash {
    fn take(&mut self, bits: u64) {
        self.0 = (self.0 ^ bits).wrapping_mul(0x0000_0100_0000_01B3);
    }

    fn numbers(&mut self, numbers: &[f64]) {
        for number in numbers {
            self.take(number.to_bits());
        }
    }

    fn facts(&mut self, facts: &[f32]) {
        // One that is missing is not a number, and those have many bits.
        for fact in facts {
            self.take(if fact.is_nan() { u64::MAX } else { fact.to_bits().into() });
        }
    }

    fn bands(&mut self, bands: &[Band]) {
        for sum in bands.iter().flat_map(|band| [band.p10, band.p50, band.p90, band.mean]) {
            self.take(u64::try_from(sum).unwrap());
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_bit_is_as_it_was() {
    let (ws, earlier, now) = (workspace(), Earlier::default(), day(300));
    let mut hash = Hash(0xCBF2_9CE4_8422_2325);
    let mut steps = Vec::new();
    // What is known of deals.
    let sheet = Sheet::new(&ws, &earlier, now, 1);
    for (facts, won, weight) in &sheet.learnt {
        hash.facts(facts);
        hash.take((*won).into());
        hash.numbers(&[*weight]);
    }
    sheet.open.iter().for_each(|row| hash.facts(&row.1));
    steps.push(hash.0);
    // What is learnt from it, in every way.
    for method in [Method::StageRate, Method::NaiveBayes, Method::Logistic, Method::Boosting] {
        let model = Model::learn_as(&ws, &earlier, now, 1, method);
        let look = model.at(&ws, &earlier, now);
        for row in look.chances(day(330)) {
            hash.numbers(&[row.win, row.by_end]);
            for reason in look.reasons(row.deal).towards {
                hash.numbers(&[reason.contribution]);
            }
        }
        steps.push(hash.0);
    }
    // What is chosen, and how it did.
    let model = Model::learn(&ws, &earlier, now, 1);
    for trial in &model.learning().trials {
        hash.numbers(&[trial.brier, trial.gain, trial.error]);
    }
    let replay = model.learning().replay.unwrap();
    hash.numbers(&[replay.all_closed, replay.met_open, replay.best]);
    steps.push(hash.0);
    // What a month brings, and what one would have brought.
    let arrivals = Arrivals::learn(&ws, &earlier, now);
    let stakes: Vec<_> = model.at(&ws, &earlier, now).stakes(day(330)).into_iter().map(|row| row.1).collect();
    let played = simulate(&stakes, &arrivals, 30.0, 1);
    hash.bands(&[played.open(), played.new_deals(), played.all()]);
    hash.numbers(&[played.chance_to_reach(played.all().mean)]);
    steps.push(hash.0);
    let past = look_back(&ws, &earlier, day(210), now, 1);
    assert_eq!(past.rows.len(), 3, "all horizons are over");
    past.rows.iter().for_each(|row| hash.bands(&[row.1]));
    past.told.iter().for_each(|row| hash.numbers(&[row.0]));
    steps.push(hash.0);
    // Where they part first is where to look.
    let known = [
        0x392E_5B44_9D84_F79E,
        0x1CC2_A209_4643_8426,
        0x1D13_ED12_C608_C189,
        0xAF88_B233_187A_D155,
        0xF4A6_3472_36B2_D6CE,
        0x469C_1D32_4896_D88D,
        0x1769_A4D0_EADB_6925,
        0x8209_E00D_3D4D_5AA0,
    ];
    assert_eq!(steps, known, "{steps:#X?}, {:?}", model.learning().method);
}
