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
