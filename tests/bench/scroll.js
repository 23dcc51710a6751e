// Scrolls a column for two hundred frames and answers with the longest and the median frame.
const [done] = [arguments[arguments.length - 1]];
(async () => {
  const column = document.querySelector(".column-scroll");
  await nextFrame();
  window.bench.frames = [];
  window.bench.watching = true;
  for (let step = 0; step < 200; step++) {
    column.scrollTop += 240;
    await nextFrame();
  }
  window.bench.watching = false;
  const frames = window.bench.frames.slice(1).sort((a, b) => a - b);
  column.scrollTop = 0;
  await nextFrame();
  await nextFrame();
  return { longest: frames.at(-1), median: frames[frames.length >> 1] };
})().then(done, (error) => done({ error: String(error) }));
