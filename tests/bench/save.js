// Moves a card by keyboard a hundred times and answers with median times: of its strict transaction from its beginning to its
// completion, and from the key to "saved" on the screen, which has the drawing of the move in it. Beside them, a bare strict
// transaction of one record of the same size.
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
  const moves = [];
  const transactions = [];
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...how) {
    const start = performance.now();
    const transaction = begin.apply(this, how);
    if (how[1] === "readwrite" && this.name === "fairlead") {
      transaction.addEventListener("complete", () => transactions.push(performance.now() - start));
    }
    return transaction;
  };
  for (let round = 0; round < 100; round++) {
    // A key comes as a task of its own, not within the drawing of a frame as what waited for one goes on.
    await new Promise((resolve) => setTimeout(resolve));
    const card = document.querySelector(".column [data-deal-id]");
    const press = (key) => card.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press(" ");
    press("ArrowDown");
    const end = saved();
    const start = performance.now();
    press(" ");
    moves.push(await end - start);
    await nextFrame();
    await nextFrame();
  }
  IDBDatabase.prototype.transaction = begin;
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
