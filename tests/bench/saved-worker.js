// Answers when the database has a record of the log: reading waits for the transaction that writes it, and this thread draws nothing.
const opening = indexedDB.open("fairlead");
opening.onsuccess = () => postMessage("ready");
onmessage = ({ data: key }) => {
  const found = opening.result.transaction("log").objectStore("log").getKey(key);
  found.onsuccess = () => postMessage({ found: found.result, at: performance.timeOrigin + performance.now() });
};
