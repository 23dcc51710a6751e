// Goes to the review and to today, and answers how long each takes until it shows what there is to do; twice, as the first time
// their part may still have to be fetched.
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
    return performance.now() - start;
  };
  const open = async (hash, css) => {
    location.hash = "#/people";
    await until("other screen", () => document.querySelector("[data-screen=people]"));
    await nextFrame();
    location.hash = hash;
    return until(hash, () => document.querySelector(css));
  };
  const times = {};
  for (let round = 0; round < 2; round++) {
    times.review = await open("#/review", "[data-screen=review] #review-card");
    times.today = await open("#/today", "[data-screen=today] [data-part=without] li, [data-screen=today] [data-deal-id]");
  }
  return times;
})().then(done, (error) => done({ error: String(error) }));
