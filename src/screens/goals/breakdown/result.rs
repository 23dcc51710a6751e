//! What a goal comes to: deals, deals in each stage, leads and by when, activities.

use leptos::prelude::*;
use metrics::goals::breakdown::{ActivityPlan, Effort, Plan, StagePlan};
use sales::model::{Measure, Stage};

use super::Down;
use crate::components::small_icon;
use crate::platform::intl;
use crate::screens::activities::kind_name;
use crate::text::{fill, t};

fn count(number: Option<u64>) -> String {
    let known = number.and_then(|number| usize::try_from(number).ok());
    known.map_or_else(|| t().breakdown().unknown.to_owned(), intl::count)
}

pub(super) fn section(down: Down) -> AnyView {
    let texts = t().breakdown();
    let content = move || {
        let plan = down.plan.get()?;
        let inputs = down.inputs()?;
        let remaining = inputs.remaining;
        let has_deals = matches!(inputs.measure, Measure::WonValue(_) | Measure::WonDeals);
        let has_leads = has_deals || inputs.measure == Measure::NewDeals;
        Some(view! {
            <ol class="chain">
                <li class="chain-step first">
                    <span>{texts.remaining}</span>
                    <strong class="num" data-metric="breakdown.remaining" data-value=remaining.to_string()>
                        {down.state.amount(remaining)}
                    </strong>
                    {(remaining == 0).then(|| view! { <span class="muted">{texts.reached}</span> })}
                </li>
                {has_deals.then(|| step(texts.won_deals.to_owned(), "breakdown.won-deals", plan.won_deals))}
                {has_deals
                    .then(|| plan.stages.iter().rev().map(|row| stage(down, row)).collect_view())}
                {has_leads.then(|| leads(&plan))}
            </ol>
            {efforts(down, &plan)}
        })
    };
    view! {
        <section class="boxed-part" aria-labelledby="breakdown-result">
            <h2 id="breakdown-result">{texts.result}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn step(name: String, metric: &'static str, number: Option<u64>) -> AnyView {
    view! {
        <li class="chain-step">
            <span dir="auto">{name}</span>
            <strong class="num" data-metric=metric data-value=number.map(|number| number.to_string())>
                {count(number)}
            </strong>
        </li>
    }
    .into_any()
}

/// How many deals a stage needs, and how many are there.
fn stage(down: Down, row: &StagePlan) -> AnyView {
    let texts = t().breakdown();
    let (name, hue) = down.state.ui.store.with(|workspace| {
        let stage = workspace.stages.get(row.stage);
        stage.map_or((String::new(), 0), |stage: &Stage| (stage.name.clone(), stage.hue))
    });
    let share = row.to_won.map(|share| {
        let share = intl::percent(share * 100.0);
        view! { <span>{fill(texts.to_won, &[("share", &share)])}</span> }
    });
    #[allow(clippy::cast_precision_loss, reason = "pixels need fewer digits than f64 has")]
    let width = row
        .needed
        .filter(|needed| *needed > 0)
        .map_or(0.0, |needed| (row.here as f64 / needed as f64 * 100.0).min(100.0));
    view! {
        <li class="chain-step" data-stage=row.stage.to_string()>
            <span class="cell">
                <span class=format!("dot hue-{hue}")></span>
                <span dir="auto">{fill(texts.in_stage, &[("stage", &name)])}</span>
            </span>
            <strong class="num" data-metric="breakdown.stage" data-value=row.needed.map(|needed| needed.to_string())>
                {count(row.needed)}
            </strong>
            <span class=format!("chain-bar hue-{hue}") aria-hidden="true">
                <span style:width=format!("{width:.1}%")></span>
            </span>
            <span class="chain-facts muted">
                <span>{fill(texts.here, &[("n", &intl::count(row.here))])}</span>
                {share}
            </span>
        </li>
    }
    .into_any()
}

/// New leads, and by when they must be in.
fn leads(plan: &Plan) -> AnyView {
    let texts = t().breakdown();
    let by = plan.leads_by.map(|day| {
        let said = fill(texts.leads_by, &[("day", &intl::day(day))]);
        view! {
            <span data-metric="breakdown.leads-by" data-value=day.to_string()>
                {said}
            </span>
        }
    });
    let late = plan.is_late.then(|| {
        view! {
            <span class="chain-late" data-part="late">
                {small_icon("warning")}
                {texts.late}
            </span>
        }
    });
    view! {
        <li class="chain-step">
            <span>{texts.leads}</span>
            <strong
                class="num"
                data-metric="breakdown.leads"
                data-value=plan.leads.map(|leads| leads.to_string())
            >
                {count(plan.leads)}
            </strong>
            <span class="chain-facts muted">{by} {late}</span>
        </li>
    }
    .into_any()
}

/// The activities, in all, a week, and a week and person.
fn efforts(down: Down, plan: &Plan) -> AnyView {
    let texts = t().breakdown();
    let cells = |effort: Option<Effort>| {
        let week = |number: Option<f64>| number.map_or_else(|| "–".to_owned(), intl::decimal);
        view! {
            <td class="num" data-metric="breakdown.effort" data-value=effort.map(|effort| effort.needed.to_string())>
                {count(effort.map(|effort| effort.needed))}
            </td>
            <td class="num">{week(effort.and_then(|effort| effort.per_week))}</td>
            <td class="num">{week(effort.and_then(|effort| effort.per_person))}</td>
        }
    };
    let row = |row: &ActivityPlan| {
        let name = down.state.ui.store.with(|workspace| kind_name(workspace, row.kind));
        view! {
            <tr>
                <th scope="row" dir="auto">
                    {name}
                </th>
                {cells(row.effort)}
            </tr>
        }
    };
    let rows = plan.activities.iter().map(row).collect_view();
    let days = usize::try_from(plan.days_left).unwrap_or(0);
    view! {
        <h3>{texts.activities}</h3>
        <div class="framed" tabindex="0" role="group" aria-label=texts.activities>
            <table class="table chain-table">
                <thead>
                    <tr>
                        <th scope="col">{texts.kind}</th>
                        <th scope="col" class="num">
                            {texts.needed}
                        </th>
                        <th scope="col" class="num">
                            {texts.per_week}
                        </th>
                        <th scope="col" class="num">
                            {texts.per_person}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr data-row="all">
                        <th scope="row">{texts.all_activities}</th>
                        {cells(plan.effort)}
                    </tr>
                </tfoot>
            </table>
        </div>
        <p class="muted">{texts.days_left.of(days)}</p>
    }
    .into_any()
}
