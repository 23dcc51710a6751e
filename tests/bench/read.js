// Has the app's worker and Papa Parse, each in a worker, read the same table in turns, and answers with the median times from the
// bytes to the table.
const done = arguments[arguments.length - 1];
(async () => {
  const page = new DOMParser().parseFromString(await (await fetch("./index.html")).text(), "text/html");
  const address = page.querySelector("meta[name=fairlead-app]").dataset.worker;
  const file = new Uint8Array(await (await fetch("./deals.csv")).arrayBuffer());
  const start = (worker) => new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(event.message || "the worker failed");
    worker.onmessage = () => resolve(worker);
  });
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const ours = await start(new Worker(address, { type: "module" }));
  const papa = await start(new Worker("./papa-worker.js"));
  const options = { encoding: null, delimiter: null, sheet: null, header: "guess" };
  const request = JSON.stringify({ read: { name: "deals.csv", options } });
  const readOurs = () => new Promise((resolve, reject) => {
    const bytes = file.slice();
    const begin = performance.now();
    ours.onmessage = ({ data }) => {
      const answer = JSON.parse(data.json);
      if (answer.progress) return;
      if (!answer.read) reject(data.json);
      const time = performance.now() - begin;
      ours.postMessage({ json: JSON.stringify({ forget: 0 }), bytes: [] });
      resolve({ time, rows: answer.read.sheets[0][1] });
    };
    ours.postMessage({ json: request, bytes: [bytes] }, [bytes.buffer]);
  });
  const readPapa = () => new Promise((resolve) => {
    const bytes = file.slice();
    const begin = performance.now();
    papa.onmessage = ({ data }) => resolve({ time: performance.now() - begin, rows: data.rows });
    papa.postMessage(bytes, [bytes.buffer]);
  });
  const times = { ours: [], papa: [] };
  let rows, papa_rows;
  for (let round = 0; round < 9; round++) {
    const one = await readOurs();
    const other = await readPapa();
    rows = one.rows;
    papa_rows = other.rows;
    times.ours.push(one.time);
    times.papa.push(other.time);
  }
  return { ours: median(times.ours), papa: median(times.papa), rows, papa_rows };
})().then(done, (error) => done({ error: String(error) }));
