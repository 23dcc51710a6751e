"""Scores scikit-learn on the rows that `cargo xtask backtest` writes: the same facts, the same weights, the same split.

Logistic regression (numbers scaled, the rest one-hot) and histogram gradient boosting, both with the settings of the library.
"""

import csv
import math
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    names = rows[0][3:]
    parts = {"learnt": [], "open": []}
    for part, won, weight, *facts in rows[1:]:
        parts[part].append((int(won), float(weight), [float(fact) for fact in facts]))
    return names, parts["learnt"], parts["open"]


def slow(number):
    return math.copysign(math.log1p(abs(number)), number)


def linear(names, learnt, rows):
    """Numbers on a slow scale, in standard deviations; a column for each thing that is named."""
    columns = []
    for place, name in enumerate(names):
        seen = np.array([row[2][place] for row in learnt])
        here = np.array([row[2][place] for row in rows])
        if name.startswith("="):
            columns += [here == value for value in sorted(set(seen[~np.isnan(seen)]))]
        else:
            scale = np.vectorize(slow)
            known = scale(seen[~np.isnan(seen)])
            columns.append(np.nan_to_num((scale(here) - known.mean()) / (known.std() or 1)))
            columns.append(np.isnan(here))
    return np.array(columns, dtype=float).T


def calibration(won, said, groups=10):
    """Ten groups of equal size; predictions that are the same are in the same group."""
    order = np.argsort(said, kind="stable")
    said, won = said[order], won[order]
    start, error = 0, 0.0
    for group in range(1, groups + 1):
        end = max(len(said) * group // groups, start)
        while 0 < end < len(said) and said[end] == said[end - 1]:
            end += 1
        if end > start:
            error += (end - start) * abs(said[start:end].mean() - won[start:end].mean())
        start = end
    return error / len(said)


def show(name, won, said, seconds):
    print(
        f"    {name:<26} Brier {brier_score_loss(won, said):.4f}  log loss {log_loss(won, said):.4f}"
        f"  AUC {roc_auc_score(won, said):.4f}  calibration error {calibration(won, said):.4f}  ({seconds:.2f} s)"
    )


def main():
    names, learnt, rows = read(sys.argv[1])
    won = np.array([row[0] for row in learnt])
    weight = np.array([row[1] for row in learnt])
    came = np.array([row[0] for row in rows])

    start = time.time()
    model = LogisticRegression(max_iter=1000)
    model.fit(linear(names, learnt, learnt), won, sample_weight=weight)
    said = model.predict_proba(linear(names, learnt, rows))[:, 1]
    show("scikit-learn logistic", came, said, time.time() - start)

    start = time.time()
    kinds = [name.startswith("=") for name in names]
    facts = np.array([row[2] for row in learnt]), np.array([row[2] for row in rows])
    for place, named in enumerate(kinds):
        # Things that are named are numbered from 0 on, 255 of them at most.
        if named:
            seen = facts[0][:, place]
            values = {value: number for number, value in enumerate(sorted(set(seen[~np.isnan(seen)]))[:255])}
            for table in facts:
                table[:, place] = [values.get(value, np.nan) for value in table[:, place]]
    model = HistGradientBoostingClassifier(categorical_features=kinds, random_state=1)
    model.fit(facts[0], won, sample_weight=weight)
    show("scikit-learn boosting", came, model.predict_proba(facts[1])[:, 1], time.time() - start)


main()
