// Drags a slider of the forecast for three seconds, from one of its stops to the next with each frame, and answers how many times a second
// the figures were new, and the longest frame.
const done = arguments[arguments.length - 1];
(async () => {
  const start = performance.now();
  while (!document.querySelector("#what-if-size") || !document.querySelector("[data-metric='what-if.p50']")) {
    if (performance.now() - start > 60000) {
      throw new Error("no sliders");
    }
    await nextFrame();
  }
  const slider = document.querySelector("#what-if-size");
  const step = (frame) => {
    // Between its stops a slider cannot stand, and as it is there is nothing to play.
    slider.value = String(105 + 5 * (frame % 20));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const shown = () => [...document.querySelectorAll("[data-metric^='what-if.p']")].map((row) => row.dataset.value).join();
  step(0);
  for (let frame = 0; frame < 30; frame++) {
    await nextFrame();
  }
  window.bench.frames = [];
  window.bench.watching = true;
  const began = performance.now();
  let [answers, before] = [0, shown()];
  for (let frame = 1; performance.now() - began < 3000; frame++) {
    step(frame);
    await nextFrame();
    const now = shown();
    answers += now === before ? 0 : 1;
    before = now;
  }
  window.bench.watching = false;
  const seconds = (performance.now() - began) / 1000;
  return { answers: answers / seconds, longest: Math.max(...window.bench.frames.slice(1)) };
})().then(done, (error) => done({ error: String(error) }));
