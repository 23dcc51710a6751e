// Asks four engines in one page for the same figures of the same deals, in turns: the app's core, typed arrays by hand, Arquero
// and DuckDB. Answers with the median times, and with the figures of each, which must agree.
const [visits, done] = arguments;
(async () => {
  const ROUNDS = 9;
  const OPEN = 0, WON = 1, LOST = 2;
  const { default: init, Deals } = await import("./engines/engines.js");
  await init();
  const deals = new Deals(visits);
  const [stages, owners] = [deals.stages(), deals.owners()];
  const [owner, value, standing, starts] = [deals.owner(), deals.value(), deals.standing(), deals.starts()];
  const [stage, entered] = [deals.stage(), deals.entered()];
  const count = owner.length;
  // What a table of the others has beside it, made before the clock runs, as the core's columns are.
  const month = new Int32Array(count);
  for (let deal = 0; deal < count; deal++) {
    const day = new Date(entered[starts[deal + 1] - 1] * 86400000);
    month[deal] = day.getUTCFullYear() * 12 + day.getUTCMonth();
  }
  const monthName = (number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
  const passed = (furthest) => {
    // How many deals got how far, counted from behind; won is one further than the last stage.
    const reached = new Array(stages + 1).fill(0);
    let sum = 0;
    for (let at = stages; at >= 0; at--) {
      sum += furthest[at];
      reached[at] = sum;
    }
    return { reached: reached.slice(0, stages), advanced: reached.slice(1) };
  };

  const ours = async () => {
    deals.figures();
    return () => JSON.parse(deals.answers());
  };

  const plain = async () => {
    const here = new Array(stages).fill(0);
    const furthest = new Array(stages + 1).fill(0);
    const days = Array.from({ length: stages }, () => []);
    const ends = Array.from({ length: owners + 1 }, () => [0, 0]);
    const won = new Map();
    for (let deal = 0; deal < count; deal++) {
      const last = starts[deal + 1] - 1;
      let far = 0;
      for (let visit = starts[deal]; visit <= last; visit++) {
        if (stage[visit] < stages) far = Math.max(far, stage[visit]);
        if (visit < last) days[stage[visit]].push(entered[visit + 1] - entered[visit]);
      }
      switch (standing[deal]) {
        case OPEN:
          here[stage[last]]++;
          break;
        case WON:
          far = stages;
          ends[owner[deal]][0]++;
          won.set(month[deal], (won.get(month[deal]) ?? 0) + value[deal]);
          break;
        case LOST:
          ends[owner[deal]][1]++;
          break;
      }
      furthest[far]++;
    }
    const spreads = days.map((list) => {
      const sorted = Int32Array.from(list).sort();
      let sum = 0;
      for (const each of sorted) sum += each;
      return [sum / sorted.length, (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2];
    });
    return () => ({
      here,
      ...passed(furthest),
      mean: spreads.map((spread) => spread[0]),
      median: spreads.map((spread) => spread[1]),
      owners: ends,
      months: Object.fromEntries([...won].map(([number, sum]) => [monthName(number), sum])),
    });
  };

  const visitDeal = new Int32Array(stage.length);
  const days = new Array(stage.length).fill(null);
  const lastStage = new Uint8Array(count);
  for (let deal = 0; deal < count; deal++) {
    const last = starts[deal + 1] - 1;
    for (let visit = starts[deal]; visit <= last; visit++) {
      visitDeal[visit] = deal;
      if (visit < last) days[visit] = entered[visit + 1] - entered[visit];
    }
    lastStage[deal] = stage[last];
  }

  await new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = "./arquero.js";
    script.onload = loaded;
    script.onerror = () => failed(new Error("Arquero did not load"));
    document.head.append(script);
  });
  const { op } = aq;
  const dealTable = aq.table({ deal: Int32Array.from({ length: count }, (_, deal) => deal), owner, value, standing, month, last: lastStage });
  const visitTable = aq.table({ deal: visitDeal, stage, days });
  const byArquero = async () => {
    const here = dealTable.filter((d) => d.standing === 0).groupby("last").count().objects();
    const far = visitTable
      .params({ stages })
      .filter((d, $) => d.stage < $.stages)
      .groupby("deal")
      .rollup({ far: op.max("stage") })
      .join(dealTable, "deal")
      .params({ stages })
      .derive({ far: (d, $) => (d.standing === 1 ? $.stages : d.far) })
      .groupby("far")
      .count()
      .objects();
    const spreads = visitTable
      .filter((d) => d.days !== null)
      .groupby("stage")
      .rollup({ mean: op.mean("days"), median: op.median("days") })
      .objects();
    const ends = dealTable
      .filter((d) => d.standing === 1 || d.standing === 2)
      .groupby("owner", "standing")
      .count()
      .objects();
    const won = dealTable.filter((d) => d.standing === 1).groupby("month").rollup({ sum: op.sum("value") }).objects();
    return () =>
      gathered(
        here.map((row) => [row.last, row.count]),
        far.map((row) => [row.far, row.count]),
        spreads.map((row) => [row.stage, row.mean, row.median]),
        ends.map((row) => [row.owner, row.standing, row.count]),
        won.map((row) => [row.month, row.sum]),
      );
  };
  const gathered = (here, far, spreads, ends, won) => {
    const filled = (length, rows, value = 0) => {
      const list = new Array(length).fill(value);
      for (const [at, each] of rows) list[at] = each;
      return list;
    };
    const table = Array.from({ length: owners + 1 }, () => [0, 0]);
    for (const [who, how, number] of ends) table[who][how - 1] = number;
    return {
      here: filled(stages, here),
      ...passed(filled(stages + 1, far)),
      mean: filled(stages, spreads.map(([at, mean]) => [at, mean])),
      median: filled(stages, spreads.map(([at, , median]) => [at, median])),
      owners: table,
      months: Object.fromEntries(won.map(([number, sum]) => [monthName(number), sum])),
    };
  };

  const duckdb = await import("./duckdb/duckdb-browser.mjs");
  const worker = new Worker("./duckdb/duckdb-browser-eh.worker.js");
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(new URL("./duckdb/duckdb-eh.wasm", location.href).href);
  const connection = await database.connect();
  const text = new TextEncoder();
  const lines = [];
  for (let deal = 0; deal < count; deal++) {
    lines.push(`${deal},${owner[deal]},${value[deal]},${standing[deal]},${month[deal]},${lastStage[deal]}`);
  }
  await database.registerFileBuffer("deals.csv", text.encode(`deal,owner,value,standing,month,last\n${lines.join("\n")}\n`));
  lines.length = 0;
  for (let visit = 0; visit < stage.length; visit++) {
    lines.push(`${visitDeal[visit]},${stage[visit]},${days[visit] ?? ""}`);
  }
  await database.registerFileBuffer("visits.csv", text.encode(`deal,stage,days\n${lines.join("\n")}\n`));
  lines.length = 0;
  await connection.query(
    `create table deals as select * from read_csv('deals.csv', columns = {deal: 'integer', owner: 'integer', value: 'bigint', standing: 'tinyint', month: 'integer', last: 'tinyint'}, header = true)`,
  );
  await connection.query(
    `create table visits as select * from read_csv('visits.csv', columns = {deal: 'integer', stage: 'tinyint', days: 'integer'}, header = true)`,
  );
  const byDuck = async () => {
    const ask = async (query) => (await connection.query(query)).toArray().map((row) => [...row].map(([, cell]) => Number(cell)));
    const here = await ask("select last, count(*) from deals where standing = 0 group by last");
    const far = await ask(
      `select case when standing = ${WON} then ${stages} else f.far end as far, count(*)
       from (select deal, max(stage) as far from visits where stage < ${stages} group by deal) f join deals using (deal) group by 1`,
    );
    const spreads = await ask("select stage, avg(days), median(days) from visits where days is not null group by stage");
    const ends = await ask("select owner, standing, count(*) from deals where standing in (1, 2) group by owner, standing");
    const won = await ask("select month, sum(value)::double from deals where standing = 1 group by month");
    return () => gathered(here, far, spreads, ends, won);
  };

  const engines = { ours, plain, arquero: byArquero, duckdb: byDuck };
  const times = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
  const answers = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, ask] of Object.entries(engines)) {
      const begin = performance.now();
      const answer = await ask();
      times[name].push(performance.now() - begin);
      if (round === 0) answers[name] = answer();
    }
  }
  await connection.close();
  await database.terminate();
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  return { deals: count, visits: stage.length, times: Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)])), answers };
})().then(done, (error) => done({ error: `${error} ${error.stack ?? ""}` }));
