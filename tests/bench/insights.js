// Opens the insights over all deals, and answers how long it takes until the figures are there, until the first charts are
// drawn, and until a deal that is won by hand shows in the figures.
const [done] = [arguments[arguments.length - 1]];
(async () => {
  const nextFrame = () => new Promise(requestAnimationFrame);
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
  const pressed = performance.now();
  document.querySelector(".panel .button.won").click();
  const move = (await until("new figure", () => open().dataset.value !== before)) - pressed;
  return { figures, charts, move };
})().then(done, (error) => done({ error: String(error) }));
