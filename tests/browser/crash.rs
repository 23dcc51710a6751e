//! The browser is killed in the middle of moves, again and again: what was shown as saved is there.

use anyhow::{Result, bail};
use serde_json::{Value, json};
use support::{App, Settings, browser_test};

use crate::steps::{board, card, records, start_with, wait_board, wait_saved};

/// How often the browser is killed.
const KILLS: u64 = 50;

/// Moves cards one after another with their keys and keeps count: how many `moves` were made, and how many of them there were
/// when the page last said that everything is saved.
const MOVE_ON: &str = "
    const cards = arguments[0];
    let moves = 0;
    window.counted = { moves: 0, saved: 0 };
    let afterwards = null;
    const state = document.querySelector('.save-state');
    new MutationObserver(() => {
        if (state.dataset.state !== 'saved') return;
        window.counted.saved = moves;
        if (afterwards) setTimeout(afterwards);
        afterwards = null;
    }).observe(state, { attributeFilter: ['data-state'] });
    const columns = [...document.querySelectorAll('.board-columns > [data-stage-id]')];
    const press = (css, key) => document.querySelector(css + ' .card-title')
        .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const step = () => {
        const css = cards[(arguments[1] + moves) % cards.length];
        const column = columns.indexOf(document.querySelector(css).closest('[data-stage-id]'));
        const keys = column === columns.length - 1 ? Array(column).fill('ArrowLeft') : ['ArrowRight'];
        // No card has the focus: a key on the one that has it is for the card it is on its way to.
        document.activeElement?.blur();
        [' ', ...keys, 'Home', ' '].forEach((key) => press(css, key));
        moves += 1;
        window.counted.moves = moves;
        // Sometimes at once, and sometimes when the last ones are saved: as long as there is more to save, nothing is said to be.
        if (moves % 4 === 3) afterwards = step;
        else setTimeout(step, [0, 2, 8][moves % 4]);
    };
    step();";

/// What [`MOVE_ON`] does to a board, said anew: the next card goes to the top of the next column, and from the last to the first.
struct Model {
    columns: Vec<Vec<char>>,
    cards: Vec<char>,
    moves: u64,
}

impl Model {
    fn new(board: &str) -> Self {
        let column = |titles: &str| titles.chars().filter(char::is_ascii_alphabetic).collect::<Vec<_>>();
        let columns: Vec<_> = board.split(" | ").map(column).collect();
        let mut cards = columns.concat();
        cards.sort_unstable();
        Self { columns, cards, moves: 0 }
    }

    fn step(&mut self) {
        let count = self.cards.len() as u64;
        let at = usize::try_from(self.moves % count).unwrap_or(0);
        let card = self.cards[at];
        let from = self.columns.iter().position(|column| column.contains(&card)).unwrap_or(0);
        self.columns[from].retain(|title| *title != card);
        let to = (from + 1) % self.columns.len();
        self.columns[to].insert(0, card);
        self.moves += 1;
    }

    fn board(&self) -> String {
        let column = |titles: &Vec<char>| match titles.as_slice() {
            [] => "-".to_owned(),
            titles => titles.iter().map(char::to_string).collect::<Vec<_>>().join(" "),
        };
        self.columns.iter().map(column).collect::<Vec<_>>().join(" | ")
    }
}

/// The moves that were made and those that were shown as saved, once there are at least so many of the latter.
async fn wait_moves(app: &App, least: u64) -> Result<(u64, u64)> {
    let script = "return window.counted.saved >= arguments[0] && window.counted";
    let counted = app.wait_until(&format!("{least} saved moves"), script, vec![json!(least)]).await?;
    let number = |name: &str| counted[name].as_u64().unwrap_or_default();
    Ok((number("moves"), number("saved")))
}

#[test]
fn a_killed_browser_loses_no_move_that_was_shown_as_saved() {
    browser_test(&Settings::default(), async |app| {
        start_with(app, "a b c | d | e f g | - | -").await?;
        let first = records(app).await?;
        let mut model = Model::new(&board(app).await?);
        let mut cards = Vec::new();
        for title in &model.cards {
            cards.push(Value::from(card(app, &title.to_string()).await?));
        }
        for kill in 0..KILLS {
            app.eval(MOVE_ON, vec![Value::from(cards.clone()), json!(model.moves)]).await?;
            let (_, saved) = wait_moves(app, 1 + kill % 7).await?;
            app.kill()?;
            app.reopen().await?;
            app.open("#/board").await?;
            app.wait_for(".card").await?;
            let kept = records(app).await? - first - model.moves;
            if kept < saved {
                bail!("kill {kill}: {saved} moves were shown as saved, and {kept} are there");
            }
            for _ in 0..kept {
                model.step();
            }
            // Not only the records: the board they make is the one that was seen.
            wait_board(app, &model.board()).await?;
            wait_saved(app).await?;
        }
        assert!(model.moves >= KILLS * 2, "{} moves in all", model.moves);
        Ok(())
    });
}
