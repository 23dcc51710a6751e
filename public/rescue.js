// The page of last resort: the app has stopped, but the data are in the database. It needs nothing but the browser.
// The app says what to write in an event: { database, title, text, save, reload, none }.

addEventListener("fairlead-crash", ({ detail }) => show(JSON.parse(detail)), { once: true });

function show(words) {
  const page = element("main", "error-page", [
    element("div", "", [
      element("h1", "", [words.title]),
      element("p", "", [words.text]),
      element("div", "empty-actions", [
        button("button primary", words.reload, () => location.reload()),
        button("button", words.save, () => save(words)),
      ]),
      element("p", "error", []),
    ]),
  ]);
  page.dataset.screen = "crash";
  page.firstChild.setAttribute("role", "alert");
  document.body.replaceChildren(page);
  page.querySelector("button").focus();
}

function element(name, className, children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function button(className, text, run) {
  const made = element("button", className, [text]);
  made.type = "button";
  made.addEventListener("click", run);
  return made;
}

async function save(words) {
  try {
    const records = await readLog(words.database);
    if (records.length === 0) {
      throw new Error(words.none);
    }
    // A worker writes bytes where the app writes a text: of many lines, of a long one, or of a piece of it that others follow.
    const isBroken = ({ piece, of }) => piece + 1 < of;
    const lines = records.flatMap((record) => [record.text ?? record.lines ?? record.bytes, isBroken(record) ? "" : "\n"]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
    link.download = `fairlead-${new Date().toISOString().slice(0, 10)}.jsonl`;
    link.click();
  } catch (error) {
    document.querySelector(".error-page .error").textContent = `${words.none} (${error})`;
  }
}

function readLog(name) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction("log").objectStore("log").getAll();
      reading.onerror = () => reject(reading.error);
      reading.onsuccess = () => resolve(reading.result);
    };
  });
}
