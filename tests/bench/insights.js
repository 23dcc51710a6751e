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
  const win = () => document.querySelector(".panel .button.won").click();
  const { time, late } = await untilChanged(() => open().dataset.value, win);
  return { figures, charts, move: time, late };
})().then(done, (error) => done({ error: String(error) }));
