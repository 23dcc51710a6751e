// Notes how long it takes from the choice of a file to what is in it, and from the click to what it was merged into.
window.restoring = {};
let begin = 0;
const steps = ["found", "broken", "merged"];
document.addEventListener("change", () => { begin = performance.now(); }, { capture: true });
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-way=merge]")) begin = performance.now();
}, { capture: true });
new MutationObserver(() => {
  const step = document.querySelector("dialog[open] [data-step]")?.dataset.step;
  if (steps.includes(step)) window.restoring[step] ??= performance.now() - begin;
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-step"] });
