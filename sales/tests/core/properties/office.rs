//! One device: whatever is done there.

use proptest::prelude::*;
use sales::board::{Board, BoardQuery};
use sales::evolve::{self, Touched};
use sales::log::{Entry, Line};
use sales::model::{GroupBy, Workspace};
use sales::query::Filter;

use crate::damage::{pieces, read};
use crate::fixture::Office;
use crate::steps::{Deed, settings, small, step, steps, take};

fn same(a: &Workspace, b: &Workspace) -> bool {
    let columns = |ws: &Workspace| -> Vec<Vec<String>> {
        let mut stages: Vec<_> = ws.stages.iter().map(|stage| stage.id).collect();
        stages.sort_unstable();
        let title = |ix| ws.deals.at(ix).title.clone();
        stages.into_iter().map(|stage| ws.column(stage).map(title).collect()).collect()
    };
    a.same_as(b) && columns(a) == columns(b)
}

/// The boards a screen may show.
fn queries(ws: &Workspace) -> Vec<BoardQuery> {
    let filter = Filter { text: "a".into(), ..Filter::default() };
    let open = Filter { value_from: Some(1), owners: vec![None], ..Filter::default() };
    let mut queries = Vec::new();
    for pipeline in ws.pipelines.rows() {
        for (filter, group_by) in [
            (Filter::default(), GroupBy::Nothing),
            (Filter::default(), GroupBy::Owner),
            (filter.clone(), GroupBy::Owner),
            (open.clone(), GroupBy::Nothing),
        ] {
            queries.push(BoardQuery { pipeline: pipeline.id, filter, group_by });
        }
    }
    queries
}

fn fold(ws: &mut Workspace, entries: &[Entry]) {
    for entry in entries {
        evolve::evolve(ws, entry, &mut Touched::default());
    }
}

proptest! {
    #![proptest_config(settings(160))]

    /// Taking back what an entry did leads to what was there before it.
    #[test]
    fn the_inverse_restores(steps in steps(40)) {
        let mut office = small();
        for step in &steps {
            let before = office.ws.clone();
            if take(&mut office, step) {
                let entry = office.log.last().expect("an entry").clone();
                let mut after = office.ws.clone();
                evolve::unevolve(&mut after, &entry, &mut Touched::default());
                prop_assert!(same(&after, &before), "{:?}", entry);
                fold(&mut after, std::slice::from_ref(&entry));
                prop_assert!(same(&after, &office.ws), "{:?}", entry);
            }
        }
    }

    /// The log is the truth: replaying it gives what is on the screen, and so does a checkpoint with the entries after it.
    #[test]
    fn replay_and_checkpoint_with_tail_equal_the_live_state(steps in steps(60), at in any::<prop::sample::Index>()) {
        let mut office = small();
        let first = office.log.len();
        let mut checkpoints = vec![pieces(&office.ws)];
        for step in &steps {
            if take(&mut office, step) {
                checkpoints.push(pieces(&office.ws));
            }
        }
        prop_assert!(same(&office.replay(), &office.ws));
        let at = at.index(checkpoints.len());
        let mut ws = read(&checkpoints[at]).expect("a good checkpoint");
        fold(&mut ws, &office.log[first + at..]);
        prop_assert!(same(&ws, &office.ws));
        prop_assert_eq!(pieces(&ws), pieces(&office.ws), "to the byte");
    }

    /// What is written can be read.
    #[test]
    fn every_entry_comes_back_from_its_line(steps in steps(60)) {
        let mut office = small();
        for step in &steps {
            take(&mut office, step);
        }
        for entry in &office.log {
            let text = entry.to_text();
            prop_assert!(!text.contains('\n'));
            prop_assert_eq!(Line::parse(&text), Ok(Line::Known(entry.clone())));
        }
    }

    /// A board that follows each change is the board built anew.
    #[test]
    fn a_board_that_follows_equals_one_built_anew(steps in steps(40)) {
        let mut office = small();
        let mut boards: Vec<Board> = queries(&office.ws).into_iter().map(|query| Board::new(&office.ws, query)).collect();
        for step in &steps {
            if take(&mut office, step) {
                for board in &mut boards {
                    board.follow(&office.ws, &office.touched);
                    prop_assert_eq!(&*board, &Board::new(&office.ws, board.query().clone()), "{:?}", office.log.last());
                    let shown: usize = board.lanes().iter().flat_map(|lane| &lane.columns).map(sales::board::LaneColumn::len).sum();
                    prop_assert_eq!(board.totals().count, shown);
                }
            }
        }
    }

    /// All the way back, and all the way forth again.
    #[test]
    fn everything_can_be_undone_and_redone(steps in steps(60), reload in any::<bool>()) {
        let mut office = small();
        office.undo = sales::undo::Undo::default();
        let begin = office.ws.clone();
        for step in &steps {
            if let Deed::Do(command) = step.deed(&mut office) {
                let _ = office.run(&command);
            }
        }
        let end = office.ws.clone();
        let mut count = 0;
        while office.undo().is_ok() {
            count += 1;
        }
        prop_assert!(same(&office.ws, &begin));
        if reload {
            let before = office.log.len() - count;
            office.reload();
            prop_assert_eq!(office.undo.next_redo().is_some(), count > 0);
            prop_assert!(office.log.len() == before + count);
        }
        for _ in 0..count {
            prop_assert_eq!(office.redo(), Ok(()));
        }
        prop_assert!(same(&office.ws, &end));
    }

    /// A screen that redraws only what was touched shows what is there.
    #[test]
    fn what_changed_is_touched(steps in steps(40)) {
        let mut office = small();
        for step in &steps {
            let before = office.ws.clone();
            if take(&mut office, step) {
                untouched_is_the_same(&before, &office)?;
            }
        }
    }

    /// Deciding looks, and touches nothing: the same command on the same workspace is decided the same.
    #[test]
    fn deciding_is_repeatable(step in step()) {
        let mut office = small();
        if let Deed::Do(command) = step.deed(&mut office) {
            let mut twin = office.clone();
            prop_assert_eq!(office.decide(&command), twin.decide(&command));
            prop_assert!(same(&office.ws, &small().ws));
        }
    }
}

fn untouched_is_the_same(before: &Workspace, office: &Office) -> Result<(), TestCaseError> {
    let (now, touched) = (&office.ws, &office.touched);
    for (place, (old, new)) in before.deals.rows().iter().zip(now.deals.rows()).enumerate() {
        let named = touched.deals.iter().any(|ix| ix.index() == place);
        prop_assert!(named || old == new, "{} changed unnoticed: {:?}", new.title, office.log.last());
    }
    for ix in now.deals.iter_ix().map(|(ix, _)| ix).filter(|ix| ix.index() >= before.deals.row_count()) {
        prop_assert!(touched.deals.contains(&ix), "a new deal");
    }
    let shape = before.settings == now.settings
        && before.pipelines.rows() == now.pipelines.rows()
        && before.stages.rows() == now.stages.rows();
    prop_assert!(touched.shape || shape, "{:?}", office.log.last());
    let catalogue = before.people.rows() == now.people.rows()
        && before.organisations.rows() == now.organisations.rows()
        && before.contacts.rows() == now.contacts.rows()
        && before.choices.rows() == now.choices.rows()
        && before.fields.rows() == now.fields.rows()
        && before.views.rows() == now.views.rows();
    prop_assert!(touched.catalogue || catalogue, "{:?}", office.log.last());
    Ok(())
}
