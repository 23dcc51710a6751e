// Gives the workspace beside the page to the forecast's worker and answers how long it takes to learn from it and tell all chances, to tell
// them once more, and to play one what-if (the median of several).
const [none, whatIfs, done] = arguments;
(async () => {
  const page = new DOMParser().parseFromString(await (await fetch("./index.html")).text(), "text/html");
  const worker = new Worker(page.querySelector("meta[name=fairlead-app]").dataset.forecaster, { type: "module" });
  const answer = () => new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(JSON.parse(event.data.json));
    worker.onerror = (event) => reject(new Error(event.message));
  });
  const ask = async (json, bytes = []) => {
    const answered = answer();
    worker.postMessage({ json, bytes });
    return answered;
  };
  const timed = async (request, wanted) => {
    const start = performance.now();
    const answered = await ask(JSON.stringify(request));
    if (answered[wanted] === undefined) {
      throw new Error(JSON.stringify(answered).slice(0, 200));
    }
    return performance.now() - start;
  };
  await answer();
  const fetched = async (name) => new Uint8Array(await (await fetch(`./seed/${name}`)).arrayBuffer());
  const about = await (await fetch("./seed/about.json")).json();
  const bytes = [await fetched("head.bin")];
  for (const chunk of about.chunks) {
    bytes.push(await fetched(`chunk-${chunk}.bin`));
  }
  worker.postMessage({ json: JSON.stringify({ workspace: { all: about.chunks, is_anew: true } }), bytes });
  // It says nothing when it has read that; to something that makes no sense it says so, afterwards.
  await ask("nothing");
  const first = await timed(none, "outlooks");
  const again = [];
  for (let turn = 0; turn < 5; turn++) {
    again.push(await timed(none, "outlooks"));
  }
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const score = median(again);
  // The first one tells the chances by the end of the period, which all that follow use.
  await timed(whatIfs[0], "played");
  const plays = [];
  for (const whatIf of whatIfs.slice(1)) {
    plays.push(await timed(whatIf, "played"));
  }
  worker.terminate();
  return { learn: first - score, score, play: median(plays) };
})().then(done, (error) => done({ error: String(error) }));
