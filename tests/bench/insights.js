// Opens the insights over all deals, and answers how long it takes until the figures are there, until the first charts are
// drawn, and until a deal that is won by hand shows in the figures.
const [done] = [arguments[arguments.length - 1]];
(async () => {
  const open = () => document.querySelector("[data-tile=deals] [data-metric='deals.count']");
  const drawn = (chart) => document.querySelector(`[data-chart=${chart}][data-state=drawn]`);
  const deal = document.querySelector("[data-deal-id]").dataset.dealId;
  const start = performance.now();
  location.hash = "#/insights?period=all";
  const figures = (await until("figures", open)) - start;
  const charts = (await until("charts", () => drawn("funnel") && drawn("flow"))) - start - figures;
  location.hash = `#/insights/deal/${deal}?period=all`;
  await until("panel", () => document.querySelector(".panel .button.won"));
  await nextFrame();
  await nextFrame();
  const before = open().dataset.value;
  // When it changes, not when the next frame sees it; and how many frames were drawn without it.
  let frames = 0;
  const changed = new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (open().dataset.value !== before) {
        watch.disconnect();
        resolve({ at: performance.now(), late: Math.max(frames - 1, 0) });
      }
    });
    watch.observe(document.body, { subtree: true, attributes: true, childList: true, attributeFilter: ["data-value"] });
  });
  const pressed = performance.now();
  const count = () => {
    frames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  document.querySelector(".panel .button.won").click();
  const { at, late } = await changed;
  return { figures, charts, move: at - pressed, late };
})().then(done, (error) => done({ error: String(error) }));
