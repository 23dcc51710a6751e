//! A forecast to the last bit: it is the same natively and as WebAssembly, today and tomorrow. Whoever changes how chances are learnt writes down the
//! new number here.

use forecast::{Arrivals, Earlier, Method, Model, simulate};
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
        made.value = Some(Money { minor: 1_000 + dice.day(1_000_000), currency: Currency::USD });
        add(&mut ws, made);
    }
    ws
}

// The app runs it as WebAssembly.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_bit_is_as_it_was() {
    let (ws, earlier, now) = (workspace(), Earlier::default(), day(300));
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    let mut take = |bits: u64| hash = (hash ^ bits).wrapping_mul(0x0000_0100_0000_01B3);
    for method in [Method::NaiveBayes, Method::Logistic, Method::Boosting] {
        let model = Model::learn_as(&ws, &earlier, now, 1, method);
        for row in model.at(&ws, &earlier, now).chances(day(330)) {
            take(row.win.to_bits());
            take(row.by_end.to_bits());
        }
    }
    let model = Model::learn(&ws, &earlier, now, 1);
    let arrivals = Arrivals::learn(&ws, &earlier, now);
    let stakes: Vec<_> =
        model.at(&ws, &earlier, now).stakes(day(330), &arrivals).into_iter().map(|row| row.1).collect();
    let band = simulate(&stakes, &arrivals, 30.0, 1).all();
    for sum in [band.p10, band.p50, band.p90, band.mean] {
        take(u64::try_from(sum).unwrap());
    }
    assert_eq!(hash, 0xEBE9_2681_4C73_74E1, "{hash:#x}, {:?}, {band:?}", model.learning().method);
}
