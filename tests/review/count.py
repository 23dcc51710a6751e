"""Counts, in a few lines that share nothing with the app, what a review of `maven_crm` finds in Engaging on 2017-12-31.

The export does not say when a deal came into its stage, so no limit of days in a stage is learnt from it, and nobody set one: the default
of 30 days holds. A deal is found when it is stalled, that is idle for longer than those since its engage date (the last sign of life that the
export knows), or when it is overdue, that is older than the ninth decile (P90) of the won deals' cycle. `cargo xtask datasets` compares.
"""

import csv
import json
import math
import sys
from datetime import date


def quantile(values, share):
    values = sorted(values)
    place = (len(values) - 1) * share
    low = math.floor(place)
    return values[low] + (place - low) * (values[min(low + 1, len(values) - 1)] - values[low])


with open(sys.argv[1], newline="") as file:
    rows = list(csv.DictReader(file))
day = date.fromisoformat
today = day("2017-12-31")
won = [(day(row["close_date"]) - day(row["engage_date"])).days for row in rows if row["deal_stage"] == "Won"]
ages = [(today - day(row["engage_date"])).days for row in rows if row["deal_stage"] == "Engaging"]
oldest, idle = quantile(won, 0.9), 30
json.dump({"open": len(ages), "found": sum(age > oldest or age > idle for age in ages)}, sys.stdout)
