// Fills the database of a page of the same origin, as the app itself would have done over time.
const [first, done] = arguments;
(async () => {
  const fetched = async (name) => (await fetch(`./seed/${name}`)).arrayBuffer();
  const text = async (name) => new TextDecoder().decode(await fetched(name));
  const about = JSON.parse(await text("about.json"));
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("fairlead", 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
    opening.onupgradeneeded = () => {
      const log = opening.result.createObjectStore("log");
      log.createIndex("by_deal", "deals", { multiEntry: true });
      opening.result.createObjectStore("checkpoint");
    };
  });
  const complete = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  let seq = 0;
  for (let part = 0; part < about.parts; part++) {
    const lines = (await text(`log-${part}.jsonl`)).split("\n").filter((line) => line);
    const transaction = database.transaction("log", "readwrite");
    for (const line of lines) {
      const [deals, entry] = line.split("\t");
      const record = deals ? { text: entry, deals: deals.split(",") } : { text: entry };
      transaction.objectStore("log").add(record, ++seq);
    }
    await complete(transaction);
  }
  const head = new Uint8Array(await fetched("head.bin"));
  const transaction = database.transaction("checkpoint", "readwrite");
  const store = transaction.objectStore("checkpoint");
  store.put({ seq, lineage: 1, stamp: about.stamp, bytes: head }, "head");
  await complete(transaction);
  for (const chunk of about.chunks) {
    const bytes = new Uint8Array(await fetched(`chunk-${chunk}.bin`));
    const transaction = database.transaction("checkpoint", "readwrite");
    transaction.objectStore("checkpoint").put(bytes, chunk);
    await complete(transaction);
  }
  database.close();
  return seq;
})().then(done, (error) => done(`failed: ${error}`));
