// What benchmarks in the page wait with.
const nextFrame = () => new Promise(requestAnimationFrame);
// Waits until a test is true, and answers when it was.
const until = async (what, test) => {
  const start = performance.now();
  while (!test()) {
    if (performance.now() - start > 60000) {
      throw new Error(`no ${what}`);
    }
    await nextFrame();
  }
  return performance.now();
};
// Does something, and answers how long it is until a value has changed: when that happens, not when the next frame sees it; and how many
// frames were drawn without it.
const untilChanged = async (read, act) => {
  const before = read();
  let frames = 0;
  const start = performance.now();
  const changed = new Promise((resolve, reject) => {
    const watch = new MutationObserver(() => {
      if (read() !== before) {
        watch.disconnect();
        resolve({ time: performance.now() - start, late: Math.max(frames - 1, 0) });
      }
    });
    watch.observe(document.body, { subtree: true, attributes: true, childList: true, attributeFilter: ["data-value"] });
    const count = () => {
      frames += 1;
      if (frames > 600) {
        reject(new Error("nothing changed"));
      } else if (read() === before) {
        requestAnimationFrame(count);
      }
    };
    requestAnimationFrame(count);
  });
  act();
  return changed;
};
