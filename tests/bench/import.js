// Notes how long each step of an import takes from what led to it, and the longest task of the page all the while.
window.importing = { longest: 0, steps: {} };
let begin = 0;
const steps = {
  read: "[data-file][data-state=read] [data-table]",
  columns: "[data-step=columns]",
  values: "[data-step=values]",
  planned: "[data-step=preview] .import-step[aria-busy=false] .import-counts",
  summary: "[data-step=summary]",
};
const mark = () => { begin = performance.now(); };
document.addEventListener("change", mark, { capture: true });
document.addEventListener("click", mark, { capture: true });
new MutationObserver(() => {
  for (const [step, css] of Object.entries(steps)) {
    if (!(step in window.importing.steps) && document.querySelector(css)) {
      window.importing.steps[step] = performance.now() - begin;
    }
  }
}).observe(document, { subtree: true, childList: true, attributes: true });
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) {
    window.importing.longest = Math.max(window.importing.longest, task.duration);
  }
}).observe({ type: "longtask" });
