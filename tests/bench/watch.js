// Runs before the page's own scripts: notes when the first card is drawn, and how long frames take.
window.bench = { firstCard: null, frames: [], watching: false };
(() => {
  let before = performance.now();
  const frame = (now) => {
    if (window.bench.firstCard === null && document.querySelector("[data-deal-id]")) {
      window.bench.firstCard = performance.now();
    }
    if (window.bench.watching) {
      window.bench.frames.push(now - before);
    }
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})();
