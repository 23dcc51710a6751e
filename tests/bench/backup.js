// Downloads a backup, and answers how long it took from the click to the file.
const done = arguments[arguments.length - 1];
(async () => {
  const made = new Promise((resolve) => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      resolve(performance.now());
      return create.call(URL, blob);
    };
  });
  const start = performance.now();
  document.querySelector("dialog[open] [data-way=download]").click();
  return { time: await made - start };
})().then(done, (error) => done({ error: String(error) }));
