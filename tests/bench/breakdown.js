// Sets a goal, breaks it down, and drags a slider of it for sixty frames, one of its stops with each. Answers the median time from
// the input to what it comes to, how many of the frames were drawn without it, and the longest frame.
const [done] = [arguments[arguments.length - 1]];
(async () => {
  location.hash = "#/goals";
  await until("goals", () => document.querySelector("[data-screen=goals] #goal-team-0"));
  const field = document.querySelector("#goal-team-0");
  field.value = "100000000";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await until("a goal", () => document.querySelector(".goal-main"));
  location.hash = "#/goals?view=breakdown";
  const need = () => document.querySelector("[data-metric='breakdown.won-deals']")?.dataset.value;
  const found = () => document.querySelector("[data-knob=size] .slider");
  await until("sliders", found);
  const slider = found();
  // Where nothing was won yet it asks how large a deal is.
  if (!need()) {
    const size = document.querySelector("[data-knob=size] input[type=number]");
    size.value = "25000";
    size.dispatchEvent(new Event("change", { bubbles: true }));
    await until("deals to win", need);
  }
  // As long as it is drawn for the first time it is not dragged.
  for (let frame = 0; frame < 10; frame++) {
    await nextFrame();
  }
  const usual = Number(slider.value);
  // Far enough that another number of deals is needed.
  const stop = Number(slider.step) * Math.max(1, Math.round((0.02 * usual) / Number(slider.step)));
  const times = [];
  let late = 0;
  window.bench.frames = [];
  window.bench.watching = true;
  for (let frame = 1; frame <= 60; frame++) {
    const drag = () => {
      slider.value = String(usual + stop * frame);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const changed = await untilChanged(need, drag);
    late += changed.late;
    times.push(changed.time);
    await nextFrame();
  }
  window.bench.watching = false;
  times.sort((a, b) => a - b);
  return { time: times[times.length >> 1], late, longest: Math.max(...window.bench.frames.slice(1)) };
})().then(done, (error) => done({ error: String(error) }));
