//! Regularised logistic regression.
//!
//! The weights that make −Σ w·ln p + λ/2·Σ β² smallest, found by Newton's method: with a penalty the sum is strictly convex, so there is one
//! answer, and each step is halved until it is no worse. A row has as many numbers as there are features, whatever the number of
//! owners or stages, so that a step costs rows × features².

use crate::math::sigmoid;
use crate::schema::Encoded;

/// No more steps than this; five to eight are what it takes.
const MOST_STEPS: usize = 25;
/// It is done when a step would gain less than this, in log loss over all deals.
const ENOUGH: f64 = 1e-6;

/// A linear model of log-odds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Logistic {
    pub(crate) intercept: f64,
    pub(crate) weights: Vec<f64>,
}

impl Logistic {
    /// Learns from the rows that are named.
    pub(crate) fn learn(
        rows: &Encoded,
        picked: &[u32],
        won: &[bool],
        weight: &[f64],
        weights: usize,
        penalty: f64,
    ) -> Self {
        // The last place is that of the intercept, which is not penalised.
        let size = weights + 1;
        let mut beta = vec![0.0; size];
        let mut loss = f64::INFINITY;
        let problem = Problem { rows, picked, won, weight, penalty, size };
        let (mut gradient, mut hessian) = (vec![0.0; size], vec![0.0; size * size]);
        for _ in 0..MOST_STEPS {
            let here = problem.derive(&beta, &mut gradient, &mut hessian);
            if !here.is_finite() || loss - here < ENOUGH && loss.is_finite() {
                break;
            }
            loss = here;
            let Some(step) = solve(&mut hessian, &gradient, size) else { break };
            let mut scale = 1.0;
            let mut next = beta.clone();
            for _ in 0..10 {
                next.iter_mut()
                    .zip(&beta)
                    .zip(&step)
                    .for_each(|((next, old), step)| *next = old - scale * step);
                if problem.loss(&next) <= loss + 1e-12 {
                    break;
                }
                scale /= 2.0;
            }
            beta = next;
        }
        let intercept = beta.pop().unwrap_or(0.0);
        Self { intercept, weights: beta }
    }

    pub(crate) fn odds(&self, at: &[u32], value: &[f32]) -> f64 {
        let parts = at.iter().zip(value).map(|(&at, &value)| self.part(at, value));
        self.intercept + parts.sum::<f64>()
    }

    /// What one feature adds to the log-odds.
    pub(crate) fn part(&self, at: u32, value: f32) -> f64 {
        if value == 0.0 { 0.0 } else { self.weights[at as usize] * f64::from(value) }
    }
}

struct Problem<'r> {
    rows: &'r Encoded,
    picked: &'r [u32],
    won: &'r [bool],
    weight: &'r [f64],
    penalty: f64,
    size: usize,
}

impl Problem<'_> {
    fn odds(&self, beta: &[f64], row: usize) -> f64 {
        let (at, value) = self.rows.line(row);
        let parts = at.iter().zip(value).map(|(&at, &value)| beta[at as usize] * f64::from(value));
        beta[self.size - 1] + parts.sum::<f64>()
    }

    fn loss(&self, beta: &[f64]) -> f64 {
        let penalty: f64 = beta[..self.size - 1].iter().map(|beta| beta * beta).sum();
        let rows = self.picked.iter().map(|&row| {
            let row = row as usize;
            self.weight[row] * cost(self.odds(beta, row), self.won[row])
        });
        self.penalty / 2.0 * penalty + rows.sum::<f64>()
    }

    /// The loss with its first and second derivatives.
    fn derive(&self, beta: &[f64], gradient: &mut [f64], hessian: &mut [f64]) -> f64 {
        let (size, last) = (self.size, self.size - 1);
        gradient.fill(0.0);
        hessian.fill(0.0);
        let mut loss = 0.0;
        for &row in self.picked {
            let row = row as usize;
            let odds = self.odds(beta, row);
            let (p, weight) = (sigmoid(odds), self.weight[row]);
            loss += weight * cost(odds, self.won[row]);
            let slope = weight * (p - f64::from(self.won[row]));
            // A floor keeps the matrix solvable where all is certain.
            let bend = weight * (p * (1.0 - p)).max(1e-9);
            gradient[last] += slope;
            hessian[last * size + last] += bend;
            let (at, value) = self.rows.line(row);
            for (number, (&i, &x)) in at.iter().zip(value).enumerate() {
                if x == 0.0 {
                    continue;
                }
                let (i, x) = (i as usize, f64::from(x));
                gradient[i] += slope * x;
                let scaled = bend * x;
                hessian[last * size + i] += scaled;
                // Features come in the order of their weights, so this is the lower half.
                let line = &mut hessian[(i * size)..=(i * size + i)];
                for (&j, &y) in at[..=number].iter().zip(value) {
                    if y != 0.0 {
                        line[j as usize] += scaled * f64::from(y);
                    }
                }
            }
        }
        for i in 0..last {
            loss += self.penalty / 2.0 * beta[i] * beta[i];
            gradient[i] += self.penalty * beta[i];
            hessian[i * size + i] += self.penalty;
        }
        loss
    }
}

