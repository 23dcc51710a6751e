//! What the cells of a column leave open, and only a person can know.

use std::collections::BTreeSet;

use exchange::propose;
use exchange::setup::ColumnSetup;
use exchange::target::Target;
use exchange::values::{self, DateOrder, NumberStyle, PercentStyle};
use leptos::prelude::*;
use sales::time::Date;

use super::wizard::{TableId, Wizard};
use crate::components::small_icon;
use crate::platform::intl;
use crate::text::{fill, t};

/// What a column leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
    /// In which order day, month and year are written.
    Order,
    /// What commas and points mean.
    Style,
    /// Whether 1 is the whole.
    Percent,
}

impl Question {
    fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Style => "style",
            Self::Percent => "percent",
        }
    }
}

/// An answer to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Order(DateOrder),
    Style(NumberStyle),
    Percent(PercentStyle),
}

impl Answer {
    fn name(self) -> &'static str {
        match self {
            Self::Order(DateOrder::YearMonthDay) => "year-month-day",
            Self::Order(DateOrder::DayMonthYear) => "day-month-year",
            Self::Order(DateOrder::MonthDayYear) => "month-day-year",
            Self::Style(NumberStyle::Point) => "point",
            Self::Style(NumberStyle::Comma) => "comma",
            Self::Percent(PercentStyle::Percent) => "percent",
            Self::Percent(PercentStyle::Fraction) => "fraction",
        }
    }

    fn is_of(self, column: &ColumnSetup) -> bool {
        match self {
            Self::Order(order) => column.order == order,
            Self::Style(style) => column.style == style,
            Self::Percent(percent) => column.percent == percent,
        }
    }

    fn put_into(self, column: &mut ColumnSetup) {
        match self {
            Self::Order(order) => column.order = order,
            Self::Style(style) => column.style = style,
            Self::Percent(percent) => column.percent = percent,
        }
    }

    /// How a cell reads with this answer, and what is said of it.
    fn reading(self, cell: &str) -> Option<(String, &'static str)> {
        let texts = t().import_columns();
        Some(match self {
            Self::Order(order) => {
                let [year, day, month] = texts.orders;
                let text = match order {
                    DateOrder::YearMonthDay => year,
                    DateOrder::DayMonthYear => day,
                    DateOrder::MonthDayYear => month,
                };
                (fill(text, &[("day", &intl::day(date(cell, order)?))]), text)
            }
            Self::Style(style) => {
                let [point, comma] = texts.styles;
                let text = if style == NumberStyle::Point { point } else { comma };
                // Without marks between thousands, or it would look like the cell itself.
                (fill(text, &[("number", &values::number(cell, style).ok()?.plain())]), text)
            }
            Self::Percent(percent) => {
                let [whole, fraction] = texts.percents;
                let text = if percent == PercentStyle::Percent { whole } else { fraction };
                let number = values::number(cell, NumberStyle::Point).ok()?.to_percent(percent).ok()?;
                (fill(text, &[("percent", &intl::percent(f64::from(number.value)))]), text)
            }
        })
    }
}

fn date(cell: &str, order: DateOrder) -> Option<Date> {
    values::date(cell, order).ok().map(|moment| moment.date)
}

/// The answers that a column leaves open to a question, as far as its meaning raises it.
fn answers(question: Question, target: &Target, column: &propose::Column) -> Vec<Answer> {
    use Target::{
        ChangedAt, Closed, Created, Custom, Done, Due, ExpectedClose, Lost, NurtureUntil, Probability, Value,
        ValueMicros, Won,
    };
    match (question, target) {
        (
            Question::Order,
            Created | ExpectedClose | Closed | Won | Lost | NurtureUntil | Due | Done | ChangedAt | Custom(_),
        ) => column.orders.iter().copied().map(Answer::Order).collect(),
        (Question::Style, Value | ValueMicros | Probability | Custom(_)) => {
            column.styles.iter().copied().map(Answer::Style).collect()
        }
        (Question::Percent, Probability) => column.percents.iter().copied().map(Answer::Percent).collect(),
        _ => Vec::new(),
    }
}

const ALL: [Question; 3] = [Question::Order, Question::Style, Question::Percent];

/// A column and a question about it.
type Asked = (TableId, usize, Question);

/// The questions that nobody has answered yet. Tracks what they depend on.
pub(super) fn open(wizard: Wizard) -> Vec<Asked> {
    let mut open = Vec::new();
    for table in wizard.taken() {
        if wizard.as_before.with(|tables| tables.contains(&table)) {
            continue;
        }
        let meanings = wizard
            .table(table, |file| file.columns.iter().map(|column| column.target.clone()).collect::<Vec<_>>());
        wizard.known(table, |file| {
            for (place, (column, target)) in file.columns.iter().zip(meanings.unwrap_or_default()).enumerate()
            {
                let asked = ALL.into_iter().filter(|question| answers(*question, &target, column).len() > 1);
                open.extend(asked.map(|question| (table, place, question)));
            }
        });
    }
    wizard.answered.with(|answered| open.retain(|asked| !answered.contains(asked)));
    open
}

