// Moves a card by keyboard a hundred times and answers with median times from the key that drops it: to its strict transaction having
// completed, as a thread sees it that draws nothing, and to "saved" on the screen, which comes when the page has drawn the move. Beside
// them, a bare strict transaction of one record of the same size.
const done = arguments[arguments.length - 1];
(async () => {
  const state = document.querySelector(".save-state");
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const saved = () => new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (state.dataset.state === "saved") {
        observer.disconnect();
        resolve(performance.now());
      }
    });
    observer.observe(state, { attributes: true });
  });
  const worker = new Worker("./saved-worker.js");
  const heard = () => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  await heard();
  const moves = [];
  const transactions = [];
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (value, key) {
    const request = add.call(this, value, key);
    if (this.name === "log") {
      // Behind what was just asked for, and in front of nothing of it.
      queueMicrotask(() => worker.postMessage(key));
    }
    return request;
  };
  for (let round = 0; round < 100; round++) {
    // A key comes as a task of its own, not within the drawing of a frame as what waited for one goes on.
    await new Promise((resolve) => setTimeout(resolve));
    const card = document.querySelector(".column [data-deal-id]");
    const press = (key) => card.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press(" ");
    press("ArrowDown");
    const [end, there] = [saved(), heard()];
    const start = performance.now();
    press(" ");
    moves.push(await end - start);
    const { found, at } = await there;
    if (found === undefined) {
      throw new Error("the record is not there");
    }
    transactions.push(at - performance.timeOrigin - start);
    await nextFrame();
    await nextFrame();
  }
  IDBObjectStore.prototype.add = add;
  worker.terminate();
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("bare", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("log");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const bare = [];
  for (let round = 1; round <= 100; round++) {
    await new Promise((resolve) => setTimeout(resolve));
    const start = performance.now();
    const transaction = database.transaction("log", "readwrite", { durability: "strict" });
    transaction.objectStore("log").put({ text: "x".repeat(700) }, round);
    transaction.commit();
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    bare.push(performance.now() - start);
    await nextFrame();
  }
  database.close();
  return { move: median(moves), transaction: median(transactions), bare: median(bare) };
})().then(done, (error) => done({ error: String(error) }));