/// The log loss of some log-odds.
fn cost(odds: f64, won: bool) -> f64 {
    let towards = if won { -odds } else { odds };
    towards.max(0.0) + libm::log1p(libm::exp(-towards.abs()))
}

/// Solves a symmetric positive definite system by Cholesky's method, of which the lower half is given; `None` where it is none.
pub(crate) fn solve(matrix: &mut [f64], right: &[f64], size: usize) -> Option<Vec<f64>> {
    for i in 0..size {
        for j in 0..=i {
            let (upper, lower) = matrix.split_at_mut(i * size);
            let row_i = &lower[..size];
            let dot: f64 = if i == j {
                row_i[..j].iter().map(|x| x * x).sum()
            } else {
                row_i[..j].iter().zip(&upper[j * size..j * size + j]).map(|(a, b)| a * b).sum()
            };
            let left = lower[j] - dot;
            lower[j] = if i == j {
                if left <= 0.0 || !left.is_finite() {
                    return None;
                }
                left.sqrt()
            } else {
                left / upper[j * size + j]
            };
        }
    }
    let mut answer = right.to_vec();
    for i in 0..size {
        let dot: f64 = (0..i).map(|j| matrix[i * size + j] * answer[j]).sum();
        answer[i] = (answer[i] - dot) / matrix[i * size + i];
    }
    for i in (0..size).rev() {
        let dot: f64 = (i + 1..size).map(|j| matrix[j * size + i] * answer[j]).sum();
        answer[i] = (answer[i] - dot) / matrix[i * size + i];
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved() {
        let mut matrix = vec![4.0, 0.0, 0.0, 2.0, 5.0, 0.0, 1.0, 3.0, 6.0];
        let answer = solve(&mut matrix, &[4.0 + 4.0 + 3.0, 2.0 + 10.0 + 9.0, 1.0 + 6.0 + 18.0], 3).unwrap();
        for (here, there) in answer.iter().zip([1.0, 2.0, 3.0]) {
            assert!((here - there).abs() < 1e-9, "{answer:?}");
        }
        assert_eq!(solve(&mut [0.0], &[1.0], 1), None);
    }

    #[test]
    fn two_groups_get_their_own_odds() {
        // Three of four won with the one, one of four with the other.
        let rows =
            Encoded { parts: 1, at: vec![0, 0, 0, 0, 1, 1, 1, 1], value: vec![1.0; 8], bins: vec![0; 8] };
        let won = [true, true, true, false, true, false, false, false];
        let picked: Vec<u32> = (0..8).collect();
        let model = Logistic::learn(&rows, &picked, &won, &[1.0; 8], 2, 1e-6);
        let p = |row| sigmoid(model.odds(rows.line(row).0, rows.line(row).1));
        assert!((p(0) - 0.75).abs() < 1e-3 && (p(7) - 0.25).abs() < 1e-3, "{} {}", p(0), p(7));
        let held = Logistic::learn(&rows, &picked, &won, &[1.0; 8], 2, 1e6);
        assert!((sigmoid(held.odds(rows.line(0).0, rows.line(0).1)) - 0.5).abs() < 1e-3);
    }
}