/// The questions about a column. They come and go with what the column means.
pub(super) fn questions(wizard: Wizard, table: TableId, column: usize, header: &str) -> AnyView {
    let header = header.to_owned();
    let asked = Memo::new(move |_| {
        let target = wizard.column(table, column).map(|column| column.target);
        let asked = wizard.known(table, |file| {
            let (column, target) = (file.columns.get(column)?, target?);
            Some(
                ALL.into_iter()
                    .filter(|question| answers(*question, &target, column).len() > 1)
                    .collect::<Vec<_>>(),
            )
        });
        asked.flatten().unwrap_or_default()
    });
    (move || {
        let header = header.clone();
        asked
            .get()
            .into_iter()
            .map(move |question| view_of(wizard, (table, column, question), &header))
            .collect_view()
    })
    .into_any()
}

fn view_of(wizard: Wizard, asked: Asked, header: &str) -> AnyView {
    let (table, place, question) = asked;
    let texts = t().import_columns();
    let (choices, samples) = untrack(|| {
        let target = wizard.column(table, place).map_or(Target::Skip, |column| column.target);
        let known = wizard.known(table, |file| {
            let column = file.columns.get(place)?;
            Some((answers(question, &target, column), column.samples.clone()))
        });
        known.flatten().unwrap_or_default()
    });
    // The best example is the one that all answers read, each otherwise.
    let readings = |sample: &String| {
        choices
            .iter()
            .map(|answer| answer.reading(sample).map(|(read, _)| read))
            .collect::<Option<BTreeSet<_>>>()
    };
    let example = samples
        .iter()
        .find(|sample| readings(sample).is_some_and(|different| different.len() == choices.len()))
        .or(samples.first())
        .cloned()
        .unwrap_or_default();
    let text = match question {
        Question::Order => texts.ask_order,
        Question::Style => texts.ask_style,
        Question::Percent => texts.ask_percent,
    };
    let is_open = Memo::new(move |_| {
        !wizard.as_before.with(|tables| tables.contains(&table))
            && !wizard.answered.with(|answered| answered.contains(&asked))
    });
    let name = format!("question-{}-{}-{place}-{}", table.0, table.1, question.name());
    let choice = |answer: Answer| {
        let reading = answer.reading(&example).map(|(reading, _)| reading).unwrap_or_default();
        let label = fill(texts.is_example, &[("sample", &example), ("reading", &reading)]);
        let is_chosen =
            move || !is_open.get() && wizard.column(table, place).is_some_and(|it| answer.is_of(&it));
        view! {
            <label class="choice" class:on=is_chosen>
                <input
                    type="radio"
                    name=name.clone()
                    value=answer.name()
                    prop:checked=is_chosen
                    on:change=move |_| give(wizard, asked, answer)
                />
                <span dir="auto">{label}</span>
            </label>
        }
        .into_any()
    };
    let choices = choices.iter().copied().map(choice).collect_view();
    view! {
        <fieldset
            class="import-question"
            data-question=question.name()
            data-open=move || is_open.get().then_some("")
            tabindex="-1"
        >
            <legend>
                {move || is_open.get().then(|| small_icon("help"))}
                <span dir="auto">{fill(text, &[("name", header)])}</span>
            </legend>
            <div class="choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}

/// Takes an answer. A file is written in one way, so it holds for its other columns that leave the same open.
fn give(wizard: Wizard, asked: Asked, answer: Answer) {
    let (table, place, question) = asked;
    let alike: Vec<Asked> = untrack(|| {
        let open = open(wizard).into_iter().filter(|(other, _, same)| *other == table && *same == question);
        let fits = |&(_, column, _): &Asked| {
            let target = wizard.column(table, column).map(|column| column.target);
            let can = wizard.known(table, |file| {
                let (column, target) = (file.columns.get(column)?, target?);
                Some(answers(question, &target, column).contains(&answer))
            });
            can.flatten() == Some(true)
        };
        open.filter(fits).collect()
    });
    wizard.answered.update(|answered| {
        answered.insert(asked);
        answered.extend(alike.iter().copied());
    });
    wizard.decide_table(table, |file| {
        for column in alike.iter().map(|(_, column, _)| *column).chain([place]) {
            if let Some(column) = file.columns.get_mut(column) {
                answer.put_into(column);
            }
        }
    });
}
