// Goes to the review and to today, and answers how long each takes until it shows what there is to do; twice, as the first time
// their part may still have to be fetched.
const [done] = [arguments[arguments.length - 1]];
(async () => {
  const open = async (hash, css) => {
    location.hash = "#/people";
    await until("other screen", () => document.querySelector("[data-screen=people]"));
    await nextFrame();
    const start = performance.now();
    location.hash = hash;
    return (await until(hash, () => document.querySelector(css))) - start;
  };
  const times = {};
  for (let round = 0; round < 2; round++) {
    times.review = await open("#/review", "[data-screen=review] #review-card");
    times.today = await open("#/today", "[data-screen=today] [data-part=without] li, [data-screen=today] [data-deal-id]");
  }
  return times;
})().then(done, (error) => done({ error: String(error) }));
